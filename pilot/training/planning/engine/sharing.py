"""Whether lecturers and rooms can suffice for all groups at all: every training day needs one of its own."""

import datetime as dt
from collections import deque
from collections.abc import Hashable, Mapping, Sequence

from pilot.training.planning.engine.conflict import Obstacle, Reason
from pilot.training.planning.engine.problem import Chosen, MonthRule, PlanProblem
from pilot.training.planning.engine.search import places_on

Resource = tuple[str, dt.date]


def shortage(problems: Sequence[PlanProblem]) -> tuple[Reason, ...]:
    """Name the lecturers, or else the rooms, of whom training days need more dates than they have.

    Days are matched with dates of lecturers (rooms). Where one is left over, so is a set of days that have
    fewer dates between them than there are days (Hall), which proves that there is no plan.
    """
    places = {
        (number, slot): _places(problem, slot)
        for number, problem in enumerate(problems)
        for slot in range(len(problem.slots))
    }
    for kind in ("lecturer", "room"):
        wanted = {
            day: sorted({(getattr(place, kind), place.date) for place in own if getattr(place, kind)})
            for day, own in places.items()
        }
        scarce = _too_few({day: dates for day, dates in wanted.items() if dates})
        if scarce:
            names = sorted({name for name, _date in scarce})
            return tuple(
                Reason(
                    Obstacle.SHARED,
                    name=name,
                    dates=tuple(sorted(date for other, date in scarce if other == name)),
                )
                for name in names
            )
    return ()


def _places(problem: PlanProblem, slot: int) -> list[Chosen]:
    months = problem.months
    if problem.month_rule is MonthRule.EXACTLY:
        months = (months[slot // problem.days_per_month],)
    return [place for month in months for date in month for place in places_on(problem, slot, date)]


def _too_few(wanted: Mapping[Hashable, Sequence[Resource]]) -> set[Resource]:
    """Return dates that more days want than there are, none if every day can have one."""
    taken: dict[Resource, Hashable] = {}
    for day in wanted:
        came_from: dict[Resource, Resource | None] = {}
        queue = deque[tuple[Hashable, Resource | None]]([(day, None)])
        end: Resource | None = None
        while queue and end is None:
            who, before = queue.popleft()
            for date in wanted[who]:
                if date in came_from:
                    continue
                came_from[date] = before
                if date not in taken:
                    end = date
                    break
                queue.append((taken[date], date))
        if end is None:
            return set(came_from)
        while end is not None:
            before = came_from[end]
            taken[end] = day if before is None else taken[before]
            end = before
    return set()
