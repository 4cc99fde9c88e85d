"""Say before saving what speaks against a date for a new or moved day, and which day is free (R4, R7, R8)."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Span
from pilot.training import plan_check, rules
from pilot.training.models import TrainingDay
from pilot.training.rules import DayFinding, Problem
from pilot.training.surroundings import Surroundings


@dataclass(frozen=True)
class Wish:
    """Where a day would stand: its date and times, its room, and the day that is moved there."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    room_id: uuid.UUID | None = None
    moved: TrainingDay | None = None


@dataclass(frozen=True)
class Calendar:
    """What a wish is held against: the pilot, its live days, the training phase and what stands around.

    `away` are the days on which lecturers said that they are not available.
    """

    pilot: Pilot
    days: Sequence[TrainingDay]
    span: Span
    around: Surroundings
    away: Mapping[uuid.UUID, frozenset[dt.date]]


class _Blocked(Container[dt.date]):
    """The dates that a wish cannot be met on, asked one by one."""

    def __init__(self, wish: Wish, calendar: Calendar, *, counts_months: bool) -> None:
        self.wish, self.calendar, self.counts_months = wish, calendar, counts_months

    def __contains__(self, date: object) -> bool:
        if not isinstance(date, dt.date):
            return False
        others = _others(self.wish, self.calendar)
        wish = replace(self.wish, held_on=date)
        is_taken = any(day.held_on == date for day in others)
        is_full = self.counts_months and _month_is_full(wish, self.calendar)
        return is_taken or is_full or bool(_conflicts(wish, self.calendar))


def against(wish: Wish, calendar: Calendar) -> list[DayFinding]:
    """Return what speaks against a wish, each with the next day on which nothing does.

    Where every month is full, the next day is one that is free but for that.
    """
    strict = _Blocked(wish, calendar, counts_months=True)
    free_on = _next_free(wish, calendar, strict) or _next_free(
        wish, calendar, _Blocked(wish, calendar, counts_months=False)
    )
    found = plan_check.date_findings(wish.held_on, span=calendar.span, days_off=calendar.around.days_off)
    found += [DayFinding(problem, None) for problem in _crowding(wish, calendar)]
    found += _conflicts(wish, calendar)
    return [replace(each, next_free_on=None if free_on == wish.held_on else free_on) for each in found]


def _next_free(wish: Wish, calendar: Calendar, blocked: _Blocked) -> dt.date | None:
    return plan_check.next_free_on(
        wish.held_on, span=calendar.span, taken=blocked, days_off=calendar.around.days_off
    )


def _others(wish: Wish, calendar: Calendar) -> list[TrainingDay]:
    return [day for day in calendar.days if wish.moved is None or day.id != wish.moved.id]


def _crowding(wish: Wish, calendar: Calendar) -> list[Problem]:
    """Return why a date would be a day too many: at the same time, in its month, or at all (R4, R8)."""
    others = _others(wish, calendar)
    same_time = any(
        day.held_on == wish.held_on
        and rules.overlaps(day.starts_at, day.ends_at, wish.starts_at, wish.ends_at)
        for day in others
    )
    is_new = wish.moved is None
    found = [
        (same_time, Problem.DATE_TAKEN),
        (_month_is_full(wish, calendar), Problem.MONTH_FULL),
        (is_new and 0 < calendar.pilot.training_days <= len(others), Problem.PROGRAMME_FULL),
    ]
    return [problem for is_true, problem in found if is_true]


def _month_is_full(wish: Wish, calendar: Calendar) -> bool:
    months = Counter(f"{day.held_on:%Y-%m}" for day in _others(wish, calendar))
    return 0 < calendar.pilot.training_days_per_month <= months[f"{wish.held_on:%Y-%m}"]


def _conflicts(wish: Wish, calendar: Calendar) -> list[DayFinding]:
    """Return the room and the lecturers that a wish would need twice at once (T5)."""
    return [*_room(wish, calendar), *_lecturers(wish, calendar)]


def _room(wish: Wish, calendar: Calendar) -> Iterator[DayFinding]:
    place = calendar.around.places.get(wish.room_id) if wish.room_id else None
    if place is None:
        return
    if wish.held_on in place.closed:
        yield DayFinding(Problem.ROOM_CLOSED, None, place.name)
    if any(
        day.room_id == wish.room_id
        and day.held_on == wish.held_on
        and rules.overlaps(day.starts_at, day.ends_at, wish.starts_at, wish.ends_at)
        for day in _others(wish, calendar)
    ):
        yield DayFinding(Problem.ROOM_BUSY, None, place.name)


def _lecturers(wish: Wish, calendar: Calendar) -> Iterator[DayFinding]:
    """Yield the lecturers of a moved day who teach in another pilot then, or are not available."""
    if wish.moved is None:
        return
    plans = [
        replace(plan_check.class_plan(held, wish.moved), held_on=wish.held_on) for held in wish.moved.classes
    ]
    own = {held.id: held for held in wish.moved.classes}
    there = [plan for plan in calendar.around.classes_elsewhere() if plan.held_on == wish.held_on]
    busy = {
        person
        for conflict in rules.class_conflicts([*plans, *there])
        if conflict.class_id in own
        for person in conflict.lecturer_ids
    }
    names = {person.name for held in own.values() for person in held.lecturers if person.id in busy}
    if names:
        yield DayFinding(Problem.LECTURER_BUSY, None, ", ".join(sorted(names)))
    away = {
        person.name
        for held in own.values()
        for person in held.lecturers
        if wish.held_on in calendar.away.get(person.id, ())
    }
    if away:
        yield DayFinding(Problem.LECTURER_AWAY, None, ", ".join(sorted(away)))
