"""Groups that share lecturers and rooms: nothing is taken twice, the bound is proven (T4)."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pilot.training.planning.engine.conflict import Obstacle
from pilot.training.planning.engine.groups import (
    Group,
    GroupPlan,
    Progress,
    Status,
    plan_groups,
    total_cost,
    wanted,
)
from pilot.training.planning.engine.problem import Chosen, PlannedModule, PlanProblem, Room, Weights
from tests.training.planning.oracle import DAY, dates_between, every_plan

MONDAY = dt.date(2022, 9, 5)
WEEK = dates_between(MONDAY, MONDAY + 4 * DAY)


def solved(groups: list[Group], *, rounds: int = 60) -> tuple[GroupPlan, list[Progress]]:
    """Solve with a clock that ticks at every look."""
    ticks, told = itertools.count(), list[Progress]()
    found = plan_groups(groups, seconds=rounds * 10, elapsed=lambda: float(next(ticks)), tell=told.append)
    return found, told


@st.composite
def shared(draw: st.DrawFn) -> list[Group]:
    """Draw two groups of one week that share lecturers and, perhaps, a room."""
    few = st.frozensets(st.sampled_from(WEEK), max_size=2)
    rooms = tuple(
        Room(name, draw(st.sampled_from(("Rīga", "Ogre")))) for name in "RS"[: draw(st.integers(0, 2))]
    )
    modules = (
        PlannedModule("M1", 1, ("A",)),
        PlannedModule("M2", 1, draw(st.sampled_from([("A",), ("A", "B")]))),
    )
    busy = {name: draw(few) for name in "AB"}
    weights = Weights(absence=4, split=3, gap=1, travel=draw(st.integers(0, 2)))
    return [
        Group(
            name,
            PlanProblem(
                WEEK[0],
                WEEK[-1],
                2,
                modules,
                busy=busy,
                absent={f"{name}{number}": draw(few) for number in range(3)},
                gap_days=2,
                weights=weights,
                rooms=rooms,
                travel_forbidden=draw(st.just(value=False)),
            ),
        )
        for name in ("G1", "G2")
    ]


def cheapest_of_all(groups: list[Group]) -> int | None:
    """Return the cheapest cost of all groups by trying everything."""
    costs = []
    for both in itertools.product(*(list(every_plan(group.problem)) for group in groups)):
        taken = [each for days in both for each in wanted(days)]
        if len(set(taken)) == len(taken):
            costs.append(total_cost(groups, both))
    return min((cost for cost in costs if cost is not None), default=None)


@settings(max_examples=25, deadline=None)
@given(shared())
def test_the_bound_is_never_above_the_best_plan_and_no_plan_below_it(groups: list[Group]) -> None:
    best = cheapest_of_all(groups)

    found, _told = solved(groups)

    if best is None:
        assert not found.days
        assert found.status in {Status.INFEASIBLE, Status.UNKNOWN}
        return
    assert found.status in {Status.OPTIMAL, Status.BOUNDED}
    assert found.bound <= best <= found.cost
    assert found.status is not Status.OPTIMAL or found.cost == best
    plans = [
        [
            Chosen(
                day.date,
                day.lecturer,
                day.room,
                {room.id: room.town for room in group.problem.rooms}.get(day.room, ""),
            )
            for day in found.days[group.id]
        ]
        for group in groups
    ]
    taken = [each for days in plans for each in wanted(tuple(days))]
    assert len(set(taken)) == len(taken)
    assert total_cost(groups, [tuple(days) for days in plans]) == found.cost


def alike(count: int, **changes: Any) -> list[Group]:
    problem = PlanProblem(WEEK[0], WEEK[-1], 1, (PlannedModule("M1", 1, ("A",)),))
    return [Group(f"G{number}", replace(problem, **changes)) for number in range(count)]


def test_progress_is_told_until_the_plan_is_proven() -> None:
    found, told = solved(alike(3))

    assert (found.status, found.cost, found.bound, found.gap) == (Status.OPTIMAL, 0, 0, 0.0)
    assert (told[-1].cost, told[-1].bound) == (0, 0)


def test_a_group_that_has_no_plan_even_alone_is_named_with_its_reasons() -> None:
    groups = alike(2)
    groups[1] = Group("Latgale", replace(groups[1].problem, blocked=frozenset(WEEK)))

    found, _told = solved(groups)

    assert found.status is Status.INFEASIBLE
    assert [each.obstacle for each in found.reasons][:2] == [Obstacle.GROUP, Obstacle.MONTH]
    assert found.reasons[0].name == "Latgale"


def test_a_lecturer_whom_more_groups_need_than_there_are_days_is_named() -> None:
    found, _told = solved(alike(6))

    assert found.status is Status.INFEASIBLE
    assert [(each.obstacle, each.name) for each in found.reasons] == [(Obstacle.SHARED, "A")]


def test_a_ban_on_travel_holds_between_groups_too() -> None:
    groups = alike(2, travel_forbidden=True, blocked=frozenset(WEEK[2:]))
    rooms = (Room("R", "Rīga"),), (Room("S", "Ogre"),)
    groups = [
        Group(group.id, replace(group.problem, rooms=own)) for group, own in zip(groups, rooms, strict=True)
    ]

    found, _told = solved(groups, rounds=10)

    assert found.status is Status.UNKNOWN
