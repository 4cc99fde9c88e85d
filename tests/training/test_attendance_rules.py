"""Attendance in minutes, the lines of a roll, and the halves of a day."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.training.attendance_rules import (
    Attended,
    DayShape,
    Halves,
    Partly,
    Timetable,
    attendance_problem,
    attended,
    halves,
    line_of,
    merged_minutes,
    partly_problem,
    stayed_minutes,
    stays_of,
    stays_problem,
    stays_text,
    with_tolerance,
)
from pilot.training.enums import AttendanceStatus, Half
from pilot.training.rules import Problem, percent

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


@pytest.mark.parametrize(
    ("status", "minutes", "expected"),
    [
        (AttendanceStatus.ATTENDED, 360, None),
        (AttendanceStatus.ATTENDED, 359, Problem.STATUS_DISAGREES),
        (AttendanceStatus.ATTENDED, 361, Problem.MORE_THAN_PLANNED),
        (AttendanceStatus.PARTLY, 359, None),
        (AttendanceStatus.PARTLY, 1, None),
        (AttendanceStatus.PARTLY, 360, Problem.STATUS_DISAGREES),
        (AttendanceStatus.PARTLY, 0, Problem.STATUS_DISAGREES),
        (AttendanceStatus.ABSENT, 0, None),
        (AttendanceStatus.ABSENT, 1, Problem.STATUS_DISAGREES),
        (AttendanceStatus.EXCUSED, 0, None),
        (AttendanceStatus.EXCUSED, -1, Problem.MINUTES_OUT_OF_RANGE),
    ],
)
def test_minutes_are_those_of_the_status(
    status: AttendanceStatus, minutes: int, expected: Problem | None
) -> None:
    assert attendance_problem(status, minutes, planned_minutes=360) is expected


@given(st.integers(0, 1_000), st.integers(1, 720), st.booleans())
def test_the_status_made_from_minutes_always_agrees(minutes: int, planned: int, excused: bool) -> None:  # noqa: FBT001 - given by hypothesis
    made = attended(minutes, planned_minutes=planned, is_excused=excused)

    assert attendance_problem(made.status, made.minutes, planned_minutes=planned) is None


def test_nobody_there_is_absent_or_excused() -> None:
    assert attended(0, planned_minutes=360).status is AttendanceStatus.ABSENT
    assert attended(0, planned_minutes=360, is_excused=True).status is AttendanceStatus.EXCUSED


@pytest.mark.parametrize(
    ("minutes", "tolerance", "expected"),
    [(270, 30, 300), (150, 30, 150), (270, 0, 270), (0, 300, 0), (310, 0, 300)],
)
def test_tolerance(minutes: int, tolerance: int, expected: int) -> None:
    assert with_tolerance(minutes, planned_minutes=300, tolerance_minutes=tolerance) == expected


def test_tolerance_makes_a_mean_of_75_per_cent() -> None:
    counted = [with_tolerance(stayed, planned_minutes=300, tolerance_minutes=30) for stayed in (270, 150)]

    assert percent(sum(counted), 600) == Decimal("75.0")
    assert percent(270, 300) == Decimal("90.0")


def test_several_stays_are_merged() -> None:
    stays = [
        (dt.time(13), dt.time(17)),
        (dt.time(9), dt.time(10, 30)),
        (dt.time(10), dt.time(12)),
        (dt.time(14), dt.time(15)),
    ]

    assert merged_minutes(stays) == 7 * 60


@given(st.lists(st.tuples(st.integers(0, 1_439), st.integers(0, 1_439)).map(sorted), max_size=6))
def test_merged_stays_are_the_minutes_of_their_union(stays: list[list[int]]) -> None:
    union = {minute for begin, end in stays for minute in range(begin, end)}
    times = [tuple(dt.time(*divmod(minute, 60)) for minute in stay) for stay in stays]

    assert merged_minutes([(begin, end) for begin, end in times]) == len(union)


def times(*stays: str) -> tuple[tuple[dt.time, dt.time], ...]:
    return tuple((at(begin), at(end)) for begin, end in (stay.split("-") for stay in stays))


DAY_OF_SEVEN_HOURS = DayShape(
    420, Halves(180, 240), 0, Timetable(at("09:00"), at("17:00"), times("09:00-12:00", "13:00-17:00"))
)
DAY_WITHOUT_CLASSES = DayShape(420, Halves(210, 210), 0, Timetable(at("09:00"), at("17:00")))


def test_several_arrivals_are_seven_hours_and_not_seven_and_a_half() -> None:
    stays = times("09:00-10:30", "10:00-12:00", "13:00-17:00")

    assert stayed_minutes(stays, DAY_OF_SEVEN_HOURS) == 7 * 60
    assert stayed_minutes(stays, DAY_WITHOUT_CLASSES) == 7 * 60


@pytest.mark.parametrize(
    ("stays", "shape", "expected"),
    [
        (times("09:00-17:00"), DAY_OF_SEVEN_HOURS, 420),
        (times("11:00-14:00"), DAY_OF_SEVEN_HOURS, 120),
        (times("11:00-14:00"), DAY_WITHOUT_CLASSES, 180),
        (times("09:00-12:00"), replace(DAY_OF_SEVEN_HOURS, planned_minutes=360), 154),
    ],
    ids=["a break between classes", "over the break", "no classes, no break", "breaks inside classes"],
)
def test_breaks_are_not_counted_where_classes_tell_of_them(
    stays: tuple[tuple[dt.time, dt.time], ...], shape: DayShape, expected: int
) -> None:
    assert stayed_minutes(stays, shape) == expected


@pytest.mark.parametrize(
    ("stays", "shape", "expected"),
    [
        (times("10:30-09:00"), DAY_OF_SEVEN_HOURS, Problem.ENDS_BEFORE_START),
        (times("16:00-01:00"), DAY_OF_SEVEN_HOURS, Problem.ENDS_BEFORE_START),
        (times("09:00-09:00"), DAY_OF_SEVEN_HOURS, Problem.ENDS_BEFORE_START),
        (times("08:59-12:00"), DAY_OF_SEVEN_HOURS, Problem.OUTSIDE_DAY),
        (times("09:00-10:00", "16:00-17:01"), DAY_OF_SEVEN_HOURS, Problem.OUTSIDE_DAY),
        (times("12:00-13:00"), DAY_OF_SEVEN_HOURS, Problem.OUTSIDE_CLASSES),
        (times("09:00-16:01"), DAY_WITHOUT_CLASSES, Problem.STAYS_EXCEED_PLANNED),
        (times("09:00-16:00"), DAY_WITHOUT_CLASSES, None),
        (times("09:00-10:30", "13:00-17:00"), DAY_OF_SEVEN_HOURS, None),
    ],
)
def test_times_that_cannot_be_are_refused(
    stays: tuple[tuple[dt.time, dt.time], ...], shape: DayShape, expected: Problem | None
) -> None:
    assert partly_problem(Partly(stays=stays), shape) is expected


def test_times_and_missed_minutes_are_not_told_both() -> None:
    both = Partly(None, 5, 0, times("09:00-12:00"))

    assert partly_problem(both, DAY_OF_SEVEN_HOURS) is Problem.STAYS_AND_MINUTES


def test_the_tolerance_counts_for_times_too() -> None:
    stays = Partly(stays=times("09:20-12:00", "13:00-17:00"))

    counted = [
        line_of(AttendanceStatus.PARTLY, stays, replace(DAY_OF_SEVEN_HOURS, tolerance_minutes=tolerance))
        for tolerance in (0, 20)
    ]

    assert counted == [
        Attended(AttendanceStatus.PARTLY, 400),
        Attended(AttendanceStatus.ATTENDED, 420),
    ]


@given(
    st.lists(st.tuples(st.integers(540, 1_019), st.integers(1, 480)), min_size=1, max_size=5),
    st.sampled_from([DAY_OF_SEVEN_HOURS, DAY_WITHOUT_CLASSES]),
)
def test_times_that_are_taken_count_at_least_one_minute_and_at_most_the_day(
    starts: list[tuple[int, int]], shape: DayShape
) -> None:
    stays = tuple(
        (dt.time(*divmod(begin, 60)), dt.time(*divmod(min(begin + length, 1_020), 60)))
        for begin, length in starts
    )

    assert stays_of(stays_text(stays)) == stays
    if stays_problem(stays, shape) is None:
        assert 1 <= stayed_minutes(stays, shape) <= shape.planned_minutes
