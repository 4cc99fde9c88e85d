"""The shapes of the world: who looks, what an address names, and the home where it belongs."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.municipalities.models import Municipality
from tests.sweep.kinds import Kind
from tests.sweep.matrix import Code

MONTH = "2023-01"
HELD_ON = dt.date(2023, 2, 7)


@dataclass(frozen=True)
class Person:
    """Who looks: a column of the matrix, and where that role holds."""

    name: str
    code: Code
    id: uuid.UUID | None
    pilot_id: uuid.UUID | None = None
    municipality_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Thing:
    """A row that an address can name, with the facts that decide who may see it."""

    arguments: Mapping[str, Any]
    pilot_ids: frozenset[uuid.UUID] = frozenset()
    municipality_id: uuid.UUID | None = None
    owners: frozenset[uuid.UUID] = frozenset()
    mentors: frozenset[uuid.UUID] = frozenset()
    lecturers: frozenset[uuid.UUID] = frozenset()
    shared: bool = False
    whole_pilot: bool = False
    exists: bool = True


@dataclass(frozen=True)
class Home:
    """Where the things of one kind of id belong."""

    kind: Kind
    pilot: Pilot
    municipality: Municipality
    participation: Participation
    mentor: User
    pair: MentoringPair
    lecturer: User
    live: bool = True

    @property
    def number(self) -> int:
        """Return a number that no other home of the pilot has."""
        return 21 + list(Kind).index(self.kind)


@dataclass
class World:
    """The people, and the things by the name of the argument that names them in an address."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, dict[Kind, Thing]] = field(default_factory=dict)
    homes: dict[Kind, Home] = field(default_factory=dict)

    def thing(self, argument: str, kind: Kind) -> Thing:
        """Return what an argument of an address names, for one kind of id.

        :raises KeyError: the world holds nothing of that name yet: add it where its area is built.
        """
        return self.things[argument][kind]


Found = dict[str, tuple[dict[str, Any], dict[str, Any]]]
