"""Record meetings, number their decisions, set and settle tasks, approve minutes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community import rules as community_rules
from pilot.community.enums import MeetingPresence, MeetingState, TaskState
from pilot.community.meetings import queries, rules
from pilot.community.meetings.rules import DecisionEntry, MeetingEntry, Settlement, TaskEntry
from pilot.community.models import (
    CooperationGroup,
    Decision,
    GroupMember,
    GroupTask,
    Meeting,
    MeetingMember,
)
from pilot.community.rules import Problem, Votes
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db

Presences = Mapping[uuid.UUID, MeetingPresence]


class MeetingRefusedError(DomainError):
    """A meeting, decision or task was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def record_meeting(
    group: CooperationGroup,
    entry: MeetingEntry,
    *,
    members: Sequence[GroupMember],
    presences: Presences,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Meeting:
    """Record a meeting that was held, with its roll call; it gets the group's next number.

    Who was no member on the day is left out of the roll call.

    :raises MeetingRefusedError: the day has not come yet, or the end is before the start.
    """
    _refuse(rules.entry_problem(entry, today=today))
    meeting = Meeting(
        group_id=group.id,
        number=queries.last_meeting_number(group.id) + 1,
        state=MeetingState.HELD,
        quorum_pct=group.quorum_pct,
        recorded_at=now,
        **vars(entry),
    )
    meeting.presences = [
        MeetingMember(
            member_id=member.id,
            presence=presences[member.id],
            may_vote=community_rules.has_vote(member.role),
        )
        for member in members
        if member.joined_on <= entry.held_on and (member.left_on is None or member.left_on >= entry.held_on)
    ]
    db.session.add(meeting)
    db.session.flush()
    audit.record(
        "community.meeting-recorded",
        meeting,
        actor=actor,
        at=now,
        pilot_id=group.pilot_id,
        number=meeting.number,
        held_on=entry.held_on,
    )
    return meeting


def change_meeting(
    meeting: Meeting,
    entry: MeetingEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Meeting:
    """Change the record of a meeting until its minutes are approved.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MeetingRefusedError: approved already, a day ahead, or another year than its decisions (R16).
    """
    check_version(meeting, seen)
    decided_in = meeting.decisions[0].year if meeting.decisions else None
    _refuse(rules.change_problem(entry, state=queries.state_now(meeting), decided_in=decided_in, today=today))
    for name, value in vars(entry).items():
        setattr(meeting, name, value)
    db.session.flush()
    audit.record(
        "community.meeting-changed",
        meeting,
        actor=actor,
        at=now,
        pilot_id=meeting.group.pilot_id,
        held_on=entry.held_on,
    )
    return meeting


def call_roll(meeting: Meeting, presences: Presences, *, actor: Viewer, now: dt.datetime) -> Meeting:
    """Correct who was at a meeting; the roll call asks about the same members as before.

    :raises MeetingRefusedError: approved already, or fewer would be present than have voted.
    """
    _refuse_approved(meeting)
    new_roll = rules.roll_call(
        (rules.Presence(presences[one.member_id], one.may_vote) for one in meeting.presences),
        quorum_pct=meeting.quorum_pct,
    )
    cast = [row.votes_for + row.votes_against + row.abstained for row in meeting.decisions]
    if max(cast, default=0) > new_roll.voting_present:
        raise MeetingRefusedError(Problem.MORE_VOTES_THAN_PRESENT)
    changed = [one for one in meeting.presences if presences[one.member_id] is not one.presence]
    for one in changed:
        one.presence = presences[one.member_id]
    db.session.flush()
    audit.record(
        "community.roll-called",
        meeting,
        actor=actor,
        at=now,
        pilot_id=meeting.group.pilot_id,
        changed=len(changed),
        voting_present=new_roll.voting_present,
    )
    return meeting


def decide(meeting: Meeting, entry: DecisionEntry, *, actor: Viewer, now: dt.datetime) -> Decision:
    """Write a decision down under the next number of the group and year: gapless, never given twice (R16).

    :raises MeetingRefusedError: approved already, or the votes do not fit who was present.
    """
    votes = _votes(meeting, entry)
    year = meeting.held_on.year
    taken = queries.numbers_taken(meeting.group_id, year=year)
    decision = Decision(
        group_id=meeting.group_id,
        meeting_id=meeting.id,
        year=year,
        number=community_rules.next_decision_number(taken),
        text=entry.text,
        effect=entry.effect,
        unanimous=votes.unanimous,
        votes_for=votes.in_favour,
        votes_against=votes.against,
        abstained=votes.abstained,
    )
    db.session.add(decision)
    db.session.flush()
    audit.record(
        "community.decision-taken",
        decision,
        actor=actor,
        at=now,
        pilot_id=meeting.group.pilot_id,
        number=community_rules.decision_number(decision.number, year),
        effect=entry.effect,
    )
    return decision


def change_decision(
    decision: Decision, entry: DecisionEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Decision:
    """Change a decision until its minutes are approved; its number stays.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MeetingRefusedError: approved already, or the votes do not fit who was present.
    """
    check_version(decision, seen)
    votes = _votes(decision.meeting, entry)
    decision.text, decision.effect, decision.unanimous = entry.text, entry.effect, votes.unanimous
    decision.votes_for, decision.votes_against = votes.in_favour, votes.against
    decision.abstained = votes.abstained
    db.session.flush()
    audit.record(
        "community.decision-changed",
        decision,
        actor=actor,
        at=now,
        pilot_id=decision.meeting.group.pilot_id,
        number=community_rules.decision_number(decision.number, decision.year),
        effect=entry.effect,
    )
    return decision


def set_task(meeting: Meeting, entry: TaskEntry, *, actor: Viewer, now: dt.datetime) -> GroupTask:
    """Set a task at a meeting.

    :raises MeetingRefusedError: approved already, or due before the meeting.
    """
    _refuse_approved(meeting)
    if entry.due_on < meeting.held_on:
        raise MeetingRefusedError(Problem.DUE_BEFORE_MEETING)
    task = GroupTask(group_id=meeting.group_id, meeting_id=meeting.id, state=TaskState.OPEN, **vars(entry))
    db.session.add(task)
    db.session.flush()
    audit.record(
        "community.task-set",
        task,
        actor=actor,
        at=now,
        pilot_id=meeting.group.pilot_id,
        due_on=entry.due_on,
    )
    return task


def settle_task(
    task: GroupTask,
    settlement: Settlement,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> GroupTask:
    """Mark a task as done or dropped, with what came of it; also after the minutes are approved.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MeetingRefusedError: settled already, or the day is before the meeting or ahead.
    """
    check_version(task, seen)
    _refuse(
        rules.settlement_problem(settlement, state=task.state, meeting_on=task.meeting.held_on, today=today)
    )
    task.state, task.done_on, task.result = settlement.state, settlement.done_on, settlement.result
    db.session.flush()
    audit.record(
        "community.task-settled",
        task,
        actor=actor,
        at=now,
        pilot_id=task.group.pilot_id,
        state=settlement.state,
        done_on=settlement.done_on,
    )
    return task


def approve(
    meeting: Meeting, *, by_chair: bool, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> Meeting:
    """Approve the minutes: from here on the meeting and its decisions stand still (R16).

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises MeetingRefusedError: approved already, or the chair has not approved them.
    """
    check_version(meeting, seen)
    _refuse(
        community_rules.meeting_problem(
            queries.state_now(meeting),
            MeetingState.APPROVED,
            held_on=meeting.held_on,
            today=today,
            by_chair=by_chair,
        )
    )
    meeting.state, meeting.approved_at = MeetingState.APPROVED, now
    db.session.flush()
    audit.record(
        "community.minutes-approved",
        meeting,
        actor=actor,
        at=now,
        pilot_id=meeting.group.pilot_id,
        number=meeting.number,
    )
    return meeting


def _votes(meeting: Meeting, entry: DecisionEntry) -> Votes:
    """Return the votes to keep, or refuse them."""
    _refuse_approved(meeting)
    present = queries.roll_call_of(meeting).voting_present
    _refuse(community_rules.votes_problem(entry.votes, present=present))
    return rules.votes_to_keep(entry.votes, present=present)


def _refuse_approved(meeting: Meeting) -> None:
    if queries.state_now(meeting) is MeetingState.APPROVED:
        raise MeetingRefusedError(Problem.MINUTES_APPROVED)


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise MeetingRefusedError(problem)
