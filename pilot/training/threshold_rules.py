"""Judge attendance against the threshold: totals, what is missing, and which make-up work suffices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pilot.training.enums import AttendanceStanding
from pilot.training.rules import percent


@dataclass(frozen=True)
class DayMinutes:
    """A live day's planned minutes and those of one participant; None while attendance is not taken."""

    planned: int
    attended: int | None


@dataclass(frozen=True)
class AttendanceTotals:
    """Minutes attended, made up, of the days taken so far, and of all days (T16, T17)."""

    attended: int
    taken: int
    planned: int
    made_up: int = 0
    make_up_counts: bool = False

    @property
    def reachable(self) -> int:
        """The most minutes that can still be attended."""
        return self.attended + self.planned - self.taken

    @property
    def counted(self) -> int:
        """The minutes that count towards the threshold."""
        return counted_minutes(self.attended, self.made_up if self.make_up_counts else 0, self.planned)

    @property
    def counted_reachable(self) -> int:
        """The most minutes that can still count towards the threshold."""
        return counted_minutes(self.reachable, self.made_up if self.make_up_counts else 0, self.planned)

    @property
    def pct_of_taken(self) -> Decimal | None:
        return percent(self.attended, self.taken)

    @property
    def pct_of_planned(self) -> Decimal | None:
        return percent(self.attended, self.planned)

    @property
    def pct_reachable(self) -> Decimal | None:
        return percent(self.reachable, self.planned)


def counted_minutes(attended: int, made_up: int, planned: int) -> int:
    """Add made up work to attendance, never more than was planned (R13, T17)."""
    return min(attended + made_up, max(planned, attended))


def attendance_totals(
    days: Iterable[DayMinutes], *, made_up: int = 0, make_up_counts: bool = False
) -> AttendanceTotals:
    """Add up a participant's days and what they made up (T16, T17)."""
    days = list(days)
    taken = [day for day in days if day.attended is not None]
    return AttendanceTotals(
        attended=sum(day.attended or 0 for day in taken),
        taken=sum(day.planned for day in taken),
        planned=sum(day.planned for day in days),
        made_up=made_up,
        make_up_counts=make_up_counts,
    )


def attendance_standing(totals: AttendanceTotals, *, threshold_pct: int | None) -> AttendanceStanding:
    """Judge attendance against the threshold of all planned minutes, unrounded (R13, T16)."""
    if threshold_pct is None:
        return AttendanceStanding.NO_THRESHOLD
    needed = threshold_pct * totals.planned
    if 100 * totals.counted >= needed:
        return AttendanceStanding.REACHED
    is_reachable = 100 * totals.counted_reachable >= needed
    return AttendanceStanding.REACHABLE if is_reachable else AttendanceStanding.OUT_OF_REACH


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
