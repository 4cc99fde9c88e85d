"""Find the cheapest days, proven: from day to day, every state keeps its cheapest way only."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pilot.training.planning.engine.problem import (
    DAY,
    NOBODY,
    Chosen,
    Held,
    MonthRule,
    PlanProblem,
    Room,
    is_move,
)

Surcharge = Callable[[int, Chosen], int]
NO_ROOM = Room("")
Key = tuple[dt.date, int, bool, str]


def cheapest(
    problem: PlanProblem, surcharge: Surcharge | None = None, *, scale: int = 1
) -> tuple[Chosen, ...] | None:
    """Return the cheapest days, of equal ones those with the earliest dates; None where there are none.

    A surcharge is added for each day; what the wishes cost counts `scale` times, so that a surcharge can be
    finer than a cost, or come before it.
    """
    return _Search(problem, surcharge, scale).run()


def highest_cost(problem: PlanProblem) -> int:
    """Return a bound that no plan's cost exceeds."""
    weights, days = problem.weights, len(problem.slots)
    of_days = weights.absence * len(problem.absent) + weights.weekday + 3 * weights.travel
    return days * of_days + len(problem.modules) * (weights.split + weights.gap * problem.gap_days)


def places_on(problem: PlanProblem, slot: int, date: dt.date) -> Iterator[Chosen]:
    """Yield who can teach a training day on a date, and where, the preferred first."""
    held = problem.held.get(slot)
    if held is not None:
        if held.date == date:
            yield _held(problem, slot, held)
        return
    if not problem.is_day(date):
        return
    rooms = [room for room in problem.open_rooms(slot) if date not in room.closed]
    if not problem.rooms:
        rooms = [NO_ROOM]
    for room in rooms:
        for name in problem.lecturers_of(slot):
            if date in problem.busy.get(name, ()):
                continue
            if problem.travel_forbidden and problem.nights_away(name, date, room.town):
                continue
            yield Chosen(date, name, room.id, room.town)


def _known_places(problem: PlanProblem, slot: int, date: dt.date) -> tuple[tuple[int, Chosen], ...]:
    """Return the places of a training day with the nights away around it, worked out once a problem."""
    is_own = slot in problem.held or slot in problem.day_lecturers or slot in problem.day_rooms
    key = (slot if is_own else problem.slots[slot].id, date)
    known = problem.worked_out.get(key)
    if known is None:
        known = problem.worked_out[key] = tuple(
            (problem.nights_away(place.lecturer, date, place.town), place)
            for place in places_on(problem, slot, date)
        )
    return known


def _held(problem: PlanProblem, slot: int, held: Held) -> Chosen:
    """Return a day that stands with its lecturer and room; where none is named, with one who is free."""
    names = problem.lecturers_of(slot)
    free = [name for name in names if held.date not in problem.busy.get(name, ())]
    lecturer = held.lecturer or next(iter([*free, *names]), NOBODY)
    open_rooms = [room for room in problem.open_rooms(slot) if held.date not in room.closed]
    named = [room for room in problem.rooms if room.id == held.room]
    room = next(iter([*named, *open_rooms]), NO_ROOM)
    return Chosen(held.date, lecturer, room.id, room.town)


@dataclass(frozen=True)
class _Way:
    """The cheapest way to a state: the last day, days in its month so far, whether its module is split."""

    cost: int
    dates: tuple[dt.date, ...]
    last: Chosen | None
    before: "_Way | None"
    count: int = 0
    is_split: bool = False

    @property
    def rank(self) -> tuple[int, tuple[dt.date, ...]]:
        return self.cost, self.dates

    def days(self) -> tuple[Chosen, ...]:
        found: list[Chosen] = []
        way: _Way | None = self
        while way is not None and way.last is not None:
            found.append(way.last)
            way = way.before
        return tuple(reversed(found))


class _Older(NamedTuple):
    """The best of the ways that end long before a date, with what going on from it costs."""

    cost: int
    dates: tuple[dt.date, ...]
    way: _Way


@dataclass(frozen=True)
class _Step:
    """What every way to one training day has in common."""

    slot: int
    is_first: bool
    far_days: int


class _Search:
    """One run over the training days of a problem."""

    def __init__(self, problem: PlanProblem, surcharge: Surcharge | None, scale: int) -> None:
        self.problem, self.surcharge = problem, surcharge
        weights = problem.weights
        self.split, self.gap, self.travel = (
            scale * each for each in (weights.split, weights.gap, weights.travel)
        )
        self.prices = {
            date: scale
            * (weights.absence * problem.absences_on(date) + weights.weekday * problem.misses_weekday(date))
            for month in problem.months
            for date in month
        }
        self.is_exact = problem.month_rule is MonthRule.EXACTLY
        self.counts_days = not self.is_exact and problem.days_per_month < max(map(len, problem.months))
        self.month_starts = {date: month[0] for month in problem.months for date in month}

    def run(self) -> tuple[Chosen, ...] | None:
        ways: list[_Way] = [_Way(0, (), None, None)]
        for slot in range(len(self.problem.slots)):
            is_first = slot in self.problem.starts
            far = max(self.problem.gap_days, 2) if is_first else 2
            ways = self._reach(ways, _Step(slot, is_first, far))
        return min(ways, key=lambda way: way.rank).days() if ways else None

    def _dates(self, slot: int) -> Sequence[dt.date]:
        months = self.problem.months
        if self.is_exact:
            return months[slot // self.problem.days_per_month]
        return [date for month in months for date in month]

    def _places(self, slot: int, date: dt.date) -> list[tuple[int, Chosen]]:
        """Return the cheapest place of each town on a date, with its price."""
        best: dict[str, tuple[int, Chosen]] = {}
        for nights, place in _known_places(self.problem, slot, date):
            price = self.travel * nights
            if self.surcharge is not None:
                price += self.surcharge(slot, place)
            if place.town not in best or price < best[place.town][0]:
                best[place.town] = (price, place)
        return list(best.values())

    def _reach(self, ways: list[_Way], step: _Step) -> list[_Way]:
        """Return the cheapest ways to each state of the next training day, by date."""
        if step.slot == 0:
            return [
                _Way(self.prices[date] + price, (date,), place, None, 1)
                for date in self._dates(0)
                for price, place in self._places(0, date)
            ]
        known = [way.dates[-1] for way in ways]
        older = self._best_of_older(ways, step)
        found: dict[Key, _Way] = {}
        for date in self._dates(step.slot):
            places = self._places(step.slot, date)
            if not places:
                continue
            end = bisect_left(known, date)
            limit = date - (step.far_days - 1) * DAY
            if self.counts_days:
                limit = min(limit, self.month_starts[date])
            begin = min(bisect_left(known, limit), end)
            for price, place in places:
                here = self.prices[date] + price
                if (far := older[begin]) is not None:
                    _keep(found, far.way, place, (far.cost + here, 1, not step.is_first))
                for way in ways[begin:end]:
                    if (near := self._follow(way, place, step)) is not None:
                        _keep(found, way, place, (near[0] + here, *near[1:]))
        ways = list(_not_outdone(found)) if self.counts_days else list(found.values())
        return sorted(ways, key=lambda way: way.dates[-1])

    def _best_of_older(self, ways: list[_Way], step: _Step) -> list[_Older | None]:
        """Return, for each number of the first ways, the best of them for whoever comes long after."""
        best: list[_Older | None] = [None]
        for way in ways:
            more = 0 if step.is_first or way.is_split else self.split
            seen, kept = _Older(way.cost + more, way.dates, way), best[-1]
            best.append(seen if kept is None or seen[:2] < kept[:2] else kept)
        return best

    def _follow(self, way: _Way, place: Chosen, step: _Step) -> tuple[int, int, bool] | None:
        """Return cost, days in the month, whether the module is split, when a near way goes on to a place."""
        last = way.last
        is_same_month = self.month_starts[way.dates[-1]] == self.month_starts[place.date]
        if is_same_month and self.counts_days and way.count >= self.problem.days_per_month:
            return None
        cost, is_split = way.cost, way.is_split
        if last is not None and is_move(last, place):
            if self.problem.travel_forbidden:
                return None
            cost += self.travel
        if step.is_first:
            cost, is_split = cost + self.gap * self.problem.days_missing(way.dates[-1], place.date), False
        elif not is_split and place.date - way.dates[-1] != DAY:
            cost, is_split = cost + self.split, True
        return cost, way.count + 1 if is_same_month and self.counts_days else 1, is_split


def _not_outdone(found: dict[Key, _Way]) -> Iterator[_Way]:
    """Yield the ways that no other to the same date outdoes with as few days in the month."""
    best: dict[tuple[dt.date, bool, str], _Way] = {}
    for (date, _count, is_split, town), way in sorted(found.items(), key=lambda item: item[0][1]):
        kept = best.get((date, is_split, town))
        if kept is None or way.rank < kept.rank:
            best[date, is_split, town] = way
            yield way


def _keep(found: dict[Key, _Way], way: _Way, place: Chosen, way_on: tuple[int, int, bool]) -> None:
    """Keep a way that goes on to a place, unless a better one to the same state is known."""
    cost, count, is_split = way_on
    key = (place.date, count, is_split, place.town)
    known = found.get(key)
    if known is None or (cost, way.dates) < (known.cost, known.dates[:-1]):
        found[key] = _Way(cost, (*way.dates, place.date), place, way, count, is_split)
