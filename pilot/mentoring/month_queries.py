"""What the close of a month looks at: who was short and why, and what nobody confirmed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.models import MonthClose, Participation, Pilot
from pilot.cohort.rules import Month, months_between
from pilot.extensions import db
from pilot.mentoring import queries
from pilot.mentoring.enums import ConfirmationState, MonthState, SessionState, Standing
from pilot.mentoring.models import MentorSession, MissedMonthReason, SessionAttendee, SessionShare


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


def past_months(pilot: Pilot, *, today: dt.date) -> list[Month]:
    """Return the months of a pilot that are over, the newest first."""
    months = months_between(pilot.implementation_from, pilot.implementation_to)
    return [month for month in reversed(months) if month.last_day < today]


def close_of(pilot: Pilot, month: Month) -> MonthClose | None:
    """Return the close of a month as the database has it now, also one that was opened again."""
    return db.session.scalar(
        select(MonthClose)
        .where(MonthClose.pilot_id == pilot.id, MonthClose.month == str(month))
        .execution_options(populate_existing=True)
    )


def missed_people(pilot: Pilot, month: Month, *, today: dt.date) -> list[uuid.UUID]:
    """Return the participations whose promise of a past month was not kept, in the order of the matrix."""
    return [
        person
        for person, cells in queries.balances(pilot, viewer=None, today=today).items()
        for cell in cells
        if cell.month == month and cell.standing is Standing.MISSED
    ]


def met_in(pilot: Pilot, month: Month, *, today: dt.date) -> tuple[int, int]:
    """Count those who have the minimum of a month, and those who should."""
    standings = [
        cell.standing
        for cells in queries.balances(pilot, viewer=None, today=today).values()
        for cell in cells
        if cell.month == month and cell.required is not None
    ]
    return standings.count(Standing.MET), len(standings)


def names_of(people: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of participations, in the order given."""
    rows = db.session.execute(
        select(Participation.id, User.given_name, User.family_name)
        .join(Participation.user)
        .where(Participation.id.in_(people))
    )
    names = {participation_id: f"{given} {family}" for participation_id, given, family in rows}
    return {person: names[person] for person in people}


def missed_reasons(pilot: Pilot, month: Month) -> dict[uuid.UUID, MissedMonthReason]:
    """Return the reasons recorded for a month by participation (R11)."""
    rows = db.session.scalars(
        select(MissedMonthReason)
        .join(Participation, Participation.id == MissedMonthReason.participation_id)
        .where(Participation.pilot_id == pilot.id, MissedMonthReason.month == str(month))
        .order_by(MissedMonthReason.id)
    )
    return {row.participation_id: row for row in rows}


def unanswered_in(pilot: Pilot, month: Month) -> dict[ConfirmationState, int]:
    """Count the held records of a month that nobody confirmed: waiting, and returned."""
    found = dict.fromkeys((ConfirmationState.WAITING, ConfirmationState.RETURNED), 0)
    states = db.session.scalars(
        select(SessionAttendee.confirmation)
        .join(SessionAttendee.session)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.state == SessionState.HELD,
            SessionAttendee.confirmation != ConfirmationState.CONFIRMED,
            SessionAttendee.shares.any(SessionShare.held_on.between(month.first_day, month.last_day)),
        )
        .order_by(SessionAttendee.id)
    )
    for state in states:
        found[state] += 1
    return found
