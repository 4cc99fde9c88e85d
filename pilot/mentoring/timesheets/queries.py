"""Time sheets and supervision: a person's own, and the sums that the ledger shows."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from pilot.accounts.roles import Permission, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.claim_rules import Claim
from pilot.cohort.enums import ClaimKind
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession
from pilot.mentoring.timesheets.enums import Capacity
from pilot.mentoring.timesheets.models import Supervision, WorkLine

SESSIONS_OFFERED = 30
AS_ROLE = {Role.MENTOR: Capacity.MENTOR, Role.LECTURER: Capacity.LECTURER}


def capacities_of(pilot: Pilot, *, viewer: Viewer) -> list[Capacity]:
    """Return as whom a viewer works for a pilot."""
    held = {grant.role for grant in viewer.grants if grant.pilot_id == pilot.id}
    return [capacity for role, capacity in AS_ROLE.items() if role in held]


def own_lines(pilot: Pilot, month: Month, *, viewer: Viewer) -> list[WorkLine]:
    """Return the viewer's own lines of a month, by day."""
    return list(
        db.session.scalars(
            select(WorkLine)
            .where(
                WorkLine.pilot_id == pilot.id,
                WorkLine.user_id == viewer.user_id,
                WorkLine.worked_on.between(month.first_day, month.last_day),
            )
            .order_by(WorkLine.worked_on, WorkLine.starts_at, WorkLine.id)
        )
    )


def own_supervision(pilot: Pilot, *, year: int, viewer: Viewer) -> list[Supervision]:
    """Return the supervision that the viewer attended in a calendar year, the newest first."""
    return list(
        db.session.scalars(
            select(Supervision)
            .where(
                Supervision.pilot_id == pilot.id,
                Supervision.user_id == viewer.user_id,
                Supervision.held_on.between(dt.date(year, 1, 1), dt.date(year, 12, 31)),
            )
            .order_by(Supervision.held_on.desc(), Supervision.id)
        )
    )


def get_line(line_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> WorkLine:
    """Return a line of the viewer's own time sheet.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    line = db.session.scalar(
        select(WorkLine).where(
            WorkLine.id == line_id, WorkLine.pilot_id == pilot.id, WorkLine.user_id == viewer.user_id
        )
    )
    if line is None or not viewer.may_in(pilot.id, Permission.TIMESHEET_WRITE):
        raise NotVisibleError
    return line


def get_supervision(supervision_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> Supervision:
    """Return supervision that the viewer attended.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(Supervision).where(
            Supervision.id == supervision_id,
            Supervision.pilot_id == pilot.id,
            Supervision.user_id == viewer.user_id,
        )
    )
    if found is None or not viewer.may_in(pilot.id, Permission.SUPERVISION_WRITE):
        raise NotVisibleError
    return found


def own_sessions(pilot: Pilot, *, viewer: Viewer, also: uuid.UUID | None = None) -> list[MentorSession]:
    """Return the latest sessions that the viewer held, which a line can belong to, the newest first.

    `also` is one that a line belongs to already; it stays among them however old it is.
    """
    own = select(MentorSession).where(
        MentorSession.pilot_id == pilot.id, MentorSession.mentor_id == viewer.user_id
    )
    latest = db.session.scalars(
        own.where(MentorSession.state == SessionState.HELD, MentorSession.id != also)
        .order_by(MentorSession.held_on.desc(), MentorSession.id)
        .limit(SESSIONS_OFFERED)
    )
    return [*latest, *db.session.scalars(own.where(MentorSession.id == also))]


def claims(people: Collection[uuid.UUID], first: dt.date, last: dt.date) -> list[Claim]:
    """Return the lines and the supervision of people on the days from the first to the last."""
    lines = db.session.scalars(
        select(WorkLine)
        .where(WorkLine.user_id.in_(people), WorkLine.worked_on.between(first, last))
        .order_by(WorkLine.worked_on, WorkLine.id)
    )
    supervision = db.session.scalars(
        select(Supervision)
        .where(Supervision.user_id.in_(people), Supervision.held_on.between(first, last))
        .order_by(Supervision.held_on, Supervision.id)
    )
    return [
        *(
            Claim(
                line.user_id,
                line.id,
                ClaimKind.LINE,
                line.pilot_id,
                line.worked_on,
                line.minutes,
                line.starts_at,
                line.ends_at,
            )
            for line in lines
        ),
        *(
            Claim(row.user_id, row.id, ClaimKind.SUPERVISION, row.pilot_id, row.held_on, row.minutes)
            for row in supervision
        ),
    ]
