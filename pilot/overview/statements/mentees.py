"""A mentor's month by participant: minutes, what is missing and why, topics; no texts of the pair."""

import datetime as dt
import uuid
from collections.abc import Collection

from flask_babel import gettext as _

from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.documents.sheets import Value
from pilot.mentoring import labels, month_queries
from pilot.mentoring import pages as mentoring_pages
from pilot.mentoring import queries as mentoring
from pilot.mentoring.enums import MissedReason
from pilot.mentoring.models import MissedMonthReason
from pilot.mentoring.queries import MonthCell
from pilot.overview.statements import queries
from pilot.overview.statements.queries import Mentee
from pilot.overview.statements.shapes import Column, Table


def tables_of(
    pilot: Pilot, mentors: Collection[uuid.UUID], month: Month, *, today: dt.date
) -> dict[uuid.UUID, tuple[Table]]:
    """Return for each mentor the table of the participants of a month, as far as there were some.

    What is promised and missing stands with the mentor of the month's last day: an earlier one sees only
    the own minutes. The sum of received minutes is no working time, so the table has none.
    """
    found = queries.mentees_of(pilot, mentors, month)
    ids = {mentee.participation_id for rows in found.values() for mentee in rows}
    people = mentoring.people_of(
        pilot, mentoring.promised_people(pilot, None).where(Participation.id.in_(ids))
    )
    cells = mentoring.cells_of(mentoring.course_of(pilot), people, today=today)
    reasons = month_queries.missed_reasons(pilot, month)
    return {
        mentor_id: (
            _table(
                tuple(
                    _row(
                        mentee,
                        mentoring_pages.cell_of(cells.get(mentee.participation_id, ()), month),
                        reasons.get(mentee.participation_id),
                    )
                    for mentee in rows
                )
            ),
        )
        for mentor_id, rows in found.items()
    }


def _table(rows: tuple[tuple[Value, ...], ...]) -> Table:
    return Table(
        _("By participant"),
        (
            Column(_("Participant")),
            Column(_("Received from this mentor, min"), is_number=True),
            Column(_("Minimum, min"), is_number=True),
            Column(_("Missing, min"), is_number=True),
            Column(_("Reason of the shortage")),
            Column(_("Topics"), is_wide=True),
        ),
        rows,
    )


def _row(mentee: Mentee, cell: MonthCell | None, reason: MissedMonthReason | None) -> tuple[Value, ...]:
    promised = cell if cell is not None and cell.required is not None and mentee.to_the_end else None
    why = ""
    if promised is not None and promised.missing and reason is not None:
        why = str(labels.MISSED_REASONS[MissedReason(reason.reason)])
    return (
        mentee.name,
        mentee.received,
        promised.required if promised else None,
        promised.missing if promised else None,
        why,
        mentoring_pages.topics(mentee.topics),
    )
