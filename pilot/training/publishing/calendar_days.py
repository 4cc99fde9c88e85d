"""Training days as events of a calendar, whatever happened to a day between versions (X11)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pilot.training.publishing.snapshot import PublishedDay


@dataclass(frozen=True)
class CalendarDay:
    """A day as calendars show it; a cancelled one is what it was when it was last to take place."""

    day: PublishedDay
    sequence: int
    changed_at: dt.datetime
    is_cancelled: bool = False


ByUid = dict[uuid.UUID, CalendarDay]


@dataclass(frozen=True)
class Issue:
    """The days of a version and when everybody was told of them."""

    published_at: dt.datetime
    days: Sequence[PublishedDay]


def of_issues(issues: Iterable[Issue]) -> list[CalendarDay]:
    """Return every day that was ever published, as the versions in their order leave it."""
    found: ByUid = {}
    for issue in issues:
        live = {day.uid: day for day in issue.days}
        for uid, day in live.items():
            known = found.get(uid)
            if known is None or known.is_cancelled or (known.day, known.sequence) != (day, day.sequence):
                found[uid] = CalendarDay(day, day.sequence, issue.published_at)
        for uid, known in found.items():
            if uid not in live and not known.is_cancelled:
                found[uid] = CalendarDay(known.day, known.sequence + 1, issue.published_at, is_cancelled=True)
    return in_order(found.values())


def newest(days: Iterable[CalendarDay]) -> list[CalendarDay]:
    """Return of each event the state with the highest sequence."""
    found: ByUid = {}
    for each in days:
        known = found.get(each.day.uid)
        if known is None or known.sequence < each.sequence:
            found[each.day.uid] = each
    return in_order(found.values())


def in_order(days: Iterable[CalendarDay]) -> list[CalendarDay]:
    """Order days by their date and time."""
    return sorted(days, key=lambda each: each.day.order)
