"""Judge actors and ties, tell who stands alone, what to do with whom, and which of many are drawn."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pilot.community.network.enums import ActorKind, Circle, Degree, TieKind, TieStrength
from pilot.community.rules import is_ahead
from pilot.text import LINE_LENGTH, fold

MOST_DRAWN = 60
"""Above so many actors a picture cannot be read; the table beside it holds all of them."""
WEIGHTS = MappingProxyType({strength: weight for weight, strength in enumerate(TieStrength, start=1)})
DEGREES = MappingProxyType({degree: number for number, degree in enumerate(Degree, start=1)})
HIGH = frozenset({Degree.MUCH, Degree.VERY_MUCH})
_CIRCLES = MappingProxyType({circle: place for place, circle in enumerate(Circle)})
_KINDS = MappingProxyType({kind: place for place, kind in enumerate(ActorKind)})


class Problem(StrEnum):
    """Why an actor or a tie is refused."""

    NAME_TAKEN = "name_taken"
    CONSENT_MISSING = "consent_missing"
    CONSENT_AHEAD = "consent_ahead"
    RESOURCE_ELSEWHERE = "resource_elsewhere"
    TIE_TO_ITSELF = "tie_to_itself"
    TIE_KNOWN = "tie_known"
    ACTOR_ELSEWHERE = "actor_elsewhere"


class Quadrant(StrEnum):
    """What to do with whom, by influence and interest."""

    INVOLVE = "involve"
    WIN = "win"
    STRENGTHEN = "strengthen"
    WATCH = "watch"


QUADRANTS = MappingProxyType(
    {
        (True, True): Quadrant.INVOLVE,
        (True, False): Quadrant.WIN,
        (False, True): Quadrant.STRENGTHEN,
        (False, False): Quadrant.WATCH,
    }
)
"""The quadrant by whether the influence and the interest are high."""


@dataclass(frozen=True)
class ActorEntry:
    """What is said of an organisation or a role."""

    name: str
    kind: ActorKind
    circle: Circle
    about: str = ""
    influence: Degree | None = None
    interest: Degree | None = None
    contact: str = ""
    contact_is_private: bool = False
    contact_consent_on: dt.date | None = None
    resource_id: uuid.UUID | None = None


@dataclass(frozen=True)
class TieEntry:
    """What is said of a tie, apart from its ends."""

    kind: TieKind
    strength: TieStrength
    note: str = ""


@dataclass(frozen=True)
class Wanted:
    """Which actors of a network a reader asks for."""

    circle: Circle | None = None
    kind: ActorKind | None = None


def name_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal."""
    return " ".join(fold(name).split())[:LINE_LENGTH]


def actor_problem(entry: ActorEntry, *, today: dt.date) -> Problem | None:
    """Refuse a private contact without the day of the consent, and a consent that has not come (C3)."""
    if entry.contact and entry.contact_is_private and entry.contact_consent_on is None:
        return Problem.CONSENT_MISSING
    if entry.contact_consent_on is not None and is_ahead(entry.contact_consent_on, today=today):
        return Problem.CONSENT_AHEAD
    return None


def ends_of(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Return the ends of a tie in the one order in which they are kept."""
    return (one, other) if one < other else (other, one)


def place_in_table(kind: ActorKind, circle: Circle) -> tuple[int, int]:
    """Return where an actor stands before its name is looked at: by circle from the middle, then by kind."""
    return (_CIRCLES[circle], _KINDS[kind])


def is_wanted(kind: ActorKind, circle: Circle, wanted: Wanted) -> bool:
    """Tell whether an actor is among those that a reader asks for."""
    return wanted.circle in {None, circle} and wanted.kind in {None, kind}


def quadrant_of(influence: Degree | None, interest: Degree | None) -> Quadrant | None:
    """Return what to do with an actor; None where one of the two was not judged yet."""
    if influence is None or interest is None:
        return None
    return QUADRANTS[influence in HIGH, interest in HIGH]


def to_draw(ties: Sequence[int]) -> list[int]:
    """Return the places of those that are drawn, by how many ties each has: the most tied, first come first.

    All are drawn where they can be read.
    """
    by_ties = sorted(range(len(ties)), key=lambda place: (-ties[place], place))
    return sorted(by_ties[:MOST_DRAWN])
