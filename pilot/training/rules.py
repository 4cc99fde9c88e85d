"""Judge training days and classes; whole minutes, local times of Riga, overlaps half-open."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import combinations, permutations
from types import MappingProxyType

from pilot.cohort.rules import Span
from pilot.training.enums import DayState

MAX_DAY_MINUTES = 720
SATURDAY, SUNDAY = 6, 7
MINUTES_OF_A_DAY = 24 * 60
FEEDBACK_WINDOW = dt.timedelta(days=14)

DAY_TRANSITIONS = MappingProxyType(
    {
        DayState.PLANNED: frozenset({DayState.CONFIRMED, DayState.HELD, DayState.MOVED, DayState.CANCELLED}),
        DayState.CONFIRMED: frozenset({DayState.PLANNED, DayState.HELD, DayState.MOVED, DayState.CANCELLED}),
        DayState.HELD: frozenset({DayState.LOCKED}),
        DayState.LOCKED: frozenset[DayState](),
        DayState.MOVED: frozenset[DayState](),
        DayState.CANCELLED: frozenset[DayState](),
    }
)
NOT_TAKING_PLACE = frozenset({DayState.MOVED, DayState.CANCELLED})


class Problem(StrEnum):
    """Why a day, a class or an attendance is refused, or asks for confirmation."""

    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"
    ENDS_BEFORE_START = "ends_before_start"
    MINUTES_EXCEED_TIMES = "minutes_exceed_times"
    HOLIDAY = "holiday"
    SATURDAY = "saturday"
    DAY_OFF = "day_off"
    SUNDAY = "sunday"
    OUTSIDE_PHASE = "outside_phase"
    OUTSIDE_DAY = "outside_day"
    CLASSES_OVERLAP = "classes_overlap"
    LECTURER_BUSY = "lecturer_busy"
    LECTURER_AWAY = "lecturer_away"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    REASON_MISSING = "reason_missing"
    NOT_YET_HELD = "not_yet_held"
    MORE_THAN_PLANNED = "more_than_planned"
    STATUS_DISAGREES = "status_disagrees"
    NUMBER_TAKEN = "number_taken"
    DATE_TAKEN = "date_taken"
    MONTH_FULL = "month_full"
    ROOM_BUSY = "room_busy"
    ROOM_CLOSED = "room_closed"
    PROGRAMME_FULL = "programme_full"
    MODULE_IN_USE = "module_in_use"
    LESS_THAN_RECORDED = "less_than_recorded"
    DAY_LOCKED = "day_locked"
    DAY_NOT_LOCKED = "day_not_locked"
    NOT_TAKING_PLACE = "not_taking_place"
    MONTH_CLOSED = "month_closed"
    SHEET_INCOMPLETE = "sheet_incomplete"
    SHEET_DISAGREES = "sheet_disagrees"
    SCAN_MISSING = "scan_missing"
    SCAN_KEPT = "scan_kept"
    NOTHING_MISSED = "nothing_missed"
    STAYS_EXCEED_PLANNED = "stays_exceed_planned"
    STAYS_AND_MINUTES = "stays_and_minutes"
    OUTSIDE_CLASSES = "outside_classes"
    FILES_FULL = "files_full"
    NOTHING_CHANGED = "nothing_changed"


def span_minutes(starts_at: dt.time, ends_at: dt.time) -> int:
    """Count the minutes from one time of a day to another; below zero when they are reversed."""
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute


def shifted(time: dt.time, minutes: int) -> dt.time | None:
    """Return a time of day so many minutes later, or earlier when below zero; None beyond midnight."""
    moved = time.hour * 60 + time.minute + minutes
    return dt.time(moved // 60, moved % 60) if 0 <= moved < MINUTES_OF_A_DAY else None


def overlaps(starts_at: dt.time, ends_at: dt.time, other_starts_at: dt.time, other_ends_at: dt.time) -> bool:
    """Say whether two stretches of a day share a moment; touching at 12:00 is not sharing (T5)."""
    return starts_at < other_ends_at and other_starts_at < ends_at


def duration_problem(starts_at: dt.time, ends_at: dt.time, minutes: int) -> Problem | None:
    """Refuse minutes outside 1 to 720, reversed times, and more minutes than the times hold."""
    if not 1 <= minutes <= MAX_DAY_MINUTES:
        return Problem.MINUTES_OUT_OF_RANGE
    if ends_at <= starts_at:
        return Problem.ENDS_BEFORE_START
    return Problem.MINUTES_EXCEED_TIMES if minutes > span_minutes(starts_at, ends_at) else None


@dataclass(frozen=True)
class DayFinding:
    """What speaks against a date, the next free day if there is one, and a name that belongs to it."""

    problem: Problem
    next_free_on: dt.date | None
    name: str = ""


def next_free_day(
    day: dt.date, *, holidays: Collection[dt.date], phase: Span, working: Collection[dt.date] = ()
) -> dt.date | None:
    """Return the first day from the given one on that is no weekend or holiday and inside the phase (R7).

    `working` are Saturdays to which a working day was moved.
    """
    candidate = max(day, phase.starts_on)
    while phase.covers(candidate):
        is_weekend = candidate.isoweekday() >= SATURDAY and candidate not in working
        if not is_weekend and candidate not in holidays:
            return candidate
        candidate += dt.timedelta(days=1)
    return None


def check_date(
    held_on: dt.date, *, holidays: Collection[dt.date], phase: Span, working: Collection[dt.date] = ()
) -> list[DayFinding]:
    """Say what speaks against a training day on a date: holiday, weekend, outside the phase (R7)."""
    is_free_saturday = held_on.isoweekday() == SATURDAY and held_on not in {*working, *holidays}
    found = [
        (held_on in holidays, Problem.HOLIDAY),
        (is_free_saturday, Problem.SATURDAY),
        (held_on.isoweekday() == SUNDAY, Problem.SUNDAY),
        (not phase.covers(held_on), Problem.OUTSIDE_PHASE),
    ]
    free_on = next_free_day(held_on, holidays=holidays, phase=phase, working=working)
    return [DayFinding(problem, free_on) for is_true, problem in found if is_true]


def may_enter(state: DayState, new: DayState) -> bool:
    """Say whether a training day may go from one state to another (domain a.4)."""
    return new in DAY_TRANSITIONS[state]


def day_change_problem(
    state: DayState, new: DayState, *, reason: str, held_on: dt.date, today: dt.date
) -> Problem | None:
    """Refuse an impossible move, moving or cancelling without a reason, and holding a day before it comes."""
    if not may_enter(state, new):
        return Problem.MOVE_NOT_ALLOWED
    if new in NOT_TAKING_PLACE and not reason.strip():
        return Problem.REASON_MISSING
    return Problem.NOT_YET_HELD if new == DayState.HELD and held_on > today else None


@dataclass(frozen=True)
class DayPlan:
    """A training day as classes are placed on it."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    planned_minutes: int


@dataclass(frozen=True)
class ClassPlan:
    """A class on its date; the state is that of its day."""

    class_id: uuid.UUID
    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    minutes: int
    lecturer_ids: frozenset[uuid.UUID] = frozenset()
    day_state: DayState = DayState.PLANNED


@dataclass(frozen=True)
class Conflict:
    """A class that cannot be together with another one, and who would have to be twice at once."""

    class_id: uuid.UUID
    other_id: uuid.UUID
    problem: Problem
    lecturer_ids: frozenset[uuid.UUID] = frozenset()


def class_problem(plan: ClassPlan, day: DayPlan) -> Problem | None:
    """Return why a class cannot stand on its day, or None."""
    if problem := duration_problem(plan.starts_at, plan.ends_at, plan.minutes):
        return problem
    is_inside = (
        plan.held_on == day.held_on and day.starts_at <= plan.starts_at and plan.ends_at <= day.ends_at
    )
    return None if is_inside else Problem.OUTSIDE_DAY


def class_conflicts(
    classes: Iterable[ClassPlan], *, one_room_dates: Collection[dt.date] = ()
) -> list[Conflict]:
    """Find lecturers who are twice at once, and classes that overlap on dates with one room (T5).

    Each conflict is told of both classes; days that were moved or cancelled are passed over.
    """
    live = [plan for plan in classes if plan.day_state not in NOT_TAKING_PLACE]
    conflicts = []
    for plan, other in permutations(live, 2):
        same_time = overlaps(plan.starts_at, plan.ends_at, other.starts_at, other.ends_at)
        if plan.held_on != other.held_on or not same_time:
            continue
        if plan.held_on in one_room_dates:
            conflicts.append(Conflict(plan.class_id, other.class_id, Problem.CLASSES_OVERLAP))
        if twice := plan.lecturer_ids & other.lecturer_ids:
            conflicts.append(Conflict(plan.class_id, other.class_id, Problem.LECTURER_BUSY, twice))
    return conflicts


@dataclass(frozen=True)
class MinutesGap:
    """Minutes that classes should add up to, and do."""

    expected: int
    actual: int


def classes_gap(class_minutes: Sequence[int], planned_minutes: int) -> MinutesGap | None:
    """Compare a day's classes with its planned minutes; a day without classes is not compared."""
    actual = sum(class_minutes)
    return None if not class_minutes or actual == planned_minutes else MinutesGap(planned_minutes, actual)


@dataclass(frozen=True)
class Engagement:
    """Where a person has to be: a class, a session or a meeting, by aware moments."""

    person_id: uuid.UUID
    subject_id: uuid.UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class DoubleBooking:
    """A person who has to be at two things at once."""

    person_id: uuid.UUID
    first_id: uuid.UUID
    second_id: uuid.UUID


def double_bookings(engagements: Iterable[Engagement]) -> list[DoubleBooking]:
    """Find the persons who have to be at two things at once, the earlier thing first (R8)."""
    ordered = sorted(engagements, key=lambda engagement: (engagement.starts_at, engagement.subject_id))
    return [
        DoubleBooking(first.person_id, first.subject_id, second.subject_id)
        for first, second in combinations(ordered, 2)
        if first.person_id == second.person_id
        and first.subject_id != second.subject_id
        and first.starts_at < second.ends_at
        and second.starts_at < first.ends_at
    ]


def percent(part: int, whole: int, *, places: int = 1) -> Decimal | None:
    """Return the share in per cent, rounded half up once; None of nothing."""
    if whole == 0:
        return None
    step = Decimal(1).scaleb(-places)
    return (Decimal(100 * part) / Decimal(whole)).quantize(step, rounding=ROUND_HALF_UP)


def takes_feedback(held_on: dt.date, *, today: dt.date) -> bool:
    """Tell whether participants may tell about a day now: from the day itself for two weeks."""
    return held_on <= today <= held_on + FEEDBACK_WINDOW
