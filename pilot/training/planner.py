"""The planner: the cheapest days for modules in their order, proven, or the fewest inputs that forbid them.

It knows dates and names only. A month holds a fixed number of days and the modules stand in order, so the
place of every training day among the months is known beforehand: the search goes from one training day to
the next over the dates of its month, and what it finds is the optimum (T4, item 1 of the fifteen).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain, combinations, pairwise

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class PlannedModule:
    """A module: how many days it takes and who can teach it, the preferred lecturer first."""

    id: str
    days: int
    lecturers: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """What an absence, a module on separate days, and a day missing between modules cost."""

    absence: int = 10
    split: int = 5
    gap: int = 1


@dataclass(frozen=True)
class PlanProblem:
    """What to plan: local dates; weekdays from 1 (Monday) to 7; `busy` and `absent` by person."""

    window_from: dt.date
    window_to: dt.date
    days_per_month: int
    modules: tuple[PlannedModule, ...]
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    blocked: frozenset[dt.date] = frozenset()
    busy: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)
    absent: Mapping[str, frozenset[dt.date]] = field(default_factory=dict)
    gap_days: int = 7
    weights: Weights = Weights()

    @cached_property
    def slots(self) -> tuple[PlannedModule, ...]:
        """Return the module of each training day, in order."""
        return tuple(module for module in self.modules for _day in range(module.days))

    @cached_property
    def months(self) -> tuple[tuple[dt.date, ...], ...]:
        """Return the dates of the window by calendar month."""
        found: dict[tuple[int, int], list[dt.date]] = {}
        for number in range((self.window_to - self.window_from).days + 1):
            date = self.window_from + number * DAY
            found.setdefault((date.year, date.month), []).append(date)
        return tuple(tuple(dates) for dates in found.values())

    def month_of_slot(self, slot: int) -> tuple[dt.date, ...]:
        return self.months[slot // self.days_per_month]

    def lecturer_on(self, module: PlannedModule, date: dt.date) -> str | None:
        """Return the first lecturer of a module who is free on a date, or None."""
        free = (name for name in module.lecturers if date not in self.busy.get(name, ()))
        return next(free, None)

    def is_open(self, module: PlannedModule, date: dt.date) -> bool:
        """Tell whether a module can be taught on a date."""
        is_a_day = date.isoweekday() in self.weekdays and date not in self.blocked
        return is_a_day and self.lecturer_on(module, date) is not None

    def absences_on(self, date: dt.date) -> int:
        return sum(date in dates for dates in self.absent.values())


class Obstacle(StrEnum):
    """Why there is no plan."""

    DAYS_DO_NOT_FILL_MONTHS = "days_do_not_fill_months"
    NO_LECTURER = "no_lecturer"
    MONTH = "month"
    WEEKDAY = "weekday"
    BLOCKED = "blocked"
    BUSY = "busy"


@dataclass(frozen=True)
class Reason:
    """What stands in the way: numbers that do not fit, a module, a month, a weekday, or dates."""

    obstacle: Obstacle
    needed: int = 0
    given: int = 0
    name: str = ""
    weekday: int = 0
    dates: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class PlannedDay:
    date: dt.date
    module: str
    lecturer: str


@dataclass(frozen=True)
class Plan:
    """A proven cheapest plan with its cost, or no days and the smallest set of reasons."""

    days: tuple[PlannedDay, ...]
    cost: int
    reasons: tuple[Reason, ...] = ()

    @property
    def is_feasible(self) -> bool:
        return not self.reasons


def plan(problem: PlanProblem) -> Plan:
    """Find the cheapest plan, of equal ones that with the earliest dates; else say why there is none."""
    misfits = tuple(_misfits(problem))
    if misfits:
        return Plan((), 0, misfits)
    dates = _cheapest(problem)
    if dates is None:
        return Plan((), 0, _smallest_conflict(problem))
    days = tuple(
        PlannedDay(date, module.id, problem.lecturer_on(module, date) or "")
        for module, date in zip(problem.slots, dates, strict=True)
    )
    return Plan(days, cost_of(problem, dates))


def cost_of(problem: PlanProblem, dates: Sequence[dt.date]) -> int:
    """Return what dates in the order of the modules cost."""
    weights = problem.weights
    cost = weights.absence * sum(problem.absences_on(date) for date in dates)
    for _module, (first, last) in _spans(problem.modules):
        span = dates[first : last + 1]
        cost += weights.split * any(later - earlier != DAY for earlier, later in pairwise(span))
        if first:
            cost += weights.gap * _days_missing(problem, dates[first - 1], dates[first])
    return cost


def _spans(modules: Sequence[PlannedModule]) -> Iterator[tuple[PlannedModule, tuple[int, int]]]:
    """Yield each module with the places of its first and last day."""
    first = 0
    for module in modules:
        yield module, (first, first + module.days - 1)
        first += module.days


def _days_missing(problem: PlanProblem, last: dt.date, first: dt.date) -> int:
    return max(0, problem.gap_days - (first - last).days)


@dataclass(frozen=True)
class _State:
    """Where the search stands: the last date taken, and whether its module is split already."""

    date: dt.date
    is_split: bool


@dataclass(frozen=True)
class _Best:
    """The cheapest way to a state; of equally cheap ones that with the earliest dates."""

    cost: int
    dates: tuple[dt.date, ...]


def _cheapest(problem: PlanProblem) -> tuple[dt.date, ...] | None:
    """Search from training day to training day; every state keeps its cheapest way only."""
    absences = {date: problem.absences_on(date) for date in chain.from_iterable(problem.months)}
    reached: dict[_State | None, _Best] = {None: _Best(0, ())}
    for slot, module in enumerate(problem.slots):
        is_first = slot == 0 or problem.slots[slot - 1] is not module
        following: dict[_State | None, _Best] = {}
        for date in problem.month_of_slot(slot):
            if not problem.is_open(module, date):
                continue
            here = problem.weights.absence * absences[date]
            for state, best in reached.items():
                if state is not None and state.date >= date:
                    continue
                is_split, step = _step(problem, state, date, is_first=is_first)
                found = _Best(best.cost + here + step, (*best.dates, date))
                known = following.get(_State(date, is_split))
                if known is None or (found.cost, found.dates) < (known.cost, known.dates):
                    following[_State(date, is_split)] = found
        reached = following
    ways = [(best.cost, best.dates) for best in reached.values()]
    return min(ways)[1] if ways else None


def _step(problem: PlanProblem, state: _State | None, date: dt.date, *, is_first: bool) -> tuple[bool, int]:
    """Return whether the module is split after a date, and what the step to the date costs."""
    if state is None:
        return False, 0
    if is_first:
        return False, problem.weights.gap * _days_missing(problem, state.date, date)
    if state.is_split or date - state.date == DAY:
        return state.is_split, 0
    return True, problem.weights.split


def _misfits(problem: PlanProblem) -> Iterator[Reason]:
    """Yield what makes any calendar impossible: a wrong number of days, a module that nobody teaches."""
    needed, given = len(problem.slots), problem.days_per_month * len(problem.months)
    if needed != given:
        yield Reason(Obstacle.DAYS_DO_NOT_FILL_MONTHS, needed=needed, given=given)
    for module in problem.modules:
        if not module.lecturers:
            yield Reason(Obstacle.NO_LECTURER, name=module.id)


@dataclass(frozen=True, order=True)
class _Input:
    """One input that closes dates: the smallest thing that can be asked to give way."""

    obstacle: Obstacle
    date: dt.date
    weekday: int = 0
    name: str = ""


def _smallest_conflict(problem: PlanProblem) -> tuple[Reason, ...]:
    """Return the fewest inputs that alone leave no plan: weekdays, blocked dates, busy dates of lecturers.

    Months do not touch each other, so it is the smallest conflict of one month.
    """
    found = [
        (dates, conflict)
        for number, dates in enumerate(problem.months)
        if (conflict := _conflict_of_month(problem, dates, _slots_of_month(problem, number))) is not None
    ]
    dates, smallest = min(found, key=lambda each: len(each[1]))
    needed = Reason(Obstacle.MONTH, needed=problem.days_per_month, given=len(dates), dates=(dates[0],))
    return (needed, *_together(smallest))


def _slots_of_month(problem: PlanProblem, number: int) -> tuple[PlannedModule, ...]:
    first = number * problem.days_per_month
    return problem.slots[first : first + problem.days_per_month]


def _conflict_of_month(
    problem: PlanProblem, dates: Sequence[dt.date], slots: Sequence[PlannedModule]
) -> frozenset[_Input] | None:
    """Return the smallest conflict of a month, or None when its days can be laid out.

    A month is impossible exactly when dates can be given up, one fewer than there are days to lay out, so
    that every other date is closed to the day whose turn it is: to the first day before the first date given
    up, to the second between the first and the second, and so on. Closed weekdays close many dates at once,
    so each set of them is tried.
    """
    shut = sorted({date.isoweekday() for date in dates} - problem.weekdays)
    best: frozenset[_Input] | None = None
    for weekdays in chain.from_iterable(combinations(shut, count) for count in range(len(shut) + 1)):
        inputs = _fewest_beside(problem, dates, slots, frozenset(weekdays))
        if inputs is not None:
            inputs |= {_Input(Obstacle.WEEKDAY, dates[0], weekday=day) for day in weekdays}
            best = inputs if best is None else min(best, inputs, key=len)
    return best


def _fewest_beside(
    problem: PlanProblem,
    dates: Sequence[dt.date],
    slots: Sequence[PlannedModule],
    shut: frozenset[int],
) -> frozenset[_Input] | None:
    """Return the fewest inputs, beside weekdays that are shut, that leave no way to lay out a month."""
    reached: dict[int, frozenset[_Input]] = {0: frozenset()}
    for date in dates:
        following: dict[int, frozenset[_Input]] = {}
        for turn, inputs in reached.items():
            closing = frozenset() if date.isoweekday() in shut else _closing(problem, slots[turn], date)
            if closing is not None:
                _keep_fewest(following, turn, inputs | closing)
            if turn + 1 < len(slots):
                _keep_fewest(following, turn + 1, inputs)
        reached = following
    return min(reached.values(), key=len, default=None)


def _keep_fewest(found: dict[int, frozenset[_Input]], turn: int, inputs: frozenset[_Input]) -> None:
    found[turn] = min(found.get(turn, inputs), inputs, key=len)


def _closing(problem: PlanProblem, module: PlannedModule, date: dt.date) -> frozenset[_Input] | None:
    """Return the fewest inputs that close a date to a module, or None when only its weekday can."""
    if date in problem.blocked:
        return frozenset({_Input(Obstacle.BLOCKED, date)})
    if problem.lecturer_on(module, date) is None:
        return frozenset(_Input(Obstacle.BUSY, date, name=name) for name in module.lecturers)
    return None


def _together(inputs: frozenset[_Input]) -> Iterator[Reason]:
    """Put the inputs of a conflict together by weekday and by person, as somebody can act on them."""
    groups: dict[tuple[Obstacle, int, str], list[dt.date]] = {}
    for each in sorted(inputs):
        groups.setdefault((each.obstacle, each.weekday, each.name), []).append(each.date)
    for (obstacle, weekday, name), dates in groups.items():
        kept = () if obstacle is Obstacle.WEEKDAY else tuple(dates)
        yield Reason(obstacle, weekday=weekday, name=name, dates=kept)
