"""Judge the record of a meeting, its decisions and the tasks it sets."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from pilot.community.enums import DecisionEffect, MeetingPresence, MeetingState, TaskState
from pilot.community.rules import Problem, Votes, has_quorum, is_ahead, quorum_needed


@dataclass(frozen=True)
class MeetingEntry:
    """When and where a group met, and what was said."""

    held_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str
    agenda: str
    discussion: str
    guests: str


@dataclass(frozen=True)
class DecisionEntry:
    """What a meeting decided and how it voted."""

    text: str
    effect: DecisionEffect
    votes: Votes


@dataclass(frozen=True)
class TaskEntry:
    """What somebody of a group will do by a day, perhaps by a decision."""

    text: str
    member_id: uuid.UUID | None
    due_on: dt.date
    decision_id: uuid.UUID | None


@dataclass(frozen=True)
class Settlement:
    """How a task ended."""

    state: TaskState
    done_on: dt.date
    result: str


@dataclass(frozen=True)
class Presence:
    """Whether a member was there, and whether the member has a vote."""

    presence: MeetingPresence
    may_vote: bool


@dataclass(frozen=True)
class RollCall:
    """Who was there, counted: all members, and those with a vote."""

    members: int
    present: int
    voting_members: int
    voting_present: int
    quorum_pct: int

    @property
    def needed(self) -> int:
        return quorum_needed(self.voting_members, quorum_pct=self.quorum_pct)

    @property
    def has_quorum(self) -> bool:
        return has_quorum(
            present=self.voting_present, voting_members=self.voting_members, quorum_pct=self.quorum_pct
        )


def roll_call(presences: Iterable[Presence], *, quorum_pct: int) -> RollCall:
    """Count who was there; guests, observers and invitees do not count for the quorum (G8)."""
    known = list(presences)
    present = [one for one in known if one.presence is MeetingPresence.PRESENT]
    return RollCall(
        members=len(known),
        present=len(present),
        voting_members=sum(one.may_vote for one in known),
        voting_present=sum(one.may_vote for one in present),
        quorum_pct=quorum_pct,
    )


def entry_problem(entry: MeetingEntry, *, today: dt.date) -> Problem | None:
    """Refuse a record of a meeting that has not been held yet, or that ends before it starts."""
    if is_ahead(entry.held_on, today=today):
        return Problem.MEETING_AHEAD
    if entry.starts_at and entry.ends_at and entry.ends_at < entry.starts_at:
        return Problem.ENDS_BEFORE_START
    return None


def change_problem(
    entry: MeetingEntry, *, state: MeetingState, decided_in: int | None, today: dt.date
) -> Problem | None:
    """Refuse a change of approved minutes, and a move out of the year of their decisions (R16)."""
    if state is MeetingState.APPROVED:
        return Problem.MINUTES_APPROVED
    if decided_in is not None and entry.held_on.year != decided_in:
        return Problem.MEETING_OF_OTHER_YEAR
    return entry_problem(entry, today=today)


def settlement_problem(
    settlement: Settlement, *, state: TaskState, meeting_on: dt.date, today: dt.date
) -> Problem | None:
    """Refuse to settle a task twice, before its meeting or on a day ahead (domain e)."""
    if state is not TaskState.OPEN:
        return Problem.TASK_SETTLED
    if settlement.done_on < meeting_on:
        return Problem.DONE_BEFORE_MEETING
    return Problem.DONE_AHEAD if is_ahead(settlement.done_on, today=today) else None


def votes_to_keep(votes: Votes, *, present: int) -> Votes:
    """Return the votes to write down: a unanimous decision without numbers had all present in favour."""
    if votes.unanimous and votes.in_favour == 0:
        return Votes(unanimous=True, in_favour=present)
    return votes
