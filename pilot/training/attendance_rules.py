"""Judge attendance and the lines of a roll; whole minutes, no clock, no words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pilot.training.enums import AttendanceStatus, Half
from pilot.training.rules import Problem, span_minutes

Stay = tuple[dt.time, dt.time]


@dataclass(frozen=True)
class Attended:
    """A status with its minutes."""

    status: AttendanceStatus
    minutes: int


def attended(minutes: int, *, planned_minutes: int, is_excused: bool = False) -> Attended:
    """Return the status that minutes of a day mean."""
    if minutes >= planned_minutes:
        return Attended(AttendanceStatus.ATTENDED, planned_minutes)
    if minutes > 0:
        return Attended(AttendanceStatus.PARTLY, minutes)
    return Attended(AttendanceStatus.EXCUSED if is_excused else AttendanceStatus.ABSENT, 0)


def with_tolerance(minutes: int, *, planned_minutes: int, tolerance_minutes: int) -> int:
    """Count minutes as the whole day when no more than the tolerance is missing; never more (T12)."""
    if minutes > 0 and planned_minutes - minutes <= tolerance_minutes:
        return planned_minutes
    return min(minutes, planned_minutes)


def merged_minutes(stays: Iterable[tuple[dt.time, dt.time]]) -> int:
    """Count the minutes that stays of one day cover, times spent twice counted once (T12)."""
    total, covered_to = 0, dt.time.min
    for starts_at, ends_at in sorted(stays):
        begin = max(starts_at, covered_to)
        if ends_at > begin:
            total += span_minutes(begin, ends_at)
            covered_to = ends_at
    return total


def attendance_problem(status: AttendanceStatus, minutes: int, *, planned_minutes: int) -> Problem | None:
    """Refuse minutes outside 0 to the planned ones, and a status that says something else (R6)."""
    if minutes < 0:
        return Problem.MINUTES_OUT_OF_RANGE
    if minutes > planned_minutes:
        return Problem.MORE_THAN_PLANNED
    return None if minutes_agree(status, minutes, planned_minutes) else Problem.STATUS_DISAGREES


def minutes_agree(status: AttendanceStatus, minutes: int, planned_minutes: int) -> bool:
    """Say whether the minutes are those of the status: all, some, or none."""
    if status == AttendanceStatus.ATTENDED:
        return minutes == planned_minutes
    if status == AttendanceStatus.PARTLY:
        return 0 < minutes < planned_minutes
    return minutes == 0


@dataclass(frozen=True)
class Halves:
    """The minutes of a day before and after its break."""

    morning: int
    afternoon: int

    @property
    def are_two(self) -> bool:
        """Tell whether there is something in both, so that a half can be missed."""
        return self.morning > 0 and self.afternoon > 0

    def of(self, half: Half) -> int:
        return self.morning if half is Half.MORNING else self.afternoon


def halves(classes: Iterable[Stay], *, starts_at: dt.time, ends_at: dt.time, planned_minutes: int) -> Halves:
    """Share a day's minutes between its halves as its classes lie; without classes, in the middle (T12)."""
    stays = sorted(classes)
    whole = merged_minutes(stays)
    if whole == 0:
        return Halves(planned_minutes - planned_minutes // 2, planned_minutes // 2)
    noon = _noon(stays, starts_at=starts_at, ends_at=ends_at)
    before = merged_minutes((begin, min(end, noon)) for begin, end in stays if begin < noon)
    morning = (2 * planned_minutes * before + whole) // (2 * whole)
    return Halves(morning, planned_minutes - morning)


def _noon(stays: Sequence[Stay], *, starts_at: dt.time, ends_at: dt.time) -> dt.time:
    """Return the start of the longest break between classes, or the middle of a day without one."""
    breaks, covered_to = [], stays[0][1]
    for _, (begin, end) in pairwise(stays):
        breaks.append((_minute(begin) - _minute(covered_to), covered_to))
        covered_to = max(covered_to, end)
    length, begins = max(breaks, default=(0, starts_at), key=lambda found: found[0])
    if length > 0:
        return begins
    middle = (_minute(starts_at) + _minute(ends_at)) // 2
    return dt.time(middle // 60, middle % 60)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


@dataclass(frozen=True)
class Partly:
    """How somebody was there partly: in one half of the day, late and gone early by minutes, or at times."""

    half: Half | None = None
    late_minutes: int = 0
    early_minutes: int = 0
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True)
class Timetable:
    """From when to when a day is held, and its classes."""

    starts_at: dt.time = dt.time.min
    ends_at: dt.time = dt.time.max
    classes: tuple[Stay, ...] = ()

    @property
    def classes_text(self) -> str:
        return stays_text(self.classes)


@dataclass(frozen=True)
class DayShape:
    """What the minutes of a roll are judged against."""

    planned_minutes: int
    halves: Halves
    tolerance_minutes: int = 0
    timetable: Timetable = Timetable()


def stays_text(stays: Iterable[Stay]) -> str:
    """Write stays as they are kept: 09:00-10:30 13:00-17:00."""
    return " ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in stays)


def stays_of(kept: str) -> tuple[Stay, ...]:
    """Read stays from the text in which they are kept."""
    pairs = (stay.split("-") for stay in kept.split())
    return tuple((dt.time.fromisoformat(begin), dt.time.fromisoformat(end)) for begin, end in pairs)


def stayed_minutes(stays: Sequence[Stay], shape: DayShape) -> int:
    """Count what stays cover of the classes, as a share of the planned minutes; without classes, themselves.

    So a break inside or between classes counts as for the halves, and time told twice counts once (T12).
    """
    classes = shape.timetable.classes
    whole = merged_minutes(classes)
    if whole == 0:
        return merged_minutes(stays)
    covered = merged_minutes(
        (max(begin, starts_at), min(end, ends_at)) for begin, end in stays for starts_at, ends_at in classes
    )
    return (2 * shape.planned_minutes * covered + whole) // (2 * whole)


def stays_problem(stays: Sequence[Stay], shape: DayShape) -> Problem | None:
    """Refuse times that are reversed or pass midnight, outside the day or all classes, more than planned."""
    if any(end <= begin for begin, end in stays):
        return Problem.ENDS_BEFORE_START
    hours = shape.timetable
    if any(begin < hours.starts_at or end > hours.ends_at for begin, end in stays):
        return Problem.OUTSIDE_DAY
    minutes = stayed_minutes(stays, shape)
    if minutes > shape.planned_minutes:
        return Problem.STAYS_EXCEED_PLANNED
    return None if minutes else Problem.OUTSIDE_CLASSES


def partly_problem(partly: Partly, shape: DayShape) -> Problem | None:
    """Refuse a half of a day that has none, minutes below zero, nothing missed and everything missed.

    Times of stays are judged by themselves, and told instead of minutes, not beside them.
    """
    if partly.half is not None:
        return None if shape.halves.are_two else Problem.STATUS_DISAGREES
    if partly.late_minutes < 0 or partly.early_minutes < 0:
        return Problem.MINUTES_OUT_OF_RANGE
    missed = partly.late_minutes + partly.early_minutes
    if partly.stays:
        return Problem.STAYS_AND_MINUTES if missed else stays_problem(partly.stays, shape)
    if missed == 0:
        return Problem.NOTHING_MISSED
    return Problem.MORE_THAN_PLANNED if missed >= shape.planned_minutes else None


def line_of(status: AttendanceStatus, partly: Partly, shape: DayShape) -> Attended:
    """Return the status and minutes that a line of the roll is saved with, tolerance included (R6, T12)."""
    if status is AttendanceStatus.ATTENDED:
        return attended(shape.planned_minutes, planned_minutes=shape.planned_minutes)
    if status is not AttendanceStatus.PARTLY:
        return attended(
            0,
            planned_minutes=shape.planned_minutes,
            is_excused=status is AttendanceStatus.EXCUSED,
        )
    counted = with_tolerance(
        _said_minutes(partly, shape),
        planned_minutes=shape.planned_minutes,
        tolerance_minutes=shape.tolerance_minutes,
    )
    return attended(counted, planned_minutes=shape.planned_minutes)


def _said_minutes(partly: Partly, shape: DayShape) -> int:
    if partly.half is not None:
        return shape.halves.of(partly.half)
    if partly.stays:
        return stayed_minutes(partly.stays, shape)
    return shape.planned_minutes - partly.late_minutes - partly.early_minutes
