"""The page of a municipality and month: the figures of the dashboard, its own staff, its communities."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload

from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.enums import PilotState
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.community.diary import queries as diary
from pilot.community.diary.rules import Totals
from pilot.community.enums import MeetingState, TaskState
from pilot.community.models import Community, CooperationGroup, GroupTask, Meeting
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.municipalities.models import Municipality
from pilot.overview import participants
from pilot.overview.briefs.models import MonthBrief
from pilot.overview.figures import Figure, figures_of
from pilot.overview.numbers import numbers_of
from pilot.training import queries as training

AT_WORK = (PilotState.TRAINING, PilotState.PRACTICE, PilotState.CLOSING)
FIGURES = ("communities", "needs", "groups", "meetings", "decisions")
MOST_STAFF = 200


@dataclass(frozen=True)
class Head:
    """Who manages the social service of a municipality."""

    user_id: uuid.UUID
    municipality_id: uuid.UUID


@dataclass(frozen=True)
class StaffLine:
    """The sums of one of the own staff; nothing of what was written or said."""

    name: str
    attended: int
    received: int | None
    required: int | None
    diary: Totals


@dataclass(frozen=True)
class GroupLine:
    """A cooperation group: when it met in the month, what it decided, and its open tasks of now."""

    group: CooperationGroup
    meetings: tuple[Meeting, ...]
    open_tasks: int
    overdue: int


@dataclass(frozen=True)
class Brief:
    """The page of a municipality and month."""

    pilot: Pilot
    municipality: Municipality
    month: Month
    as_of: dt.date
    figures: tuple[Figure, ...]
    staff: tuple[StaffLine, ...]
    communities: tuple[Community, ...]
    groups: tuple[GroupLine, ...]

    @property
    def overdue(self) -> int:
        return sum(line.overdue for line in self.groups)


def pilots_at_work() -> list[Pilot]:
    """Return the pilots of which heads of services are told."""
    return list(db.session.scalars(select(Pilot).where(Pilot.state.in_(AT_WORK)).order_by(Pilot.code)))


def heads_of(pilot: Pilot) -> list[Head]:
    """Return who manages a service in a pilot now and has not left."""
    rows = db.session.execute(
        select(RoleAssignment.user_id, RoleAssignment.municipality_id)
        .join(User, User.id == RoleAssignment.user_id)
        .where(
            RoleAssignment.pilot_id == pilot.id,
            RoleAssignment.role == Role.MANAGER,
            RoleAssignment.ended_at.is_(None),
            RoleAssignment.municipality_id.is_not(None),
            User.state == UserState.ACTIVE,
        )
        .distinct()
    )
    found = (Head(user_id, place_id) for user_id, place_id in rows if place_id is not None)
    return sorted(found, key=lambda head: (head.user_id, head.municipality_id))


def briefs_of(pilot: Pilot, month: Month | None = None) -> list[MonthBrief]:
    """Return what was sent in a pilot, of one month or of all, the newest first."""
    statement = select(MonthBrief).where(MonthBrief.pilot_id == pilot.id)
    if month is not None:
        statement = statement.where(MonthBrief.month == str(month))
    return list(db.session.scalars(statement.order_by(MonthBrief.month.desc(), MonthBrief.id)))


def briefs_to(pilot: Pilot, head: Head, month: Month) -> list[MonthBrief]:
    """Return what one head was sent of a month."""
    return [row for row in briefs_of(pilot, month) if Head(row.user_id, row.municipality_id) == head]


def sent_rows(pilot: Pilot) -> list[Row[MonthBrief, User, Municipality]]:
    """Return every page that was sent with its head and municipality, the newest month first."""
    return list(
        db.session.execute(
            select(MonthBrief, User, Municipality)
            .join(User, User.id == MonthBrief.user_id)
            .join(Municipality, Municipality.id == MonthBrief.municipality_id)
            .where(MonthBrief.pilot_id == pilot.id)
            .order_by(MonthBrief.month.desc(), Municipality.sort_key, User.sort_key, MonthBrief.id)
        )
    )


def behind(brief_id: uuid.UUID) -> tuple[MonthBrief, Pilot, User] | None:
    """Return what was sent with its pilot and head, while that person still manages the service."""
    row = db.session.execute(
        select(MonthBrief, Pilot, User)
        .join(Pilot, Pilot.id == MonthBrief.pilot_id)
        .join(User, User.id == MonthBrief.user_id)
        .where(MonthBrief.id == brief_id)
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def municipalities_in(pilot: Pilot) -> list[Municipality]:
    """Return the municipalities for which somebody takes part in a pilot, by name."""
    taking_part = select(Participation.municipality_id).where(Participation.pilot_id == pilot.id)
    return list(
        db.session.scalars(
            select(Municipality)
            .where(Municipality.id.in_(taking_part))
            .order_by(Municipality.sort_key, Municipality.id)
        )
    )


def page_of(pilot: Pilot, municipality: Municipality, month: Month, *, today: dt.date) -> Brief:
    """Gather the page of a municipality and month; every figure is the one of the dashboard."""
    as_of = min(month.last_day, today)
    own = select(Participation).where(
        Participation.pilot_id == pilot.id, Participation.municipality_id == municipality.id
    )
    figures = figures_of(pilot, numbers_of(pilot, as_of=as_of, among=own))
    return Brief(
        pilot=pilot,
        municipality=municipality,
        month=month,
        as_of=as_of,
        figures=tuple(figures[key] for key in FIGURES),
        staff=tuple(_staff(pilot, own, month, as_of=as_of)),
        communities=tuple(
            db.session.scalars(
                select(Community)
                .where(
                    Community.pilot_id == pilot.id,
                    Community.municipality_id == municipality.id,
                    Community.started_on <= as_of,
                )
                .order_by(Community.name, Community.id)
            )
        ),
        groups=tuple(_groups(pilot, municipality, month, today=today)),
    )


def _staff(pilot: Pilot, own: participants.Among, month: Month, *, as_of: dt.date) -> list[StaffLine]:
    page = participants.page_of(pilot, as_of=as_of, among=own, number=1, rows=MOST_STAFF)
    persons = [participant.person for participant in page.items]
    attended = training.attendance_minutes(
        pilot, [person.participation_id for person in persons], month=month
    )
    cells = mentoring.cells_of(mentoring.course_of(pilot), persons, today=as_of)
    rows = {
        row.id: row
        for row in db.session.scalars(
            select(Participation).where(Participation.id.in_([person.participation_id for person in persons]))
        )
    }
    found = []
    for person in persons:
        cell = next((each for each in cells[person.participation_id] if each.month == month), None)
        found.append(
            StaffLine(
                name=person.name,
                attended=attended.get(person.participation_id, 0),
                received=cell.received if cell else None,
                required=cell.required if cell else None,
                diary=diary.month_of(rows[person.participation_id], month),
            )
        )
    return found


def _groups(pilot: Pilot, municipality: Municipality, month: Month, *, today: dt.date) -> list[GroupLine]:
    groups = db.session.scalars(
        select(CooperationGroup)
        .where(CooperationGroup.pilot_id == pilot.id, CooperationGroup.municipality_id == municipality.id)
        .order_by(CooperationGroup.name, CooperationGroup.id)
    ).all()
    meetings = (
        db.session.scalars(
            select(Meeting)
            .where(
                Meeting.group_id.in_([group.id for group in groups]),
                Meeting.state != MeetingState.PLANNED,
                Meeting.held_on.between(month.first_day, month.last_day),
            )
            .options(joinedload(Meeting.decisions))
            .order_by(Meeting.held_on, Meeting.number)
        )
        .unique()
        .all()
    )
    tasks = {
        group_id: (waiting, late)
        for group_id, waiting, late in db.session.execute(
            select(
                GroupTask.group_id,
                func.count(GroupTask.id),
                func.count(GroupTask.id).filter(GroupTask.due_on < today),
            )
            .where(GroupTask.group_id.in_([group.id for group in groups]), GroupTask.state == TaskState.OPEN)
            .group_by(GroupTask.group_id)
        )
    }
    return [
        GroupLine(
            group,
            tuple(meeting for meeting in meetings if meeting.group_id == group.id),
            *tasks.get(group.id, (0, 0)),
        )
        for group in groups
    ]
