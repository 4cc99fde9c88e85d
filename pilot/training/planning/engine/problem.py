"""What is to be planned: modules in their order, dates, people, rooms, wishes; dates and names only."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

DAY = dt.timedelta(days=1)
NOBODY = ""


class MonthRule(StrEnum):
    """Whether a month holds exactly so many days, or at most so many."""

    EXACTLY = "exactly"
    AT_MOST = "at_most"


class Wish(StrEnum):
    """What a plan would like to keep, each at its price."""

    ABSENCE = "absence"
    SPLIT = "split"
    GAP = "gap"
    WEEKDAY = "weekday"
    TRAVEL = "travel"


@dataclass(frozen=True)
class PlannedModule:
    """A module: how many days it takes and who can teach it, the preferred lecturer first."""

    id: str
    days: int
    lecturers: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """A room: its town, its seats, the dates on which it is not free."""

    id: str
    town: str = ""
    seats: int = 0
    closed: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class Held:
    """A training day that stands: it took place, or somebody fixed it."""

    date: dt.date
    lecturer: str = NOBODY
    room: str = ""


@dataclass(frozen=True)
class Counts:
    """How often a plan misses each wish."""

    absence: int = 0
    split: int = 0
    gap: int = 0
    weekday: int = 0
    travel: int = 0

    def of(self, wish: Wish) -> int:
        found: int = getattr(self, wish)
        return found


@dataclass(frozen=True)
class Weights:
    """What it costs to miss a wish once.

    The wishes: an absence, a module on separate days, a day missing between modules, a day on a weekday that
    is not a preferred one, a night in which the group or its lecturer moves from one town to another.
    """

    absence: int = 10
    split: int = 5
    gap: int = 1
    weekday: int = 0
    travel: int = 0

    def price(self, counts: Counts) -> int:
        return sum(getattr(self, each.name) * getattr(counts, each.name) for each in fields(self))


@dataclass(frozen=True)
class Chosen:
    """A date with who teaches and where."""

    date: dt.date
    lecturer: str = NOBODY
    room: str = ""
    town: str = ""


@dataclass(frozen=True)
class PlanProblem:
    """What to plan: local dates; weekdays from 1 (Monday) to 7; `busy` and `absent` by person.

    `held` are training days that stand, by their place from 0, whatever their lecturers' journeys; nothing
    else is planned before `not_before`.
    `day_lecturers` and `day_rooms` say for single days who can teach them and where they can be, where that
    differs from the others. `away` is where lecturers teach others. Without rooms none are planned; else the
    room of a day has enough `seats`.
    """

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
    month_rule: MonthRule = MonthRule.EXACTLY
    rooms: tuple[Room, ...] = ()
    seats: int = 0
    away: Mapping[str, Mapping[dt.date, str]] = field(default_factory=dict)
    travel_forbidden: bool = False
    preferred_weekdays: frozenset[int] = frozenset()
    held: Mapping[int, Held] = field(default_factory=dict)
    not_before: dt.date | None = None
    day_lecturers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    day_rooms: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def slots(self) -> tuple[PlannedModule, ...]:
        """Return the module of each training day, in order."""
        return tuple(module for module in self.modules for _day in range(module.days))

    @cached_property
    def starts(self) -> frozenset[int]:
        """Return the places of the first days of modules."""
        return frozenset(first for _module, first, _last in spans(self.modules))

    @cached_property
    def months(self) -> tuple[tuple[dt.date, ...], ...]:
        """Return the dates of the window by calendar month."""
        found: dict[tuple[int, int], list[dt.date]] = {}
        for number in range((self.window_to - self.window_from).days + 1):
            date = self.window_from + number * DAY
            found.setdefault((date.year, date.month), []).append(date)
        return tuple(tuple(dates) for dates in found.values())

    @cached_property
    def worked_out(self) -> dict[tuple[str | int, dt.date], tuple[tuple[int, "Chosen"], ...]]:
        """Return what searches remember: by module or day, and date, its places with their nights away."""
        return {}

    def rooms_of(self, slot: int) -> tuple[Room, ...]:
        """Return the rooms in which a training day can be, whatever their seats."""
        names = self.day_rooms.get(slot)
        return self.rooms if names is None else tuple(room for room in self.rooms if room.id in names)

    def open_rooms(self, slot: int) -> tuple[Room, ...]:
        """Return the rooms of a training day that have seats enough."""
        return tuple(room for room in self.rooms_of(slot) if room.seats >= self.seats)

    def lecturers_of(self, slot: int) -> tuple[str, ...]:
        return self.day_lecturers.get(slot, self.slots[slot].lecturers)

    def is_day(self, date: dt.date) -> bool:
        """Tell whether anything can be taught on a date."""
        is_past = self.not_before is not None and date < self.not_before
        return date.isoweekday() in self.weekdays and date not in self.blocked and not is_past

    def absences_on(self, date: dt.date) -> int:
        return sum(date in dates for dates in self.absent.values())

    def misses_weekday(self, date: dt.date) -> bool:
        return bool(self.preferred_weekdays) and date.isoweekday() not in self.preferred_weekdays

    def nights_away(self, lecturer: str, date: dt.date, town: str) -> int:
        """Count the nights around a date in which a lecturer comes from, or goes on to, another town."""
        elsewhere = self.away.get(lecturer, {})
        beside = (elsewhere.get(date - DAY, ""), elsewhere.get(date + DAY, ""))
        return sum(bool(town and other and other != town) for other in beside)

    def days_missing(self, last: dt.date, first: dt.date) -> int:
        return max(0, self.gap_days - (first - last).days)


def spans(modules: Sequence[PlannedModule]) -> Iterator[tuple[PlannedModule, int, int]]:
    """Yield each module with the places of its first and last day."""
    first = 0
    for module in modules:
        yield module, first, first + module.days - 1
        first += module.days


def is_move(earlier: Chosen, later: Chosen) -> bool:
    """Tell whether the group moves overnight from one town to another."""
    moves = bool(earlier.town and later.town) and earlier.town != later.town
    return moves and later.date - earlier.date == DAY


def counts_of(problem: PlanProblem, days: Sequence[Chosen]) -> Counts:
    """Count how often days, in the order of the modules, miss each wish."""
    split = gap = 0
    for _module, first, last in spans(problem.modules):
        own = days[first : last + 1]
        split += any(later.date - earlier.date != DAY for earlier, later in pairwise(own))
        if first:
            gap += problem.days_missing(days[first - 1].date, days[first].date)
    moves = sum(is_move(earlier, later) for earlier, later in pairwise(days))
    return Counts(
        absence=sum(problem.absences_on(day.date) for day in days),
        split=split,
        gap=gap,
        weekday=sum(problem.misses_weekday(day.date) for day in days),
        travel=moves + sum(problem.nights_away(day.lecturer, day.date, day.town) for day in days),
    )


def cost_of(problem: PlanProblem, days: Sequence[Chosen]) -> int:
    """Return what days in the order of the modules cost."""
    return problem.weights.price(counts_of(problem, days))
