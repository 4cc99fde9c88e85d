"""What the pages of independent work show: states as shape and word, lateness, the way to the tool."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.accounts.access import viewer
from pilot.accounts.roles import Permission
from pilot.cohort.models import Pilot
from pilot.training import forms as training_forms
from pilot.training.assignments import labels, rules
from pilot.training.assignments.enums import Tool, WorkState
from pilot.training.assignments.models import AssignedWork, Assignment
from pilot.training.assignments.queries import Cell, OwnTask, WorkTable
from pilot.training.models import Module
from pilot.web.locale import language

TOOL_PAGES: dict[Tool, tuple[tuple[str, Permission], ...]] = {
    Tool.COMMUNITY: (("community.communities", Permission.COMMUNITY_READ),),
    Tool.NEEDS: (("community.communities", Permission.NEED_READ),),
    Tool.RESOURCES: (("community.communities", Permission.NEED_READ),),
    Tool.DIARY: (
        ("diary.mine", Permission.ACTIVITY_WRITE),
        ("diary.shared", Permission.ACTIVITY_READ),
    ),
    Tool.GROUP: (("groups.groups", Permission.GROUP_READ),),
}
LOOKS = {
    WorkState.DRAFT: ("run", "half"),
    WorkState.SUBMITTED: ("run", "info"),
    WorkState.RETURNED: ("run", "warn"),
    WorkState.ACCEPTED: ("met", "ok"),
}


def module_title(module: Module) -> str:
    """Return a module's number and title in the language of the page."""
    return f"{module.number}. {training_forms.title_of(module, language=language())}"


def tool_url(tool: Tool | None, pilot: Pilot) -> str | None:
    """Return the page of a task's tool, where the viewer may open it."""
    for endpoint, permission in TOOL_PAGES.get(tool, ()) if tool else ():
        if viewer().may_in(pilot.id, permission):
            return url_for(endpoint, code=pilot.code)
    return None


def is_waiting(work: AssignedWork) -> bool:
    """Tell whether a version waits for the lecturer."""
    return work.state is WorkState.SUBMITTED


def first_handed_in(work: AssignedWork | None) -> dt.date | None:
    """Return the day of the first version: later ones answer a comment and are not late."""
    return work.versions[0].handed_in_on if work and work.versions else None


def is_late(work: AssignedWork, *, today: dt.date) -> bool:
    """Tell whether the work came after its day, or still has not come."""
    return rules.is_late(work.assignment.due_on, handed_in_on=first_handed_in(work), today=today)


@dataclass(frozen=True)
class OwnLine:
    """A task in its participant's list: how far it is and what to do about it."""

    assignment: Assignment
    kind: str
    shape: str
    state: str
    is_late: bool
    url: str
    deed: str
    needs_me: bool


def own_lines(tasks: Sequence[OwnTask], *, today: dt.date) -> list[OwnLine]:
    """Return the own tasks, those that need their participant first."""
    lines = [_own_line(task, today=today) for task in tasks]
    return sorted(lines, key=lambda line: not line.needs_me)


def _own_line(task: OwnTask, *, today: dt.date) -> OwnLine:
    """Return how an own task looks and where it is done."""
    work, assignment = task.work, task.assignment
    handed_in_on = first_handed_in(work)
    late = rules.is_late(assignment.due_on, handed_in_on=handed_in_on, today=today)
    write = url_for("assignments.hand_in", assigned_id=assignment.id)
    if work is None:
        kind = "danger" if late else "plain"
        return OwnLine(assignment, kind, "plan", _("Not begun"), late, write, _("Begin"), needs_me=True)
    kind, shape = labels.SIGNS[work.state]
    needs_me = rules.may_write(work.state)
    url = write if needs_me else url_for("assignments.work", work_id=work.id)
    deed = _("Continue") if needs_me else _("Open")
    return OwnLine(assignment, kind, shape, str(labels.STATES[work.state]), late, url, deed, needs_me)


def lede(own: Sequence[OwnLine], waiting: Sequence[AssignedWork], *, assesses: bool, is_own: bool) -> str:
    """Say in a sentence what the page means for the viewer now."""
    if assesses:
        count = len(waiting)
        words = ngettext("%(num)d work waits for you", "%(num)d works wait for you", count)
        if not count:
            words = _("Nothing waits for you.")
    elif is_own:
        count = sum(1 for line in own if line.needs_me)
        words = ngettext(
            "%(num)d task is still to be submitted", "%(num)d tasks are still to be submitted", count
        )
        if not count:
            words = _("Everything is submitted.") if own else ""
    else:
        words = _("After a module participants work on their own; its lecturer accepts the work.")
    return str(words)


def next_after(work: AssignedWork, waiting: Sequence[AssignedWork]) -> AssignedWork | None:
    """Return the work that waits after this one, from the beginning again after the last."""
    ids = [each.id for each in waiting]
    after = ids.index(work.id) + 1 if work.id in ids else 0
    others = [each for each in [*waiting[after:], *waiting[:after]] if each.id != work.id]
    return others[0] if others else None


@dataclass(frozen=True)
class CellLook:
    """A cell of the table: its look, its shape, its word, all of it spoken, and the work it opens."""

    look: str
    shape: str
    word: str
    spoken: str
    is_late: bool
    url: str | None = None


def codes_of(assignments: Sequence[Assignment]) -> dict[uuid.UUID, str]:
    """Return the number of each task in the table: 2. for a module's only task, else 2.1., 2.2."""
    by_module: dict[uuid.UUID, list[Assignment]] = {}
    for each in assignments:
        by_module.setdefault(each.module_id, []).append(each)
    return {
        each.id: f"{each.module.number}." if len(tasks) == 1 else f"{each.module.number}.{place}."
        for tasks in by_module.values()
        for place, each in enumerate(tasks, start=1)
    }


def cells_of(table: WorkTable, *, today: dt.date) -> list[list[CellLook]]:
    """Return the looks of a table, row by row."""
    return [
        [
            _look(cell, assignment, today=today)
            for cell, assignment in zip(row.cells, table.assignments, strict=True)
        ]
        for row in table.rows
    ]


def _look(cell: Cell, assignment: Assignment, *, today: dt.date) -> CellLook:
    work = cell.work
    late = rules.is_late(assignment.due_on, handed_in_on=first_handed_in(work), today=today)
    if cell.is_hidden:
        look, shape, word, late = "none", "none", _("Hidden"), False
    elif work is None:
        look, shape, word = ("short", "short", _("Missing")) if late else ("plan", "plan", _("Not yet"))
    else:
        look, shape = LOOKS[work.state]
        word = str(labels.STATES[work.state])
    is_late = late and work is not None
    spoken = _("%(state)s, late", state=word) if is_late else word
    url = url_for("assignments.work", work_id=work.id) if work and work.versions else None
    return CellLook(look, shape, word, spoken, is_late, url)
