"""What a home has of a pair's own work: an agreement nobody has accepted yet, a goal and an open step."""

import datetime as dt

from sqlalchemy import select

from pilot.extensions import db
from pilot.mentoring.agreements.enums import Review
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from tests.mentoring.pairs import agreement, goal, step
from tests.sweep.home import Found, Home


def agreements_of(home: Home) -> Found:
    """Build a draft of an agreement, a goal, and a step of the last session that was held."""
    session = db.session.scalars(
        select(MentorSession)
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(
            SessionAttendee.participation_id == home.participation.id,
            MentorSession.state == SessionState.HELD,
        )
        .order_by(MentorSession.held_on.desc(), MentorSession.id)
    ).first()
    assert session is not None
    owners = {"owners": frozenset({home.participation.user_id, home.mentor.id})}
    return {
        "agreement_id": ({"agreement_id": agreement(home.pair, home.mentor).id}, {}),
        "goal_id": ({"goal_id": goal(home.participation).id}, {}),
        "step_id": ({"step_id": step(session, home.participation, due_on=dt.date(2023, 3, 1)).id}, owners),
        "reviewed_pair_id": ({"pair_id": home.pair.id, "review": str(Review.MIDDLE)}, {}),
    }
