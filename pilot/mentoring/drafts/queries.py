"""The unsaved forms of sessions, each for its author alone."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.drafts.models import SessionDraft
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee

OLD = dt.timedelta(days=30)


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list: of which session it is, None for a new one, and whether it has lain for long."""

    draft: SessionDraft
    session: MentorSession | None
    is_old: bool


def draft_of(subject_id: uuid.UUID, *, viewer: Viewer) -> SessionDraft | None:
    """Return what the viewer typed about a session, or into the new one of a pilot, and did not save."""
    return db.session.scalar(
        select(SessionDraft).where(
            SessionDraft.author_id == viewer.user_id, SessionDraft.subject_id == subject_id
        )
    )


def get_draft(draft_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> SessionDraft:
    """Return a draft of the viewer.

    :raises NotVisibleError: there is none of this id of this author in the pilot.
    """
    draft = db.session.scalar(
        select(SessionDraft).where(
            SessionDraft.id == draft_id,
            SessionDraft.author_id == viewer.user_id,
            SessionDraft.pilot_id == pilot.id,
        )
    )
    if draft is None:
        raise NotVisibleError
    return draft


def drafts_in(pilot: Pilot, *, viewer: Viewer, now: dt.datetime) -> list[DraftLine]:
    """Return the viewer's drafts in a pilot, the oldest first; those of deleted sessions have no way back."""
    drafts = db.session.scalars(
        select(SessionDraft)
        .where(SessionDraft.author_id == viewer.user_id, SessionDraft.pilot_id == pilot.id)
        .order_by(SessionDraft.saved_at, SessionDraft.id)
    ).all()
    sessions = _sessions([draft.subject_id for draft in drafts])
    return [
        DraftLine(draft, sessions.get(draft.subject_id), is_old=draft.saved_at < now - OLD)
        for draft in drafts
        if draft.subject_id == pilot.id or draft.subject_id in sessions
    ]


def _sessions(ids: list[uuid.UUID]) -> dict[uuid.UUID, MentorSession]:
    found = db.session.scalars(
        select(MentorSession)
        .where(MentorSession.id.in_(ids), MentorSession.state != SessionState.CANCELLED)
        .options(
            selectinload(MentorSession.attendees)
            .joinedload(SessionAttendee.participation)
            .joinedload(Participation.user)
        )
    )
    return {session.id: session for session in found}
