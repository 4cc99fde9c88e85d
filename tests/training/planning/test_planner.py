"""The planner finds what trying everything finds, and names the fewest inputs that forbid a plan (T4)."""

import datetime as dt
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import config
from pilot import create_app
from pilot.training.planning.engine.conflict import Obstacle, Reason
from pilot.training.planning.engine.planner import plan
from pilot.training.planning.engine.problem import (
    Chosen,
    MonthRule,
    PlannedModule,
    PlanProblem,
    Room,
    Weights,
)
from pilot.training.planning.files import answer_of, answer_to, problem_from
from pilot.training.planning.labels import told
from pilot.training.planning.reader import PlanFileError
from tests.conftest import settings_for
from tests.training.planning import oracle
from tests.training.planning.oracle import DAY, dates_between

ALL_WEEK = frozenset(range(1, 8))
AUTUMN = (dt.date(2022, 9, 1), dt.date(2022, 11, 30))


def allowed_choices(problem: PlanProblem) -> Iterator[tuple[dt.date, ...]]:
    """Yield every choice of dates, by trying all: an oracle that shares no search with the planner."""
    dates = dates_between(problem.window_from, problem.window_to)
    months = {(date.year, date.month) for date in dates}
    slots = [module for module in problem.modules for _day in range(module.days)]
    for chosen in combinations(dates, len(slots)):
        counts = [sum((date.year, date.month) == month for date in chosen) for month in months]
        if set(counts) != {problem.days_per_month}:
            continue
        if all(may_be_taught(problem, module, date) for module, date in zip(slots, chosen, strict=True)):
            yield chosen


def may_be_taught(problem: PlanProblem, module: PlannedModule, date: dt.date) -> bool:
    if date in problem.blocked or date.isoweekday() not in problem.weekdays:
        return False
    return any(date not in problem.busy.get(name, frozenset()) for name in module.lecturers)


def price(problem: PlanProblem, dates: tuple[dt.date, ...]) -> int:
    return oracle.price(problem, [Chosen(date) for date in dates])


@st.composite
def small_problems(draw: st.DrawFn) -> PlanProblem:
    """Draw a calendar of at most two short months, small enough to try everything."""
    first = dt.date(2022, 9, 30) - draw(st.integers(1, 6)) * DAY
    last = dt.date(2022, 9, 30) + draw(st.integers(0, 7)) * DAY
    dates = dates_between(first, last)
    per_month = draw(st.integers(1, 3))
    needed = per_month * len({date.month for date in dates})
    modules: list[PlannedModule] = []
    while needed:
        days = draw(st.integers(1, min(3, needed)))
        lecturers = draw(st.lists(st.sampled_from("AB"), min_size=1, max_size=2, unique=True))
        modules.append(PlannedModule(f"M{len(modules) + 1}", days, tuple(lecturers)))
        needed -= days
    some_dates = st.frozensets(st.sampled_from(dates), max_size=len(dates))
    few_dates = st.frozensets(st.sampled_from(dates), max_size=3)
    return PlanProblem(
        window_from=first,
        window_to=last,
        days_per_month=per_month,
        modules=tuple(modules),
        weekdays=draw(st.sampled_from([ALL_WEEK, frozenset({1, 2, 3, 4, 5}), frozenset({2, 4, 6})])),
        blocked=draw(few_dates),
        busy={name: draw(some_dates) for name in "AB"},
        absent={name: draw(some_dates) for name in "PQ"},
        gap_days=draw(st.integers(0, 9)),
        weights=Weights(draw(st.integers(0, 10)), draw(st.integers(0, 10)), draw(st.integers(0, 4))),
    )


@settings(max_examples=300, deadline=None)
@given(small_problems())
def test_the_plan_is_as_cheap_as_trying_everything_finds(problem: PlanProblem) -> None:
    choices = {chosen: price(problem, chosen) for chosen in allowed_choices(problem)}

    found = plan(problem)

    dates = tuple(day.date for day in found.days)
    if not choices:
        assert not found.is_feasible
        assert not found.days
        return
    cheapest = min(choices.values())
    assert found.is_feasible
    assert found.cost == cheapest == price(problem, dates)
    assert dates == min(chosen for chosen, cost in choices.items() if cost == cheapest)
    for day in found.days:
        assert day.date not in problem.busy[day.lecturer]


def inputs_of(problem: PlanProblem) -> list[tuple[Obstacle, object, str]]:
    """Return everything that can forbid a date: closed weekdays, blocked dates, busy dates of lecturers."""
    return [
        *((Obstacle.WEEKDAY, day, "") for day in sorted(ALL_WEEK - problem.weekdays)),
        *((Obstacle.BLOCKED, date, "") for date in sorted(problem.blocked)),
        *((Obstacle.BUSY, date, name) for name, dates in problem.busy.items() for date in sorted(dates)),
    ]


def with_only(problem: PlanProblem, inputs: Iterable[tuple[Obstacle, object, str]]) -> PlanProblem:
    """Return the problem in which nothing but these inputs forbids a date."""
    kept = set(inputs)
    return replace(
        problem,
        weekdays=frozenset(day for day in ALL_WEEK if (Obstacle.WEEKDAY, day, "") not in kept),
        blocked=frozenset(date for date in problem.blocked if (Obstacle.BLOCKED, date, "") in kept),
        busy={
            name: frozenset(date for date in dates if (Obstacle.BUSY, date, name) in kept)
            for name, dates in problem.busy.items()
        },
    )


def is_possible(problem: PlanProblem) -> bool:
    return next(allowed_choices(problem), None) is not None


def named_by(reasons: Iterable[Reason]) -> list[tuple[Obstacle, object, str]]:
    return [
        (reason.obstacle, what, reason.name)
        for reason in reasons
        if reason.obstacle in {Obstacle.WEEKDAY, Obstacle.BLOCKED, Obstacle.BUSY}
        for what in (reason.dates or (reason.weekday,))
    ]


@st.composite
def tiny_problems(draw: st.DrawFn) -> PlanProblem:
    """Draw a calendar of a few days in one month with little room, so that conflicts are small."""
    first = dt.date(2022, 9, 5)
    dates = dates_between(first, first + draw(st.integers(0, 4)) * DAY)
    per_month = draw(st.integers(1, 3))
    both = draw(st.booleans())
    some_dates = st.frozensets(st.sampled_from(dates), max_size=len(dates))
    return PlanProblem(
        window_from=first,
        window_to=dates[-1],
        days_per_month=per_month,
        modules=tuple(
            PlannedModule(f"M{number}", 1, ("A", "B") if both else ("AB"[number % 2],))
            for number in range(per_month)
        ),
        weekdays=draw(st.sampled_from([ALL_WEEK, frozenset({2, 3, 4, 5}), frozenset({1, 5})])),
        blocked=draw(st.frozensets(st.sampled_from(dates), max_size=2)),
        busy={name: draw(some_dates) for name in "AB"},
    )


@settings(max_examples=150, deadline=None)
@given(tiny_problems())
def test_what_forbids_a_plan_is_enough_and_no_smaller_set_is(problem: PlanProblem) -> None:
    found = plan(problem)
    if found.is_feasible:
        assert is_possible(problem)
        return

    named = named_by(found.reasons)

    assert not is_possible(with_only(problem, named))
    for fewer in range(len(named)):
        for inputs in combinations(inputs_of(problem), fewer):
            assert is_possible(with_only(problem, inputs)), f"{inputs} alone forbid a plan"


def course_of_2022(share_busy: float) -> dict[str, Any]:
    """Return the course of 2022 as the file has it, with lecturers who are rarely free."""
    chance = random.Random(2022)  # noqa: S311 - made-up calendars need no secrets
    dates = dates_between(*AUTUMN)

    def some(share: float) -> list[str]:
        return [date.isoformat() for date in dates if chance.random() < share]

    return {
        "window": {"from": "2022-09-01", "to": "2022-11-30"},
        "weekdays": [1, 2, 3, 4, 5],
        "blocked": ["2022-11-18"],
        "days_per_month": 4,
        "modules": [
            {"id": f"M{number}", "days": 2, "lecturers": [f"L{number}", f"L{number % 6 + 1}"]}
            for number in range(1, 7)
        ],
        "lecturers": {f"L{number}": {"busy": some(share_busy)} for number in range(1, 7)},
        "participants": {f"P{number}": {"absent": some(0.2)} for number in range(1, 12)},
        "gap_days": 7,
        "weights": {"absence": 10, "split": 5, "gap": 1},
    }


def test_the_course_of_2022_is_planned_although_lecturers_are_free_on_a_third_of_the_days() -> None:
    problem = problem_from(course_of_2022(0.65))

    found = plan(problem)

    dates = [day.date for day in found.days]
    assert [day.module for day in found.days] == [f"M{number}" for number in range(1, 7) for _day in range(2)]
    assert [sum(date.month == month for date in dates) for month in (9, 10, 11)] == [4, 4, 4]
    assert dates == sorted(set(dates))
    assert dt.date(2022, 11, 18) not in dates
    assert all(date.isoweekday() <= 5 for date in dates)
    assert all(day.date not in problem.busy[day.lecturer] for day in found.days)
    assert found.cost == price(problem, tuple(dates))


def test_the_one_lecturer_who_is_never_free_in_a_month_is_named() -> None:
    given = course_of_2022(0.0)
    given["modules"][5]["lecturers"] = ["L6"]
    november = dates_between(dt.date(2022, 11, 1), dt.date(2022, 11, 30))
    given["lecturers"]["L6"]["busy"] = [date.isoformat() for date in november]

    reasons = plan(problem_from(given)).reasons

    assert reasons[0] == Reason(Obstacle.MONTH, needed=4, given=30, dates=(dt.date(2022, 11, 1),))
    assert {reason.name for reason in reasons if reason.obstacle is Obstacle.BUSY} == {"L6"}
    assert all(
        reason.obstacle in {Obstacle.BUSY, Obstacle.WEEKDAY, Obstacle.BLOCKED} for reason in reasons[1:]
    )


def test_days_that_do_not_fill_the_months_are_named_with_both_numbers() -> None:
    given = course_of_2022(0.0)
    given["modules"][0]["days"] = 3

    assert plan(problem_from(given)).reasons == (
        Reason(Obstacle.DAYS_DO_NOT_FILL_MONTHS, needed=13, given=12),
    )


def test_a_module_that_nobody_teaches_is_named() -> None:
    given = course_of_2022(0.0)
    given["modules"][2]["lecturers"] = []

    assert plan(problem_from(given)).reasons == (Reason(Obstacle.NO_LECTURER, name="M3"),)


def test_a_month_that_is_too_short_needs_no_other_reason() -> None:
    given = course_of_2022(0.0)
    given["window"] = {"from": "2022-09-28", "to": "2022-11-30"}

    assert plan(problem_from(given)).reasons == (
        Reason(Obstacle.MONTH, needed=4, given=3, dates=(dt.date(2022, 9, 28),)),
    )


SENTENCES = {
    Reason(Obstacle.DAYS_DO_NOT_FILL_MONTHS, needed=13, given=12): (
        "Moduļiem vajadzīgo dienu skaits: 13. Dienu skaits, kas ietilpst mēnešos: 12."
    ),
    Reason(Obstacle.NO_LECTURER, name="M3"): "Modulim nav lektora: M3",
    Reason(Obstacle.MONTH, needed=1, given=0, dates=(dt.date(2022, 9, 28),)): (
        "Nav vietas 1 mācību dienai: 2022. gada septembris"
    ),
    Reason(Obstacle.MONTH, needed=4, given=3, dates=(dt.date(2022, 9, 28),)): (
        "Nav vietas 4 mācību dienām: 2022. gada septembris"
    ),
    Reason(Obstacle.WEEKDAY, weekday=6): "Šajā nedēļas dienā mācības nenotiek: sestdiena",
    Reason(Obstacle.BLOCKED, dates=(dt.date(2022, 11, 18),)): "Šajās dienās mācības nenotiek: 18.11.2022.",
    Reason(Obstacle.BUSY, name="Inga Zariņa", dates=(dt.date(2022, 11, 15), dt.date(2022, 11, 16))): (
        "Lektors nav brīvs: Inga Zariņa, 15.11.2022., 16.11.2022."
    ),
}


@pytest.mark.parametrize("reason", SENTENCES, ids=lambda reason: f"{reason.obstacle}-{reason.needed}")
def test_a_reason_is_a_latvian_sentence(app: Flask, reason: Reason) -> None:
    with app.test_request_context():
        assert told(reason).startswith(SENTENCES[reason])


BAD_FILES: dict[str, tuple[dict[str, Any], str]] = {
    "no window": ({"window": None}, "window: is missing"),
    "a window that ends before it starts": (
        {"window": {"from": "2022-09-01", "to": "2022-08-31"}},
        "window.to: expected a date that is not before the first",
    ),
    "an endless window": (
        {"window": {"from": "0001-01-01", "to": "9999-12-31"}},
        "window.to: expected a date at most three years after the first",
    ),
    "a date that is none": ({"blocked": ["2022-02-30"]}, "blocked: expected a date as 2022-09-15"),
    "a number for a date": ({"blocked": [20220901]}, "blocked: expected a date as 2022-09-15"),
    "an eighth weekday": ({"weekdays": [8]}, "weekdays: expected a whole number from 1 to 7"),
    "a negative number of days": (
        {"days_per_month": -4},
        "days_per_month: expected a whole number from 1 to 31",
    ),
    "yes for a number": ({"days_per_month": True}, "days_per_month: expected a whole number from 1 to 31"),
    "modules that are no list": ({"modules": {}}, "modules: expected a list"),
    "a module without days": (
        {"modules": [{"id": "M1", "days": 0, "lecturers": []}]},
        "modules[0].days: expected a whole number from 1 to 366",
    ),
    "two modules of one name": (
        {"modules": [{"id": "M1", "days": 6, "lecturers": ["L1"]}] * 2},
        "modules[1].id: expected a name that no other module has",
    ),
    "a lecturer who is a number": (
        {"modules": [{"id": "M1", "days": 12, "lecturers": [1]}]},
        "modules[0].lecturers: expected a name",
    ),
    "a negative weight": (
        {"weights": {"absence": -1}},
        "weights.absence: expected a whole number from 0 to 1000000",
    ),
    "people who are a list": ({"participants": []}, "participants: expected an object"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_with_the_place_and_what_belongs_there(case: str) -> None:
    changes, message = BAD_FILES[case]

    with pytest.raises(PlanFileError) as refusal:
        problem_from({**course_of_2022(0.0), **changes})

    assert str(refusal.value) == message


def test_what_may_be_left_out_has_a_default() -> None:
    given = course_of_2022(0.0)
    for name in ("weekdays", "blocked", "participants", "gap_days", "weights"):
        del given[name]
    del given["lecturers"]["L1"]

    problem = problem_from(given)

    assert problem.weekdays == frozenset({1, 2, 3, 4, 5})
    assert (problem.blocked, problem.gap_days) == (frozenset(), 7)
    assert problem.weights == Weights(absence=10, split=5, gap=1)
    assert plan(problem).is_feasible


def run(file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "plan", str(file), *more],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=config.ROOT,
        env={**os.environ, "KOPDARBS_ENV": "demo", "DATABASE_URL": f"sqlite:///{file.with_suffix('.db')}"},
    )


def test_the_command_prints_the_plan_as_json(tmp_path: Path) -> None:
    given = course_of_2022(0.65)
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(given), encoding="utf-8")

    done = run(file)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == answer_of(plan(problem_from(given)))
    assert json.loads(done.stdout)["status"] == "optimal"


def test_the_command_ends_well_when_there_is_no_plan_and_says_why(tmp_path: Path) -> None:
    given = course_of_2022(0.0)
    given["modules"][2]["lecturers"] = []
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(given), encoding="utf-8")

    done = run(file)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "status": "infeasible",
        "cost": 0,
        "days": [],
        "reasons": ["The module has no lecturer: M3"],
    }
    assert json.loads(run(file, "--language", "lv").stdout)["reasons"] == ["Modulim nav lektora: M3"]


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> FlaskCliRunner:
    """Return the commands of an application whose database nobody asks."""
    url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'unused.db'}"
    return create_app(settings_for(url)).test_cli_runner()


@pytest.mark.parametrize("text", ["", "[", "[]", "null", '{"window": 1}', "[" * 10_000, "\ufeff{}"])
def test_the_command_refuses_what_is_no_problem_with_one_line(
    commands: FlaskCliRunner, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(text, encoding="utf-8")

    done = commands.invoke(args=["plan", str(file)])

    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "is no planning problem" in done.stderr


def test_groups_are_planned_with_progress_beside_the_answer(commands: FlaskCliRunner, tmp_path: Path) -> None:
    given = course_of_2022(0.3)
    people = given.pop("participants")
    given["groups"] = [{"id": name, "participants": people} for name in ("Vidzeme", "Latgale")]
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(given), encoding="utf-8")

    done = commands.invoke(args=["plan", str(file), "--seconds", "1"])

    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert found["status"] in {"optimal", "bounded"}
    assert 0 < found["bound"] <= found["cost"]
    assert len({(day["lecturer"], day["date"]) for day in found["days"]}) == len(found["days"]) == 24
    assert f"cost {found['cost']}, at least {found['bound']}" in done.stderr


def test_more_is_answered_only_when_asked(commands: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(course_of_2022(0.65)), encoding="utf-8")

    found = json.loads(commands.invoke(args=["plan", str(file), "--more"]).stdout)

    dates = [tuple(day["date"] for day in each["days"]) for each in [found, *found["alternatives"]]]
    assert len(set(dates)) == 3
    assert {each["wish"] for each in found["wishes"]} == {"absence", "split", "gap"}


def test_a_plan_that_stands_is_planned_again_with_few_moves() -> None:
    given = course_of_2022(0.65)
    before = answer_to(given)
    lost = before["days"][8]
    given["current"] = before["days"]
    given["lecturers"][lost["lecturer"]]["busy"].append(lost["date"])
    given["held"] = [{"day": number, **day} for number, day in enumerate(before["days"][:8], start=1)]

    found = answer_to(given)

    assert found["days"][:8] == before["days"][:8]
    assert found["moved"][0]["from"] == lost
    assert lost["lecturer"] in found["told"]["lecturers"]


def test_a_problem_may_say_much_more() -> None:
    given = course_of_2022(0.0)
    given["rooms"] = {"Zāle": {"town": "Rīga", "seats": 20, "closed": ["2022-09-05"]}, "Durbe": {}}
    given["lecturers"]["L1"]["away"] = {"2022-09-06": "Ogre"}
    given |= {"month_rule": "at_most", "travel": "forbidden", "preferred_weekdays": [2], "seats": 12}
    given |= {"not_before": "2022-09-05", "weights": {"weekday": 3, "travel": 4}}

    problem = problem_from(given)

    assert problem.rooms == (
        Room("Zāle", "Rīga", 20, frozenset({dt.date(2022, 9, 5)})),
        Room("Durbe", "", 100_000),
    )
    assert problem.away["L1"] == {dt.date(2022, 9, 6): "Ogre"}
    assert (problem.month_rule, problem.travel_forbidden, problem.seats) == (MonthRule.AT_MOST, True, 12)
    assert problem.weights == Weights(weekday=3, travel=4)
    assert (problem.preferred_weekdays, problem.not_before) == (frozenset({2}), dt.date(2022, 9, 5))


MORE_BAD_FILES: dict[str, tuple[dict[str, Any], str]] = {
    "a month rule that is none": ({"month_rule": "often"}, "month_rule: expected exactly or at_most"),
    "held days that go back": (
        {"held": [{"day": 1, "date": "2022-09-09"}, {"day": 2, "date": "2022-09-08"}]},
        "held: expected dates that ascend in the order of the days",
    ),
    "a current plan of one day": (
        {"current": [{"date": "2022-09-09"}]},
        "current: expected as many days as the modules have, 12",
    ),
    "no group": ({"groups": []}, "groups: expected at least one and at most 100 groups"),
    "two groups of one name": (
        {"groups": [{"id": "G"}, {"id": "G"}]},
        "groups[1].id: expected a name that no other group has",
    ),
    "a group with a bad window": (
        {"groups": [{"id": "G", "window": {}}]},
        "groups[0]: window.from: is missing",
    ),
}


@pytest.mark.parametrize("case", MORE_BAD_FILES)
def test_what_was_added_is_refused_with_its_place_too(case: str) -> None:
    changes, message = MORE_BAD_FILES[case]

    with pytest.raises(PlanFileError) as refusal:
        answer_to({**course_of_2022(0.0), **changes})

    assert str(refusal.value) == message
