"""Judge where classes are held: closed dates, and the way a lecturer has between two towns."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from pilot.training.rules import span_minutes

MOST_CLOSED_DAYS = 731


class Problem(StrEnum):
    """Why a venue, a room, a closed span or a way is refused."""

    NAME_TAKEN = "name_taken"
    IN_USE = "in_use"
    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    SAME_TOWN = "same_town"


def closure_problem(starts_on: dt.date, ends_on: dt.date) -> Problem | None:
    """Refuse a span that ends before it starts, or lasts longer than two years."""
    if ends_on < starts_on:
        return Problem.ENDS_BEFORE_START
    return Problem.TOO_LONG if (ends_on - starts_on).days >= MOST_CLOSED_DAYS else None


def dates_within(starts_on: dt.date, ends_on: dt.date, *, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the dates of a span that lie in a window, all ends included."""
    begin, end = max(starts_on, first), min(ends_on, last)
    for offset in range((end - begin).days + 1):
        yield begin + dt.timedelta(days=offset)


@dataclass(frozen=True)
class Stop:
    """A class in its town, and who teaches it."""

    class_id: uuid.UUID
    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    town: str
    lecturer_ids: frozenset[uuid.UUID]


@dataclass(frozen=True)
class ShortWay:
    """A class that its lecturers cannot reach in time from an earlier one in another town."""

    class_id: uuid.UUID
    earlier_id: uuid.UUID
    lecturer_ids: frozenset[uuid.UUID]
    minutes: int
    needed: int


def short_ways(stops: Iterable[Stop], travel: Mapping[frozenset[str], int]) -> list[ShortWay]:
    """Find lecturers with fewer minutes between two towns of one day than the way takes (T7).

    Classes that overlap are a lecturer twice at once, not a way; towns without a known way are passed over.
    """
    found = []
    ordered = sorted(stops, key=lambda stop: (stop.held_on, stop.starts_at, stop.class_id))
    for earlier, later in combinations(ordered, 2):
        needed = travel.get(frozenset({earlier.town, later.town}), 0)
        gap = span_minutes(earlier.ends_at, later.starts_at)
        lecturers = earlier.lecturer_ids & later.lecturer_ids
        if earlier.held_on == later.held_on and lecturers and 0 <= gap < needed:
            found.append(ShortWay(later.class_id, earlier.class_id, lecturers, gap, needed))
    return found
