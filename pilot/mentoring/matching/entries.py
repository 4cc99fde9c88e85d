"""What the forms of matching hand to the actions."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from pilot.mentoring.enums import Topic
from pilot.mentoring.matching.enums import Language, WishKind


@dataclass(frozen=True)
class ProfileEntry:
    """What is typed of a mentor; only the coordinator states the day of the briefing."""

    languages: tuple[Language, ...]
    topics: tuple[Topic, ...]
    regions: tuple[str, ...]
    municipalities: tuple[str, ...]
    works_for_id: uuid.UUID | None
    capacity: int | None
    briefed_on: dt.date | None


@dataclass(frozen=True)
class WishEntry:
    """What somebody types about working with others."""

    languages: tuple[Language, ...]
    topics: tuple[Topic, ...]
    people: Mapping[WishKind, tuple[uuid.UUID, ...]]
