"""After a change as few days move as possible, and exactly those concerned are told (T4, item 2)."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pilot.training.planning.engine.moves import replan
from pilot.training.planning.engine.planner import plan
from pilot.training.planning.engine.problem import Held, MonthRule, PlannedModule, PlanProblem
from tests.training.planning.oracle import DAY, every_plan, price, problems

DATES = (
    *("2022-09-06", "2022-09-07", "2022-09-20", "2022-09-21", "2022-10-04", "2022-10-05"),
    *("2022-10-18", "2022-10-19", "2022-11-15", "2022-11-16", "2022-11-23", "2022-11-24"),
)
TODAY = dt.date(2022, 11, 1)
LOST = frozenset({dt.date(2022, 11, 15), dt.date(2022, 11, 16)})


def course(**given: Any) -> tuple[PlanProblem, list[Held]]:
    """Return the course of 2022 as planned, each module with one lecturer of its own."""
    problem = PlanProblem(
        window_from=dt.date(2022, 9, 1),
        window_to=dt.date(2022, 11, 30),
        days_per_month=4,
        modules=tuple(PlannedModule(f"M{number}", 2, (f"L{number}",)) for number in range(1, 7)),
        blocked=frozenset({dt.date(2022, 11, 18)}),
        absent={"P1": frozenset(), "P2": frozenset()},
        not_before=TODAY + DAY,
        **given,
    )
    current = [Held(dt.date.fromisoformat(date), f"L{slot // 2 + 1}") for slot, date in enumerate(DATES)]
    return problem, current


def test_a_lecturer_who_loses_two_days_moves_exactly_these_two() -> None:
    problem, current = course(busy={"L5": LOST})

    found = replan(problem, current, frozen=frozenset(range(8)))

    assert [(each.slot, each.old.date) for each in found.changes] == [
        (8, dt.date(2022, 11, 15)),
        (9, dt.date(2022, 11, 16)),
    ]
    assert [each.new.date for each in found.changes] == [dt.date(2022, 11, 10), dt.date(2022, 11, 11)]
    assert [day.date.isoformat() for day in found.plan.days[:8]] == list(DATES[:8])
    assert [day.date.isoformat() for day in found.plan.days[10:]] == list(DATES[10:])
    assert (found.participants, found.lecturers) == (("P1", "P2"), ("L5",))


def test_another_lecturer_of_the_module_takes_over_before_a_day_moves() -> None:
    problem, current = course(busy={"L5": LOST})
    problem = replace(problem, day_lecturers={8: ("L5", "L1"), 9: ("L5",)})

    found = replan(problem, current, frozen=frozenset(range(8)))

    assert [(each.slot, each.is_moved, each.new.lecturer) for each in found.changes] == [
        (8, False, "L1"),
        (9, True, "L5"),
    ]
    assert found.lecturers == ("L5", "L1")


def test_a_day_that_only_changes_its_lecturer_concerns_no_participant() -> None:
    problem, current = course(busy={"L5": LOST})
    problem = replace(problem, day_lecturers={8: ("L5", "L1"), 9: ("L5", "L1")})

    found = replan(problem, current, frozen=frozenset(range(8)))

    assert (found.participants, found.lecturers) == ((), ("L5", "L1"))


def test_nothing_moves_and_nobody_is_told_when_nothing_changed() -> None:
    problem, current = course()

    found = replan(problem, current, frozen=frozenset(range(8)))

    assert (found.changes, found.participants, found.lecturers) == ((), (), ())


def test_a_change_that_leaves_no_plan_says_why() -> None:
    november = frozenset(dt.date(2022, 11, number) for number in range(1, 31))
    problem, current = course(busy={"L5": november})

    found = replan(problem, current, frozen=frozenset(range(8)))

    assert {each.name for each in found.reasons} >= {"L5"}
    assert found.changes == ()


@settings(max_examples=80, deadline=None)
@given(problems(), st.data())
def test_no_plan_moves_fewer_days(problem: PlanProblem, data: st.DataObject) -> None:
    problem = replace(problem, held={}, not_before=None)
    before = plan(problem)
    if not before.is_feasible:
        return
    current = [Held(day.date, day.lecturer, day.room) for day in before.days]
    lost = data.draw(st.frozensets(st.sampled_from([day.date for day in before.days]), max_size=2))
    name = before.days[0].lecturer
    changed = replace(problem, busy={**problem.busy, name: problem.busy.get(name, frozenset()) | lost})

    found = replan(changed, current)

    every = list(every_plan(changed))
    assert bool(found.plan.days) == bool(every)
    if not every:
        return
    moved = {
        days: sum(old.date != new.date for old, new in zip(current, days, strict=True)) for days in every
    }
    swapped = {
        days: sum(old.lecturer != new.lecturer for old, new in zip(current, days, strict=True))
        for days in every
    }
    elsewhere = {
        days: sum(old.room != new.room for old, new in zip(current, days, strict=True)) for days in every
    }
    best = min((moved[days], swapped[days], elsewhere[days], price(changed, days)) for days in every)
    own = next(
        days
        for days in every
        if [(day.date, day.lecturer, day.room) for day in days]
        == [(day.date, day.lecturer, day.room) for day in found.plan.days]
    )
    assert (moved[own], swapped[own], elsewhere[own], price(changed, own)) == best
    assert sum(each.is_moved for each in found.changes) == best[0]


def test_days_that_were_not_laid_out_evenly_may_stay_so() -> None:
    problem, current = course(busy={"L5": LOST})
    current[7] = Held(dt.date(2022, 11, 8), "L4")
    problem = replace(problem, month_rule=MonthRule.AT_MOST, days_per_month=5)

    found = replan(problem, current, frozen=frozenset(range(7)))

    assert len(found.changes) == 2
