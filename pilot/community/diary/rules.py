"""Judge diary entries and add them up."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from pilot.community.enums import DiaryKind, PlaceClass, SocialWorkRole, SocialWorkTask

MOST_ROLES = 3
MOST_MINUTES = 1440


@dataclass(frozen=True)
class Entry:
    """What somebody did on a day; only the day, the kind and the text are always there (domain a.6)."""

    done_on: dt.date
    kind: DiaryKind
    text: str
    starts_at: dt.time | None = None
    minutes: int | None = None
    community_id: uuid.UUID | None = None
    place_class: PlaceClass | None = None
    task: SocialWorkTask | None = None
    roles: tuple[SocialWorkRole, ...] = ()
    people_reached: int | None = None
    shared: bool = False


@dataclass(frozen=True)
class Facts:
    """What counts of an entry."""

    minutes: int | None
    place_class: PlaceClass | None
    outside_hours: bool
    people_reached: int | None = None


@dataclass(frozen=True)
class Totals:
    """A month of entries: minutes are those that were written down."""

    entries: int
    minutes: int
    minutes_with_place: int
    minutes_outside_office: int
    outside_hours: int
    people_reached: int

    @property
    def outside_office_pct(self) -> int | None:
        """Return the share of the time with a known place that was outside the office; None without any."""
        if self.minutes_with_place == 0:
            return None
        return (200 * self.minutes_outside_office + self.minutes_with_place) // (2 * self.minutes_with_place)


def totals(entries: Iterable[Facts]) -> Totals:
    """Add entries up; the share outside the office is counted over time with a known place (C10)."""
    known = list(entries)
    placed = [entry for entry in known if entry.place_class is not None]
    return Totals(
        entries=len(known),
        minutes=sum(entry.minutes or 0 for entry in known),
        minutes_with_place=sum(entry.minutes or 0 for entry in placed),
        minutes_outside_office=sum(
            entry.minutes or 0 for entry in placed if entry.place_class is PlaceClass.OUTSIDE_OFFICE
        ),
        outside_hours=sum(entry.outside_hours for entry in known),
        people_reached=sum(entry.people_reached or 0 for entry in known),
    )
