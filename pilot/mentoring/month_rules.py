"""Judge until when a month may still be written into; days of Riga, no clock of its own (M13)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pilot.cohort.rules import Month
from pilot.mentoring.rules import month_close_day


@dataclass(frozen=True, order=True)
class LockedMonth(Month):
    """A month into which mentors may no longer write: the last day on which they could, and whom to ask."""

    until: dt.date
    ask: tuple[str, ...]


def last_entry_day(
    month: Month, *, nth: int, is_working_day: Callable[[dt.date], bool], extended_to: dt.date | None
) -> dt.date:
    """Return the last day for late entries: the n-th working day after the month, or a later one granted."""
    day = month_close_day(month, nth, is_working_day)
    return day if extended_to is None else max(day, extended_to)
