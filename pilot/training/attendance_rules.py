"""Judge the lines of a roll and what is needed for the threshold; whole minutes, no clock, no words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pilot.training.enums import AttendanceStatus, Half
from pilot.training.rules import (
    AttendanceTotals,
    Attended,
    Problem,
    attended,
    merged_minutes,
    with_tolerance,
)

Stay = tuple[dt.time, dt.time]


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
    """How somebody was there partly: in one half of the day, or late and gone early by minutes."""

    half: Half | None = None
    late_minutes: int = 0
    early_minutes: int = 0


@dataclass(frozen=True)
class DayShape:
    """What the minutes of a roll are judged against."""

    planned_minutes: int
    halves: Halves
    tolerance_minutes: int = 0


def partly_problem(partly: Partly, shape: DayShape) -> Problem | None:
    """Refuse a half of a day that has none, minutes below zero, nothing missed and everything missed."""
    if partly.half is not None:
        return None if shape.halves.are_two else Problem.STATUS_DISAGREES
    if partly.late_minutes < 0 or partly.early_minutes < 0:
        return Problem.MINUTES_OUT_OF_RANGE
    missed = partly.late_minutes + partly.early_minutes
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
    stayed = shape.planned_minutes - partly.late_minutes - partly.early_minutes
    minutes = stayed if partly.half is None else shape.halves.of(partly.half)
    counted = with_tolerance(
        minutes, planned_minutes=shape.planned_minutes, tolerance_minutes=shape.tolerance_minutes
    )
    return attended(counted, planned_minutes=shape.planned_minutes)


def needed_minutes(planned: int, *, threshold_pct: int | None) -> int | None:
    """Return the fewest minutes that reach the threshold of all planned ones (R13)."""
    return None if threshold_pct is None else -(-threshold_pct * planned // 100)


def missing_minutes(totals: AttendanceTotals, *, threshold_pct: int | None) -> int:
    """Return how many minutes stay out of reach even if nothing more is missed; 0 while all is well (T16)."""
    needed = needed_minutes(totals.planned, threshold_pct=threshold_pct) or 0
    return max(0, needed - totals.counted_reachable)


def cheapest(minutes: Sequence[int], *, missing: int, most: int | None = None) -> tuple[int, ...] | None:
    """Return which pieces of make-up work suffice: the fewest minutes, then the fewest pieces (item 6).

    The answer holds places in `minutes`; None where all of them, or `most` minutes, are not enough.
    """
    ways: dict[int, tuple[int, ...]] = {0: ()}
    for place, length in enumerate(minutes):
        for total, chosen in list(ways.items()):
            if total >= missing:
                continue
            known = ways.get(total + length)
            if known is None or len(known) > len(chosen) + 1:
                ways[total + length] = (*chosen, place)
    enough = [total for total in ways if total >= missing and (most is None or total <= most)]
    return ways[min(enough)] if enough else None
