"""Turn a pilot into a problem for the planner: names become ids, holidays and closed months blocked dates."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Span
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.planning.engine.problem import (
    DAY,
    NOBODY,
    Held,
    MonthRule,
    PlannedModule,
    PlanProblem,
    Room,
)
from pilot.training.planning.entries import ChangeEntry, PlanEntry
from pilot.training.planning.queries import Facts
from pilot.training.rules import SATURDAY

NO_LIMIT = 31
NO_ROOM = Room("", seats=1_000_000)
TEAM = "+"


def problem_of(entry: PlanEntry, facts: Facts) -> PlanProblem:
    """Return the problem of planning a pilot's days from nothing."""
    modules = tuple(
        PlannedModule(
            str(module.id), entry.days[module.id], _in_turn(entry.lecturers[module.id], place, facts)
        )
        for place, module in enumerate(facts.modules)
    )
    problem = PlanProblem(
        window_from=entry.first_on,
        window_to=entry.last_on,
        days_per_month=entry.days_per_month or NO_LIMIT,
        modules=modules,
        weekdays=entry.weekdays | ({SATURDAY} if entry.working else frozenset()),
        blocked=entry.blocked
        | other_saturdays(entry)
        | frozenset(facts.holidays)
        | closed_dates(entry.first_on, entry.last_on, facts),
        busy={str(person): dates for person, dates in facts.busy.items()},
        absent={str(each.id): facts.absent.get(each.id, frozenset()) for each in facts.participations},
        gap_days=entry.gap_days,
        weights=entry.weights if facts.rooms and not entry.venue else replace(entry.weights, travel=0),
        month_rule=MonthRule.AT_MOST,
        rooms=() if entry.venue else facts.rooms,
        seats=len(facts.members),
        preferred_weekdays=entry.preferred,
    )
    return with_month_rule(problem)


def _in_turn(chosen: frozenset[uuid.UUID], place: int, facts: Facts) -> tuple[str, ...]:
    """Return who can teach a module by name, another one first from module to module."""
    names = [str(each.id) for each in facts.lecturers if each.id in chosen]
    first = place % max(1, len(names))
    return (*names[first:], *names[:first])


def with_month_rule(problem: PlanProblem) -> PlanProblem:
    """Let every month hold exactly its days where that adds up, else at most so many."""
    given = problem.days_per_month * len(problem.months)
    rule = MonthRule.EXACTLY if given == len(problem.slots) else MonthRule.AT_MOST
    return replace(problem, month_rule=rule)


def other_saturdays(entry: PlanEntry) -> frozenset[dt.date]:
    """Return the Saturdays that stay closed where only working ones were chosen."""
    if not entry.working or SATURDAY in entry.weekdays:
        return frozenset()
    dates = (entry.first_on + number * DAY for number in range((entry.last_on - entry.first_on).days + 1))
    return frozenset(date for date in dates if date.isoweekday() == SATURDAY) - entry.working


def closed_dates(first: dt.date, last: dt.date, facts: Facts) -> frozenset[dt.date]:
    """Return the dates of months that are closed."""
    dates = (first + number * DAY for number in range((last - first).days + 1))
    return frozenset(date for date in dates if f"{date:%Y-%m}" in facts.closed_months)


@dataclass(frozen=True)
class Standing:
    """The training days as they stand, as a problem of moving as few of them as possible."""

    problem: PlanProblem
    days: tuple[TrainingDay, ...]
    current: tuple[Held, ...]
    frozen: frozenset[int]


def standing_of(
    pilot: Pilot,
    days: Sequence[TrainingDay],
    change: ChangeEntry,
    facts: Facts,
    *,
    span: Span,
    today: dt.date,
    remembered: Mapping[uuid.UUID, frozenset[uuid.UUID]],
) -> Standing:
    """Return the problem of keeping as many days as possible where they are after a change.

    Days up to today, held or locked ones and those of closed months cannot move; nothing moves before
    tomorrow. A day whose date was confirmed although it is a holiday may stay on it.
    """
    current = tuple(Held(day.held_on, team_of(day), str(day.room_id or "")) for day in days)
    used = [room.seats for room in facts.rooms if room.id in {each.room for each in current}]
    names = frozenset(room.id for room in facts.rooms)
    first, last = window_of(days, span)
    problem = PlanProblem(
        window_from=first,
        window_to=last,
        days_per_month=_most_a_month(pilot, days),
        modules=tuple(_modules_of(days)),
        weekdays=frozenset({1, 2, 3, 4, 5} | {day.held_on.isoweekday() for day in days}),
        blocked=_blocked(days, change, facts, first=first, last=last),
        busy=_busy(days, change, facts),
        absent={str(each.id): facts.absent.get(each.id, frozenset()) for each in facts.participations},
        month_rule=MonthRule.AT_MOST,
        not_before=today + DAY,
        rooms=(*facts.rooms, NO_ROOM) if used else (),
        seats=min([len(facts.members), *used]),
        day_rooms={
            slot: names if each.room else frozenset({NO_ROOM.id}) for slot, each in enumerate(current)
        },
        day_lecturers={slot: tuple(_who_can_teach(day, facts, remembered)) for slot, day in enumerate(days)},
    )
    frozen = frozenset(slot for slot, day in enumerate(days) if cannot_move(day, facts, today=today))
    counts = {sum(day.held_on in month for day in days) for month in map(frozenset, problem.months)}
    if counts == {problem.days_per_month}:
        problem = with_month_rule(problem)
    return Standing(problem, tuple(days), current, frozen)


def window_of(days: Sequence[TrainingDay], span: Span) -> tuple[dt.date, dt.date]:
    """Return the dates between which days may lie: those of the phase, and of the days themselves."""
    dates = [day.held_on for day in days]
    return min([span.starts_on, *dates]), max([span.ends_on or span.starts_on, *dates])


def cannot_move(day: TrainingDay, facts: Facts, *, today: dt.date) -> bool:
    """Tell whether a day took place, is under way, or lies in a closed month."""
    is_past = day.held_on <= today or day.state in {DayState.HELD, DayState.LOCKED}
    return is_past or f"{day.held_on:%Y-%m}" in facts.closed_months


def team_of(day: TrainingDay) -> str:
    """Name the people who teach on a day as one: they are free when all of them are."""
    return TEAM.join(sorted(str(person) for person in teachers_of(day))) or NOBODY


def teachers_of(day: TrainingDay) -> frozenset[uuid.UUID]:
    """Return who teaches on a day, by id."""
    return frozenset(person.id for held in day.classes for person in held.lecturers)


def _who_can_teach(
    day: TrainingDay, facts: Facts, remembered: Mapping[uuid.UUID, frozenset[uuid.UUID]]
) -> Iterator[str]:
    """Yield who teaches a day now, then whoever can teach its one module."""
    team = team_of(day)
    yield team
    modules = {held.module_id for held in day.classes if held.module_id is not None}
    if team == NOBODY or len(modules) != 1:
        return
    for person in facts.lecturers:
        if person.id in remembered.get(next(iter(modules)), ()) and str(person.id) != team:
            yield str(person.id)


def _modules_of(days: Sequence[TrainingDay]) -> Iterator[PlannedModule]:
    """Yield what days that follow each other belong to; a day without a module is one of its own."""
    named = [
        next((str(held.module_id) for held in day.classes if held.module_id), f"day {day.id}") for day in days
    ]
    for number, (name, own) in enumerate(groupby(named)):
        yield PlannedModule(f"{name} {number}", len(list(own)), ())


def _most_a_month(pilot: Pilot, days: Sequence[TrainingDay]) -> int:
    counts = [sum(f"{day.held_on:%Y-%m}" == f"{other.held_on:%Y-%m}" for other in days) for day in days]
    return max([pilot.training_days_per_month, *counts]) if pilot.training_days_per_month else NO_LIMIT


def _blocked(
    days: Sequence[TrainingDay], change: ChangeEntry, facts: Facts, *, first: dt.date, last: dt.date
) -> frozenset[dt.date]:
    confirmed = {day.held_on for day in days if day.holiday_confirmed}
    return (frozenset(facts.holidays) - confirmed) | change.blocked | closed_dates(first, last, facts)


def _busy(days: Sequence[TrainingDay], change: ChangeEntry, facts: Facts) -> dict[str, frozenset[dt.date]]:
    """Return when people, and teams of them, are busy; who declined a class is busy on its date."""
    single = {str(person): dates for person, dates in facts.busy.items()}
    for day in days:
        for person in {person for held in day.classes for person in facts.declined.get(held.id, ())}:
            single[str(person)] = single.get(str(person), frozenset()) | {day.held_on}
    if change.lecturer_id is not None:
        name = str(change.lecturer_id)
        single[name] = single.get(name, frozenset()) | change.away
    teams = {team_of(day) for day in days}
    together = {
        team: frozenset[dt.date]().union(*(single.get(name, frozenset()) for name in team.split(TEAM)))
        for team in teams
    }
    return single | together
