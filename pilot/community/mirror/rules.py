"""Add the diary up by quarter: roles, tasks, places, hours, and who did it (item 10 of the features)."""

import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from pilot.cohort.small_counts import hide_small
from pilot.community.enums import PlaceClass, SocialWorkRole, SocialWorkTask, WorkMode

MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year; it prints as "2023-1"."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number}"

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.year, (day.month - 1) // MONTHS_IN_QUARTER + 1)


class Hours(StrEnum):
    """When work was done."""

    NORMAL = "normal"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Piece:
    """What counts of an entry, and whose it is."""

    person: uuid.UUID
    done_on: dt.date
    minutes: int = 0
    outside_minutes: int = 0
    place_class: PlaceClass | None = None
    mode: WorkMode | None = None
    task: SocialWorkTask | None = None
    roles: tuple[SocialWorkRole, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A sum of minutes or activities, and of how many people; None where they are too few (R18)."""

    amount: int | None = 0
    people: int = 0


Cells = Mapping[Hashable, Cell]


@dataclass(frozen=True)
class Mirror:
    """A quarter of work: activities by who did it, role and task; minutes by place and by hour."""

    activities: int = 0
    people: int = 0
    modes: Cells = field(default_factory=dict)
    roles: Cells = field(default_factory=dict)
    tasks: Cells = field(default_factory=dict)
    places: Cells = field(default_factory=dict)
    hours: Cells = field(default_factory=dict)

    @property
    def unused_roles(self) -> tuple[SocialWorkRole, ...]:
        return tuple(role for role in SocialWorkRole if role not in self.roles)


def mirror_of(pieces: Iterable[Piece]) -> Mirror:
    """Add up the work of some entries."""
    known = list(pieces)
    return Mirror(
        activities=len(known),
        people=len({piece.person for piece in known}),
        modes=_cells(known, lambda piece: [(piece.mode, 1)] if piece.mode else []),
        roles=_cells(known, lambda piece: [(role, 1) for role in piece.roles]),
        tasks=_cells(known, lambda piece: [(piece.task, 1)] if piece.task else []),
        places=_cells(known, lambda piece: [(piece.place_class, piece.minutes)] if piece.place_class else []),
        hours=_cells(known, _hours),
    )


def by_quarter(pieces: Iterable[Piece]) -> dict[Quarter, Mirror]:
    """Add the work up by quarter, the earliest first."""
    sorted_out: dict[Quarter, list[Piece]] = {}
    for piece in pieces:
        sorted_out.setdefault(Quarter.of(piece.done_on), []).append(piece)
    return {quarter: mirror_of(sorted_out[quarter]) for quarter in sorted(sorted_out)}


def told(mirror: Mirror, *, threshold: int) -> Mirror | None:
    """Return what may be told of many people's work: nothing of too few, nor by subtraction (R18)."""
    if mirror.people < threshold:
        return None
    return replace(
        mirror,
        modes=_told(mirror.modes, threshold=threshold),
        roles=_told(mirror.roles, threshold=threshold),
        tasks=_told(mirror.tasks, threshold=threshold),
        places=_told(mirror.places, threshold=threshold),
        hours=_told(mirror.hours, threshold=threshold),
    )


def _told(cells: Cells, *, threshold: int) -> Cells:
    shown = hide_small({key: cell.people for key, cell in cells.items()}, threshold=threshold)
    return {key: cell if shown[key] is not None else Cell(None, cell.people) for key, cell in cells.items()}


def _hours(piece: Piece) -> Iterable[tuple[Hashable, int]]:
    return [(Hours.NORMAL, piece.minutes - piece.outside_minutes), (Hours.OUTSIDE, piece.outside_minutes)]


def _cells(
    pieces: Iterable[Piece], parts_of: Callable[[Piece], Iterable[tuple[Hashable, int]]]
) -> dict[Hashable, Cell]:
    amounts: dict[Hashable, int] = {}
    people: dict[Hashable, set[uuid.UUID]] = {}
    for piece in pieces:
        for key, amount in parts_of(piece):
            if amount:
                amounts[key] = amounts.get(key, 0) + amount
                people.setdefault(key, set()).add(piece.person)
    return {key: Cell(amount, len(people[key])) for key, amount in amounts.items()}
