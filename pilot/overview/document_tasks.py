"""What the coordinator has to send and to issue: notices of training days, certificates."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.cohort.models import Pilot
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task, due
from pilot.training.certificates import queries as certificates
from pilot.training.notices import queries as notices
from pilot.training.notices.queries import MonthNotice
from pilot.training.notices.rules import Standing
from pilot.web import locale

WAITING = frozenset({Standing.DUE, Standing.LATE, Standing.CHANGED})


def notices_due(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each month whose notice should be sent, or sent again because days changed (T23)."""
    if not notices.asks_for_notices(pilot):
        return []
    months = notices.months_of(pilot, today=today)
    return [_send(pilot, found, today=today) for found in months if found.standing in WAITING]


def _send(pilot: Pilot, found: MonthNotice, *, today: dt.date) -> Task:
    name = locale.month(found.month.first_day)
    if found.standing is not Standing.CHANGED:
        return Task(
            what=_("Send the notice of training days: %(month)s", month=name),
            why=_("The agency is told of a month's training days by the 25th of the month before."),
            action_url=links.notice(pilot, found.month),
            action_label=_("Open the notice"),
            due=due(found.deadline, today=today),
        )
    late = _("Changed less than one day before: say why in the report") if found.late else ""
    return Task(
        what=_("Tell the agency of changed training days: %(month)s", month=name),
        why=_("A change is told at least one day before the day."),
        action_url=links.notice(pilot, found.month),
        action_label=_("Open the notice"),
        due=Deadline(today, late or _("Deadline: today"), "danger" if late else "warn"),
    )


def certificates_due(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row when the course is over and somebody has neither certificate nor statement (T22)."""
    count = certificates.without_document(pilot, today=today)
    if not count:
        return []
    return [
        Task(
            what=ngettext(
                "Issue a certificate or statement: %(num)d participant",
                "Issue certificates and statements: %(num)d participants",
                count,
            ),
            why=_("The training is over and its attendance is recorded."),
            action_url=links.issue_certificates(pilot),
            action_label=_("Who gets what"),
        )
    ]
