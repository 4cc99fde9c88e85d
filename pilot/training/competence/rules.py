"""Rules of the self-assessment: its moments, who stands in them, and what may be shown of them (T21).

Nothing of a moment is shown before it has ended, and a moment that has ended is never opened again, whatever
becomes of the plan. So no two looks at the results differ by one person.

Nor can two numbers of one look be subtracted to single people. Each moment belongs to one pair of moments
only, the training or the practice, so that its ratings stand in one mean. The whole way, over those who rated
every time, is shown beside the pairs only where those who are in a pair and not on the whole way are nobody,
or as many as the least number: whatever is added or subtracted still tells of that many people together.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from pilot.cohort.rules import Month, Span
from pilot.training.competence.enums import Leg, Level, Moment, Standing

START_LASTS = dt.timedelta(days=14)
END_LASTS = dt.timedelta(weeks=6)
MIDDLE_LASTS = dt.timedelta(weeks=4)
AFTER_PRACTICE = dt.timedelta(weeks=2)
APART = dt.timedelta(weeks=2)
"""How far the opening days of two moments lie apart; one that lies closer gives way."""
ONE_DAY = dt.timedelta(days=1)
LEAST_PAIRS = 4
TENTH = Decimal("0.1")
LEGS: Mapping[Leg, tuple[Moment, Moment]] = MappingProxyType(
    {
        Leg.TRAINING: (Moment.START, Moment.END),
        Leg.PRACTICE: (Moment.PRACTICE_MIDDLE, Moment.PRACTICE_END),
    }
)
"""The pairs of moments whose change is shown; no moment stands in two."""


class Problem(StrEnum):
    """Why a self-assessment is refused."""

    NOT_OPEN = "not_open"
    OTHER_MOMENT = "other_moment"


@dataclass(frozen=True)
class Course:
    """What the moments come from: the days that take place, how many there should be, and the phases."""

    first_on: dt.date
    last_on: dt.date
    planned_days: int
    promised_days: int
    phase: Span | None = None
    practice: Span | None = None


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
    """Return when the moments of a course are open, in their order and none beside another.

    The start lasts from the first day of the training phase until the first training day is two weeks old;
    the end begins with the last training day and lasts six weeks. While fewer days are planned than there
    should be, the last one is not known, and the end waits for the end of the phase. A moment that is still
    open when the next one begins ends on its eve.
    """
    begins_on, ends_on = course.first_on, course.last_on
    if course.phase is not None:
        begins_on = min(begins_on, course.phase.starts_on)
        if course.planned_days < course.promised_days and course.phase.ends_on is not None:
            ends_on = max(ends_on, course.phase.ends_on)
    found = {
        Moment.START: Window(begins_on, course.first_on + START_LASTS),
        Moment.END: Window(ends_on, ends_on + END_LASTS),
        **_of_practice(course.practice, after=ends_on),
    }
    eves = {one: found[other].opens_on - ONE_DAY for one, other in pairwise(found)}
    return {
        moment: Window(window.opens_on, min(window.last_on, eves.get(moment, window.last_on)))
        for moment, window in found.items()
    }


def _of_practice(practice: Span | None, *, after: dt.date) -> dict[Moment, Window]:
    """Return the moments of a practice that goes on after the training.

    The end opens with the last month and stays for two weeks after the last day; the middle lasts four weeks.
    One that comes less than two weeks after the end of the training is left out, for that end is recent
    enough: so it is with a practice beside the training. The middle also gives way to the end.
    """
    if practice is None or practice.ends_on is None:
        return {}
    end_on = max(practice.starts_on, Month.of(practice.ends_on).first_day)
    if end_on < after + APART:
        return {}
    middle_on = practice.starts_on + (practice.ends_on - practice.starts_on) / 2
    end = {Moment.PRACTICE_END: Window(end_on, practice.ends_on + AFTER_PRACTICE)}
    if not after + APART <= middle_on <= end_on - APART:
        return end
    return {Moment.PRACTICE_MIDDLE: Window(middle_on, middle_on + MIDDLE_LASTS), **end}


def in_force(planned: Windows, promised: Mapping[Moment, dt.date], *, today: dt.date) -> dict[Moment, Window]:
    """Return the windows after people have rated in some of them, still in order and none beside another.

    A moment in which people have rated stands, also where the plan has lost it; those before it are over, and
    those after it wait until it has ended.
    """
    kept = {
        moment: planned.get(moment, Window(today, today)).kept(promised.get(moment), today=today)
        for moment in Moment
        if moment in planned or moment in promised
    }
    found: dict[Moment, Window] = {}
    for moment in reversed(kept):
        later = [found[each].opens_on - ONE_DAY for each in found if each in promised]
        found[moment] = Window(kept[moment].opens_on, min([kept[moment].last_on, *later]))
    free_from = dt.date.min
    for moment in kept:
        found[moment] = Window(max(found[moment].opens_on, free_from), found[moment].last_on)
        free_from = max(free_from, found[moment].last_on + ONE_DAY)
    return {moment: found[moment] for moment in kept}


def legs_of(found: Collection[Moment]) -> dict[Leg, tuple[Moment, Moment]]:
    """Return the pairs of moments of a pilot: the training, and the practice that has both of its moments."""
    return {
        leg: ends
        for leg, ends in LEGS.items()
        if leg is Leg.TRAINING or all(moment in found for moment in ends)
    }


def way_of(found: Collection[Moment]) -> tuple[Moment, ...]:
    """Return the moments of the whole way, or nothing where it does not reach the end of the practice."""
    ends = {Moment.START, Moment.END, Moment.PRACTICE_END}
    return tuple(moment for moment in Moment if moment in found) if ends <= set(found) else ()


def open_moment(found: Windows, *, today: dt.date) -> Moment | None:
    """Return the moment that is open on a day, or None."""
    return next((moment for moment in Moment if moment in found and found[moment].is_open(today=today)), None)


def next_moment(found: Windows, *, today: dt.date) -> Moment | None:
    """Return the first moment that opens after a day, or None; one without a day never opens."""
    return next(
        (each for each, window in found.items() if today < window.opens_on <= window.last_on),
        None,
    )


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
    before_count: int | None = None
    after_count: int | None = None
    pair_count: int | None = None
    change: Change | None = None


@dataclass(frozen=True)
class Way:
    """The means of those who rated themselves every time, moment by moment, and the change over all of it."""

    standing: Standing
    count: int | None = None
    means: tuple[Decimal, ...] = ()
    change: Decimal | None = None


Ratings = Mapping[uuid.UUID, int]
"""The levels of a module at one moment, each by its person."""


def pairs(before: Ratings, after: Ratings) -> list[tuple[int, int]]:
    """Return the two ratings of each person who rated both times."""
    return [(before[person], after[person]) for person in sorted(before.keys() & after.keys())]


def summary(
    before: Ratings, after: Ratings, *, before_is_over: bool, after_is_over: bool, least: int
) -> Summary:
    """Return what may be shown of the ratings on a module at two moments."""
    before_count = len(before) if before_is_over else None
    if not (before_is_over and after_is_over):
        return Summary(Standing.OPEN, before_count)
    found = pairs(before, after)
    if len(found) < least:
        return Summary(Standing.TOO_FEW, before_count, len(after), len(found))
    return Summary(Standing.SHOWN, before_count, len(after), len(found), change_of(found))


def way(ratings: Mapping[Moment, Ratings], *, over: Collection[Moment], least: int) -> Way:
    """Return what may be shown of those who rated a module at every moment, beside the pairs of moments."""
    if not all(moment in over for moment in ratings):
        return Way(Standing.OPEN)
    people = frozenset.intersection(*(frozenset(found) for found in ratings.values()))
    if len(people) < least:
        return Way(Standing.TOO_FEW, len(people))
    left_out = [
        len((ratings[before].keys() & ratings[after].keys()) - people)
        for before, after in LEGS.values()
        if before in ratings and after in ratings
    ]
    if any(0 < count < least for count in left_out):
        return Way(Standing.TELLING, len(people))
    sums = [sum(found[person] for person in people) for found in ratings.values()]
    means = tuple(_mean(total, len(people)) for total in sums)
    return Way(Standing.SHOWN, len(people), means, _mean(sums[-1] - sums[0], len(people)))


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
