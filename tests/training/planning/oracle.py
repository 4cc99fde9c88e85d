"""Everything that could be planned, by trying all: an oracle that shares no search with the planner."""

import datetime as dt
from collections.abc import Container, Iterator, Sequence
from itertools import combinations, pairwise, product

from hypothesis import strategies as st

from pilot.training.planning.engine.problem import (
    Chosen,
    Held,
    MonthRule,
    PlannedModule,
    PlanProblem,
    Room,
    Weights,
)

DAY = dt.timedelta(days=1)
ALL_WEEK = frozenset(range(1, 8))
TOWNS = ("", "Rīga", "Ogre")


def dates_between(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def every_plan(problem: PlanProblem) -> Iterator[tuple[Chosen, ...]]:
    """Yield every choice of dates, lecturers and rooms that meets what must be met."""
    dates = dates_between(problem.window_from, problem.window_to)
    months = {(date.year, date.month) for date in dates}
    slots = [module for module in problem.modules for _day in range(module.days)]
    for chosen in combinations(dates, len(slots)):
        counts = [sum((date.year, date.month) == month for date in chosen) for month in months]
        if problem.month_rule is MonthRule.EXACTLY and set(counts) != {problem.days_per_month}:
            continue
        if max(counts) > problem.days_per_month:
            continue
        for days in product(*(choices(problem, slot, date) for slot, date in enumerate(chosen))):
            if not problem.travel_forbidden or not journeys(problem, days, standing=problem.held.keys()):
                yield days


def choices(problem: PlanProblem, slot: int, date: dt.date) -> list[Chosen]:
    held = problem.held.get(slot)
    rooms = {room.id: room for room in problem.rooms}
    if held is not None:
        town = rooms[held.room].town if held.room else ""
        return [Chosen(date, held.lecturer, held.room, town)] if held.date == date else []
    if date in problem.blocked or date.isoweekday() not in problem.weekdays:
        return []
    if problem.not_before is not None and date < problem.not_before:
        return []
    slots = [module for module in problem.modules for _day in range(module.days)]
    free = [name for name in slots[slot].lecturers if date not in problem.busy.get(name, ())]
    if not problem.rooms:
        return [Chosen(date, name) for name in free]
    return [
        Chosen(date, name, room.id, room.town)
        for name in free
        for room in problem.rooms
        if room.seats >= problem.seats and date not in room.closed
    ]


def journeys(problem: PlanProblem, days: Sequence[Chosen], *, standing: Container[int] = ()) -> int:
    """Count the nights in which the group moves, or its lecturer comes from or goes to another town.

    The lecturers' journeys to days that stand cannot be helped.
    """
    found = 0
    for earlier, later in pairwise(days):
        next_day = later.date - earlier.date == DAY
        found += next_day and "" not in {earlier.town, later.town} and earlier.town != later.town
    for slot, day in enumerate(days):
        if slot in standing:
            continue
        for beside in (day.date - DAY, day.date + DAY):
            elsewhere = problem.away.get(day.lecturer, {}).get(beside, "")
            found += bool(day.town and elsewhere) and day.town != elsewhere
    return found


def price(problem: PlanProblem, days: Sequence[Chosen]) -> int:
    """Count the cost as the issue words it, and what was added to it."""
    weights, left, cost = problem.weights, [day.date for day in days], 0
    modules = []
    for module in problem.modules:
        modules.append(left[: module.days])
        left = left[module.days :]
    for own in modules:
        if own != dates_between(own[0], own[-1]):
            cost += weights.split
    for before, after in pairwise(modules):
        cost += weights.gap * max(0, problem.gap_days - (after[0] - before[-1]).days)
    for absent in problem.absent.values():
        cost += weights.absence * sum(day.date in absent for day in days)
    if problem.preferred_weekdays:
        missed = sum(day.date.isoweekday() not in problem.preferred_weekdays for day in days)
        cost += weights.weekday * missed
    return cost + weights.travel * journeys(problem, days)


@st.composite
def problems(draw: st.DrawFn, *, most_days: int = 9) -> PlanProblem:
    """Draw a calendar of at most two short months with rooms, towns, wishes and days that stand."""
    first = dt.date(2022, 9, 30) - draw(st.integers(1, most_days // 2)) * DAY
    last = dt.date(2022, 9, 30) + draw(st.integers(0, most_days // 2)) * DAY
    dates = dates_between(first, last)
    months = len({date.month for date in dates})
    per_month = draw(st.integers(1, 2))
    rule = draw(st.sampled_from(MonthRule))
    needed = per_month * months if rule is MonthRule.EXACTLY else draw(st.integers(1, per_month * months))
    modules: list[PlannedModule] = []
    while needed:
        days = draw(st.integers(1, min(2, needed)))
        lecturers = draw(st.lists(st.sampled_from("AB"), min_size=1, max_size=2, unique=True))
        modules.append(PlannedModule(f"M{len(modules) + 1}", days, tuple(lecturers)))
        needed -= days
    few = st.frozensets(st.sampled_from(dates), max_size=3)
    rooms = tuple(
        Room(name, draw(st.sampled_from(TOWNS)), draw(st.sampled_from((5, 20))), draw(few))
        for name in "RS"[: draw(st.integers(0, 2))]
    )
    slots = [module for module in modules for _day in range(module.days)]
    held = {}
    if draw(st.booleans()):
        room = rooms[0].id if rooms else ""
        held[0] = Held(draw(st.sampled_from(dates)), slots[0].lecturers[0], room)
    return PlanProblem(
        window_from=first,
        window_to=last,
        days_per_month=per_month,
        modules=tuple(modules),
        weekdays=draw(st.sampled_from([ALL_WEEK, frozenset({1, 2, 3, 4, 5})])),
        blocked=draw(few),
        busy={name: draw(few) for name in "AB"},
        absent={name: draw(few) for name in "PQ"},
        gap_days=draw(st.integers(0, 5)),
        weights=Weights(*(draw(st.integers(0, 6)) for _wish in range(5))),
        month_rule=rule,
        rooms=rooms,
        seats=draw(st.sampled_from((0, 10))),
        away={"A": {draw(st.sampled_from(dates)): draw(st.sampled_from(TOWNS[1:]))}},
        travel_forbidden=draw(st.booleans()),
        preferred_weekdays=draw(st.sampled_from([frozenset[int](), frozenset({2, 4})])),
        held=held,
        not_before=draw(st.sampled_from([None, dates[1]])),
    )
