"""On which working days mentors are reminded of what (M18); all days are local days of Riga."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pilot.cohort.rules import Month

MONTH_DAY = 20
WORKING_DAYS_LEFT = 3
A_DAY = dt.timedelta(days=1)
WorkingDay = Callable[[dt.date], bool]


@dataclass(frozen=True)
class Reminders:
    """What the letters of a working day speak of.

    `coming` are the days whose plans they announce, `gone` those whose plans nobody has answered;
    `month` is looked at on the 20th, or on the next working day, and again when three working days are
    left, that day included. `is_last_call` tells the second time.
    """

    coming: tuple[dt.date, ...]
    gone: tuple[dt.date, ...]
    month: Month | None
    is_last_call: bool


def reminders_on(day: dt.date, is_working_day: WorkingDay) -> Reminders | None:
    """Return what the letters of a day speak of; on other than working days nobody is written to."""
    if not is_working_day(day):
        return None
    is_last_call = _working_days_left(day, is_working_day) == WORKING_DAYS_LEFT
    is_looked_at = is_last_call or day == _first_working_day(day.replace(day=MONTH_DAY), is_working_day)
    return Reminders(
        coming=_until_work(day, A_DAY, is_working_day),
        gone=_until_work(day, -A_DAY, is_working_day),
        month=Month.of(day) if is_looked_at else None,
        is_last_call=is_last_call,
    )


def _until_work(day: dt.date, step: dt.timedelta, is_working_day: WorkingDay) -> tuple[dt.date, ...]:
    """Return the days beside a day up to the nearest working day, that one included."""
    found = [day + step]
    while not is_working_day(found[-1]):
        found.append(found[-1] + step)
    return tuple(found)


def _first_working_day(day: dt.date, is_working_day: WorkingDay) -> dt.date:
    while not is_working_day(day):
        day += A_DAY
    return day


def _working_days_left(day: dt.date, is_working_day: WorkingDay) -> int:
    last = Month.of(day).last_day
    return sum(is_working_day(day + offset * A_DAY) for offset in range((last - day).days + 1))
