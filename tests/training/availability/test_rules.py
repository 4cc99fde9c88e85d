"""Stretches of days: what is refused, how they merge, and whether a lecturer has answered."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort import absence_rules
from pilot.cohort.absence_rules import Dates
from pilot.training.availability import rules
from pilot.training.availability.enums import Standing
from pilot.training.availability.rules import Problem

TODAY = dt.date(2023, 2, 14)
MORNING = dt.datetime(2023, 2, 14, 8, tzinfo=dt.UTC)
LATER = dt.datetime(2023, 2, 14, 9, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)
stretches = st.lists(
    st.builds(
        lambda first, length: Dates(TODAY + first * A_DAY, TODAY + (first + length) * A_DAY),
        st.integers(0, 40),
        st.integers(0, 9),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        pytest.param(TODAY, TODAY, None, id="today alone"),
        pytest.param(TODAY - 9 * A_DAY, TODAY, None, id="still running"),
        pytest.param(TODAY - 9 * A_DAY, TODAY - A_DAY, Problem.PAST, id="over"),
        pytest.param(TODAY, TODAY - A_DAY, Problem.ENDS_BEFORE_START, id="reversed"),
        pytest.param(TODAY, TODAY + 399 * A_DAY, None, id="400 days"),
        pytest.param(TODAY, TODAY + 400 * A_DAY, Problem.TOO_LONG, id="401 days"),
    ],
)
def test_dates_problem(first: dt.date, last: dt.date, problem: Problem | None) -> None:
    assert rules.dates_problem(Dates(first, last), today=TODAY) is problem


def days(found: list[Dates]) -> set[dt.date]:
    return {each.first_on + offset * A_DAY for each in found for offset in range(each.days)}


@given(stretches)
def test_merging_keeps_the_days_and_parts_the_stretches(found: list[Dates]) -> None:
    merged = absence_rules.merged(found)

    assert days(merged) == days(found)
    assert merged == sorted(merged)
    assert not any(one.touches(other) for one in merged for other in merged if one != other)


@given(stretches, st.integers(0, 50), st.integers(0, 50))
def test_days_within_are_the_days_between_two_dates(found: list[Dates], begin: int, length: int) -> None:
    first, last = TODAY + begin * A_DAY, TODAY + (begin + length) * A_DAY

    assert absence_rules.days_within(found, first, last) == {
        day for day in days(found) if first <= day <= last
    }


@pytest.mark.parametrize(
    ("asked_at", "answered_at", "expected"),
    [
        pytest.param(None, None, Standing.NOT_ASKED, id="nothing happened"),
        pytest.param(MORNING, None, Standing.ASKED, id="asked"),
        pytest.param(MORNING, LATER, Standing.ANSWERED, id="answered"),
        pytest.param(LATER, MORNING, Standing.ASKED, id="asked again after the answer"),
        pytest.param(None, LATER, Standing.ANSWERED, id="answered unasked"),
    ],
)
def test_standing(asked_at: dt.datetime | None, answered_at: dt.datetime | None, expected: Standing) -> None:
    assert rules.standing(asked_at, answered_at) is expected
