"""Judge the notice of a month's training days: its deadlines, and what changed since it was sent (T23)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilot.cohort.rules import Month

DUE_DAY = 25
REMINDED_BEFORE = dt.timedelta(days=7)
NOTICE_OF_CHANGE = dt.timedelta(days=1)

Day = Mapping[str, Any]


class Problem(StrEnum):
    """Why a notice is not recorded as sent."""

    NOTHING_TO_SEND = "nothing_to_send"
    NOTHING_CHANGED = "nothing_changed"
    IN_FUTURE = "in_future"
    CHANGED_MEANWHILE = "changed_meanwhile"


class Standing(StrEnum):
    """How the notice of a month stands; derived, never stored."""

    NOTHING = "nothing"
    LATER = "later"
    DUE = "due"
    LATE = "late"
    NEVER_SENT = "never_sent"
    SENT = "sent"
    CHANGED = "changed"


class ChangeKind(StrEnum):
    """What happened to a day since the last notice."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


def deadline(month: Month) -> dt.date:
    """Return the day by which a month's notice must be sent: the 25th of the month before."""
    return (month.first_day - dt.timedelta(days=1)).replace(day=DUE_DAY)


def standing(month: Month, *, today: dt.date, has_days: bool, is_sent: bool, has_changed: bool) -> Standing:
    """Say how a month's notice stands: reminded seven days before the deadline, late after it."""
    if is_sent:
        return Standing.CHANGED if has_changed and today <= month.last_day else Standing.SENT
    if not has_days:
        return Standing.NOTHING
    if today > month.last_day:
        return Standing.NEVER_SENT
    if today > deadline(month):
        return Standing.LATE
    return Standing.DUE if today >= deadline(month) - REMINDED_BEFORE else Standing.LATER


def is_late_change(begins_at: dt.datetime, *, changed_at: dt.datetime) -> bool:
    """Tell whether a day was changed less than one day before it began; exactly one day is in time."""
    return changed_at > begins_at - NOTICE_OF_CHANGE


@dataclass(frozen=True)
class Change:
    """A day of a month that is different from the last notice; before and after as they were and are."""

    number: int
    kind: ChangeKind
    before: Day | None
    after: Day | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Name what is different of a day that was and is there."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in after if name in before and before[name] != after[name])

    @property
    def begins(self) -> tuple[str, str]:
        """Return date and time at which the day begins, or began before, whichever is earlier."""
        sides = [side for side in (self.before, self.after) if side is not None]
        return min((side["held_on"], side["starts_at"]) for side in sides)


def changes(before: Sequence[Day], after: Sequence[Day]) -> list[Change]:
    """Compare the days of two notices by their numbers."""
    old, new = {day["number"]: day for day in before}, {day["number"]: day for day in after}
    found = []
    for number in sorted({*old, *new}):
        was, now = old.get(number), new.get(number)
        if was == now:
            continue
        kind = ChangeKind.CHANGED if was and now else ChangeKind.ADDED if now else ChangeKind.REMOVED
        found.append(Change(number, kind, was, now))
    return found


def send_problem(
    *, has_days: bool, is_sent: bool, has_changed: bool, sent_on: dt.date, today: dt.date
) -> Problem | None:
    """Refuse a notice of nothing, a second one of the same, and one that is sent in the future."""
    if not is_sent and not has_days:
        return Problem.NOTHING_TO_SEND
    if is_sent and not has_changed:
        return Problem.NOTHING_CHANGED
    return Problem.IN_FUTURE if sent_on > today else None


def late_numbers(found: Iterable[Change], changed_at: Mapping[int, dt.datetime], tz: dt.tzinfo) -> list[int]:
    """Return the numbers of the days that changed less than one day before they began."""
    late = []
    for change in found:
        held_on, starts_at = change.begins
        begins_at = dt.datetime.fromisoformat(f"{held_on}T{starts_at}").replace(tzinfo=tz)
        moment = changed_at.get(change.number)
        if moment is not None and is_late_change(begins_at, changed_at=moment):
            late.append(change.number)
    return late
