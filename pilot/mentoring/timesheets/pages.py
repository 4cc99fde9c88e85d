"""What the pages of the time sheet share: the month asked for, sums by kind, refusals beside their field."""

import datetime as dt
from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month, months_between
from pilot.mentoring.models import MentorSession
from pilot.mentoring.timesheets import actions, labels
from pilot.mentoring.timesheets.forms import SupervisionForm, WorkLineForm
from pilot.mentoring.timesheets.models import WorkLine
from pilot.web import locale


def _months(pilot: Pilot, *, today: dt.date) -> list[Month]:
    """Return the months of a pilot up to that of today, at least the first."""
    months = months_between(pilot.implementation_from, pilot.implementation_to)
    return [month for month in months if month <= Month.of(today)] or [months[0]]


def month_asked(pilot: Pilot, typed: str, *, today: dt.date) -> Month:
    """Return the month that an address names; without one that has begun, the latest."""
    months = _months(pilot, today=today)
    return {str(month): month for month in months}.get(typed, months[-1])


def neighbours(pilot: Pilot, month: Month, *, today: dt.date) -> list[tuple[str, Month]]:
    """Return the month before and the one after, as far as they have begun, with their words."""
    months = _months(pilot, today=today)
    place = months.index(month)
    return [
        (locale.month(other.first_day), other)
        for other in (*months[max(0, place - 1) : place], *months[place + 1 : place + 2])
    ]


def months_around(pilot: Pilot, month: Month, *, today: dt.date) -> list[tuple[str, str, bool]]:
    """Return the months before and after with the address of the time sheet in them."""
    return [
        (words, address(pilot, other.first_day), other < month)
        for words, other in neighbours(pilot, month, today=today)
    ]


def sums(lines: Iterable[WorkLine]) -> list[tuple[str, str]]:
    """Add up a month's lines by kind, and together; they are work of one person in one unit."""
    by_kind: dict[str, int] = {}
    for line in lines:
        word = str(labels.WORK_KINDS[line.kind])
        by_kind[word] = by_kind.get(word, 0) + line.minutes
    rows = [(str(word), locale.minutes(minutes)) for word, minutes in by_kind.items()]
    if len(rows) > 1:
        rows.append((_("Lines together"), locale.minutes(sum(by_kind.values()))))
    return rows


def session_words(session: MentorSession) -> str:
    """Name a session for a list to choose from, by its day and length."""
    return f"{locale.day(session.held_on)}, {locale.minutes(session.minutes)}"


def address(pilot: Pilot, day: dt.date) -> str:
    """Return the address of the own time sheet in the month of a day."""
    return url_for("timesheets.mine", code=pilot.code, month=str(Month.of(day)))


def refuse(
    form: WorkLineForm | SupervisionForm,
    refusal: actions.EntryRefusedError | actions.ClaimedTwiceError,
) -> None:
    """Put a refusal beside the field to change."""
    if isinstance(refusal, actions.ClaimedTwiceError):
        form.refuse_clash(refusal.clash)
    else:
        form.refuse(refusal.problem)
