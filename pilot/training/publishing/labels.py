"""Words for versions of a schedule, what changed between them, and why one is refused."""

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_pgettext, ngettext
from flask_babel import lazy_gettext as _l

from pilot.training.enums import DayMode
from pilot.training.labels import MODES
from pilot.training.publishing import rules
from pilot.training.publishing.enums import ChangeKind, Detail, PublishProblem
from pilot.training.publishing.rules import Change
from pilot.training.publishing.snapshot import PublishedClass, PublishedDay
from pilot.web import locale

if TYPE_CHECKING:
    from pilot.accounts.models import User

People = Mapping[uuid.UUID, "User"]

KINDS = {
    ChangeKind.NEW: lazy_pgettext("change of a training day", "New"),
    ChangeKind.MOVED: lazy_pgettext("change of a training day", "Moved"),
    ChangeKind.CANCELLED: lazy_pgettext("change of a training day", "Cancelled"),
    ChangeKind.CHANGED: lazy_pgettext("change of a training day", "Changed"),
}
KIND_SIGNS = {
    ChangeKind.NEW: ("ok", "plus"),
    ChangeKind.MOVED: ("info", "right"),
    ChangeKind.CANCELLED: ("warn", "none"),
    ChangeKind.CHANGED: ("plain", "info"),
}
DETAILS = {
    Detail.NUMBER: _l("Number"),
    Detail.MODE: _l("How it is held"),
    Detail.VENUE: _l("Venue"),
    Detail.ADDRESS: _l("Address"),
    Detail.ACCESS: _l("How to get in"),
    Detail.LENGTH: _l("Length"),
    Detail.CLASSES: _l("Classes"),
}
PROBLEMS = {
    PublishProblem.NOTHING_CHANGED: _l(
        "Nothing has changed since the last version; there is nothing to publish"
    ),
    PublishProblem.REASON_MISSING: _l("Enter why the schedule is published as it is"),
}
CHANGED_MEANWHILE = _l(
    "Nothing was published: the schedule changed while you were looking at it."
    " Look at the changes and at who is told once more, then publish."
)


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def sum_up(changes: Iterable[Change]) -> str:
    """Count changes by kind: 1 moved, 1 cancelled."""
    words = {
        ChangeKind.NEW: lambda count: ngettext("%(num)d new", "%(num)d new", count),
        ChangeKind.MOVED: lambda count: ngettext("%(num)d moved", "%(num)d moved", count),
        ChangeKind.CANCELLED: lambda count: ngettext("%(num)d cancelled", "%(num)d cancelled", count),
        ChangeKind.CHANGED: lambda count: ngettext("%(num)d changed", "%(num)d changed", count),
    }
    return ", ".join(str(words[kind](count)) for kind, count in rules.counts(changes).items())


def day_name(day: PublishedDay) -> str:
    """Name a published day: Day 3, 15.09.2022."""
    return _("Day %(number)s, %(date)s", number=day.number, date=locale.day(day.held_on))


def when(day: PublishedDay) -> str:
    """Write the date and times of a day: 15.09.2022, 9:30–16:30."""
    return f"{locale.day(day.held_on)} {hours(day)}".strip()


def hours(held: PublishedDay | PublishedClass) -> str:
    """Write from when to when: 9:30–16:30."""
    return f"{locale.clock_time(held.starts_at)}–{locale.clock_time(held.ends_at)}"


def headline(change: Change) -> str:
    """Say of which day a change is, and where to a moved one went."""
    old, new = change.before, change.after
    if old is not None and new is not None and change.kind is ChangeKind.MOVED:
        return _(
            "Day %(number)s: %(before)s → %(after)s", number=new.number, before=when(old), after=when(new)
        )
    return f"{day_name(change.day)} {hours(change.day)}"


def brief(change: Change) -> str:
    """Say a change in a line of a list: moved: Day 3, 16.09.2022."""
    return f"{KINDS[change.kind]}: {day_name(change.day)}"


def details(change: Change, people: People) -> list[tuple[str, str, str]]:
    """Return what else is different on a day, as it was and as it is."""
    old, new = change.before, change.after
    if old is None or new is None:
        return []
    before, after = _texts(old, new, people), _texts(new, old, people)
    return [(str(DETAILS[detail]), before[detail], after[detail]) for detail in change.details]


def _texts(day: PublishedDay, other: PublishedDay, people: People) -> dict[Detail, str]:
    """Write everything that may differ on a day; of its classes those that another state of it lacks."""
    return {
        Detail.NUMBER: str(day.number),
        Detail.MODE: str(MODES[DayMode(day.mode)]),
        Detail.VENUE: day.venue,
        Detail.ADDRESS: day.address,
        Detail.ACCESS: day.access_note,
        Detail.LENGTH: locale.minutes(day.planned_minutes),
        Detail.CLASSES: "; ".join(
            class_line(held, people) for held in day.classes if held not in other.classes
        ),
    }


def class_line(held: PublishedClass, people: People) -> str:
    """Write a class in a line: 9:30–12:30 Subject (Inga Zariņa)."""
    names = ", ".join(people[each].name for each in held.lecturers if each in people)
    return f"{hours(held)} {held.topic}" + (f" ({names})" if names else "")
