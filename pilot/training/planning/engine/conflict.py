"""Why there is no plan: the fewest inputs that alone leave none."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, combinations

from pilot.training.planning.engine.problem import Held, MonthRule, PlanProblem
from pilot.training.planning.engine.search import cheapest

ALL_WEEK = frozenset(range(1, 8))


class Obstacle(StrEnum):
    """Why there is no plan."""

    DAYS_DO_NOT_FILL_MONTHS = "days_do_not_fill_months"
    MONTHS_TOO_FULL = "months_too_full"
    NO_LECTURER = "no_lecturer"
    GROUP = "group"
    SHARED = "shared"
    MONTH = "month"
    COURSE = "course"
    WEEKDAY = "weekday"
    BLOCKED = "blocked"
    BUSY = "busy"
    SEATS = "seats"
    ROOM = "room"
    HELD = "held"
    TRAVEL = "travel"


@dataclass(frozen=True)
class Reason:
    """What stands in the way: numbers that do not fit, a module, a month, a weekday, a name, or dates."""

    obstacle: Obstacle
    needed: int = 0
    given: int = 0
    name: str = ""
    weekday: int = 0
    dates: tuple[dt.date, ...] = ()


@dataclass(frozen=True, order=True)
class Input:
    """One input that closes dates: the smallest thing that can be asked to give way."""

    obstacle: Obstacle
    date: dt.date = dt.date.min
    weekday: int = 0
    name: str = ""
    slot: int = -1


Inputs = frozenset[Input]
MOST_SMALL_ROOMS = 6


def reasons_against(problem: PlanProblem) -> tuple[Reason, ...]:
    """Return why a problem without a plan has none: numbers that cannot fit, else the fewest inputs."""
    if misfits := tuple(misfits_of(problem)):
        return misfits
    if problem.travel_forbidden:
        travelling = replace(problem, travel_forbidden=False)
        if cheapest(travelling) is not None:
            kept = _irreducible(problem)
            return (Reason(Obstacle.TRAVEL), *together(kept, problem))
        problem = travelling
    return _smallest_conflict(problem)


def misfits_of(problem: PlanProblem) -> Iterator[Reason]:
    """Yield what makes any calendar impossible: a wrong number of days, a module that nobody teaches."""
    needed, given = len(problem.slots), problem.days_per_month * len(problem.months)
    if problem.month_rule is MonthRule.EXACTLY and needed != given:
        yield Reason(Obstacle.DAYS_DO_NOT_FILL_MONTHS, needed=needed, given=given)
    elif needed > given:
        yield Reason(Obstacle.MONTHS_TOO_FULL, needed=needed, given=given)
    free = {slot for slot in range(needed) if slot not in problem.held and not problem.lecturers_of(slot)}
    for name in dict.fromkeys(problem.slots[slot].id for slot in sorted(free)):
        yield Reason(Obstacle.NO_LECTURER, name=name)


def inputs_of(problem: PlanProblem) -> Inputs:
    """Return everything that closes dates, whether it matters or not."""
    closed = {
        *(Input(Obstacle.WEEKDAY, weekday=day) for day in ALL_WEEK - problem.weekdays),
        *(Input(Obstacle.BLOCKED, date) for date in problem.blocked),
        *(Input(Obstacle.HELD, held.date, slot=slot) for slot, held in problem.held.items()),
        *(Input(Obstacle.SEATS, name=room.id) for room in problem.rooms if room.seats < problem.seats),
    }
    busy = (Input(Obstacle.BUSY, date, name=name) for name, dates in problem.busy.items() for date in dates)
    rooms = (Input(Obstacle.ROOM, date, name=room.id) for room in problem.rooms for date in room.closed)
    return frozenset(chain(closed, busy, rooms))


def with_only(problem: PlanProblem, inputs: Collection[Input]) -> PlanProblem:
    """Return the problem in which nothing but these inputs closes a date."""
    named = frozenset((each.obstacle, each.name, each.date) for each in inputs)
    small = {each.name for each in inputs if each.obstacle is Obstacle.SEATS}
    rooms = tuple(
        replace(
            room,
            seats=room.seats if room.id in small else max(room.seats, problem.seats),
            closed=frozenset(date for date in room.closed if (Obstacle.ROOM, room.id, date) in named),
        )
        for room in problem.rooms
    )
    return replace(
        problem,
        weekdays=ALL_WEEK - {each.weekday for each in inputs if each.obstacle is Obstacle.WEEKDAY},
        blocked=frozenset(each.date for each in inputs if each.obstacle is Obstacle.BLOCKED),
        busy={
            name: frozenset(date for date in dates if (Obstacle.BUSY, name, date) in named)
            for name, dates in problem.busy.items()
        },
        rooms=rooms,
        held=_held_by(problem, frozenset(inputs)),
    )


def _irreducible(problem: PlanProblem) -> Inputs:
    """Return inputs of which none can be left out, beside the ban on travelling."""
    kept = inputs_of(problem)
    groups: dict[tuple[Obstacle, int, str], set[Input]] = {}
    for each in sorted(kept):
        groups.setdefault((each.obstacle, each.weekday, each.name), set()).add(each)
    parts = [frozenset(group) for group in groups.values()]
    for part in [*parts, *(frozenset({each}) for group in parts for each in sorted(group))]:
        if part & kept and cheapest(with_only(problem, kept - part)) is None:
            kept -= part
    return kept


def _smallest_conflict(problem: PlanProblem) -> tuple[Reason, ...]:
    """Return the fewest inputs that alone leave no plan.

    Where every month holds a fixed number of days, months do not touch each other, and it is the smallest
    conflict of one month.
    """
    if problem.month_rule is MonthRule.AT_MOST:
        dates = [date for month in problem.months for date in month]
        fewest = _conflict_on(problem, dates, range(len(problem.slots)))
        course = Reason(Obstacle.COURSE, needed=len(problem.slots), given=len(dates))
        return (course, *together(fewest or frozenset(), problem))
    per_month = problem.days_per_month
    found = [
        (dates, conflict)
        for number, dates in enumerate(problem.months)
        for slots in [range(number * per_month, (number + 1) * per_month)]
        if (conflict := _conflict_on(problem, dates, slots)) is not None
    ]
    own_dates, smallest = min(found, key=lambda each: len(each[1]))
    month = Reason(Obstacle.MONTH, needed=per_month, given=len(own_dates), dates=(own_dates[0],))
    return (month, *together(smallest, problem))


def _conflict_on(problem: PlanProblem, dates: Sequence[dt.date], slots: range) -> Inputs | None:
    """Return the smallest conflict of days on some dates, or None when they can be laid out.

    To lay days out, each takes the first date that is open to it. It fails exactly when dates can be given
    up, one fewer than there are days, so that every other date is closed to the day whose turn it is. What
    closes many dates at once (a weekday, a room too small) is tried in every combination. Days that stand
    are facts: they count for nothing, and are named when the conflict needs them.
    """
    inputs = inputs_of(problem)
    stand = frozenset(each for each in inputs if each.obstacle is Obstacle.HELD and each.slot in slots)
    small = frozenset(each for each in inputs if each.obstacle is Obstacle.SEATS)
    always = stand | (small if len(small) > MOST_SMALL_ROOMS else frozenset())
    weekdays = {date.isoweekday() for date in dates}
    at_large = sorted(
        each for each in (inputs - always) if each.weekday in weekdays or each.obstacle is Obstacle.SEATS
    )
    best: Inputs | None = None
    for chosen in chain.from_iterable(combinations(at_large, count) for count in range(len(at_large) + 1)):
        if best is not None and len(chosen) >= len(best):
            break
        fewest = _Fewest(problem, slots, always | frozenset(chosen)).beside(dates)
        if fewest is not None and (best is None or len(fewest) + len(chosen) < len(best)):
            best = fewest | frozenset(chosen)
    return None if best is None else best | _needed(problem, dates, slots, always=always, beside=best)


def _needed(
    problem: PlanProblem, dates: Sequence[dt.date], slots: range, *, always: Inputs, beside: Inputs
) -> Inputs:
    """Return those of the inputs that count for nothing without which the others are no conflict."""
    kept, closed = always, with_only(problem, beside)
    for each in sorted(always):
        fewer = kept - {each}
        without = replace(
            closed, held=_held_by(problem, fewer), rooms=with_only(problem, beside | fewer).rooms
        )
        if _Fewest(without, slots, beside | fewer).beside(dates) is not None:
            kept = fewer
    return kept


def _held_by(problem: PlanProblem, inputs: Inputs) -> dict[int, Held]:
    slots = {each.slot for each in inputs if each.obstacle is Obstacle.HELD}
    return {slot: held for slot, held in problem.held.items() if slot in slots}


class _Fewest:
    """The fewest inputs, beside some that are chosen, that leave no way to lay days out."""

    def __init__(self, problem: PlanProblem, slots: range, chosen: Inputs) -> None:
        self.problem, self.slots = problem, slots
        self.shut = {each.weekday for each in chosen if each.obstacle is Obstacle.WEEKDAY}
        self.small = {each.name for each in chosen if each.obstacle is Obstacle.SEATS}
        self.stand = {each.slot: each.date for each in chosen if each.obstacle is Obstacle.HELD}
        is_exact = problem.month_rule is MonthRule.EXACTLY
        self.most = len(slots) if is_exact else problem.days_per_month

    def beside(self, dates: Sequence[dt.date]) -> Inputs | None:
        """Go through the dates; a state is whose turn it is and how many days the month has."""
        reached: dict[tuple[int, int], Inputs] = {(0, 0): frozenset()}
        month = dates[0].month if dates else 0
        for date in dates:
            following: dict[tuple[int, int], Inputs] = {}
            for (turn, in_month), inputs in reached.items():
                count = in_month if date.month == month else 0
                closing = self._closing(self.slots[turn], date) if count < self.most else frozenset[Input]()
                if closing is not None:
                    _keep_fewest(following, (turn, count), inputs | closing)
                if turn + 1 < len(self.slots) and count < self.most:
                    _keep_fewest(following, (turn + 1, count + 1), inputs)
            reached, month = following, date.month
        return min(reached.values(), key=len, default=None)

    def _closing(self, slot: int, date: dt.date) -> Inputs | None:
        """Return the fewest inputs that close a date to a day, or None when only one of all dates can."""
        problem = self.problem
        if slot in self.stand:
            return None if date == self.stand[slot] else frozenset()
        is_past = problem.not_before is not None and date < problem.not_before
        if is_past or date.isoweekday() in self.shut:
            return frozenset()
        ways = []
        if date in problem.blocked:
            ways.append(frozenset({Input(Obstacle.BLOCKED, date)}))
        names = problem.lecturers_of(slot)
        if all(date in problem.busy.get(name, ()) for name in names):
            ways.append(frozenset(Input(Obstacle.BUSY, date, name=name) for name in names))
        rooms = [room for room in problem.rooms_of(slot) if room.id not in self.small]
        if problem.rooms and all(date in room.closed for room in rooms):
            ways.append(frozenset(Input(Obstacle.ROOM, date, name=room.id) for room in rooms))
        return min(ways, key=len, default=None)


def _keep_fewest(found: dict[tuple[int, int], Inputs], state: tuple[int, int], inputs: Inputs) -> None:
    found[state] = min(found.get(state, inputs), inputs, key=len)


def together(inputs: Iterable[Input], problem: PlanProblem) -> Iterator[Reason]:
    """Put the inputs of a conflict together by weekday and by name, as somebody can act on them."""
    groups: dict[tuple[Obstacle, int, str], list[dt.date]] = {}
    for each in sorted(inputs):
        groups.setdefault((each.obstacle, each.weekday, each.name), []).append(each.date)
    seats: Mapping[str, int] = {room.id: room.seats for room in problem.rooms}
    for (obstacle, weekday, name), dates in groups.items():
        kept = () if obstacle in {Obstacle.WEEKDAY, Obstacle.SEATS} else tuple(dates)
        is_small = obstacle is Obstacle.SEATS
        yield Reason(
            obstacle,
            needed=problem.seats if is_small else 0,
            given=seats.get(name, 0) if is_small else 0,
            name=name,
            weekday=weekday,
            dates=kept,
        )
