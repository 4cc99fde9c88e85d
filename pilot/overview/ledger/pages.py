"""What the pages of the ledger and of the statements show: months, links between the views, h:mm."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring.timesheets import labels as work
from pilot.mentoring.timesheets import pages as timesheets
from pilot.mentoring.timesheets.enums import WorkKind
from pilot.overview.ledger import labels
from pilot.overview.ledger.enums import View
from pilot.web import locale

MINUTES_PER_HOUR = 60


def clock_hours(minutes: int) -> str:
    """Write minutes as hours and minutes: 3:30."""
    return f"{minutes // MINUTES_PER_HOUR}:{minutes % MINUTES_PER_HOUR:02d}"


def minutes_and_hours(minutes: int) -> str:
    """Write minutes and what they are in hours: 210 min (3:30)."""
    return f"{locale.minutes(minutes)} ({clock_hours(minutes)})"


def view_asked(typed: str, offered: list[View]) -> View:
    """Return the view that an address names, else the first that the viewer has."""
    return next((view for view in offered if view == typed), offered[0])


def month_asked(pilot: Pilot, typed: str, *, today: dt.date) -> Month:
    """Return the month that an address names, else the latest of the pilot that has begun."""
    return timesheets.month_asked(pilot, typed, today=today)


def tabs(pilot: Pilot, offered: list[View], *, view: View, month: Month) -> list[tuple[str, str, bool, None]]:
    """Return the views as tabs: words, address, is current, no count."""
    return [(str(labels.VIEWS[each]), _address(pilot, each, month), each is view, None) for each in offered]


def months_around(pilot: Pilot, month: Month, *, view: View, today: dt.date) -> list[tuple[str, str, bool]]:
    """Return the months before and after, in the same view."""
    return [
        (words, _address(pilot, view, other), other < month)
        for words, other in timesheets.neighbours(pilot, month, today=today)
    ]


def _address(pilot: Pilot, view: View, month: Month) -> str:
    return url_for("ledger.ledger", code=pilot.code, view=str(view), month=str(month))


def kinds(by_kind: Mapping[WorkKind, int]) -> str:
    """Write what somebody did by kind: Preparation 90 min, Travel 45 min."""
    return ", ".join(
        f"{words}: {locale.minutes(by_kind[kind])}"
        for kind, words in work.WORK_KINDS.items()
        if kind in by_kind
    )


def statement_address(pilot: Pilot, view: View, person: uuid.UUID, month: Month) -> str:
    """Return the address of the statement of a row."""
    where: dict[str, Any] = {"code": pilot.code, "month": str(month)}
    match view:
        case View.RECEIVED:
            return url_for("statements.participant", participation_id=person, **where)
        case View.WORKED:
            return url_for("statements.mentor", mentor_id=person, **where)
        case _:
            return url_for("statements.lecturer", lecturer_id=person, **where)


def doubled(minutes: int) -> str:
    """Say that minutes were claimed twice and counted once; nothing where there are none."""
    if not minutes:
        return ""
    return str(_("claimed twice, counted once: %(minutes)s", minutes=locale.minutes(minutes)))
