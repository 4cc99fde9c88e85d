"""What can still be done for a participant's running month: the outlook, the free days, three slots (M17)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import ahead_queries, queries
from pilot.mentoring.enums import SessionForm, SessionState
from pilot.mentoring.forecast import rules
from pilot.mentoring.forecast.rules import Slot
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.rules import RIGA
from pilot.mentoring.tally_queries import RUNNING


@dataclass(frozen=True)
class Prospect:
    """A participant's running month and what can still be done for it; without a promise there is no cell.

    `needed` is how many sessions as long as the slots give what is neither given nor booked.
    """

    month: Month
    cell: queries.MonthCell | None
    free_days: tuple[dt.date, ...]
    usual_minutes: int
    form: SessionForm
    slots: tuple[Slot, ...]
    needed: int = 0

    @property
    def is_running(self) -> bool:
        """Tell whether minutes of the month still miss."""
        return self.cell is not None and self.cell.standing in RUNNING


@dataclass(frozen=True)
class _Habits:
    """How a pair met the last times, the latest first."""

    starts: tuple[dt.time, ...]
    weekdays: frozenset[int]
    form: SessionForm


def prospect_of(
    participation: Participation, pilot: Pilot, *, mentor_id: uuid.UUID | None, today: dt.date
) -> Prospect:
    """Return the running month of a participation that was fetched in scope, with slots for a mentor."""
    month = Month.of(today)
    cell = queries.balance_of(participation, pilot, month=month, today=today)
    habits = _habits(participation)
    if cell is None or cell.standing not in RUNNING:
        return Prospect(month, cell, (), 0, habits.form, ())
    span = Span(participation.started_on or pilot.implementation_from, participation.ended_on)
    days = queries.course_of(pilot).days_left(today=today)
    ahead = ahead_queries.ahead_of(pilot, {participation.id: span}, days=days, today=today)[participation.id]
    to_book = max(0, cell.missing - cell.planned)
    starts = rules.usual_start(habits.starts)
    minutes = rules.length_of_a_meeting(
        to_book, usual=ahead.usual_minutes, most=pilot.session_warning_minutes, days=len(ahead.free_days)
    )
    taken = _taken(mentor_id, ahead.free_days, starts, minutes) if to_book else set(ahead.free_days)
    proposed = rules.proposed_days(
        [day for day in ahead.free_days if day not in taken],
        today=today,
        last_safe_day=cell.last_safe_day,
        weekdays=habits.weekdays,
    )
    slots = tuple(Slot(day, starts, minutes) for day in proposed)
    needed = rules.sessions_needed(to_book, minutes)
    return Prospect(month, cell, ahead.free_days, ahead.usual_minutes, habits.form, slots, needed)


def may_plan(participation: Participation, *, viewer: Viewer) -> bool:
    """Tell whether the viewer is a mentor of the participation and may plan a session with it."""
    mentees = cohort.visible_participations(viewer, Permission.SESSION_CREATE)
    return db.session.scalar(mentees.where(Participation.id == participation.id)) is not None


def mentor_of(participation: Participation) -> User | None:
    """Return the main mentor of a participation now."""
    return db.session.scalar(
        select(User)
        .join(MentoringPair, MentoringPair.mentor_id == User.id)
        .where(
            MentoringPair.participation_id == participation.id,
            MentoringPair.role == PairRole.PRIMARY,
            MentoringPair.ends_on.is_(None),
        )
    )


def _habits(participation: Participation) -> _Habits:
    rows = db.session.execute(
        select(MentorSession.held_on, MentorSession.starts_at, MentorSession.form)
        .join(MentorSession.attendees)
        .where(SessionAttendee.participation_id == participation.id, MentorSession.state == SessionState.HELD)
        .order_by(MentorSession.held_on.desc(), MentorSession.id)
        .limit(rules.LAST_SESSIONS)
    ).all()
    return _Habits(
        tuple(starts_at.astimezone(RIGA).time() for _day, starts_at, _form in rows if starts_at),
        frozenset(held_on.weekday() for held_on, _start, _form in rows),
        rows[0][2] if rows else SessionForm.IN_PERSON,
    )


def _taken(
    mentor_id: uuid.UUID | None, days: tuple[dt.date, ...], starts: dt.time, minutes: int
) -> set[dt.date]:
    """Return the days on which the mentor has another session at that time."""
    if mentor_id is None or not days:
        return set()
    found = set()
    for starts_at, ends_at in db.session.execute(
        select(MentorSession.starts_at, MentorSession.ends_at).where(
            MentorSession.mentor_id == mentor_id,
            MentorSession.state != SessionState.CANCELLED,
            MentorSession.held_on.between(min(days), max(days)),
        )
    ):
        for day in days:
            begins = dt.datetime.combine(day, starts, tzinfo=RIGA)
            ends = begins + dt.timedelta(minutes=minutes)
            if starts_at is not None and ends_at is not None and begins < ends_at and starts_at < ends:
                found.add(day)
    return found
