"""What a session was before the last deed on it: kept for the seconds in which the deed can be taken back."""

import datetime as dt
from typing import Any

from sqlalchemy import delete

from pilot.extensions import db
from pilot.mentoring.models import MentorSession, SessionUndo

SHOWN = dt.timedelta(seconds=10)
TAKEN = dt.timedelta(seconds=30)  # what is shown for ten seconds may travel slowly, or stand without scripts
KEPT = dt.timedelta(days=1)


def state_of(session: MentorSession) -> dict[str, Any]:
    """Return what saying how a plan turned out may change, as plain values."""
    return {
        "minutes": session.minutes,
        "shares": {
            str(attendee.id): {share.held_on.isoformat(): share.minutes for share in attendee.shares}
            for attendee in session.attendees
        },
    }


def remember(session: MentorSession, before: dict[str, Any], *, now: dt.datetime) -> None:
    """Keep what a flushed session was before, instead of what was kept of it until now."""
    kept = SessionUndo(session_id=session.id, made_at=now, version=session.version, before=before)
    db.session.merge(kept)
    db.session.flush()


def purge(*, now: dt.datetime) -> None:
    """Delete what nobody can take back any more."""
    db.session.execute(delete(SessionUndo).where(SessionUndo.made_at < now - KEPT))
