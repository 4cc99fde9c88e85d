"""Rules of the self-assessment: its two moments, who stands in both, and what may be shown of them (T21).

Nothing of a moment is shown before it has ended, and a moment that has ended is never opened again, whatever
becomes of the plan. So no two looks at the results differ by one person.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pilot.cohort.rules import Span
from pilot.training.competence.enums import Level, Moment, Standing

START_LASTS = dt.timedelta(days=14)
END_LASTS = dt.timedelta(weeks=6)
ONE_DAY = dt.timedelta(days=1)
LEAST_PAIRS = 4
TENTH = Decimal("0.1")


class Problem(StrEnum):
    """Why a self-assessment is refused."""

    NOT_OPEN = "not_open"
    OTHER_MOMENT = "other_moment"


@dataclass(frozen=True)
class Course:
    """What the moments come from: the days that take place, how many there should be, and their phase."""

    first_on: dt.date
    last_on: dt.date
    planned_days: int
    promised_days: int
    phase: Span | None = None


@dataclass(frozen=True)
class Window:
    """The days on which a moment is open, both included."""

    opens_on: dt.date
    last_on: dt.date

    def is_open(self, *, today: dt.date) -> bool:
        return self.opens_on <= today <= self.last_on

    def is_over(self, *, today: dt.date) -> bool:
        return self.last_on < today

    def kept(self, promised: dt.date | None, *, today: dt.date) -> "Window":
        """Return the window after people have rated in it, who were promised a last day.

        It is never cut short of the promise, and never opened again once the promised day is past.
        """
        if promised is None:
            return self
        last_on = promised if promised < today else max(promised, self.last_on)
        return Window(min(self.opens_on, today, last_on), last_on)


Windows = Mapping[Moment, Window]


def windows(course: Course) -> dict[Moment, Window]:
    """Return when the moments of a course are open.

    The start lasts from the first day of the training phase until the first training day is two weeks old;
    the end begins with the last training day and lasts six weeks. While fewer days are planned than there
    should be, the last one is not known, and the end waits for the end of the phase.
    """
    begins_on, ends_on = course.first_on, course.last_on
    if course.phase is not None:
        begins_on = min(begins_on, course.phase.starts_on)
        if course.planned_days < course.promised_days and course.phase.ends_on is not None:
            ends_on = max(ends_on, course.phase.ends_on)
    return {
        Moment.START: Window(begins_on, min(course.first_on + START_LASTS, ends_on - ONE_DAY)),
        Moment.END: Window(ends_on, ends_on + END_LASTS),
    }


def open_moment(found: Windows, *, today: dt.date) -> Moment | None:
    """Return the moment that is open on a day, or None; of two the earlier one."""
    return next((moment for moment in Moment if moment in found and found[moment].is_open(today=today)), None)


def rate_problem(found: Windows, moment: Moment | None, *, today: dt.date) -> Problem | None:
    """Return why a rating that was made for a moment is refused now, or None."""
    now_open = open_moment(found, today=today)
    if now_open is None:
        return Problem.NOT_OPEN
    return None if moment is now_open else Problem.OTHER_MOMENT


@dataclass(frozen=True)
class Change:
    """The means of those who rated themselves both times; each number is rounded by itself."""

    count: int
    before: Decimal
    after: Decimal
    change: Decimal


@dataclass(frozen=True)
class Summary:
    """What may be shown of the ratings on a module; a count is None until its moment has ended."""

    standing: Standing
    start_count: int | None = None
    end_count: int | None = None
    pair_count: int | None = None
    change: Change | None = None


Ratings = Mapping[uuid.UUID, int]


def pairs(start: Ratings, end: Ratings) -> list[tuple[int, int]]:
    """Return the two ratings of each person who rated both times."""
    return [(start[person], end[person]) for person in sorted(start.keys() & end.keys())]


def summary(start: Ratings, end: Ratings, *, start_is_over: bool, end_is_over: bool, least: int) -> Summary:
    """Return what may be shown of the ratings on a module, each by its person."""
    start_count = len(start) if start_is_over else None
    if not (start_is_over and end_is_over):
        return Summary(Standing.OPEN, start_count)
    found = pairs(start, end)
    if len(found) < least:
        return Summary(Standing.TOO_FEW, start_count, len(end), len(found))
    return Summary(Standing.SHOWN, start_count, len(end), len(found), change_of(found))


def change_of(found: Sequence[tuple[int, int]]) -> Change:
    """Return how at least one pair of ratings changed: means and change, with the number of pairs."""
    before, after = sum(pair[0] for pair in found), sum(pair[1] for pair in found)
    count = len(found)
    return Change(count, _mean(before, count), _mean(after, count), _mean(after - before, count))


def _mean(total: int, count: int) -> Decimal:
    """Return a mean to one decimal, halves away from zero; never a negative zero."""
    return (Decimal(total) / count).quantize(TENTH, ROUND_HALF_UP) + Decimal(0)


def least_pairs(threshold: int) -> int:
    """Return from how many pairs means are shown: the pilot's threshold, but never fewer than four."""
    return max(LEAST_PAIRS, threshold)


@dataclass(frozen=True)
class Rating:
    """What somebody says of themselves on a module."""

    level: Level
    example: str = ""
