"""Rules of independent work."""

import datetime as dt
import uuid

import pytest

from pilot.training.assignments.enums import Verdict, WorkState
from pilot.training.assignments.rules import (
    Problem,
    assess_problem,
    hand_in_problem,
    is_late,
    may_write,
    state_after,
)

DUE = dt.date(2023, 2, 10)
AUTHOR, LECTURER = uuid.uuid4(), uuid.uuid4()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, True),
        (WorkState.DRAFT, True),
        (WorkState.RETURNED, True),
        (WorkState.SUBMITTED, False),
        (WorkState.ACCEPTED, False),
    ],
)
def test_an_author_writes_before_handing_in_and_after_a_return(
    state: WorkState | None, *, expected: bool
) -> None:
    assert may_write(state) is expected


@pytest.mark.parametrize(
    ("state", "text", "is_done_in_tool", "expected"),
    [
        pytest.param(None, "Teksts", False, None, id="a text is enough"),
        pytest.param(None, "", True, None, id="the tool is enough"),
        pytest.param(WorkState.RETURNED, "Teksts", False, None, id="again after a return"),
        pytest.param(WorkState.DRAFT, " \n", False, Problem.NOTHING_TO_HAND_IN, id="blanks are nothing"),
        pytest.param(WorkState.SUBMITTED, "Teksts", False, Problem.NOT_OPEN_TO_AUTHOR, id="twice"),
        pytest.param(WorkState.ACCEPTED, "Teksts", True, Problem.NOT_OPEN_TO_AUTHOR, id="after acceptance"),
    ],
)
def test_what_may_be_handed_in(
    state: WorkState | None, text: str, *, is_done_in_tool: bool, expected: Problem | None
) -> None:
    assert hand_in_problem(state, text=text, is_done_in_tool=is_done_in_tool) == expected


@pytest.mark.parametrize("state", WorkState)
@pytest.mark.parametrize("verdict", Verdict)
def test_nobody_assesses_their_own_work_in_any_state(state: WorkState, verdict: Verdict) -> None:
    found = assess_problem(state, verdict=verdict, comment="Labi", author_id=AUTHOR, assessor_id=AUTHOR)

    assert found is Problem.OWN_WORK


@pytest.mark.parametrize(
    ("state", "verdict", "comment", "expected"),
    [
        (WorkState.SUBMITTED, Verdict.ACCEPTED, "", None),
        (WorkState.SUBMITTED, Verdict.RETURNED, "Vēl viens avots", None),
        (WorkState.SUBMITTED, Verdict.RETURNED, " ", Problem.COMMENT_MISSING),
        (WorkState.DRAFT, Verdict.ACCEPTED, "", Problem.NOT_WAITING),
        (WorkState.RETURNED, Verdict.ACCEPTED, "", Problem.NOT_WAITING),
        (WorkState.ACCEPTED, Verdict.RETURNED, "Tomēr ne", Problem.NOT_WAITING),
    ],
)
def test_only_waiting_work_is_assessed_and_a_return_says_why(
    state: WorkState, verdict: Verdict, comment: str, expected: Problem | None
) -> None:
    found = assess_problem(state, verdict=verdict, comment=comment, author_id=AUTHOR, assessor_id=LECTURER)

    assert found == expected


@pytest.mark.parametrize(
    ("handed_in_on", "today", "expected"),
    [
        pytest.param(DUE, dt.date(2023, 3, 1), False, id="on the day"),
        pytest.param(dt.date(2023, 2, 11), dt.date(2023, 3, 1), True, id="a day after"),
        pytest.param(None, DUE, False, id="missing, the day is not over"),
        pytest.param(None, dt.date(2023, 2, 11), True, id="missing, the day is over"),
    ],
)
def test_late_is_after_the_due_day(handed_in_on: dt.date | None, today: dt.date, *, expected: bool) -> None:
    assert is_late(DUE, handed_in_on=handed_in_on, today=today) is expected


def test_a_verdict_leads_to_its_state() -> None:
    assert {verdict: state_after(verdict) for verdict in Verdict} == {
        Verdict.ACCEPTED: WorkState.ACCEPTED,
        Verdict.RETURNED: WorkState.RETURNED,
    }
