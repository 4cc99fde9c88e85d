"""Judge lines of a time sheet and supervision: whole minutes, moments aware, days of Riga."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pilot.cohort.rules import Month, Span
from pilot.mentoring.rules import RIGA, elapsed_minutes
from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind

LONGEST = 480


class Problem(StrEnum):
    """Why a line of the time sheet, or supervision, is refused."""

    NOT_POSITIVE = "not_positive"
    TOO_LONG = "too_long"
    START_MISSING = "start_missing"
    ENDS_BEFORE_START = "ends_before_start"
    TIMES_DISAGREE = "times_disagree"
    IN_FUTURE = "in_future"
    OUTSIDE_PILOT = "outside_pilot"
    MONTH_CLOSED = "month_closed"


@dataclass(frozen=True)
class WorkEntry:
    """A line as it is typed: times of day, or minutes, or both; without minutes the times say them."""

    worked_on: dt.date
    kind: WorkKind
    capacity: Capacity
    note: str = ""
    starts: dt.time | None = None
    ends: dt.time | None = None
    typed_minutes: int | None = None
    session_id: uuid.UUID | None = None

    @property
    def stretch(self) -> tuple[dt.datetime, dt.datetime] | None:
        """Return from when to when, where the start is known; the length may stand for the end.

        An end at midnight is that of the day.
        """
        if self.starts is None:
            return None
        starts_at = self._moment(self.starts)
        if self.ends is not None:
            return starts_at, self._moment(self.ends, days_later=0 if self.ends > dt.time() else 1)
        return starts_at, starts_at + dt.timedelta(minutes=max(0, self.typed_minutes or 0))

    @property
    def minutes(self) -> int:
        """Return the length: the minutes typed, else those that truly pass between the times."""
        if self.typed_minutes is None and self.stretch is not None:
            return elapsed_minutes(*self.stretch)
        return self.typed_minutes or 0

    @property
    def ends_on_its_day(self) -> bool:
        """Tell whether the work is over by midnight; what goes on after it is a line of the next day."""
        return self.stretch is None or self.stretch[1] <= self._moment(dt.time(), days_later=1)

    def _moment(self, time: dt.time, *, days_later: int = 0) -> dt.datetime:
        day = self.worked_on + dt.timedelta(days=days_later)
        return dt.datetime.combine(day, time, tzinfo=RIGA).astimezone(dt.UTC)


@dataclass(frozen=True)
class SupervisionEntry:
    """Supervision as it is typed; what was said there is nobody's business and is not kept."""

    held_on: dt.date
    kind: SupervisionKind
    minutes: int


@dataclass(frozen=True)
class Facts:
    """What a line is judged against."""

    now: dt.datetime
    today: dt.date
    days: Span
    closed_months: Collection[Month] = ()


def work_problem(entry: WorkEntry, facts: Facts) -> Problem | None:
    """Return why a line of the time sheet cannot be written down, or None (M8, R12)."""
    stretch = entry.stretch
    if entry.ends is not None and stretch is None:
        return Problem.START_MISSING
    if stretch is not None and entry.ends is not None:
        if stretch[1] <= stretch[0]:
            return Problem.ENDS_BEFORE_START
        if entry.typed_minutes not in {None, elapsed_minutes(*stretch)}:
            return Problem.TIMES_DISAGREE
    if not entry.ends_on_its_day:
        return Problem.ENDS_BEFORE_START
    if stretch is not None and stretch[1] > facts.now and entry.worked_on <= facts.today:
        return Problem.IN_FUTURE
    return _length_problem(entry.minutes) or _day_problem(entry.worked_on, facts)


def supervision_problem(entry: SupervisionEntry, facts: Facts) -> Problem | None:
    """Return why supervision cannot be written down, or None (R12)."""
    return _length_problem(entry.minutes) or _day_problem(entry.held_on, facts)


def _length_problem(minutes: int) -> Problem | None:
    if minutes <= 0:
        return Problem.NOT_POSITIVE
    return Problem.TOO_LONG if minutes > LONGEST else None


def _day_problem(day: dt.date, facts: Facts) -> Problem | None:
    if day > facts.today:
        return Problem.IN_FUTURE
    if not facts.days.covers(day):
        return Problem.OUTSIDE_PILOT
    return Problem.MONTH_CLOSED if Month.of(day) in facts.closed_months else None
