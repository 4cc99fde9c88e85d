"""Cooperation groups and their members in the viewer's scope; people of a group stay in its municipality."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.queries import has_mentor
from pilot.community.enums import GroupLevel, GroupState, MeetingState, MemberRole, Sector, TaskState
from pilot.community.models import (
    Community,
    CooperationGroup,
    Decision,
    GroupMember,
    GroupTask,
    Meeting,
)
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.municipalities.models import Municipality


@dataclass(frozen=True)
class GroupLine:
    """A group in a list, with its last meeting and its tasks."""

    group: CooperationGroup
    members: int
    last_meeting_on: dt.date | None
    open_tasks: int
    overdue_tasks: int


@dataclass(frozen=True)
class GroupSum:
    """The groups of one municipality and level as an observer sees them: nothing single."""

    municipality: str
    level: GroupLevel
    groups: int


def visible_groups(
    viewer: Viewer, permission: Permission = Permission.GROUP_READ
) -> Select[CooperationGroup]:
    """Return the statement every list of groups begins with; aggregate and shared reach name none."""
    conditions = [_in_scope(scope, viewer) for scope in viewer.scopes(permission)]
    return select(CooperationGroup).where(or_(false(), *conditions))


def _in_scope(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else CooperationGroup.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.MUNICIPALITY if scope.municipality_id is not None:
            return and_(in_pilot, CooperationGroup.municipality_id == scope.municipality_id)
        case Reach.MENTEES:
            return and_(in_pilot, _is_of_mentee(viewer))
        case _:
            return false()


def _is_of_mentee(viewer: Viewer) -> ColumnElement[bool]:
    """Say that a mentee leads the group's community or, without one, works in its municipality."""
    led = select(Community.id).join(Participation, Community.lead_id == Participation.id)
    return or_(
        CooperationGroup.community_id.in_(led.where(has_mentor(viewer))),
        and_(
            CooperationGroup.community_id.is_(None),
            exists().where(
                Participation.pilot_id == CooperationGroup.pilot_id,
                Participation.municipality_id == CooperationGroup.municipality_id,
                has_mentor(viewer),
            ),
        ),
    )


def groups_in(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[GroupLine]:
    """Return a pilot's groups in the viewer's scope by municipality, level and name."""
    open_tasks = select(func.count(GroupTask.id)).where(
        GroupTask.group_id == CooperationGroup.id, GroupTask.state == TaskState.OPEN
    )
    found = db.session.execute(
        visible_groups(viewer)
        .where(CooperationGroup.pilot_id == pilot.id)
        .join(Municipality, Municipality.id == CooperationGroup.municipality_id)
        .options(joinedload(CooperationGroup.municipality), joinedload(CooperationGroup.community))
        .add_columns(
            select(func.count(GroupMember.id))
            .where(GroupMember.group_id == CooperationGroup.id, GroupMember.left_on.is_(None))
            .scalar_subquery(),
            select(func.max(Meeting.held_on))
            .where(Meeting.group_id == CooperationGroup.id, Meeting.state != MeetingState.PLANNED)
            .scalar_subquery(),
            open_tasks.scalar_subquery(),
            open_tasks.where(GroupTask.due_on < today).scalar_subquery(),
        )
        .order_by(Municipality.sort_key, CooperationGroup.level, CooperationGroup.name, CooperationGroup.id)
    )
    return [GroupLine(group, *numbers) for group, *numbers in found]


def reads_single_groups(viewer: Viewer, pilot: Pilot) -> bool:
    """Tell whether the viewer's right reaches single groups of a pilot, not only their sums."""
    scopes = viewer.scopes_in(pilot.id, Permission.GROUP_READ)
    return any(scope.reach is not Reach.AGGREGATE for scope in scopes)


def pilot_of(group: CooperationGroup) -> Pilot:
    """Return the pilot of a group."""
    return db.session.get_one(Pilot, group.pilot_id)


def group_sums(pilot: Pilot) -> list[GroupSum]:
    """Return how many groups of each level a pilot's municipalities have."""
    found = db.session.execute(
        select(Municipality.name, CooperationGroup.level, func.count())
        .join(CooperationGroup, CooperationGroup.municipality_id == Municipality.id)
        .where(CooperationGroup.pilot_id == pilot.id)
        .group_by(Municipality.name, Municipality.sort_key, CooperationGroup.level)
        .order_by(Municipality.sort_key, CooperationGroup.level)
    )
    return [GroupSum(*row) for row in found]


def get_group(
    group_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.GROUP_READ
) -> CooperationGroup:
    """Return a group with its municipality and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    group = db.session.scalar(
        visible_groups(viewer, permission)
        .where(CooperationGroup.id == group_id)
        .options(joinedload(CooperationGroup.municipality), joinedload(CooperationGroup.community))
    )
    if group is None:
        raise NotVisibleError
    return group


def may(viewer: Viewer, permission: Permission, group: CooperationGroup) -> bool:
    """Tell whether a permission of the viewer reaches one group."""
    statement = visible_groups(viewer, permission).where(CooperationGroup.id == group.id)
    return db.session.scalar(select(statement.exists())) or False


def members_of(group: CooperationGroup, *, on: dt.date | None = None) -> list[GroupMember]:
    """Return a group's members by name: all there ever were, or those of one day."""
    statement = select(GroupMember).where(GroupMember.group_id == group.id)
    if on is not None:
        statement = statement.where(
            GroupMember.joined_on <= on, or_(GroupMember.left_on.is_(None), GroupMember.left_on >= on)
        )
    return list(db.session.scalars(statement.order_by(GroupMember.sort_key, GroupMember.id)))


def get_member(
    member_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.MEMBER_READ
) -> GroupMember:
    """Return a member with the group.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    member = db.session.scalar(
        select(GroupMember)
        .where(
            GroupMember.id == member_id,
            GroupMember.group_id.in_(
                visible_groups(viewer, permission).with_only_columns(CooperationGroup.id)
            ),
        )
        .options(joinedload(GroupMember.group))
    )
    if member is None:
        raise NotVisibleError
    return member


def sectors_of(group: CooperationGroup, *, today: dt.date) -> dict[Sector, int]:
    """Return how many members a group has now from each sector; observers and invitees do not count."""
    found = db.session.execute(
        select(GroupMember.sector, func.count().label("number"))
        .where(
            GroupMember.group_id == group.id,
            GroupMember.role.not_in((MemberRole.OBSERVER, MemberRole.INVITEE)),
            or_(GroupMember.left_on.is_(None), GroupMember.left_on >= today),
        )
        .group_by(GroupMember.sector)
        .order_by(GroupMember.sector)
    )
    return {row.sector: row.number for row in found}


def tasks_of(group: CooperationGroup, *, today: dt.date) -> list[GroupTask]:
    """Return a group's open tasks, the overdue ones first, then by the day they are due."""
    return list(
        db.session.scalars(
            select(GroupTask)
            .where(GroupTask.group_id == group.id, GroupTask.state == TaskState.OPEN)
            .options(joinedload(GroupTask.member), joinedload(GroupTask.meeting))
            .order_by(case((GroupTask.due_on < today, 0), else_=1), GroupTask.due_on, GroupTask.id)
        )
    )


def decisions_of(group: CooperationGroup) -> list[Decision]:
    """Return a group's decisions with their meetings, the newest first."""
    return list(
        db.session.scalars(
            select(Decision)
            .where(Decision.group_id == group.id)
            .options(joinedload(Decision.meeting))
            .order_by(Decision.year.desc(), Decision.number.desc())
        )
    )


def possible_parents(
    municipality_id: uuid.UUID, pilot_id: uuid.UUID, *, but: uuid.UUID | None = None
) -> list[CooperationGroup]:
    """Return the municipal groups of a municipality that a territorial group may stand under."""
    statement = select(CooperationGroup).where(
        CooperationGroup.pilot_id == pilot_id,
        CooperationGroup.municipality_id == municipality_id,
        CooperationGroup.level == GroupLevel.MUNICIPAL,
        CooperationGroup.state != GroupState.CLOSED,
    )
    if but is not None:
        statement = statement.where(CooperationGroup.id != but)
    return list(db.session.scalars(statement.order_by(CooperationGroup.name, CooperationGroup.id)))


def communities_for(municipality_id: uuid.UUID, pilot_id: uuid.UUID) -> list[Community]:
    """Return the communities of a municipality that a group may work for."""
    return list(
        db.session.scalars(
            select(Community)
            .where(Community.pilot_id == pilot_id, Community.municipality_id == municipality_id)
            .order_by(Community.name, Community.id)
        )
    )


def get_parent(group: CooperationGroup) -> CooperationGroup | None:
    """Return the municipal group that a territorial group stands under."""
    return db.session.get(CooperationGroup, group.parent_id) if group.parent_id else None
