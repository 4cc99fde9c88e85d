"""Judge the rows of a file against what is there already and against each other; words stand in labels."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pilot import text
from pilot.files.table_rules import MASK
from pilot.training.imports.enums import ImportKind, RowState


class Remark(StrEnum):
    """What is to be said about one cell."""

    WRONG = "wrong"
    IDENTITY_NUMBER = "identity_number"
    IS_HERE = "is_here"
    TWICE_IN_FILE = "twice_in_file"
    NUMBER_TAKEN = "number_taken"
    ACCOUNT_CLOSED = "account_closed"
    OTHER_NAME = "other_name"
    SAME_NAME = "same_name"
    NO_MUNICIPALITY = "no_municipality"
    GUESSED_MUNICIPALITY = "guessed_municipality"
    MUNICIPALITY_FULL = "municipality_full"


STATES = {
    Remark.WRONG: RowState.ERROR,
    Remark.IDENTITY_NUMBER: RowState.ERROR,
    Remark.IS_HERE: RowState.KNOWN,
    Remark.TWICE_IN_FILE: RowState.KNOWN,
    Remark.NUMBER_TAKEN: RowState.ERROR,
    Remark.ACCOUNT_CLOSED: RowState.ERROR,
    Remark.OTHER_NAME: RowState.WARNING,
    Remark.SAME_NAME: RowState.WARNING,
    Remark.NO_MUNICIPALITY: RowState.ERROR,
    Remark.GUESSED_MUNICIPALITY: RowState.WARNING,
    Remark.MUNICIPALITY_FULL: RowState.WARNING,
}
WEIGHT = (RowState.NEW, RowState.WARNING, RowState.KNOWN, RowState.ERROR)


@dataclass(frozen=True)
class Said:
    """A remark about a cell; words are a form's own message, or the name of what is meant."""

    column: str
    remark: Remark
    words: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a file by the names of its columns; number is the line that people see."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was read from a file: columns in their order, and the rows."""

    kind: ImportKind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A row with what is said about it."""

    row: Row
    said: tuple[Said, ...]

    @property
    def state(self) -> RowState:
        """Return the heaviest of what is said; nothing said means new."""
        return max((STATES[each.remark] for each in self.said), key=WEIGHT.index, default=RowState.NEW)

    @property
    def is_taken(self) -> bool:
        return self.state in {RowState.NEW, RowState.WARNING}


@dataclass(frozen=True)
class Account:
    """An account that has the address of a row."""

    name: str
    is_closed: bool
    is_here: bool


@dataclass(frozen=True)
class Known:
    """What is there before the import."""

    modules: Mapping[int, str] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    names_here: frozenset[str] = frozenset()
    municipalities: Mapping[str, uuid.UUID] = field(default_factory=dict)
    guesses: Mapping[str, uuid.UUID] = field(default_factory=dict)
    names: Mapping[uuid.UUID, str] = field(default_factory=dict)
    places_taken: Mapping[uuid.UUID, int] = field(default_factory=dict)
    places: int = 0


def statistics(judged: Sequence[Judged]) -> dict[RowState, int]:
    """Count the rows by state, in the order in which they are told."""
    counted = Counter(each.state for each in judged)
    return {state: counted[state] for state in RowState}


def judge_modules(rows: Sequence[Row], wrong: Mapping[int, tuple[Said, ...]], known: Known) -> list[Judged]:
    """Judge modules: one that is here already is known, a number of another module is taken."""
    titles = dict(known.modules)
    found = []
    for row in rows:
        said = list(wrong.get(row.number, ()))
        if not said:
            number, title = int(row.cells["number"]), text.fold(row.cells["title_lv"])
            if number in titles:
                same = titles[number] == title
                here = Remark.IS_HERE if number in known.modules else Remark.TWICE_IN_FILE
                said.append(Said("number", here if same else Remark.NUMBER_TAKEN))
            titles.setdefault(number, title)
        found.append(Judged(row, tuple(said)))
    return found


def judge_people(rows: Sequence[Row], wrong: Mapping[int, tuple[Said, ...]], known: Known) -> list[Judged]:
    """Judge people by their folded address: who is here or twice in the file is known (X18)."""
    seen: set[str] = set()
    names = set(known.names_here)
    taken = Counter(known.places_taken)
    found = []
    for row in rows:
        said = list(wrong.get(row.number, ()))
        if not said:
            said += _address(row, known, seen, names)
        if not any(STATES[each.remark] is RowState.KNOWN for each in said):
            said += _place(row, known, taken)
        judged = Judged(row, tuple(said))
        if judged.is_taken:
            names.add(name_of(row))
            place = municipality_of(row, known)
            taken.update([place] if place else [])
        found.append(judged)
    return found


def name_of(row: Row) -> str:
    """Return a person's name in the form in which two spellings are equal."""
    return text.fold(f"{row.cells['given_name']} {row.cells['family_name']}")


def _address(row: Row, known: Known, seen: set[str], names: set[str]) -> list[Said]:
    key = text.fold(row.cells["email"])
    account = known.accounts.get(key)
    if key in seen:
        return [Said("email", Remark.TWICE_IN_FILE)]
    seen.add(key)
    if account is not None:
        if account.is_here:
            return [Said("email", Remark.IS_HERE)]
        if account.is_closed:
            return [Said("email", Remark.ACCOUNT_CLOSED)]
        return [Said("email", Remark.OTHER_NAME)] if account.name != name_of(row) else []
    return [Said("family_name", Remark.SAME_NAME)] if name_of(row) in names else []


def municipality_of(row: Row, known: Known) -> uuid.UUID | None:
    """Return the municipality that a row names, also when its name is not whole."""
    key = text.search_key(row.cells.get("municipality", ""))
    return known.municipalities.get(key) or known.guesses.get(key)


def _place(row: Row, known: Known, taken: Counter[uuid.UUID]) -> list[Said]:
    name = row.cells.get("municipality", "")
    if not name or name == MASK:
        return []
    place = municipality_of(row, known)
    if place is None:
        return [Said("municipality", Remark.NO_MUNICIPALITY)]
    said = []
    if text.search_key(name) not in known.municipalities:
        said.append(Said("municipality", Remark.GUESSED_MUNICIPALITY, known.names.get(place, "")))
    if 0 < known.places <= taken[place]:
        said.append(Said("municipality", Remark.MUNICIPALITY_FULL))
    return said


def identity_numbers(row: Row) -> tuple[Said, ...]:
    """Return the cells that held an identity number."""
    return tuple(Said(column, Remark.IDENTITY_NUMBER) for column, cell in row.cells.items() if cell == MASK)
