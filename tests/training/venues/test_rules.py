"""Closed spans and the way between towns."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.venues.rules import (
    Problem,
    ShortWay,
    Stop,
    closure_problem,
    dates_within,
    short_ways,
)

OCTOBER_5 = dt.date(2022, 10, 5)
INGA, GUNARS = uuid.UUID(int=1), uuid.UUID(int=2)
RIGA = Stop(uuid.UUID(int=11), OCTOBER_5, dt.time(9), dt.time(12), "Rīga", frozenset({INGA}))
TUKUMS = Stop(uuid.UUID(int=12), OCTOBER_5, dt.time(12, 30), dt.time(15), "Tukums", frozenset({INGA}))
TRAVEL = {frozenset({"Rīga", "Tukums"}): 75}
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2023, 12, 31))


def test_half_an_hour_between_riga_and_tukums_is_too_short() -> None:
    expected = [ShortWay(TUKUMS.class_id, RIGA.class_id, frozenset({INGA}), minutes=30, needed=75)]

    assert short_ways([TUKUMS, RIGA], TRAVEL) == expected


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(TUKUMS, starts_at=dt.time(13, 15)), id="exactly enough time"),
        pytest.param(replace(TUKUMS, town="Rīga"), id="the same town"),
        pytest.param(replace(TUKUMS, town="Liepāja"), id="a way that nobody entered"),
        pytest.param(replace(TUKUMS, held_on=dt.date(2022, 10, 6)), id="the next day"),
        pytest.param(replace(TUKUMS, lecturer_ids=frozenset({GUNARS})), id="another lecturer"),
        pytest.param(replace(TUKUMS, starts_at=dt.time(11)), id="at the same time, which is no way"),
    ],
)
def test_a_way_that_is_long_enough_or_none(other: Stop) -> None:
    assert short_ways([RIGA, other], TRAVEL) == []


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (dt.date(2022, 10, 4), Problem.ENDS_BEFORE_START),
        (dt.date(2022, 10, 5), None),
        (dt.date(2024, 10, 4), None),
        (dt.date(2024, 10, 5), Problem.TOO_LONG),
    ],
)
def test_a_closed_span_is_in_order_and_at_most_two_years(ends_on: dt.date, expected: Problem | None) -> None:
    assert closure_problem(OCTOBER_5, ends_on) is expected


@given(starts_on=DAYS, ends_on=DAYS, first=DAYS, last=DAYS)
def test_dates_of_a_span_are_those_in_both_it_and_the_window(
    starts_on: dt.date, ends_on: dt.date, first: dt.date, last: dt.date
) -> None:
    found = list(dates_within(starts_on, ends_on, first=first, last=last))

    begin, end = max(starts_on, first), min(ends_on, last)
    assert len(found) == max(0, (end - begin).days + 1)
    assert all(begin <= date <= end for date in found)
