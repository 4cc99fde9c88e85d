"""The cheapest plan, proven; plans that differ from it in a way that matters; and what each wish costs."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from pilot.training.planning.engine.conflict import Reason, misfits_of, reasons_against
from pilot.training.planning.engine.problem import Chosen, Counts, PlanProblem, Wish, cost_of, counts_of
from pilot.training.planning.engine.search import Surcharge, cheapest, highest_cost

ALTERNATIVES = 2
NOTHING_MISSED = Counts()


@dataclass(frozen=True)
class PlannedDay:
    date: dt.date
    module: str
    lecturer: str
    room: str = ""


@dataclass(frozen=True)
class Plan:
    """A proven cheapest plan with its cost, or no days and the smallest set of reasons."""

    days: tuple[PlannedDay, ...]
    cost: int
    reasons: tuple[Reason, ...] = ()
    counts: Counts = NOTHING_MISSED

    @property
    def is_feasible(self) -> bool:
        return not self.reasons

    @property
    def dates(self) -> tuple[dt.date, ...]:
        return tuple(day.date for day in self.days)


class Merit(StrEnum):
    """What an alternative puts before everything else."""

    FINISHES_EARLIEST = "finishes_earliest"
    FEWEST_ABSENCES = "fewest_absences"
    MODULES_TOGETHER = "modules_together"
    WIDEST_GAPS = "widest_gaps"
    OTHER_DATES = "other_dates"


@dataclass(frozen=True)
class Alternative:
    """Another plan and what speaks for it."""

    merit: Merit
    plan: Plan


@dataclass(frozen=True)
class WishPrice:
    """What dropping a wish would save, and how often the plan without it misses the others."""

    wish: Wish
    saves: int
    without: Counts


def plan(problem: PlanProblem) -> Plan:
    """Find the cheapest plan, of equal ones that with the earliest dates; else say why there is none."""
    days = None if any(misfits_of(problem)) else cheapest(problem)
    if days is None:
        return Plan((), 0, reasons_against(problem))
    return plan_on(problem, days)


def plan_on(problem: PlanProblem, days: Sequence[Chosen]) -> Plan:
    """Return the plan of chosen days."""
    counts = counts_of(problem, days)
    planned = tuple(
        PlannedDay(day.date, module.id, day.lecturer, day.room)
        for module, day in zip(problem.slots, days, strict=True)
    )
    return Plan(planned, problem.weights.price(counts), counts=counts)


def alternatives(problem: PlanProblem, best: Plan) -> tuple[Alternative, ...]:
    """Return two plans on other dates than the best one and than each other, as far as there are any.

    Each is the cheapest of those that are best in one thing.
    """
    found: list[Alternative] = []
    for merit in Merit:
        if len(found) == ALTERNATIVES or not best.days:
            break
        shown = [best, *(each.plan for each in found)]
        days = _best_in(problem, merit, shown)
        if merit is Merit.OTHER_DATES and _is_shown(days, shown):
            days = _cheapest_unlike(problem, shown)
        if days is not None and not _is_shown(days, shown):
            found.append(Alternative(merit, plan_on(problem, days)))
    if 0 < len(found) < ALTERNATIVES:
        days = _cheapest_unlike(problem, [best, *(each.plan for each in found)])
        if days is not None:
            found.append(Alternative(Merit.OTHER_DATES, plan_on(problem, days)))
    return tuple(found)


def _is_shown(days: Sequence[Chosen] | None, shown: Sequence[Plan]) -> bool:
    return days is not None and any(tuple(day.date for day in days) == each.dates for each in shown)


def _cheapest_unlike(problem: PlanProblem, shown: Sequence[Plan]) -> tuple[Chosen, ...] | None:
    """Return a cheap plan that differs from each of those shown by at least one date, if there is any.

    It is looked for where one training day differs from all of them, which is as many searches as there are
    days; only when there is none, and so few plans at all, every choice of days is tried.
    """
    places = range(len(problem.slots))
    on_one_day = _cheapest_off(problem, shown, ([slot] * len(shown) for slot in places))
    return on_one_day or _cheapest_off(problem, shown, product(places, repeat=len(shown)))


def _cheapest_off(
    problem: PlanProblem, shown: Sequence[Plan], choices: Iterable[Sequence[int]]
) -> tuple[Chosen, ...] | None:
    """Return the cheapest plan that leaves each of those shown on the training day chosen for it."""
    above, found = highest_cost(problem) + 1, list[tuple[int, tuple[Chosen, ...]]]()
    for slots in choices:
        banned = {(slot, each.dates[slot]) for slot, each in zip(slots, shown, strict=True)}
        days = cheapest(problem, _banned(banned, above))
        if days is not None and not _is_shown(days, shown):
            found.append((cost_of(problem, days), days))
    return min(found, key=lambda each: each[0], default=(0, None))[1]


def _banned(banned: Collection[tuple[int, dt.date]], above: int) -> Surcharge:
    def surcharge(slot: int, place: Chosen) -> int:
        return above if (slot, place.date) in banned else 0

    return surcharge


def _best_in(problem: PlanProblem, merit: Merit, shown: Sequence[Plan]) -> tuple[Chosen, ...] | None:
    weights, above = problem.weights, highest_cost(problem) + 1
    match merit:
        case Merit.MODULES_TOGETHER:
            return cheapest(replace(problem, weights=replace(weights, split=weights.split + above)))
        case Merit.WIDEST_GAPS:
            return cheapest(replace(problem, weights=replace(weights, gap=weights.gap + above)))
        case Merit.FEWEST_ABSENCES:
            return cheapest(replace(problem, weights=replace(weights, absence=weights.absence + above)))
        case Merit.FINISHES_EARLIEST:
            return cheapest(problem, _late_end(problem, above))
        case Merit.OTHER_DATES:
            return cheapest(problem, _same_dates({date for each in shown for date in each.dates}, above))


def _late_end(problem: PlanProblem, above: int) -> Surcharge:
    last = len(problem.slots) - 1

    def surcharge(slot: int, place: Chosen) -> int:
        return above * (place.date - problem.window_from).days if slot == last else 0

    return surcharge


def _same_dates(dates: Collection[dt.date], above: int) -> Surcharge:
    def surcharge(_slot: int, place: Chosen) -> int:
        return above if place.date in dates else 0

    return surcharge


def wish_prices(problem: PlanProblem, best: Plan) -> Iterator[WishPrice]:
    """Yield for each wish that counts what the cheapest plan without it saves against the best plan."""
    for wish in Wish:
        if not best.days or not getattr(problem.weights, wish):
            continue
        dropped = replace(problem, weights=replace(problem.weights, **{wish: 0}))
        days = cheapest(dropped)
        if days is not None:
            without = plan_on(dropped, days)
            yield WishPrice(wish, best.cost - without.cost, without.counts)
