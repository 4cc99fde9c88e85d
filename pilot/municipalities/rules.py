"""Judge a municipality: its size, its place on the memorandum map, whether it exists on a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pilot.municipalities.enums import MemorandumState, SizeClass

SMALL_BELOW_INHABITANTS = 15_000
LARGE_ABOVE_INHABITANTS = 50_000
FIRST_TERM_BEGAN_ON = dt.date(2021, 7, 1)
TERM_YEARS = 4


def size_class(population: int) -> SizeClass:
    """Sort by inhabitants: below 15 000 small, up to 50 000 medium, above large (domain a.3)."""
    if population < SMALL_BELOW_INHABITANTS:
        return SizeClass.SMALL
    return SizeClass.LARGE if population > LARGE_ABOVE_INHABITANTS else SizeClass.MEDIUM


def memorandum_state(*, joined: bool | None, had_election: bool) -> MemorandumState:
    """Say what the map shows; joining goes before the missing election of 05.06.2021 (domain 0, no. 9)."""
    if joined:
        return MemorandumState.JOINED
    return MemorandumState.UNKNOWN if had_election else MemorandumState.NO_ELECTION


def valid_on(valid_from: dt.date, valid_to: dt.date | None, day: dt.date) -> bool:
    """Say whether something valid from a day to a day, both included, is valid on a day."""
    return valid_from <= day and (valid_to is None or day <= valid_to)


class Problem(StrEnum):
    """Why what is recorded about joining the memorandum is refused."""

    DAY_OUTSIDE_MONTH = "day_outside_month"
    IN_FUTURE = "in_future"


@dataclass(frozen=True)
class AccessionEntry:
    """When and by which decision a council joined; the month or the day may be unknown."""

    joined_year: int
    joined_month: int | None
    joined_on: dt.date | None
    decision_no: str | None
    source: str
    note: str = ""


def joining_problem(entry: AccessionEntry, *, today: dt.date) -> Problem | None:
    """Return why a council cannot have joined then, or None (domain 1)."""
    year, month, day = entry.joined_year, entry.joined_month, entry.joined_on
    if day is not None and (day.year != year or month not in {None, day.month}):
        return Problem.DAY_OUTSIDE_MONTH
    earliest = day or dt.date(year, month or 1, 1)
    return Problem.IN_FUTURE if earliest > today else None


def term_began_on(day: dt.date) -> dt.date:
    """Return when the councils of a day took up their four years: 01.07.2021, 01.07.2025 and so on."""
    years = day.year - FIRST_TERM_BEGAN_ON.year - ((day.month, day.day) < (7, 1))
    return FIRST_TERM_BEGAN_ON.replace(year=FIRST_TERM_BEGAN_ON.year + years // TERM_YEARS * TERM_YEARS)


def is_of_previous_council(*, year: int, month: int | None, today: dt.date) -> bool:
    """Say whether a council joined whose term is over: the commitment was for its term (domain 1).

    Without a month the council of that year gets the benefit of the doubt.
    """
    began = term_began_on(today)
    return (year, month or 12) < (began.year, began.month)
