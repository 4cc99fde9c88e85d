"""Plans with rooms, towns, wishes and days that stand are as cheap as trying everything finds (T4)."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from pilot.training.planning.engine.conflict import Input, Obstacle, inputs_of, with_only
from pilot.training.planning.engine.planner import Merit, Plan, alternatives, plan, wish_prices
from pilot.training.planning.engine.problem import (
    Chosen,
    Counts,
    Held,
    MonthRule,
    PlannedModule,
    PlanProblem,
    Room,
    Weights,
    Wish,
)
from tests.training.planning.oracle import DAY, dates_between, every_plan, price, problems

MONDAY = dt.date(2022, 9, 5)


def chosen(problem: PlanProblem, found: Plan) -> list[Chosen]:
    towns = {room.id: room.town for room in problem.rooms}
    return [Chosen(day.date, day.lecturer, day.room, towns.get(day.room, "")) for day in found.days]


@settings(max_examples=120, deadline=None)
@given(problems())
def test_the_plan_is_as_cheap_as_trying_everything_finds(problem: PlanProblem) -> None:
    every = {days: price(problem, days) for days in every_plan(problem)}

    found = plan(problem)

    assert found.is_feasible == bool(every)
    if every:
        days = tuple(chosen(problem, found))
        assert every[days] == found.cost == min(every.values())
        dates = tuple(day.date for day in days)
        assert dates == min(
            tuple(day.date for day in other) for other, cost in every.items() if cost == found.cost
        )


@settings(max_examples=60, deadline=None)
@given(problems())
def test_other_plans_are_best_in_one_thing_and_never_on_the_same_dates(problem: PlanProblem) -> None:
    best = plan(problem)
    every = {days: price(problem, days) for days in every_plan(problem)}

    found = alternatives(problem, best)

    shown = [best.dates, *(each.plan.dates for each in found)]
    assert len(set(shown)) == len(shown)
    of_all = {tuple(day.date for day in days) for days in every}
    assert len(found) == min(2, max(0, len(of_all) - 1))
    for each in found:
        assert every[tuple(chosen(problem, each.plan))] == each.plan.cost >= best.cost
        if each.merit is Merit.FINISHES_EARLIEST:
            assert each.plan.dates[-1] == min(days[-1].date for days in every)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_wish_costs_what_the_best_plan_without_it_saves(problem: PlanProblem) -> None:
    best = plan(problem)
    every = list(every_plan(problem))

    prices = {each.wish: each for each in wish_prices(problem, best)}

    wanted = {wish for wish in Wish if getattr(problem.weights, wish)} if every else set()
    assert set(prices) == wanted
    for wish, found in prices.items():
        dropped = replace(problem, weights=replace(problem.weights, **{wish: 0}))
        assert found.saves == best.cost - min(price(dropped, days) for days in every) >= 0


@settings(max_examples=80, deadline=None)
@given(problems(most_days=7))
def test_the_reasons_are_enough_to_leave_no_plan_and_none_is_idle(problem: PlanProblem) -> None:
    found = plan(problem)
    if found.is_feasible or found.reasons[0].obstacle is Obstacle.DAYS_DO_NOT_FILL_MONTHS:
        return
    named = {(each.obstacle, each.name, each.weekday, date) for each in found.reasons for date in each.dates}
    at_large = {(each.obstacle, each.name, each.weekday) for each in found.reasons if not each.dates}
    inputs = {
        each
        for each in inputs_of(problem)
        if (each.obstacle, each.name, each.weekday, each.date) in named
        or (each.obstacle, each.name, each.weekday) in at_large
    }
    with_travel = any(each.obstacle is Obstacle.TRAVEL for each in found.reasons)
    only = replace(problem, travel_forbidden=problem.travel_forbidden and with_travel)
    stand = {each for each in inputs_of(problem) if each.obstacle is Obstacle.HELD}

    assert not any(every_plan(with_only(only, inputs | stand)))
    for each in inputs - stand:
        assert any(every_plan(with_only(only, (inputs | stand) - {each}))), f"{each} is idle"
    for each in inputs & stand:
        assert any(every_plan(with_only(only, inputs - {each}))), f"{each} is idle"
    if with_travel:
        assert any(every_plan(with_only(replace(problem, travel_forbidden=False), inputs | stand)))


def two_days(**given: Any) -> PlanProblem:
    return PlanProblem(
        window_from=MONDAY,
        window_to=MONDAY + 4 * DAY,
        days_per_month=2,
        modules=(PlannedModule("M1", 2, ("A",)),),
        **given,
    )


def test_a_room_with_too_few_seats_is_named_with_both_numbers() -> None:
    found = plan(two_days(rooms=(Room("Zāle", seats=8),), seats=12))

    assert [(each.obstacle, each.name, each.given, each.needed) for each in found.reasons[1:]] == [
        (Obstacle.SEATS, "Zāle", 8, 12)
    ]


def test_dates_on_which_the_only_room_is_closed_are_named() -> None:
    closed = frozenset(dates_between(MONDAY, MONDAY + 3 * DAY))

    found = plan(two_days(rooms=(Room("Zāle", closed=closed),)))

    assert [(each.obstacle, each.name, each.dates) for each in found.reasons[1:]] == [
        (Obstacle.ROOM, "Zāle", tuple(sorted(closed)))
    ]


def test_travel_overnight_costs_and_can_be_forbidden() -> None:
    here = Room("Rīga", "Rīga", closed=frozenset({MONDAY + DAY, MONDAY + 3 * DAY}))
    there = Room("Ogre", "Ogre", closed=frozenset({MONDAY, MONDAY + 2 * DAY, MONDAY + 4 * DAY}))
    travelling = two_days(rooms=(here, there), weights=Weights(split=5, travel=2))

    assert plan(travelling).counts == Counts(travel=1)
    assert plan(replace(travelling, travel_forbidden=True)).counts == Counts(split=1)


def test_a_day_that_stands_may_leave_no_plan_and_is_named() -> None:
    found = plan(two_days(held={0: Held(MONDAY + 4 * DAY, "A")}))

    assert [(each.obstacle, each.dates) for each in found.reasons[1:]] == [
        (Obstacle.HELD, (MONDAY + 4 * DAY,))
    ]


def test_forty_days_that_stand_do_not_make_the_reasons_slow() -> None:
    problem = PlanProblem(
        window_from=MONDAY,
        window_to=MONDAY + 60 * DAY,
        days_per_month=31,
        modules=(PlannedModule("M", 41, ("A",)),),
        weekdays=frozenset(range(1, 8)),
        month_rule=MonthRule.AT_MOST,
        held={slot: Held(MONDAY + slot * DAY, "A") for slot in range(40)},
        busy={"A": frozenset(dates_between(MONDAY + 40 * DAY, MONDAY + 60 * DAY))},
    )

    found = plan(problem)

    assert [each.obstacle for each in found.reasons] == [Obstacle.COURSE, Obstacle.BUSY]
    assert Input(Obstacle.HELD, MONDAY + 39 * DAY, slot=39) in inputs_of(problem)
