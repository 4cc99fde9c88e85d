"""What an agreed step needs, and when it may be closed."""

import datetime as dt
import uuid

import pytest

from pilot.mentoring.enums import StepOwner
from pilot.mentoring.steps import rules
from pilot.mentoring.steps.enums import Problem
from pilot.mentoring.steps.rules import StepEntry

AGREED_ON = dt.date(2023, 1, 10)
ANNA, LIGA = uuid.uuid4(), uuid.uuid4()


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (None, None),
        (AGREED_ON, None),
        (dt.date(2023, 1, 9), Problem.DUE_BEFORE_SESSION),
    ],
)
def test_a_step_is_due_from_the_day_of_its_session_on(
    due_on: dt.date | None, expected: Problem | None
) -> None:
    entry = StepEntry(StepOwner.MENTOR, "Atsūtīt plānu", due_on)

    assert rules.problem_with(entry, agreed_on=AGREED_ON, is_month_closed=False) is expected


def test_a_step_is_only_for_people_of_its_session_and_not_of_a_closed_month() -> None:
    entry = StepEntry(StepOwner.BOTH, "Sagatavot sanāksmi")

    strangers = rules.problem_with(
        entry, agreed_on=AGREED_ON, is_month_closed=False, people=[ANNA, LIGA], attendees=[ANNA]
    )
    closed = rules.problem_with(
        entry, agreed_on=AGREED_ON, is_month_closed=True, people=[ANNA], attendees=[ANNA]
    )

    assert (strangers, closed) == (Problem.NOT_THEIRS, Problem.MONTH_CLOSED)


@pytest.mark.parametrize(
    ("closed_on", "closed_in", "expected"),
    [
        (None, None, None),
        (None, AGREED_ON, None),
        (None, dt.date(2023, 1, 9), Problem.CLOSED_BEFORE_AGREED),
        (AGREED_ON, None, Problem.CLOSED_ALREADY),
    ],
)
def test_a_step_is_closed_once_and_not_before_it_was_agreed(
    closed_on: dt.date | None, closed_in: dt.date | None, expected: Problem | None
) -> None:
    assert rules.close_problem(closed_on=closed_on, agreed_on=AGREED_ON, closed_in=closed_in) is expected


@pytest.mark.parametrize(
    ("due_on", "closed_on", "expected"),
    [
        (None, None, False),
        (AGREED_ON, None, False),
        (dt.date(2023, 1, 9), None, True),
        (dt.date(2023, 1, 9), AGREED_ON, False),
    ],
)
def test_only_an_open_step_past_its_day_is_late(
    due_on: dt.date | None, closed_on: dt.date | None, *, expected: bool
) -> None:
    assert rules.is_late(due_on=due_on, closed_on=closed_on, today=AGREED_ON) is expected
