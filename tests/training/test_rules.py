"""Which days and classes hold."""

import datetime as dt
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from pilot.cohort.rules import Span
from pilot.training.enums import DayState
from pilot.training.rules import (
    ClassPlan,
    Conflict,
    DayFinding,
    DayPlan,
    DoubleBooking,
    Engagement,
    MinutesGap,
    Problem,
    check_date,
    class_conflicts,
    class_problem,
    classes_gap,
    day_change_problem,
    double_bookings,
    duration_problem,
    may_enter,
    percent,
    shifted,
)

TRAINING = Span(dt.date(2022, 9, 1), dt.date(2022, 11, 30))
HOLIDAYS = {dt.date(2022, 11, 11), dt.date(2022, 11, 18)}
LECTURER, OTHER_LECTURER = uuid.UUID(int=1), uuid.UUID(int=2)
SEPTEMBER_5 = dt.date(2022, 9, 5)
DAY = DayPlan(SEPTEMBER_5, dt.time(9), dt.time(16, 30), 360)
MORNING = ClassPlan(uuid.UUID(int=11), SEPTEMBER_5, dt.time(10), dt.time(12), 120, frozenset({LECTURER}))
OTHER_ID = uuid.UUID(int=12)


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        pytest.param(dt.date(2022, 9, 5), [], id="a Monday"),
        pytest.param(
            dt.date(2022, 11, 18), [DayFinding(Problem.HOLIDAY, dt.date(2022, 11, 21))], id="18 November"
        ),
        pytest.param(
            dt.date(2022, 9, 3), [DayFinding(Problem.SATURDAY, dt.date(2022, 9, 5))], id="a Saturday"
        ),
        pytest.param(dt.date(2022, 9, 10), [], id="a Saturday with a moved working day"),
        pytest.param(dt.date(2022, 9, 4), [DayFinding(Problem.SUNDAY, dt.date(2022, 9, 5))], id="a Sunday"),
        pytest.param(
            dt.date(2022, 8, 31), [DayFinding(Problem.OUTSIDE_PHASE, dt.date(2022, 9, 1))], id="too early"
        ),
        pytest.param(dt.date(2022, 12, 1), [DayFinding(Problem.OUTSIDE_PHASE, None)], id="too late"),
        pytest.param(
            dt.date(2022, 12, 4),
            [DayFinding(Problem.SUNDAY, None), DayFinding(Problem.OUTSIDE_PHASE, None)],
            id="a Sunday too late",
        ),
    ],
)
def test_what_speaks_against_a_date(held_on: dt.date, expected: list[DayFinding]) -> None:
    assert check_date(held_on, holidays=HOLIDAYS, phase=TRAINING, working={dt.date(2022, 9, 10)}) == expected


@pytest.mark.parametrize(
    ("time", "minutes", "expected"),
    [
        (dt.time(9, 30), 15, dt.time(9, 45)),
        (dt.time(10), -15, dt.time(9, 45)),
        (dt.time(0, 10), -15, None),
        (dt.time(23, 45), 15, None),
    ],
)
def test_a_time_is_shifted_within_its_day(time: dt.time, minutes: int, expected: dt.time | None) -> None:
    assert shifted(time, minutes) == expected


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "minutes", "expected"),
    [
        (dt.time(9), dt.time(16, 30), 360, None),
        (dt.time(9), dt.time(21), 720, None),
        (dt.time(9), dt.time(10), 0, Problem.MINUTES_OUT_OF_RANGE),
        (dt.time(0), dt.time(23), 721, Problem.MINUTES_OUT_OF_RANGE),
        (dt.time(10), dt.time(10), 45, Problem.ENDS_BEFORE_START),
        (dt.time(9), dt.time(14), 301, Problem.MINUTES_EXCEED_TIMES),
    ],
)
def test_minutes_fit_their_times(
    starts_at: dt.time, ends_at: dt.time, minutes: int, expected: Problem | None
) -> None:
    assert duration_problem(starts_at, ends_at, minutes) is expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (MORNING, None),
        (replace(MORNING, minutes=121), Problem.MINUTES_EXCEED_TIMES),
        (replace(MORNING, starts_at=dt.time(8, 59)), Problem.OUTSIDE_DAY),
        (replace(MORNING, ends_at=dt.time(16, 31)), Problem.OUTSIDE_DAY),
        (replace(MORNING, held_on=dt.date(2022, 9, 6)), Problem.OUTSIDE_DAY),
    ],
)
def test_a_class_stands_inside_its_day(plan: ClassPlan, expected: Problem | None) -> None:
    assert class_problem(plan, DAY) is expected


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_conflict"),
    [
        pytest.param(dt.time(10), dt.time(12), True, id="exact"),
        pytest.param(dt.time(10), dt.time(11), True, id="shared start"),
        pytest.param(dt.time(11), dt.time(12), True, id="shared end"),
        pytest.param(dt.time(9), dt.time(13), True, id="longer"),
        pytest.param(dt.time(10, 30), dt.time(11, 30), True, id="contained"),
        pytest.param(dt.time(9), dt.time(10, 30), True, id="partly before"),
        pytest.param(dt.time(12), dt.time(13), False, id="touching after"),
        pytest.param(dt.time(9), dt.time(10), False, id="touching before"),
    ],
)
def test_the_shapes_of_overlap_are_told_of_both_classes(
    *, starts_at: dt.time, ends_at: dt.time, is_conflict: bool
) -> None:
    other = replace(MORNING, class_id=OTHER_ID, starts_at=starts_at, ends_at=ends_at)

    conflicts = class_conflicts([MORNING, other])

    both = [
        Conflict(MORNING.class_id, OTHER_ID, Problem.LECTURER_BUSY, frozenset({LECTURER})),
        Conflict(OTHER_ID, MORNING.class_id, Problem.LECTURER_BUSY, frozenset({LECTURER})),
    ]
    assert conflicts == (both if is_conflict else [])


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"lecturer_ids": frozenset({OTHER_LECTURER})}, id="another lecturer"),
        pytest.param({"held_on": dt.date(2022, 9, 6)}, id="another date"),
        pytest.param({"day_state": DayState.CANCELLED}, id="a cancelled day"),
        pytest.param({"day_state": DayState.MOVED}, id="a moved day"),
    ],
)
def test_classes_apart_do_not_conflict(changes: dict[str, object]) -> None:
    other = replace(MORNING, class_id=OTHER_ID, **changes)  # type: ignore[arg-type]  # fields by name

    assert class_conflicts([MORNING, other]) == []


def test_classes_overlap_where_there_is_one_room() -> None:
    other = replace(MORNING, class_id=OTHER_ID, lecturer_ids=frozenset({OTHER_LECTURER}))

    conflicts = class_conflicts([MORNING, other], one_room_dates={SEPTEMBER_5})

    assert [conflict.problem for conflict in conflicts] == [Problem.CLASSES_OVERLAP] * 2


def test_classes_add_up_to_their_day() -> None:
    assert classes_gap([120, 120, 120], 360) is None
    assert classes_gap([], 360) is None
    assert classes_gap([120, 120], 360) == MinutesGap(expected=360, actual=240)


def test_a_person_is_found_at_two_things_at_once() -> None:
    ten = dt.datetime(2022, 9, 5, 7, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    a_class = Engagement(LECTURER, uuid.UUID(int=21), ten, ten + 2 * hour)
    session = Engagement(LECTURER, uuid.UUID(int=22), ten + hour, ten + 3 * hour)
    later = Engagement(LECTURER, uuid.UUID(int=23), ten + 3 * hour, ten + 4 * hour)
    of_another = replace(a_class, person_id=OTHER_LECTURER)

    found = double_bookings([later, session, of_another, a_class])

    assert found == [DoubleBooking(LECTURER, a_class.subject_id, session.subject_id)]


def test_one_thing_twice_is_no_double_booking() -> None:
    ten = dt.datetime(2022, 9, 5, 7, tzinfo=dt.UTC)
    a_class = Engagement(LECTURER, uuid.UUID(int=21), ten, ten + dt.timedelta(hours=1))

    assert double_bookings([a_class, a_class]) == []


def test_a_day_goes_from_plan_to_lock() -> None:
    allowed = {state: {new for new in DayState if may_enter(state, new)} for state in DayState}

    assert allowed == {
        DayState.PLANNED: {DayState.CONFIRMED, DayState.HELD, DayState.MOVED, DayState.CANCELLED},
        DayState.CONFIRMED: {DayState.PLANNED, DayState.HELD, DayState.MOVED, DayState.CANCELLED},
        DayState.HELD: {DayState.LOCKED},
        DayState.LOCKED: set(),
        DayState.MOVED: set(),
        DayState.CANCELLED: set(),
    }


@pytest.mark.parametrize(
    ("state", "new", "reason", "today", "expected"),
    [
        (DayState.LOCKED, DayState.MOVED, "Ill", SEPTEMBER_5, Problem.MOVE_NOT_ALLOWED),
        (DayState.PLANNED, DayState.MOVED, " ", SEPTEMBER_5, Problem.REASON_MISSING),
        (DayState.PLANNED, DayState.CANCELLED, "", SEPTEMBER_5, Problem.REASON_MISSING),
        (DayState.PLANNED, DayState.MOVED, "Ill", SEPTEMBER_5, None),
        (DayState.CONFIRMED, DayState.HELD, "", dt.date(2022, 9, 4), Problem.NOT_YET_HELD),
        (DayState.CONFIRMED, DayState.HELD, "", SEPTEMBER_5, None),
    ],
)
def test_changes_of_a_day(
    state: DayState, new: DayState, reason: str, today: dt.date, expected: Problem | None
) -> None:
    assert day_change_problem(state, new, reason=reason, held_on=SEPTEMBER_5, today=today) is expected


def test_the_certificate_of_2019_is_96_53_per_cent_of_the_programme() -> None:
    assert percent(4_170, 4_320, places=2) == Decimal("96.53")
