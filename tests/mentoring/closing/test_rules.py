"""Working days, late entries, and what a month needs before it is closed: rules without a database."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest

from pilot.cohort.holidays import is_working_day
from pilot.cohort.rules import Month
from pilot.mentoring.closing.enums import Need, Refusal, RowState
from pilot.mentoring.closing.rules import Facts, Reason, Wish, need_of, problem_with, state_of
from pilot.mentoring.enums import ConfirmationState, MissedReason, SessionState
from pilot.mentoring.month_rules import last_entry_day
from pilot.mentoring.rules import RIGA, is_entered_late
from tests.mentoring.closing.build import at

APRIL = Month(2023, 4)
ANNA = uuid.uuid4()
FACTS = Facts(is_over=True, is_closed=False, missed=(), needs=(), coordinators=1)


@pytest.mark.parametrize(
    ("nth", "day"),
    [
        pytest.param(1, 2, id="1 May is a holiday"),
        pytest.param(3, 8, id="4 May is a holiday, 5 May was moved"),
        pytest.param(5, 10, id="not the 5th, as weekdays alone would say"),
        pytest.param(12, 19, id="the Friday before the moved working Saturday"),
        pytest.param(13, 20, id="the Saturday to which 5 May was moved is a working day"),
    ],
)
def test_the_nth_working_day_follows_the_calendar_of_latvia(nth: int, day: int) -> None:
    found = last_entry_day(APRIL, nth=nth, is_working_day=is_working_day, extended_to=None)

    assert found == dt.date(2023, 5, day)


@pytest.mark.parametrize(
    ("extended_to", "expected"),
    [(dt.date(2023, 5, 20), dt.date(2023, 5, 20)), (dt.date(2023, 5, 2), dt.date(2023, 5, 10))],
)
def test_an_extension_only_lengthens(extended_to: dt.date, expected: dt.date) -> None:
    assert last_entry_day(APRIL, nth=5, is_working_day=is_working_day, extended_to=extended_to) == expected


@pytest.mark.parametrize(
    ("logged_at", "expected"),
    [
        pytest.param("2023-01-31T21:59:59", False, id="the last second of January in Riga"),
        pytest.param("2023-01-31T22:00:00", True, id="the first second of February in Riga"),
    ],
)
def test_an_entry_is_late_from_the_first_second_of_the_next_month(logged_at: str, *, expected: bool) -> None:
    logged_on = at(logged_at).astimezone(RIGA).date()

    assert is_entered_late(dt.date(2023, 1, 31), logged_on=logged_on) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"state": SessionState.PLANNED}, Need.UNANSWERED),
        ({"confirmation": ConfirmationState.RETURNED, "is_approved": True}, Need.RETURNED),
        ({"is_approved": True, "by_coordinator": True}, None),
        ({"confirmation": ConfirmationState.CONFIRMED, "by_coordinator": True}, Need.APPROVAL),
        ({}, Need.UNCONFIRMED),
        ({"confirmation_required": False}, None),
        ({"confirmation": ConfirmationState.CONFIRMED}, None),
    ],
)
def test_a_record_needs_at_most_one_thing(given: dict[str, Any], expected: Need | None) -> None:
    facts: dict[str, Any] = {
        "state": SessionState.HELD,
        "confirmation": ConfirmationState.WAITING,
        "is_approved": False,
        "by_coordinator": False,
        "confirmation_required": True,
        **given,
    }

    assert need_of(facts.pop("state"), facts.pop("confirmation"), **facts) is expected


def test_a_missed_month_is_a_decision_until_its_reason_is_known() -> None:
    assert state_of(is_missed=True, has_reason=False, needs=[Need.RETURNED]) is RowState.DECISION
    assert state_of(is_missed=True, has_reason=True, needs=[Need.RETURNED]) is RowState.NEEDS
    assert state_of(is_missed=True, has_reason=True, needs=[]) is RowState.READY


@pytest.mark.parametrize(
    ("wish", "facts", "expected"),
    [
        (Wish({}), FACTS, None),
        (Wish({}), replace(FACTS, is_over=False), Refusal.MONTH_NOT_OVER),
        (Wish({}), replace(FACTS, is_closed=True), Refusal.ALREADY_CLOSED),
        (Wish({}), replace(FACTS, missed=[ANNA]), Refusal.REASON_MISSING),
        (
            Wish({ANNA: Reason(MissedReason.OTHER, " ")}),
            replace(FACTS, missed=[ANNA]),
            Refusal.REASON_MISSING,
        ),
        (Wish({ANNA: Reason(MissedReason.OTHER, "Kursi")}), replace(FACTS, missed=[ANNA]), None),
        (Wish({}, accepts_open=True), replace(FACTS, needs={Need.UNCONFIRMED, Need.RETURNED}), None),
        (Wish({}), replace(FACTS, needs={Need.UNANSWERED}), Refusal.STILL_OPEN),
        (
            Wish({}, accepts_open=True, note="Viena"),
            replace(FACTS, needs={Need.APPROVAL}, coordinators=2),
            Refusal.APPROVAL_MISSING,
        ),
        (Wish({}, accepts_open=True), replace(FACTS, needs={Need.APPROVAL}), Refusal.NOTE_MISSING),
        (Wish({}, note="Otras koordinatores nav"), replace(FACTS, needs={Need.APPROVAL}), None),
    ],
)
def test_a_month_is_closed_when_nothing_speaks_against_it(
    wish: Wish, facts: Facts, expected: Refusal | None
) -> None:
    assert problem_with(wish, facts) is expected
