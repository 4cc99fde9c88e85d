"""Judge the use of a method: its days, its parts, what finishing needs; and tell who has not been heard."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pilot.community.enums import PeopleGroup
from pilot.community.methods.enums import Method


class Problem(StrEnum):
    """Why a use or a plan is refused."""

    HELD_AHEAD = "held_ahead"
    ENDED_AHEAD = "ended_ahead"
    ENDED_BEFORE_START = "ended_before_start"
    PARTS_TOO_FEW = "parts_too_few"
    PARTS_TOO_MANY = "parts_too_many"
    GROUP_TOO_MANY = "group_too_many"
    MEANING_MISSING = "meaning_missing"
    FINISHED = "finished"
    NOT_FINISHED = "not_finished"
    PLANNED_DONE = "planned_done"
    FILES_FULL = "files_full"


@dataclass(frozen=True)
class Refusal:
    """A problem with the number that would mend it, and the group it is about."""

    problem: Problem
    number: int = 0
    group: PeopleGroup | None = None


@dataclass(frozen=True)
class UseEntry:
    """What is said of one use of a method; `groups` are those reached, counted where the number is known."""

    method: Method
    held_on: dt.date
    ended_on: dt.date | None
    place: str
    led_by: str
    invited: int | None
    reached: int
    women: int | None
    men: int | None
    not_stated: int | None
    groups: Mapping[PeopleGroup, int | None]
    not_reached: str
    languages: str
    consent: str
    observations: str
    meaning: str
    limits: str


@dataclass(frozen=True)
class PlannedEntry:
    """A method that is to be used."""

    method: Method
    groups: list[str]
    due_on: dt.date
    led_by: str
    note: str


def use_refusal(entry: UseEntry, *, today: dt.date, finishes: bool) -> Refusal | None:
    """Return why a use cannot be kept as it was typed, or None (C4)."""
    if problem := _days_problem(entry, today=today):
        return Refusal(problem)
    if refusal := parts_refusal(entry.reached, entry.women, entry.men, entry.not_stated):
        return refusal
    for group, people in entry.groups.items():
        if people is not None and people > entry.reached:
            return Refusal(Problem.GROUP_TOO_MANY, entry.reached, group)
    if finishes and not entry.meaning.strip():
        return Refusal(Problem.MEANING_MISSING)
    return None


def _days_problem(entry: UseEntry, *, today: dt.date) -> Problem | None:
    if entry.held_on > today:
        return Problem.HELD_AHEAD
    if entry.ended_on is None:
        return None
    if entry.ended_on > today:
        return Problem.ENDED_AHEAD
    return Problem.ENDED_BEFORE_START if entry.ended_on < entry.held_on else None


def parts_refusal(reached: int, women: int | None, men: int | None, not_stated: int | None) -> Refusal | None:
    """Return why the parts do not make the whole; nobody has to state parts at all (C4)."""
    stated = [part for part in (women, men, not_stated) if part is not None]
    missing = reached - sum(stated)
    if not stated or missing == 0:
        return None
    if missing < 0:
        return Refusal(Problem.PARTS_TOO_MANY, -missing)
    return Refusal(Problem.PARTS_TOO_FEW, missing + (not_stated or 0))


@dataclass(frozen=True)
class Reached:
    """A group that one use of a method reached."""

    method: Method
    group: PeopleGroup
    people: int | None


@dataclass(frozen=True)
class Cell:
    """How often a method reached a group, and how many people were counted there."""

    uses: int = 0
    people: int = 0


@dataclass(frozen=True)
class Matrix:
    """Groups by methods: who was reached how, and who has not been heard."""

    methods: tuple[Method, ...]
    cells: Mapping[tuple[PeopleGroup, Method], Cell]

    def cell(self, group: PeopleGroup, method: Method) -> Cell:
        """Return one cell; an empty one where the method never reached the group."""
        return self.cells.get((group, method), Cell())

    def uses(self, group: PeopleGroup) -> int:
        """Return how often a group was reached by any method."""
        return sum(self.cell(group, method).uses for method in self.methods)

    @property
    def unheard(self) -> tuple[PeopleGroup, ...]:
        """Return the groups that no method has reached yet."""
        return tuple(group for group in PeopleGroup if not self.uses(group))

    def people(self) -> list[list[int]]:
        """Return the counted people, a row for each group and a column for each method."""
        return [[self.cell(group, method).people for method in self.methods] for group in PeopleGroup]


def matrix_of(reached: Iterable[Reached], *, used: Iterable[Method]) -> Matrix:
    """Return the matrix of groups by the methods that were used, both in the order of the library."""
    uses: Counter[tuple[PeopleGroup, Method]] = Counter()
    people: Counter[tuple[PeopleGroup, Method]] = Counter()
    for each in reached:
        uses[each.group, each.method] += 1
        people[each.group, each.method] += each.people or 0
    known = set(used)
    return Matrix(
        methods=tuple(method for method in Method if method in known),
        cells={place: Cell(number, people[place]) for place, number in uses.items()},
    )
