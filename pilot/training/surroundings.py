"""What stands around a plan and can speak against it: days off, rooms, ways, people, other pilots."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from pilot.training import rules
from pilot.training.venues.rules import Stop


@dataclass(frozen=True)
class Place:
    """A room as days are held against it."""

    name: str
    town: str
    seats: int
    closed: frozenset[dt.date] = frozenset()


@dataclass(frozen=True)
class Taken:
    """When another pilot is in a room."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time


@dataclass(frozen=True)
class Surroundings:
    """The facts beyond modules and days: days off by name, rooms, ways, who takes part when, other pilots."""

    days_off: Mapping[dt.date, str] = field(default_factory=dict)
    places: Mapping[uuid.UUID, Place] = field(default_factory=dict)
    travel: Mapping[frozenset[str], int] = field(default_factory=dict)
    enrolled: tuple[tuple[dt.date, dt.date | None], ...] = ()
    elsewhere: tuple[Stop, ...] = ()
    taken: Mapping[uuid.UUID, tuple[Taken, ...]] = field(default_factory=dict)

    def people_on(self, day: dt.date) -> int:
        """Count the participants of a day."""
        return sum(
            1 for started, ended in self.enrolled if started <= day and (ended is None or day <= ended)
        )

    def classes_elsewhere(self) -> list[rules.ClassPlan]:
        """Return the classes of other pilots as rules read them."""
        return [
            rules.ClassPlan(
                stop.class_id,
                stop.held_on,
                stop.starts_at,
                stop.ends_at,
                rules.span_minutes(stop.starts_at, stop.ends_at),
                stop.lecturer_ids,
            )
            for stop in self.elsewhere
        ]


ALONE = Surroundings()
