"""The deeds on sessions that their mentor can still take back."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.mentoring import snapshots
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionUndo

SHOWN = 3


def undoable(*, viewer: Viewer, now: dt.datetime) -> list[tuple[SessionUndo, str]]:
    """Return the viewer's latest deeds that nothing has changed since, newest first, with its pilot."""
    rows = db.session.execute(
        select(SessionUndo, Pilot.code)
        .join(SessionUndo.session)
        .join(Pilot, Pilot.id == MentorSession.pilot_id)
        .where(
            MentorSession.mentor_id == viewer.user_id,
            MentorSession.state != SessionState.CANCELLED,
            MentorSession.version == SessionUndo.version,
            SessionUndo.made_at > now - snapshots.TAKEN,
        )
        .options(
            joinedload(SessionUndo.session)
            .selectinload(MentorSession.attendees)
            .options(
                selectinload(SessionAttendee.shares),
                joinedload(SessionAttendee.participation).joinedload(Participation.user),
            )
        )
        .order_by(SessionUndo.made_at.desc(), SessionUndo.session_id)
        .limit(SHOWN)
    )
    return [(undo, code) for undo, code in rows]


def undo_of(session: MentorSession) -> SessionUndo | None:
    """Return what is kept of a session from before its last deed."""
    return db.session.get(SessionUndo, session.id, populate_existing=True)
