"""Which days of a month stand open in the grid, and last month's pattern moved to them; pure."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pilot.cohort.rules import Month, Span

DAYS_IN_WEEK = 7


def open_days(
    month: Month, *, pairs: Sequence[Span], phase: Span | None, today: dt.date
) -> frozenset[dt.date]:
    """Return the days of a month on which a pair can have met: none to come, none outside pair or phase."""
    days = (month.first_day + dt.timedelta(days=number) for number in range(month.days))
    return frozenset(
        day
        for day in days
        if day <= today and any(span.covers(day) for span in pairs) and (phase is None or phase.covers(day))
    )


def place_of(day: dt.date) -> tuple[int, int]:
    """Return which of its weekdays a day is in its month: the second Tuesday is (1, 1)."""
    return day.weekday(), (day.day - 1) // DAYS_IN_WEEK


def moved_pattern(before: Mapping[dt.date, int], days: frozenset[dt.date]) -> dict[dt.date, int]:
    """Move the minutes of one month to the same weekdays of another: the second Tuesday stays the second.

    A fifth weekday that the other month does not have, or that is not open in it, is left out.
    """
    wanted = {place_of(day): minutes for day, minutes in before.items()}
    return {day: wanted[place_of(day)] for day in sorted(days) if place_of(day) in wanted}
