"""Lines of a time sheet and supervision: what is refused and why."""

import datetime as dt
from typing import Any

import pytest

from pilot.cohort.rules import Month, Span
from pilot.mentoring.timesheets.enums import SupervisionKind
from pilot.mentoring.timesheets.rules import (
    Facts,
    Problem,
    SupervisionEntry,
    supervision_problem,
    work_problem,
)
from tests.mentoring.timesheets.build import entry

FACTS = Facts(
    now=dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC),
    today=dt.date(2023, 2, 14),
    days=Span(dt.date(2022, 9, 1), dt.date(2023, 5, 31)),
    closed_months={Month(2022, 12)},
)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        pytest.param({}, None, id="from nine to ten"),
        pytest.param({"typed_minutes": 45}, None, id="minutes only"),
        pytest.param({"starts": dt.time(9), "typed_minutes": 45}, None, id="the length says the end"),
        pytest.param(
            {"starts": dt.time(9), "ends": dt.time(10), "typed_minutes": 60}, None, id="both, and they agree"
        ),
        pytest.param(
            {"starts": dt.time(9), "ends": dt.time(10), "typed_minutes": 61},
            Problem.TIMES_DISAGREE,
            id="both, and they do not agree",
        ),
        pytest.param({"typed_minutes": 0}, Problem.NOT_POSITIVE, id="zero"),
        pytest.param({"starts": None, "ends": None}, Problem.NOT_POSITIVE, id="neither times nor minutes"),
        pytest.param({"starts": dt.time(9), "ends": None}, Problem.NOT_POSITIVE, id="no end"),
        pytest.param({"typed_minutes": 480}, None, id="the longest"),
        pytest.param({"typed_minutes": 481}, Problem.TOO_LONG, id="longer than the longest"),
        pytest.param({"starts": None}, Problem.START_MISSING, id="no start"),
        pytest.param({"ends": dt.time(9)}, Problem.ENDS_BEFORE_START, id="it ends when it begins"),
        pytest.param({"starts": dt.time(22), "ends": dt.time()}, None, id="until midnight"),
        pytest.param(
            {"starts": dt.time(22), "typed_minutes": 121}, Problem.ENDS_BEFORE_START, id="over midnight"
        ),
        pytest.param({"worked_on": dt.date(2023, 2, 15)}, Problem.IN_FUTURE, id="tomorrow"),
        pytest.param(
            {"worked_on": dt.date(2023, 2, 14), "ends": dt.time(10, 1)}, Problem.IN_FUTURE, id="in a minute"
        ),
        pytest.param({"worked_on": dt.date(2023, 2, 14)}, None, id="until this moment"),
        pytest.param({"worked_on": dt.date(2022, 8, 31)}, Problem.OUTSIDE_PILOT, id="before the pilot"),
        pytest.param({"worked_on": dt.date(2022, 12, 31)}, Problem.MONTH_CLOSED, id="a closed month"),
    ],
)
def test_a_line_is_judged(given: dict[str, Any], problem: Problem | None) -> None:
    assert work_problem(entry(**given), FACTS) is problem


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(dt.date(2022, 10, 30), 240), (dt.date(2023, 3, 26), 120)],
    ids=["the clocks go back", "the clocks go forward"],
)
def test_from_two_to_five_lasts_as_long_as_it_truly_does(day: dt.date, minutes: int) -> None:
    assert entry(worked_on=day, starts=dt.time(2), ends=dt.time(5)).minutes == minutes


@pytest.mark.parametrize(
    ("day", "minutes", "problem"),
    [
        pytest.param(dt.date(2023, 2, 14), 180, None, id="a group of three hours"),
        pytest.param(dt.date(2023, 2, 14), 0, Problem.NOT_POSITIVE, id="zero"),
        pytest.param(dt.date(2023, 2, 14), 481, Problem.TOO_LONG, id="longer than the longest"),
        pytest.param(dt.date(2023, 2, 15), 60, Problem.IN_FUTURE, id="tomorrow"),
        pytest.param(dt.date(2023, 6, 1), 60, Problem.IN_FUTURE, id="after the pilot"),
        pytest.param(dt.date(2022, 8, 31), 60, Problem.OUTSIDE_PILOT, id="before the pilot"),
        pytest.param(dt.date(2022, 12, 1), 60, Problem.MONTH_CLOSED, id="a closed month"),
    ],
)
def test_supervision_is_judged(day: dt.date, minutes: int, problem: Problem | None) -> None:
    assert supervision_problem(SupervisionEntry(day, SupervisionKind.GROUP, minutes), FACTS) is problem
