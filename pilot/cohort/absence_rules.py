"""Stretches of days on which somebody is not available; both ends belong to a stretch."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

A_DAY = dt.timedelta(days=1)
MOST_DAYS = 400


class DatesProblem(StrEnum):
    """Why days cannot be stated."""

    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    PAST = "past"


@dataclass(frozen=True, order=True)
class Dates:
    """A stretch of days on which a person is not available."""

    first_on: dt.date
    last_on: dt.date

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1

    def touches(self, other: "Dates") -> bool:
        """Say whether two stretches share a day or stand directly beside each other."""
        return self.first_on <= other.last_on + A_DAY and other.first_on <= self.last_on + A_DAY

    def covers(self, day: dt.date) -> bool:
        return self.first_on <= day <= self.last_on


def dates_problem(dates: Dates, *, today: dt.date) -> DatesProblem | None:
    """Refuse dates that end before they start, are longer than 400 days, or are over already."""
    if dates.last_on < dates.first_on:
        return DatesProblem.ENDS_BEFORE_START
    if dates.last_on < today:
        return DatesProblem.PAST
    return DatesProblem.TOO_LONG if dates.days > MOST_DAYS else None


def merged(stretches: Iterable[Dates]) -> list[Dates]:
    """Return the same days in as few stretches as possible, the earliest first."""
    found: list[Dates] = []
    for dates in sorted(stretches):
        if found and found[-1].touches(dates):
            found[-1] = Dates(found[-1].first_on, max(found[-1].last_on, dates.last_on))
        else:
            found.append(dates)
    return found


def days_within(stretches: Iterable[Dates], first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """Return the single days of stretches between two days, both included."""
    return frozenset(
        dates.first_on + offset * A_DAY
        for dates in (
            Dates(max(each.first_on, first), min(each.last_on, last))
            for each in stretches
            if each.first_on <= last and each.last_on >= first
        )
        for offset in range(dates.days)
    )
