"""What a home has of mentoring: a session that was held, one planned, one due that can be undone, a draft."""

import datetime as dt

from pilot.mentoring.drafts.models import SessionDraft
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import (
    MentorSession,
    MonthMinutes,
    SessionAttendee,
    SessionShare,
    SessionUndo,
)
from tests.build import NOW, keep
from tests.sweep.home import HELD_ON, Found, Home


def mentoring_of(home: Home) -> Found:
    """Build a session that was held and one that is planned."""
    held_on = HELD_ON if home.live else dt.date(2023, 1, 10)
    session = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=held_on,
            minutes=60,
            form=SessionForm.IN_PERSON,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.HELD,
            topics=["resources"],
            summary="Runājām par resursiem.",
            logged_at=NOW,
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=held_on, minutes=60))
    planned = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=dt.date(2023, 2, 21),
            minutes=60,
            form=SessionForm.VIDEO,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED if home.live else SessionState.CANCELLED,
            topics=[],
            logged_at=NOW,
        )
    )
    planned_attendee = keep(SessionAttendee(session_id=planned.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=planned_attendee.id, held_on=dt.date(2023, 2, 21), minutes=60))
    due, draft = _due(home), _draft(home, session)
    keep(
        MonthMinutes(
            participation_id=home.participation.id,
            month=f"{held_on:%Y-%m}",
            pilot_id=home.pilot.id,
            received_minutes=60,
            counted_minutes=60,
            planned_minutes=0,
        )
    )
    owners = {"owners": frozenset({home.participation.user_id, home.mentor.id})}
    names = {"session_id": session.id, "attendee_id": attendee.id, "participation_id": home.participation.id}
    return {
        "session_id": (names, owners),
        "planned_session_id": (
            {**names, "session_id": planned.id, "attendee_id": planned_attendee.id},
            owners,
        ),
        "due_session_id": ({**names, "session_id": due.id}, owners),
        "draft_id": ({"draft_id": draft.id}, owners),
        "attendee_id": (names, {}),
    }


def _due(home: Home) -> MentorSession:
    """Plan a session for a day that has passed, a moment ago."""
    on = dt.date(2023, 2, 9)
    due = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=on,
            minutes=30,
            form=SessionForm.PHONE,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED if home.live else SessionState.CANCELLED,
            topics=[],
            logged_at=NOW,
        )
    )
    attendee = keep(SessionAttendee(session_id=due.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=on, minutes=30))
    keep(SessionUndo(session_id=due.id, made_at=NOW, version=1, before={}))
    found: MentorSession = due
    return found


def _draft(home: Home, session: MentorSession) -> SessionDraft:
    found: SessionDraft = keep(
        SessionDraft(
            author_id=home.mentor.id,
            pilot_id=home.pilot.id,
            subject_id=session.id,
            fields={"summary": ["Iesākts teikums"]},
            saved_at=NOW,
        )
    )
    return found
