"""Found and change cooperation groups, and keep their members."""

import datetime as dt
from typing import Any

from pilot import audit, text
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.community import rules
from pilot.community.enums import GroupState
from pilot.community.groups.rules import GroupEntry, MemberEntry, member_problem, parent_problem
from pilot.community.models import CooperationGroup, GroupMember
from pilot.community.rules import Problem
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class GroupRefusedError(DomainError):
    """A group or a member was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def found(
    participation: Participation, entry: GroupEntry, *, actor: Viewer, now: dt.datetime
) -> CooperationGroup:
    """Found a group in the municipality of a participant; with a day it is founded, without one it forms.

    :raises GroupRefusedError: the leader, a task or the parent does not fit the level (domain e).
    """
    _refuse_unfit(entry)
    group = CooperationGroup(
        pilot_id=participation.pilot_id,
        municipality_id=participation.municipality_id,
        state=GroupState.FOUNDED if entry.founded_on else GroupState.FORMING,
        **_values(entry),
    )
    db.session.add(group)
    db.session.flush()
    audit.record(
        "community.group-founded",
        group,
        actor=actor,
        at=now,
        pilot_id=group.pilot_id,
        level=entry.level,
        leader_kind=entry.leader_kind,
    )
    return group


def change_group(
    group: CooperationGroup, entry: GroupEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> CooperationGroup:
    """Change what a group is for, who leads it and on what it stands; its level stays.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises GroupRefusedError: the leader, a task or the parent does not fit the level (domain e).
    """
    check_version(group, seen)
    _refuse_unfit(entry)
    for name, value in _values(entry).items():
        setattr(group, name, value)
    db.session.flush()
    audit.record(
        "community.group-changed",
        group,
        actor=actor,
        at=now,
        pilot_id=group.pilot_id,
        leader_kind=entry.leader_kind,
        quorum_pct=entry.quorum_pct,
    )
    return group


def change_state(
    group: CooperationGroup, state: GroupState, *, seen: int, actor: Viewer, now: dt.datetime
) -> CooperationGroup:
    """Move a group along forming, founded, active, suspended, closed (domain e).

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises GroupRefusedError: the step does not follow.
    """
    check_version(group, seen)
    if not rules.may_become(group.state, state):
        raise GroupRefusedError(Problem.MOVE_NOT_ALLOWED)
    before, group.state = group.state, state
    db.session.flush()
    audit.record(
        "community.group-moved",
        group,
        actor=actor,
        at=now,
        pilot_id=group.pilot_id,
        before=before,
        after=state,
    )
    return group


def add_member(
    group: CooperationGroup, entry: MemberEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> GroupMember:
    """Add a member who has been told that the group keeps the name and contact (GDPR Article 14).

    :raises GroupRefusedError: a day is ahead or out of order.
    """
    _refuse_days(entry, today=today)
    member = GroupMember(group_id=group.id, sort_key=text.sort_key(entry.name), **vars(entry))
    db.session.add(member)
    db.session.flush()
    audit.record(
        "community.member-added",
        member,
        actor=actor,
        at=now,
        pilot_id=group.pilot_id,
        sector=entry.sector,
        role=entry.role,
        informed_on=entry.informed_on,
    )
    return member


def change_member(
    member: GroupMember,
    entry: MemberEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> GroupMember:
    """Change a member, also the day of leaving; old minutes keep who was there.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises GroupRefusedError: a day is ahead or out of order.
    """
    check_version(member, seen)
    _refuse_days(entry, today=today)
    for name, value in vars(entry).items():
        setattr(member, name, value)
    member.sort_key = text.sort_key(entry.name)
    db.session.flush()
    audit.record(
        "community.member-changed",
        member,
        actor=actor,
        at=now,
        pilot_id=member.group.pilot_id,
        sector=entry.sector,
        role=entry.role,
        left_on=entry.left_on,
    )
    return member


def _values(entry: GroupEntry) -> dict[str, Any]:
    return {**vars(entry), "tasks": list(entry.tasks)}


def _refuse_unfit(entry: GroupEntry) -> None:
    problem = rules.group_problem(entry.level, leader=entry.leader_kind, tasks=entry.tasks) or parent_problem(
        entry.level, has_parent=entry.parent_id is not None
    )
    if problem:
        raise GroupRefusedError(problem)


def _refuse_days(entry: MemberEntry, *, today: dt.date) -> None:
    if problem := member_problem(entry, today=today):
        raise GroupRefusedError(problem)
