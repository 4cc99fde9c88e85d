"""A schedule as it is published: frozen days, their canonical JSON and its hash."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from pilot.cohort import canonical


@dataclass(frozen=True)
class PublishedModule:
    """The module of a class under the titles that it had then."""

    id: uuid.UUID = field(compare=False)
    number: int
    title_lv: str
    title_en: str


@dataclass(frozen=True)
class PublishedClass:
    """A class of a published day; lecturers by id, so that no name outlives its account."""

    id: uuid.UUID = field(compare=False)
    starts_at: dt.time
    ends_at: dt.time
    minutes: int
    topic: str
    method: str
    module: PublishedModule | None
    lecturers: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class PublishedDay:
    """A day of a published schedule.

    Two are equal when people read the same in them: the row and the sequence of the calendar do not count,
    because a day that was cancelled and planned again is another row of the same event.
    """

    id: uuid.UUID = field(compare=False)
    uid: uuid.UUID
    sequence: int = field(compare=False)
    number: int
    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    planned_minutes: int
    mode: str
    venue: str
    address: str
    access_note: str
    classes: tuple[PublishedClass, ...]

    @property
    def order(self) -> tuple[dt.date, dt.time, int, str]:
        return self.held_on, self.starts_at, self.number, str(self.uid)

    @property
    def when(self) -> tuple[dt.date, dt.time, dt.time]:
        return self.held_on, self.starts_at, self.ends_at

    @property
    def where(self) -> tuple[str, str, str, str]:
        return self.mode, self.venue, self.address, self.access_note

    def classes_of(self, person_id: uuid.UUID) -> tuple[PublishedClass, ...]:
        """Return the classes that a person teaches."""
        return tuple(held for held in self.classes if person_id in held.lecturers)


def as_json(days: Iterable[PublishedDay]) -> str:
    """Write days as canonical JSON: by date, sorted keys, no spaces, Latvian letters as they are."""
    content = {"days": [asdict(day) for day in sorted(days, key=lambda day: day.order)]}
    return canonical.text_of(content)


def from_json(content: str) -> tuple[PublishedDay, ...]:
    """Read the days of a version back."""
    return tuple(_day(day) for day in json.loads(content)["days"])


def _day(values: dict[str, Any]) -> PublishedDay:
    return PublishedDay(
        **{
            **values,
            "id": uuid.UUID(values["id"]),
            "uid": uuid.UUID(values["uid"]),
            "held_on": dt.date.fromisoformat(values["held_on"]),
            "starts_at": dt.time.fromisoformat(values["starts_at"]),
            "ends_at": dt.time.fromisoformat(values["ends_at"]),
            "classes": tuple(_class(held) for held in values["classes"]),
        }
    )


def _class(values: dict[str, Any]) -> PublishedClass:
    return PublishedClass(
        **{
            **values,
            "id": uuid.UUID(values["id"]),
            "starts_at": dt.time.fromisoformat(values["starts_at"]),
            "ends_at": dt.time.fromisoformat(values["ends_at"]),
            "module": _module(values["module"]) if values["module"] else None,
            "lecturers": tuple(uuid.UUID(each) for each in values["lecturers"]),
        }
    )


def _module(values: dict[str, Any]) -> PublishedModule:
    return PublishedModule(**{**values, "id": uuid.UUID(values["id"])})
