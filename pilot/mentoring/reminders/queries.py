"""Whom the letters of a day concern: plans by person, and mentors of participants who miss minutes."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from pilot.cohort.enums import PairRole, PilotState
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import queries
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee

AT_WORK = (PilotState.TRAINING, PilotState.PRACTICE, PilotState.CLOSING)


def pilots_at_work() -> list[Pilot]:
    """Return the pilots in which people may meet their mentors now."""
    return list(db.session.scalars(select(Pilot).where(Pilot.state.in_(AT_WORK)).order_by(Pilot.code)))


def plans_by_mentor(pilot: Pilot, days: Collection[dt.date]) -> Counter[uuid.UUID]:
    """Count by mentor the sessions that are planned on some days."""
    rows = db.session.execute(select(MentorSession.mentor_id, MentorSession.id).where(*_planned(pilot, days)))
    return Counter(mentor_id for mentor_id, _session in rows)


def plans_by_participant(pilot: Pilot, days: Collection[dt.date]) -> Counter[uuid.UUID]:
    """Count by participant, as a user, the sessions that are planned on some days."""
    rows = db.session.execute(
        select(Participation.user_id, MentorSession.id)
        .join(SessionAttendee, SessionAttendee.participation_id == Participation.id)
        .join(MentorSession, MentorSession.id == SessionAttendee.session_id)
        .where(*_planned(pilot, days))
    )
    return Counter(user_id for user_id, _session in rows)


def short_by_mentor(pilot: Pilot, month: Month, *, today: dt.date) -> Counter[uuid.UUID]:
    """Count by mentor the participants whose minutes of a month are neither received nor planned."""
    short = {
        person
        for person, cells in queries.balances(pilot, viewer=None, today=today).items()
        for cell in cells
        if cell.month == month and cell.missing > cell.planned
    }
    rows = db.session.execute(
        select(MentoringPair.mentor_id, MentoringPair.participation_id).where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.role != PairRole.CONSULTANT,
            MentoringPair.starts_on <= today,
            MentoringPair.ends_on.is_(None) | (MentoringPair.ends_on >= today),
        )
    )
    return Counter(mentor_id for mentor_id, person in rows if person in short)


def _planned(pilot: Pilot, days: Collection[dt.date]) -> tuple[ColumnElement[bool], ...]:
    return (
        MentorSession.pilot_id == pilot.id,
        MentorSession.state == SessionState.PLANNED,
        MentorSession.held_on.in_(days),
    )
