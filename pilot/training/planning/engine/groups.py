"""Many groups at once that share lecturers and rooms: a plan, a proven lower bound, and the gap between them.

Each group alone is planned exactly. What two groups cannot both have – a lecturer or a room on one date –
gets a price that rises while several want it (Lagrangian relaxation): the groups' cheapest plans at such
prices, less the prices themselves, are a bound that no plan of all groups can go below. Plans of all groups
are built group by group around what others took, and improved by taking a few groups out and putting them
back.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from pilot.training.planning.engine.conflict import Obstacle, Reason, misfits_of, reasons_against
from pilot.training.planning.engine.planner import PlannedDay, plan_on
from pilot.training.planning.engine.problem import DAY, Chosen, PlanProblem, cost_of
from pilot.training.planning.engine.search import Surcharge, cheapest, highest_cost
from pilot.training.planning.engine.sharing import shortage

SCALE = 1000
MOST_REMOVED = 4
PATIENCE = 6
LOWEST_STEP = 0.01
Days = tuple[Chosen, ...]
Resource = tuple[str, str, dt.date]


class Status(StrEnum):
    """How much is known: a proven best plan, one with a bound, that there is none, or only a bound."""

    OPTIMAL = "optimal"
    BOUNDED = "bounded"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Group:
    """A group with its own problem; lecturers and rooms of one name are the same for all groups."""

    id: str
    problem: PlanProblem


@dataclass(frozen=True)
class Progress:
    """Where the search stands."""

    seconds: float
    cost: int | None
    bound: int


@dataclass(frozen=True)
class GroupPlan:
    """Days of every group with their cost, and the cost below which no plan exists."""

    status: Status
    cost: int
    bound: int
    days: Mapping[str, tuple[PlannedDay, ...]] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()

    @property
    def gap(self) -> float:
        """Return how far the cost may lie above the best possible one, as a share of it."""
        return (self.cost - self.bound) / max(1, self.cost) if self.days else 1.0


def plan_groups(
    groups: Sequence[Group],
    *,
    seconds: float,
    elapsed: Callable[[], float],
    tell: Callable[[Progress], None] = lambda _progress: None,
) -> GroupPlan:
    """Plan all groups within some seconds, as `elapsed` counts them; every new plan or bound is told."""
    alone: list[Days] = []
    for group in groups:
        days = None if any(misfits_of(group.problem)) else cheapest(group.problem)
        if days is None:
            reasons = reasons_against(group.problem)
            return GroupPlan(
                Status.INFEASIBLE, 0, 0, reasons=(Reason(Obstacle.GROUP, name=group.id), *reasons)
            )
        alone.append(days)
    if reasons := shortage([group.problem for group in groups]):
        return GroupPlan(Status.INFEASIBLE, 0, 0, reasons=reasons)
    search = _Groups(groups, alone, tell=tell, elapsed=elapsed)
    while not search.is_done and elapsed() < seconds:
        search.raise_bound()
        search.improve(until=seconds)
    return search.answer()


def wanted(days: Days) -> Iterable[Resource]:
    """Yield what a group's plan takes from the others."""
    for day in days:
        if day.lecturer:
            yield "lecturer", day.lecturer, day.date
        if day.room:
            yield "room", day.room, day.date


def total_cost(groups: Sequence[Group], days: Sequence[Days]) -> int | None:
    """Return the cost of all groups and of their lecturers' nights between them; None if that is banned."""
    cost = sum(cost_of(group.problem, own) for group, own in zip(groups, days, strict=True))
    where = {(day.lecturer, day.date): (number, day.town) for number, own in enumerate(days) for day in own}
    for (name, date), (number, town) in where.items():
        other, elsewhere = where.get((name, date + DAY), (number, town))
        if other != number and town and elsewhere and town != elsewhere:
            if groups[number].problem.travel_forbidden:
                return None
            cost += groups[number].problem.weights.travel
    return cost


class _Groups:
    """The prices, the best bound and the best plan so far."""

    def __init__(
        self,
        groups: Sequence[Group],
        alone: Sequence[Days],
        *,
        tell: Callable[[Progress], None],
        elapsed: Callable[[], float],
    ) -> None:
        self.groups, self.tell, self.elapsed = groups, tell, elapsed
        self.chance = random.Random(0)  # noqa: S311 - the order in which groups are tried
        self.prices: dict[Resource, int] = {}
        self.wish: list[Days] = list(alone)
        self.bound = sum(cost_of(group.problem, days) for group, days in zip(groups, alone, strict=True))
        self.step, self.idle = 1.0, 0
        self.best: list[Days] | None = None
        self.best_cost = 0
        self._take(self.wish)

    @property
    def is_done(self) -> bool:
        """Tell whether the plan is proven best."""
        return self.best is not None and self.best_cost <= self.bound

    def answer(self) -> GroupPlan:
        if self.best is None:
            return GroupPlan(Status.UNKNOWN, 0, self.bound, reasons=tuple(self._scarce()))
        status = Status.OPTIMAL if self.best_cost <= self.bound else Status.BOUNDED
        days = {
            group.id: plan_on(group.problem, own).days
            for group, own in zip(self.groups, self.best, strict=True)
        }
        return GroupPlan(status, self.best_cost, min(self.bound, self.best_cost), days)

    def _scarce(self) -> Iterable[Reason]:
        """Name what the groups compete for most: the one whose prices together are the highest."""
        totals: Counter[tuple[str, str]] = Counter()
        for (kind, name, _date), price in self.prices.items():
            totals[kind, name] += price
        for (_kind, name), _price in totals.most_common(1):
            dates = sorted(date for (_, other, date), price in self.prices.items() if other == name and price)
            yield Reason(Obstacle.SHARED, name=name, dates=tuple(dates))

    def raise_bound(self) -> None:
        """Plan each group at the prices of now, learn a bound, and set prices by what too many want."""
        surcharge = self._surcharge()
        total = -sum(self.prices.values())
        for number, group in enumerate(self.groups):
            found = cheapest(group.problem, surcharge, scale=SCALE)
            if found is None:
                return
            self.wish[number] = found
            total += SCALE * cost_of(group.problem, found) + sum(surcharge(0, day) for day in found)
        bound = -(-total // SCALE)
        if bound > self.bound:
            self.bound, self.idle = bound, 0
            self._told()
        else:
            self.idle += 1
            if self.idle >= PATIENCE:
                self.step, self.idle = max(self.step / 2, LOWEST_STEP), 0
        self._take(self.wish)
        self._set_prices(total)

    def _set_prices(self, total: int) -> None:
        used = Counter(chain.from_iterable(wanted(days) for days in self.wish))
        excess = {each: used[each] - 1 for each in {*used, *self.prices} if used[each] != 1}
        excess = {each: more for each, more in excess.items() if more > 0 or self.prices.get(each)}
        length = sum(more * more for more in excess.values())
        if not length:
            return
        aim = SCALE * (self.best_cost if self.best is not None else 2 * self.bound + 10)
        stride = self.step * max(aim - total, SCALE) / length
        for each, more in excess.items():
            price = max(0, self.prices.get(each, 0) + round(stride * more))
            self.prices[each] = price
            if not price:
                del self.prices[each]

    def _surcharge(self) -> Surcharge:
        prices = self.prices

        def surcharge(_slot: int, place: Chosen) -> int:
            return prices.get(("lecturer", place.lecturer, place.date), 0) + prices.get(
                ("room", place.room, place.date), 0
            )

        return surcharge

    def improve(self, *, until: float) -> None:
        """Take a few groups out of the best plan and put them back around the others."""
        if self.best is None:
            order = list(range(len(self.groups)))
            self.chance.shuffle(order)
            kept: dict[int, Days] = {}
        else:
            count = self.chance.randint(2, min(MOST_REMOVED, len(self.groups))) if len(self.groups) > 1 else 1
            order = self.chance.sample(range(len(self.groups)), count)
            kept = {number: days for number, days in enumerate(self.best) if number not in order}
        guided = self.chance.random() < 0.5 or self.best is None  # noqa: PLR2004 - half of the tries
        for number in order:
            if self.elapsed() > until:
                return
            found = self._around(number, kept, guided=guided)
            if found is None:
                return
            kept[number] = found
        self._take([kept[number] for number in range(len(self.groups))])

    def _around(self, number: int, kept: Mapping[int, Days], *, guided: bool) -> Days | None:
        """Return the cheapest days of a group that take nothing others took, or None."""
        problem = self.groups[number].problem
        others = list(chain.from_iterable(days for other, days in kept.items() if other != number))
        taken = frozenset(wanted(tuple(others)))
        where = {(day.lecturer, day.date): day.town for day in others}
        prices = self.prices if guided else {}
        scale = SCALE if guided else 1
        above = scale * (highest_cost(problem) + 1) + sum(prices.values())
        night = above if problem.travel_forbidden else scale * problem.weights.travel

        def surcharge(_slot: int, place: Chosen) -> int:
            lecturer = ("lecturer", place.lecturer, place.date)
            room = ("room", place.room, place.date)
            if lecturer in taken or room in taken:
                return above
            beside = (where.get((place.lecturer, place.date + step), "") for step in (-DAY, DAY))
            nights = sum(bool(place.town and town and town != place.town) for town in beside) if night else 0
            return prices.get(lecturer, 0) + prices.get(room, 0) + night * nights

        found = cheapest(problem, surcharge, scale=scale)
        return None if found is None or not taken.isdisjoint(wanted(found)) else found

    def _take(self, days: Sequence[Days]) -> None:
        """Keep a plan of all groups if nothing in it is wanted twice and it is the cheapest so far."""
        used = Counter(chain.from_iterable(wanted(own) for own in days))
        if any(count > 1 for count in used.values()):
            return
        cost = total_cost(self.groups, days)
        if cost is not None and (self.best is None or cost < self.best_cost):
            self.best, self.best_cost = list(days), cost
            self._told()

    def _told(self) -> None:
        self.tell(Progress(self.elapsed(), None if self.best is None else self.best_cost, self.bound))
