"""What needs the coordinator and the authors of remarks on the methodology."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.cohort.models import Pilot
from pilot.mentoring.remarks import labels, queries, rules
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task


def remarks_to_answer(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return one row for all the remarks that have waited for an answer for more than thirty days."""
    waiting = queries.waiting_long(pilot, today=today)
    if waiting is None:
        return []
    return [
        Task(
            what=ngettext(
                "Answer %(num)d remark on the methodology",
                "Answer %(num)d remarks on the methodology",
                waiting.count,
            ),
            why=_("Their authors have waited for more than 30 days."),
            action_url=links.remarks_that_wait(pilot),
            action_label=_("Open the remarks"),
            due=Deadline(waiting.oldest_on + rules.WAITS),  # a day in words would tell when somebody wrote
        )
    ]


def answers_to_see(pilot: Pilot, *, user_id: uuid.UUID) -> list[Task]:
    """Return one row for the answers that an author has not said to have seen."""
    remarks = queries.answers_to_see(pilot, user_id=user_id)
    if not remarks:
        return []
    first, count = remarks[0], len(remarks)
    return [
        Task(
            what=ngettext(
                "There is an answer to your remark",
                "There are answers to %(num)d of your remarks",
                count,
            ),
            why=labels.title_of(first.point.section),
            action_url=links.remark(pilot, first.id) if count == 1 else links.remarks(pilot),
            action_label=_("Read the answer"),
            due=Deadline(first.point.decided_on) if first.point.decided_on else None,
        )
    ]
