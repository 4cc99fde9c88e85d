"""The only reader of the system clock: moments in UTC, days in Europe/Riga."""

import datetime as dt
from zoneinfo import ZoneInfo

RIGA = ZoneInfo("Europe/Riga")

_shift = dt.timedelta()


def now() -> dt.datetime:
    """Return this moment in UTC, moved to the demonstration's day where one is set."""
    return dt.datetime.now(dt.UTC) + _shift


def today() -> dt.date:
    """Return the day it is in Riga."""
    return now().astimezone(RIGA).date()


def show_day(day: dt.date | None) -> None:
    """Open the demonstration as of a day; the hands go on from there. None returns to the true time."""
    global _shift  # noqa: PLW0603 - one clock a process is the purpose of this module
    true_day = dt.datetime.now(RIGA).date()
    _shift = (day or true_day) - true_day
