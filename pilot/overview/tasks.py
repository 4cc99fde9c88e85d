"""What needs somebody now: one row a thing, what, why, by when, and one way to do it (X1)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.web import locale

SHOWN = 5


@dataclass(frozen=True)
class Deadline:
    """The day by which a task should be done, its words and its look; without words it only orders."""

    on: dt.date
    words: str = ""
    kind: str = "info"


@dataclass(frozen=True)
class Deed:
    """What is done on the home itself with one tap: where and with which values, and the other ways."""

    url: str
    fields: dict[str, str]
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Task:
    """A row of the home page: what, why, one action, and by when."""

    what: str
    why: str
    action_url: str
    action_label: str
    due: Deadline | None = None
    deed: Deed | None = None

    @property
    def deadline(self) -> str:
        return self.due.words if self.due else ""

    @property
    def kind(self) -> str:
        return self.due.kind if self.due else "info"


@dataclass(frozen=True)
class First:
    """The first tasks of a list in its order, and how many more there are."""

    tasks: list[Task]
    more: int = 0


def joined(parts: Iterable[First | list[Task]]) -> First:
    """Put lists together, one after another."""
    found = [part if isinstance(part, First) else First(part) for part in parts]
    return First([task for part in found for task in part.tasks], sum(part.more for part in found))


def due(day: dt.date, *, today: dt.date) -> Deadline:
    """Return the deadline of a day as it looks today."""
    late = (today - day).days
    if late > 0:
        words = ngettext("%(num)d day late", "%(num)d days late", late)
        return Deadline(day, words, "danger")
    if late == 0:
        return Deadline(day, _("Deadline: today"), "warn")
    return Deadline(day, _("Deadline: %(day)s", day=locale.day(day)))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Order tasks by their deadline; among equals the order of the areas stays."""
    return sorted(tasks, key=lambda task: task.due.on if task.due else dt.date.max)
