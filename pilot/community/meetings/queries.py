"""Meetings, minutes and decisions in the viewer's scope."""

import datetime as dt
import uuid

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.models import Pilot
from pilot.community.enums import MeetingState, TaskState
from pilot.community.groups.queries import visible_groups
from pilot.community.meetings import rules
from pilot.community.models import (
    Community,
    CooperationGroup,
    Decision,
    GroupMember,
    GroupTask,
    Meeting,
    MeetingMember,
)
from pilot.community.rules import has_vote
from pilot.errors import NotVisibleError
from pilot.extensions import db


def visible_meetings(viewer: Viewer, permission: Permission = Permission.MINUTES_READ) -> Select[Meeting]:
    """Return the statement every list of meetings begins with.

    Shared reach gives only approved minutes of groups whose community is shared (R19).
    """
    groups = visible_groups(viewer, permission).with_only_columns(CooperationGroup.id)
    shared = [_shared_in(scope) for scope in viewer.scopes(permission) if scope.reach is Reach.SHARED]
    return select(Meeting).where(or_(Meeting.group_id.in_(groups), false(), *shared))


def _shared_in(scope: Scope) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else CooperationGroup.pilot_id == scope.pilot_id
    groups = (
        select(CooperationGroup.id)
        .join(Community, CooperationGroup.community_id == Community.id)
        .where(in_pilot, Community.shared_at.is_not(None))
    )
    return and_(Meeting.state == MeetingState.APPROVED, Meeting.group_id.in_(groups))


def get_meeting(
    meeting_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.MINUTES_READ
) -> Meeting:
    """Return a meeting with its group, roll call, decisions and tasks.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    meeting = db.session.scalar(
        visible_meetings(viewer, permission)
        .where(Meeting.id == meeting_id)
        .options(
            joinedload(Meeting.group).joinedload(CooperationGroup.municipality),
            selectinload(Meeting.presences).joinedload(MeetingMember.member),
            selectinload(Meeting.decisions),
            selectinload(Meeting.tasks).joinedload(GroupTask.member),
        )
    )
    if meeting is None:
        raise NotVisibleError
    return meeting


def meetings_of(group: CooperationGroup, *, viewer: Viewer) -> list[Meeting]:
    """Return a group's meetings in the viewer's scope with their roll calls, the newest first."""
    return list(
        db.session.scalars(
            visible_meetings(viewer)
            .where(Meeting.group_id == group.id)
            .options(selectinload(Meeting.presences))
            .order_by(Meeting.held_on.desc(), Meeting.number.desc(), Meeting.id)
        )
    )


def shared_minutes(pilot: Pilot, *, viewer: Viewer) -> list[Meeting]:
    """Return the approved minutes of a pilot's shared groups that a viewer may read, the newest first."""
    return list(
        db.session.scalars(
            visible_meetings(viewer)
            .join(Meeting.group)
            .where(CooperationGroup.pilot_id == pilot.id, Meeting.state == MeetingState.APPROVED)
            .options(joinedload(Meeting.group).joinedload(CooperationGroup.municipality))
            .order_by(Meeting.held_on.desc(), Meeting.id)
        )
    )


def get_decision(
    decision_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.MINUTES_WRITE
) -> Decision:
    """Return a decision with its meeting, group and roll call.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    meetings = visible_meetings(viewer, permission).with_only_columns(Meeting.id)
    decision = db.session.scalar(
        select(Decision)
        .where(Decision.id == decision_id, Decision.meeting_id.in_(meetings))
        .options(
            joinedload(Decision.meeting).options(joinedload(Meeting.group), selectinload(Meeting.presences))
        )
    )
    if decision is None:
        raise NotVisibleError
    return decision


def get_task(
    task_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.MINUTES_WRITE
) -> GroupTask:
    """Return a task with its group and meeting.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    meetings = visible_meetings(viewer, permission).with_only_columns(Meeting.id)
    task = db.session.scalar(
        select(GroupTask)
        .where(GroupTask.id == task_id, GroupTask.meeting_id.in_(meetings))
        .options(joinedload(GroupTask.group), joinedload(GroupTask.meeting), joinedload(GroupTask.member))
    )
    if task is None:
        raise NotVisibleError
    return task


def roll_call_of(meeting: Meeting) -> rules.RollCall:
    """Return who was at a meeting, counted."""
    return rules.roll_call(
        (rules.Presence(one.presence, one.may_vote) for one in meeting.presences),
        quorum_pct=meeting.quorum_pct,
    )


def tasks_before(group: CooperationGroup, *, day: dt.date) -> list[GroupTask]:
    """Return the tasks that earlier meetings set and that are open still, the earliest due first."""
    return list(
        db.session.scalars(
            select(GroupTask)
            .join(GroupTask.meeting)
            .where(GroupTask.group_id == group.id, GroupTask.state == TaskState.OPEN, Meeting.held_on <= day)
            .options(joinedload(GroupTask.member), joinedload(GroupTask.meeting))
            .order_by(GroupTask.due_on, GroupTask.id)
        )
    )


def members_to_call(group: CooperationGroup) -> list[GroupMember]:
    """Return the members whom a new roll call asks about, by name: those who left since the last one too."""
    last = select(func.max(Meeting.held_on)).where(Meeting.group_id == group.id).scalar_subquery()
    return list(
        db.session.scalars(
            select(GroupMember)
            .where(
                GroupMember.group_id == group.id,
                or_(GroupMember.left_on.is_(None), last.is_(None), GroupMember.left_on >= last),
            )
            .order_by(GroupMember.sort_key, GroupMember.id)
        )
    )


def voting(members: list[GroupMember]) -> int:
    """Return how many of these members have a vote."""
    return sum(has_vote(member.role) for member in members)


def by_name(presences: list[MeetingMember]) -> list[MeetingMember]:
    """Return a roll call ordered by the names of its members."""
    return sorted(presences, key=lambda one: (one.member.sort_key, one.member_id))


def numbers_taken(group_id: uuid.UUID, *, year: int) -> list[int]:
    """Return the decision numbers of a group in a year; the group waits for whoever is numbering now."""
    db.session.execute(select(CooperationGroup.id).where(CooperationGroup.id == group_id).with_for_update())
    return list(
        db.session.scalars(
            select(Decision.number).where(Decision.group_id == group_id, Decision.year == year)
        )
    )


def last_meeting_number(group_id: uuid.UUID) -> int:
    """Return the highest number among a group's meetings, 0 without any; the group waits as above."""
    db.session.execute(select(CooperationGroup.id).where(CooperationGroup.id == group_id).with_for_update())
    return db.session.scalar(select(func.max(Meeting.number)).where(Meeting.group_id == group_id)) or 0


def state_now(meeting: Meeting) -> MeetingState:
    """Return the state of a meeting as it stands in the database, and hold it until the end of this write."""
    return db.session.scalars(select(Meeting.state).where(Meeting.id == meeting.id).with_for_update()).one()
