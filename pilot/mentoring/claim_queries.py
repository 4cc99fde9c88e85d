"""What mentors claim of the clock: the sessions they held, in whatever pilot."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from pilot.cohort.claim_rules import Claim
from pilot.cohort.enums import ClaimKind
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession

OVER_MIDNIGHT = dt.timedelta(days=1)


def claims(people: Collection[uuid.UUID], first: dt.date, last: dt.date) -> list[Claim]:
    """Return the sessions held that touch the days from the first to the last; a plan is no claim.

    A session with a group is one claim, however many attended.
    """
    sessions = db.session.execute(
        select(
            MentorSession.id,
            MentorSession.mentor_id,
            MentorSession.pilot_id,
            MentorSession.held_on,
            MentorSession.minutes,
            MentorSession.starts_at,
            MentorSession.ends_at,
        )
        .where(
            MentorSession.mentor_id.in_(people),
            MentorSession.state == SessionState.HELD,
            MentorSession.held_on.between(first - OVER_MIDNIGHT, last),
        )
        .order_by(MentorSession.held_on, MentorSession.id)
    )
    found = [
        Claim(mentor_id, session_id, ClaimKind.SESSION, pilot_id, held_on, minutes, starts_at, ends_at)
        for session_id, mentor_id, pilot_id, held_on, minutes, starts_at, ends_at in sessions
    ]
    return [claim for claim in found if any(first <= day <= last for day in claim.days)]
