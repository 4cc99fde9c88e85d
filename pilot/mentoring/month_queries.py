"""How a month of a pilot stands: open or closed, in which edition, and why promises were missed."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, func, select

from pilot.cohort import queries as cohort
from pilot.cohort.models import MonthClose, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.enums import MonthState
from pilot.mentoring.models import MentorSession, MissedMonthReason


@dataclass(frozen=True)
class Edition:
    """Which edition of a month its figures are: the state, and a revision that rises with each correction."""

    state: MonthState
    revision: int = 1

    @property
    def is_corrected(self) -> bool:
        """Tell whether reports must say that the edition was corrected (R12)."""
        return self.revision > 1


def edition_of(pilot: Pilot, month: Month) -> Edition:
    """Return the edition of a month as the database has it now; one never closed is a draft (R12)."""
    closed = close_of(pilot, month)
    if closed is None:
        return Edition(MonthState.DRAFT)
    is_open = closed.reopened_at is not None
    return Edition(MonthState.REOPENED if is_open else MonthState.CLOSED, closed.revision)


def close_of(pilot: Pilot, month: Month) -> MonthClose | None:
    """Return the close of a month as the database has it now, also one that was opened again."""
    return db.session.scalar(
        select(MonthClose)
        .where(MonthClose.pilot_id == pilot.id, MonthClose.month == str(month))
        .execution_options(populate_existing=True)
    )


def in_open_month(pilot: Pilot) -> ColumnElement[bool]:
    """Return the condition that a session's month is not closed: nobody can do anything about the others."""
    month = func.substr(cast(MentorSession.held_on, Text), 1, len("2023-01"))
    return month.not_in(cohort.closed_months(pilot.id))


def missed_reasons(pilot: Pilot, month: Month) -> dict[uuid.UUID, MissedMonthReason]:
    """Return the reasons recorded for a month by participation (R11)."""
    rows = db.session.scalars(
        select(MissedMonthReason)
        .join(Participation, Participation.id == MissedMonthReason.participation_id)
        .where(Participation.pilot_id == pilot.id, MissedMonthReason.month == str(month))
        .order_by(MissedMonthReason.id)
    )
    return {row.participation_id: row for row in rows}
