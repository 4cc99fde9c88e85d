"""Keep what was typed into the form of a session until it is saved (M9)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.mentoring.drafts import queries, rules
from pilot.mentoring.drafts.models import SessionDraft


def keep(
    pilot: Pilot,
    subject_id: uuid.UUID,
    typed: Iterable[tuple[str, str]],
    *,
    actor: Viewer,
    now: dt.datetime,
) -> SessionDraft | None:
    """Keep the newest of what the actor typed; a form with nothing in it leaves no draft."""
    fields = rules.worth_keeping(typed)
    if not fields:
        forget(subject_id, actor=actor)
        return None
    draft = queries.draft_of(subject_id, viewer=actor) or SessionDraft(
        author_id=actor.user_id, pilot_id=pilot.id, subject_id=subject_id
    )
    draft.fields, draft.saved_at = fields, now
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:  # another tab of the same person was first: the next keystroke keeps this one
        return None
    return draft


def forget(subject_id: uuid.UUID, *, actor: Viewer) -> None:
    """Delete the actor's draft of a session that was saved."""
    db.session.execute(
        delete(SessionDraft).where(
            SessionDraft.author_id == actor.user_id, SessionDraft.subject_id == subject_id
        )
    )


def delete_draft(draft: SessionDraft) -> None:
    """Delete a draft that its author does not want."""
    db.session.delete(draft)
    db.session.flush()
