"""The volume of a training, the steps of a pilot and the end of a participation, judged by rules alone."""

import datetime as dt
from dataclasses import replace

import pytest

from pilot.cohort.enums import ParticipationState, PilotState
from pilot.cohort.presets import EMPTY, METHODOLOGY_2019, SDK_2022
from pilot.cohort.rules import (
    Problem,
    ProgrammeRule,
    UnmetRule,
    check_volume,
    state_problem,
    withdrawal_problem,
)

START, TODAY = dt.date(2022, 9, 1), dt.date(2023, 2, 14)


@pytest.mark.parametrize("shape", [SDK_2022, METHODOLOGY_2019, EMPTY])
def test_the_days_of_every_preset_give_its_volume(shape: object) -> None:
    assert check_volume(shape.parameters) is None  # type: ignore[attr-defined]


def test_a_day_less_than_promised_is_found() -> None:
    eleven = replace(SDK_2022.parameters, training_days=11)

    assert check_volume(eleven) == UnmetRule(ProgrammeRule.DAY_MINUTES, 4320, 4320, 3960)


@pytest.mark.parametrize(
    ("state", "new", "given", "expected"),
    [
        pytest.param("draft", "recruiting", {}, None, id="step by step"),
        pytest.param("draft", "training", {}, Problem.MOVE_NOT_ALLOWED, id="over a state"),
        pytest.param("training", "practice", {"unmet": 1}, Problem.REASON_MISSING, id="unmet, unexplained"),
        pytest.param("training", "practice", {"unmet": 1, "reason": "Lūgums"}, None, id="unmet, explained"),
        pytest.param("practice", "cancelled", {}, Problem.REASON_MISSING, id="cancelled without a reason"),
        pytest.param(
            "closing", "archived", {"open_months": 1, "reason": "Viss"}, Problem.MONTHS_OPEN, id="open months"
        ),
        pytest.param("closing", "archived", {}, None, id="all closed"),
        pytest.param("archived", "cancelled", {"reason": "x"}, Problem.MOVE_NOT_ALLOWED, id="archived"),
    ],
)
def test_steps_of_a_pilot(state: str, new: str, given: dict[str, object], expected: Problem | None) -> None:
    facts: dict[str, object] = {"reason": "", "unmet": 0, "open_months": 0, **given}

    assert state_problem(PilotState(state), PilotState(new), **facts) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "on", "closed", "expected"),
    [
        pytest.param("active", TODAY, False, None, id="today"),
        pytest.param("active", dt.date(2023, 2, 15), False, Problem.IN_FUTURE, id="tomorrow"),
        pytest.param("active", START, False, None, id="on the first day"),
        pytest.param("active", dt.date(2022, 8, 31), False, Problem.BEFORE_START, id="before the first day"),
        pytest.param("active", dt.date(2023, 1, 10), True, Problem.MONTH_CLOSED, id="in a closed month"),
        pytest.param("withdrawn", TODAY, False, Problem.MOVE_NOT_ALLOWED, id="twice"),
        pytest.param("completed", TODAY, False, Problem.MOVE_NOT_ALLOWED, id="after the end"),
    ],
)
def test_withdrawals(
    state: str,
    on: dt.date,
    closed: bool,  # noqa: FBT001 - a fact of the case
    expected: Problem | None,
) -> None:
    found = withdrawal_problem(
        ParticipationState(state), on, started_on=START, today=TODAY, month_is_closed=closed
    )

    assert found is expected
