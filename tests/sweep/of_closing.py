"""What a home has of a closed month: a session that stands, and one that its mentor wants corrected."""

import datetime as dt

from pilot.mentoring.closing.models import SessionCorrection
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from tests.build import NOW, keep
from tests.sweep.home import Found, Home

STANDS_ON, ASKED_ON = dt.date(2023, 1, 17), dt.date(2023, 1, 18)


def closing_of(home: Home) -> Found:
    """Build two sessions of the closed January, the second with a request."""
    owners = {"owners": frozenset({home.mentor.id})}
    stands, asked = _session(home, STANDS_ON), _session(home, ASKED_ON)
    correction = keep(
        SessionCorrection(
            session_id=asked.id,
            minutes_before=60,
            minutes=75,
            reason="Ierakstīju par maz",
            asked_by_id=home.mentor.id,
            asked_at=NOW,
        )
    )
    return {
        "shut_session_id": ({"session_id": stands.id}, owners),
        "correction_id": ({"correction_id": correction.id}, {}),
    }


def _session(home: Home, held_on: dt.date) -> MentorSession:
    session: MentorSession = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=held_on,
            minutes=60,
            form=SessionForm.PHONE,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.HELD,
            topics=[],
            logged_at=NOW,
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=held_on, minutes=60))
    return session
