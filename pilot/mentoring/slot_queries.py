"""Gather what the times of mentors are judged against."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from pilot.cohort import absence_queries
from pilot.cohort import queries as cohort
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import queries
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.slot_rules import Calendar, Person, Taken

A_DAY = dt.timedelta(days=1)


def calendar_of(
    pilot: Pilot, days: Collection[dt.date], mentors: Collection[uuid.UUID], *, now: dt.datetime
) -> Calendar:
    """Gather what times are judged against: a fixed number of queries however many times."""
    first, last = min(days, default=now.date()), max(days, default=now.date())
    return Calendar(
        now=now,
        phase=queries.mentoring_phase(pilot),
        holidays=frozenset(holidays_between(first, last)),
        closed_months=frozenset(Month.parse(month) for month in cohort.closed_months(pilot.id)),
        away=absence_queries.busy_dates(pilot.id, first, last),
        taken=_sessions_of(mentors, first, last),
    )


def _sessions_of(
    mentors: Collection[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[Taken]]:
    """Return the sessions of mentors with a time of day, also those of other pilots."""
    found: dict[uuid.UUID, list[Taken]] = {}
    for mentor_id, taken in _timed(first, last, MentorSession.mentor_id.in_(mentors)):
        found.setdefault(mentor_id, []).append(taken)
    return found


def person_of(participation: Participation, days: Collection[dt.date]) -> Person:
    """Gather what a participant's bookings are judged against."""
    first, last = min(days), max(days)
    pairs: dict[uuid.UUID, list[Span]] = {}
    for pair in cohort.pairs_of(participation):
        pairs.setdefault(pair.mentor_id, []).append(Span(pair.starts_on, pair.ends_on))
    is_there = MentorSession.attendees.any(SessionAttendee.participation_id == participation.id)
    return Person(
        pairs=pairs,
        away=absence_queries.absent_dates(participation.pilot_id, first, last).get(
            participation.id, frozenset()
        ),
        taken=[taken for _mentor_id, taken in _timed(first, last, is_there)],
    )


def _timed(first: dt.date, last: dt.date, whose: ColumnElement[bool]) -> list[tuple[uuid.UUID, Taken]]:
    """Return the stretches of the live sessions of some people around some days."""
    rows = db.session.execute(
        select(MentorSession.id, MentorSession.starts_at, MentorSession.ends_at, MentorSession.mentor_id)
        .where(
            whose,
            MentorSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
            MentorSession.starts_at.is_not(None),
            MentorSession.held_on.between(first - A_DAY, last + A_DAY),
        )
        .order_by(MentorSession.starts_at, MentorSession.id)
    )
    return [
        (mentor_id, Taken(session_id, starts_at, ends_at))
        for session_id, starts_at, ends_at, mentor_id in rows
        if starts_at is not None and ends_at is not None
    ]
