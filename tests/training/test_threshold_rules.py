"""The threshold of attendance: totals, what is missing, and the make-up work that suffices."""

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.enums import AttendanceStanding
from pilot.training.threshold_rules import (
    AttendanceTotals,
    DayMinutes,
    attendance_standing,
    attendance_totals,
    cheapest,
    missing_minutes,
    needed_minutes,
)


def test_six_days_two_taken_one_attended() -> None:
    totals = attendance_totals([DayMinutes(360, 360), DayMinutes(360, 0), *[DayMinutes(360, None)] * 4])

    assert totals == AttendanceTotals(attended=360, taken=720, planned=2_160)
    assert (totals.pct_of_taken, totals.pct_of_planned, totals.pct_reachable) == (
        Decimal("50.0"),
        Decimal("16.7"),
        Decimal("83.3"),
    )
    assert attendance_standing(totals, threshold_pct=85) is AttendanceStanding.OUT_OF_REACH


def test_before_the_first_day_there_is_no_percentage() -> None:
    totals = attendance_totals([])

    assert (totals.pct_of_taken, totals.pct_of_planned, totals.pct_reachable) == (None, None, None)


@pytest.mark.parametrize(
    ("minutes", "threshold", "expected"),
    [
        (3_672, 85, AttendanceStanding.REACHED),
        (3_671, 85, AttendanceStanding.OUT_OF_REACH),
        (0, None, AttendanceStanding.NO_THRESHOLD),
    ],
)
def test_85_per_cent_of_the_programme_is_3672_minutes(
    minutes: int, threshold: int | None, expected: AttendanceStanding
) -> None:
    totals = AttendanceTotals(attended=minutes, taken=4_320, planned=4_320)

    assert attendance_standing(totals, threshold_pct=threshold) is expected


def test_a_threshold_may_still_be_reached() -> None:
    totals = AttendanceTotals(attended=360, taken=360, planned=4_320)

    assert attendance_standing(totals, threshold_pct=85) is AttendanceStanding.REACHABLE


def test_all_4096_patterns_of_twelve_days_give_the_flag_of_the_formula() -> None:
    for pattern in product((0, 360), repeat=12):
        totals = attendance_totals(DayMinutes(360, minutes) for minutes in pattern)
        missing = missing_minutes(totals, threshold_pct=85)
        standing = attendance_standing(totals, threshold_pct=85)

        assert missing == max(0, 3672 - sum(pattern))
        assert (standing is AttendanceStanding.OUT_OF_REACH) == (missing > 0)


@pytest.mark.parametrize(("missed", "missing"), [(0, 0), (1, 0), (2, 72), (3, 432)])
def test_two_days_missed_of_twelve_need_72_minutes_of_make_up(missed: int, missing: int) -> None:
    days = [DayMinutes(360, 0)] * missed + [DayMinutes(360, None)] * (12 - missed)

    assert missing_minutes(attendance_totals(days), threshold_pct=85) == missing
    assert needed_minutes(4320, threshold_pct=85) == 3672


@pytest.mark.parametrize(("counts", "counted", "made_up"), [(True, 4140, 180), (False, 3960, 180)])
def test_made_up_work_is_apart_and_counts_only_where_the_pilot_says_so(
    *, counts: bool, counted: int, made_up: int
) -> None:
    days = [DayMinutes(360, 0)] + [DayMinutes(360, 360)] * 11

    totals = attendance_totals(days, made_up=180, make_up_counts=counts)

    assert (totals.attended, totals.made_up, totals.counted) == (3960, made_up, counted)
    assert totals.pct_of_planned == Decimal("91.7")


def test_made_up_work_never_counts_beyond_the_whole_course() -> None:
    totals = AttendanceTotals(attended=4200, taken=4320, planned=4320, made_up=400, make_up_counts=True)

    assert totals.counted == 4320


@given(
    offers=st.lists(st.integers(1, 90), max_size=8),
    missing=st.integers(1, 200),
    most=st.none() | st.integers(0, 300),
)
def test_the_cheapest_work_is_that_of_an_exhaustive_search(
    offers: list[int], missing: int, most: int | None
) -> None:
    every = [
        (sum(offers[place] for place in chosen), len(chosen))
        for count in range(len(offers) + 1)
        for chosen in combinations(range(len(offers)), count)
    ]
    enough = [way for way in every if way[0] >= missing and (most is None or way[0] <= most)]

    found = cheapest(offers, missing=missing, most=most)

    if found is None:
        assert not enough
    else:
        assert (sum(offers[place] for place in found), len(found)) == min(enough)
        assert len(set(found)) == len(found)
