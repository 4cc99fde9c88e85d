"""What the pages of the methods show, with small numbers hidden from outsiders (R18)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from pilot.cohort.small_counts import hide_small, hide_small_table
from pilot.community.enums import PeopleGroup
from pilot.community.methods import labels, queries, rules
from pilot.community.methods.enums import Method
from pilot.community.methods.models import MethodUse, PlannedMethod


@dataclass(frozen=True)
class ReachCell:
    """One cell of the matrix: how often, and how many people where they were counted; None is hidden."""

    method: Method
    uses: int
    people: int | None


@dataclass(frozen=True)
class ReachRow:
    """A group of residents, and how each method reached it."""

    group: PeopleGroup
    cells: tuple[ReachCell, ...]
    uses: int


@dataclass(frozen=True)
class ReachTable:
    """The reach matrix as it is shown; `hides` says that small numbers are left out."""

    methods: tuple[Method, ...]
    rows: tuple[ReachRow, ...]
    unheard: tuple[PeopleGroup, ...]
    hides: bool


@dataclass(frozen=True)
class PlannedLine:
    """A method of the plan, with the use that did it, and whether its day has passed."""

    planned: PlannedMethod
    use_id: uuid.UUID | None
    is_late: bool


def reach_table(matrix: rules.Matrix, *, threshold: int) -> ReachTable:
    """Return the matrix for a page; no total of people is shown beside what is hidden."""
    people = hide_small_table(matrix.people(), threshold=threshold)
    rows = []
    for group, numbers in zip(PeopleGroup, people, strict=True):
        cells = [
            ReachCell(method, matrix.cell(group, method).uses, number)
            for method, number in zip(matrix.methods, numbers, strict=True)
        ]
        rows.append(ReachRow(group, tuple(cells), matrix.uses(group)))
    hides = any(cell.uses and cell.people is None for row in rows for cell in row.cells)
    return ReachTable(matrix.methods, tuple(rows), matrix.unheard, hides)


@dataclass(frozen=True)
class Parts:
    """How many people a use invited and reached, by the parts that were stated, as text."""

    invited: str
    reached: str
    women: str
    men: str
    not_stated: str


def parts_of(use: MethodUse, *, threshold: int) -> Parts:
    """Return the numbers of a use; a small part takes another one with it, so that none is worked out."""
    parts = hide_small(
        {name: getattr(use, name) or 0 for name in ("women", "men", "not_stated")}, threshold=threshold
    )
    written = {
        name: "" if getattr(use, name) is None else _count(parts[name], threshold=threshold) for name in parts
    }
    return Parts(
        invited="" if use.invited is None else _total(use.invited, threshold=threshold),
        reached=_total(use.reached, threshold=threshold),
        **written,
    )


def _count(people: int | None, *, threshold: int) -> str:
    return labels.hidden(threshold) if people is None else str(people)


def _total(people: int, *, threshold: int) -> str:
    return _count(hide_small({"all": people}, threshold=threshold)["all"], threshold=threshold)


def planned_lines(planned: Sequence[PlannedMethod], *, today: dt.date) -> list[PlannedLine]:
    """Return the methods of the plan, what is still to do first."""
    done = queries.done_among(planned)
    lines = [
        PlannedLine(each, done.get(each.id), each.id not in done and each.due_on < today) for each in planned
    ]
    return sorted(lines, key=lambda line: line.use_id is not None)


def planned_choices(planned: Sequence[PlannedMethod]) -> list[tuple[uuid.UUID, str]]:
    """Return the steps of a plan to choose from, each with its day."""
    return [(each.id, labels.planned_name(each.method, each.due_on)) for each in planned]
