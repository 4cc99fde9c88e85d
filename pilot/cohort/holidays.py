"""Public holidays of Latvia and the working days between them (R7)."""

import datetime as dt
from functools import lru_cache
from types import MappingProxyType

SATURDAY = 5
LANGUAGES = MappingProxyType({"lv": "lv", "en": "en_US"})


@lru_cache(maxsize=64)
def _of_year(year: int, language: str) -> tuple[tuple[dt.date, str], ...]:
    import holidays  # noqa: PLC0415 - a large package that most pages never need

    found = holidays.country_holidays("LV", years=year, language=LANGUAGES[language])
    return tuple(sorted((day, name) for day, name in found.items() if day.year == year))


@lru_cache(maxsize=64)
def _moved_to_saturdays(year: int) -> tuple[dt.date, ...]:
    import holidays  # noqa: PLC0415 - a large package that most pages never need

    return tuple(sorted(holidays.country_holidays("LV", years=year).weekend_workdays))


def holidays_between(first: dt.date, last: dt.date, *, language: str = "lv") -> dict[dt.date, str]:
    """Return the public holidays from one day to another, both included, with their names (R7).

    A day off that stands in for 4 May or 18 November on a weekend is a holiday of its own.
    """
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in _of_year(year, language)
        if first <= day <= last
    }


def moved_working_days(first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """Return the Saturdays from one day to another to which the government moved a working day (T8)."""
    return frozenset(
        day
        for year in range(first.year, last.year + 1)
        for day in _moved_to_saturdays(year)
        if first <= day <= last
    )


def is_working_day(day: dt.date) -> bool:
    """Tell whether people work on a day: no weekend, unless a working day was moved there, and no holiday."""
    is_weekend = day.weekday() >= SATURDAY and not moved_working_days(day, day)
    return not is_weekend and not holidays_between(day, day)
