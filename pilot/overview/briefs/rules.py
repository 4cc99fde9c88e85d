"""When the page of a month is sent, and how long its link works."""

import datetime as dt
from collections.abc import Callable

from pilot.cohort.rules import Month

LINK_LASTS = dt.timedelta(days=30)
SENT_ON = 3
A_DAY = dt.timedelta(days=1)


def month_before(day: dt.date) -> Month:
    """Return the last month that is over on a day."""
    return Month.of(day.replace(day=1) - A_DAY)


def month_due(day: dt.date, is_working_day: Callable[[dt.date], bool]) -> Month | None:
    """Return the month whose pages are sent on a day: that before, on the third working day."""
    first = day.replace(day=1)
    gone = sum(is_working_day(first + offset * A_DAY) for offset in range(day.day))
    return month_before(day) if is_working_day(day) and gone == SENT_ON else None
