"""The lines of a roll, the halves of a day, and the cheapest way back to the threshold."""

import datetime as dt
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.attendance_rules import (
    DayShape,
    Halves,
    Partly,
    cheapest,
    halves,
    line_of,
    missing_minutes,
    needed_minutes,
    partly_problem,
)
from pilot.training.enums import AttendanceStanding, AttendanceStatus, Half
from pilot.training.rules import (
    AttendanceTotals,
    DayMinutes,
    Problem,
    attendance_problem,
    attendance_standing,
    attendance_totals,
)

HALVES = Halves(180, 180)
minutes_of_day = st.integers(0, 24 * 60 - 1)


def at(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


@pytest.mark.parametrize(("tolerance", "shares"), [(30, [100, 50]), (0, [90, 50])])
def test_four_and_a_half_of_five_hours_with_and_without_tolerance(tolerance: int, shares: list[int]) -> None:
    shape = DayShape(300, Halves(150, 150), tolerance)
    lines = [line_of(AttendanceStatus.PARTLY, Partly(None, late, 0), shape) for late in (30, 150)]

    found = [Decimal(100 * line.minutes) / 300 for line in lines]

    assert found == shares
    assert sum(found) / 2 == {30: 75, 0: 70}[tolerance]
    assert lines[0].status is (AttendanceStatus.ATTENDED if tolerance else AttendanceStatus.PARTLY)


@given(
    status=st.sampled_from(AttendanceStatus),
    partly=st.builds(Partly, st.sampled_from([None, *Half]), st.integers(0, 400), st.integers(0, 400)),
    tolerance=st.integers(0, 120),
)
def test_a_line_that_is_not_refused_is_always_true_to_the_day(
    status: AttendanceStatus, partly: Partly, tolerance: int
) -> None:
    shape = DayShape(360, HALVES, tolerance)
    if status is AttendanceStatus.PARTLY and partly_problem(partly, shape):
        return
    line = line_of(status, partly, shape)

    assert attendance_problem(line.status, line.minutes, planned_minutes=360) is None
    assert (line.minutes == 0) == (status in {AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT})


@pytest.mark.parametrize(
    ("partly", "shape", "problem"),
    [
        (Partly(), DayShape(360, HALVES), Problem.NOTHING_MISSED),
        (Partly(None, 200, 160), DayShape(360, HALVES), Problem.MORE_THAN_PLANNED),
        (Partly(None, -1, 60), DayShape(360, HALVES), Problem.MINUTES_OUT_OF_RANGE),
        (Partly(Half.MORNING), DayShape(360, Halves(360, 0)), Problem.STATUS_DISAGREES),
        (Partly(Half.MORNING), DayShape(360, HALVES), None),
        (Partly(None, 0, 1), DayShape(360, HALVES), None),
    ],
)
def test_what_speaks_against_having_been_there_partly(
    partly: Partly, shape: DayShape, problem: Problem | None
) -> None:
    assert partly_problem(partly, shape) is problem


@pytest.mark.parametrize(
    ("classes", "found"),
    [
        ([], Halves(180, 180)),
        ([("09:30", "12:30"), ("13:30", "16:30")], Halves(180, 180)),
        ([("09:30", "12:30"), ("13:30", "15:00")], Halves(240, 120)),
        ([("09:30", "11:00"), ("11:00", "12:30"), ("13:15", "16:15")], Halves(180, 180)),
        ([("09:30", "12:30"), ("09:30", "12:30"), ("13:30", "16:30")], Halves(180, 180)),
        ([("09:30", "16:30")], Halves(180, 180)),
        ([("09:30", "12:00")], Halves(360, 0)),
    ],
)
def test_the_halves_of_a_day_lie_on_both_sides_of_its_longest_break(
    classes: list[tuple[str, str]], found: Halves
) -> None:
    stays = [(at(begin), at(end)) for begin, end in classes]

    assert halves(stays, starts_at=at("09:30"), ends_at=at("16:30"), planned_minutes=360) == found


@given(st.lists(st.tuples(minutes_of_day, minutes_of_day).filter(lambda pair: pair[0] < pair[1]), max_size=6))
def test_both_halves_are_always_the_whole_day(pairs: list[tuple[int, int]]) -> None:
    stays = [(dt.time(a // 60, a % 60), dt.time(b // 60, b % 60)) for a, b in pairs]

    found = halves(stays, starts_at=at("09:00"), ends_at=at("17:00"), planned_minutes=361)

    assert found.morning + found.afternoon == 361
    assert min(found.morning, found.afternoon) >= 0


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
