"""Judge needs, cooperation groups, their meetings and decisions, and diary entries."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from pilot.community.enums import (
    CommunityKind,
    CommunityStage,
    GoalDomain,
    GroupLevel,
    GroupState,
    GroupTaskCode,
    LeaderKind,
    MeetingState,
    MemberRole,
    Sector,
    SocialWorkTask,
    SourceKind,
    TaskState,
    Theme,
)
from pilot.text import fold

TASKS = tuple(SocialWorkTask)
GROUP_TASKS = MappingProxyType(
    {
        GroupLevel.MUNICIPAL: tuple(code for code in GroupTaskCode if code.startswith("P")),
        GroupLevel.TERRITORIAL: tuple(code for code in GroupTaskCode if code.startswith("G")),
    }
)
LEADERS = MappingProxyType(
    {
        GroupLevel.MUNICIPAL: frozenset({LeaderKind.COMMUNITY_SOCIAL_WORKER, LeaderKind.HEAD_OF_UNIT}),
        GroupLevel.TERRITORIAL: frozenset(
            {
                LeaderKind.COMMUNITY_SOCIAL_WORKER,
                LeaderKind.LOCAL_LEADER,
                LeaderKind.NGO_LEADER,
                LeaderKind.ACTIVIST,
            }
        ),
    }
)
EXPECTED_SECTORS = MappingProxyType(
    {
        GroupLevel.MUNICIPAL: (
            Sector.MUNICIPAL_INSTITUTION,
            Sector.NGO,
            Sector.CIVIL_SOCIETY,
            Sector.BUSINESS,
            Sector.RESIDENTS_GROUP_LEADER,
            Sector.ACTIVE_RESIDENT,
        ),
        GroupLevel.TERRITORIAL: (
            Sector.MUNICIPAL_INSTITUTION,
            Sector.NGO,
            Sector.BUSINESS,
            Sector.RESIDENTS_GROUP_LEADER,
        ),
    }
)
THEMES = MappingProxyType(
    {
        GoalDomain.MATERIAL: (
            Theme.POVERTY,
            Theme.UNEMPLOYMENT,
            Theme.HOUSING,
            Theme.DEBTS,
            Theme.ACCESS_TO_SERVICES,
            Theme.HEALTH_CARE,
            Theme.CARE_AT_HOME,
            Theme.CHILD_CARE,
        ),
        GoalDomain.INFRASTRUCTURE: (
            Theme.PUBLIC_TRANSPORT,
            Theme.ROADS_AND_LIGHTING,
            Theme.STREET_SAFETY,
            Theme.MEETING_PLACES,
            Theme.ACCESSIBILITY,
            Theme.GREEN_PLACES,
            Theme.INTERNET,
        ),
        GoalDomain.NON_MATERIAL: (
            Theme.LONELINESS,
            Theme.FREE_TIME,
            Theme.YOUTH_OFFENCES,
            Theme.ADDICTIONS,
            Theme.VIOLENCE,
            Theme.CONFLICTS,
            Theme.GENERATION_GAP,
            Theme.LOW_PARTICIPATION,
            Theme.LACK_OF_INFORMATION,
            Theme.LACK_OF_TRUST,
            Theme.DIGITAL_SKILLS,
        ),
    }
)
"""The themes of each goal domain (domain d.4)."""
VOTING_ROLES = frozenset({MemberRole.CHAIR, MemberRole.MINUTE_TAKER, MemberRole.MEMBER})
GROUP_TRANSITIONS = MappingProxyType(
    {
        GroupState.FORMING: frozenset({GroupState.FOUNDED, GroupState.CLOSED}),
        GroupState.FOUNDED: frozenset({GroupState.ACTIVE, GroupState.CLOSED}),
        GroupState.ACTIVE: frozenset({GroupState.SUSPENDED, GroupState.CLOSED}),
        GroupState.SUSPENDED: frozenset({GroupState.ACTIVE, GroupState.CLOSED}),
        GroupState.CLOSED: frozenset[GroupState](),
    }
)
MEETING_TRANSITIONS = MappingProxyType(
    {
        MeetingState.PLANNED: frozenset({MeetingState.HELD}),
        MeetingState.HELD: frozenset({MeetingState.APPROVED}),
        MeetingState.APPROVED: frozenset[MeetingState](),
    }
)
NORMAL_HOURS = (8, 18)
SATURDAY = 6
DAY_MINUTES = 24 * 60
LED_NO_MORE = frozenset({CommunityStage.HANDING_OVER, CommunityStage.DISCONTINUED})
MOST_LED = 3
"""How many communities a participant may lead at a time (domain a.6)."""


class Problem(StrEnum):
    """Why work in a community is refused."""

    LEADER_NOT_ALLOWED = "leader_not_allowed"
    TASK_OF_OTHER_LEVEL = "task_of_other_level"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    NOT_YET_HELD = "not_yet_held"
    NOT_CHAIR = "not_chair"
    NEGATIVE_VOTES = "negative_votes"
    NO_VOTES = "no_votes"
    MORE_VOTES_THAN_PRESENT = "more_votes_than_present"
    NOT_UNANIMOUS = "not_unanimous"
    PARENT_NOT_MUNICIPAL = "parent_not_municipal"
    MEETING_AHEAD = "meeting_ahead"
    MEETING_OF_OTHER_YEAR = "meeting_of_other_year"
    ENDS_BEFORE_START = "ends_before_start"
    MINUTES_APPROVED = "minutes_approved"
    DUE_BEFORE_MEETING = "due_before_meeting"
    DONE_BEFORE_MEETING = "done_before_meeting"
    DONE_AHEAD = "done_ahead"
    TASK_SETTLED = "task_settled"
    JOINED_AHEAD = "joined_ahead"
    LEFT_BEFORE_JOINED = "left_before_joined"
    LEFT_AHEAD = "left_ahead"
    INFORMED_AHEAD = "informed_ahead"
    STARTED_AHEAD = "started_ahead"
    TOO_MANY_LED = "too_many_led"
    NOT_SHARED = "not_shared"
    ALREADY_SHARED = "already_shared"


@dataclass(frozen=True)
class SourceFact:
    """Where a need was learned, and from whom: a community, a group of people, an organisation."""

    kind: SourceKind
    told_by: str = ""


def are_independent(source: SourceFact, other: SourceFact) -> bool:
    """Say whether two sources are of different kinds, or told by different people (R15)."""
    told_by, other_told_by = fold(source.told_by).strip(), fold(other.told_by).strip()
    return source.kind != other.kind or bool(told_by and other_told_by and told_by != other_told_by)


def is_confirmed(sources: Iterable[SourceFact]) -> bool:
    """Say whether a need is more than an assumption: two independent sources speak of it (R15)."""
    return any(are_independent(source, other) for source, other in combinations(sources, 2))


def missing_sectors(level: GroupLevel, sectors: Collection[Sector]) -> tuple[Sector, ...]:
    """Name the sectors of the slides that a group does not have yet (domain e)."""
    return tuple(sector for sector in EXPECTED_SECTORS[level] if sector not in sectors)


def group_problem(
    level: GroupLevel, *, leader: LeaderKind, tasks: Collection[GroupTaskCode]
) -> Problem | None:
    """Refuse a leader or a task that the level of the group does not have (domain e, a.7)."""
    if leader not in LEADERS[level]:
        return Problem.LEADER_NOT_ALLOWED
    return None if set(tasks) <= set(GROUP_TASKS[level]) else Problem.TASK_OF_OTHER_LEVEL


def may_become(state: GroupState, new: GroupState) -> bool:
    """Say whether a group may go from one state to another (domain e)."""
    return new in GROUP_TRANSITIONS[state]


def meeting_problem(
    state: MeetingState, new: MeetingState, *, held_on: dt.date, today: dt.date, by_chair: bool
) -> Problem | None:
    """Refuse steps out of order or before the day, and approval by others than the chair (R16)."""
    if new not in MEETING_TRANSITIONS[state]:
        return Problem.MOVE_NOT_ALLOWED
    if held_on > today:
        return Problem.NOT_YET_HELD
    return Problem.NOT_CHAIR if new == MeetingState.APPROVED and not by_chair else None


def has_vote(role: MemberRole) -> bool:
    """Say whether a member of this role votes: observers and invitees do not."""
    return role in VOTING_ROLES


def quorum_needed(voting_members: int, *, quorum_pct: int = 50) -> int:
    """Return how many voting members must be present: more than the share, at most all of them."""
    return min(voting_members, voting_members * quorum_pct // 100 + 1)


def has_quorum(*, present: int, voting_members: int, quorum_pct: int = 50) -> bool:
    """Say whether enough voting members are present; a group without them never has a quorum (domain e)."""
    return 0 < quorum_needed(voting_members, quorum_pct=quorum_pct) <= present


@dataclass(frozen=True)
class Votes:
    """How a decision was voted on; a unanimous one may leave the numbers at 0."""

    unanimous: bool
    in_favour: int = 0
    against: int = 0
    abstained: int = 0


def votes_problem(votes: Votes, *, present: int) -> Problem | None:
    """Refuse votes below zero, none at all, more than voting members present, unanimous with others."""
    counts = (votes.in_favour, votes.against, votes.abstained)
    if min(counts) < 0:
        return Problem.NEGATIVE_VOTES
    if sum(counts) > present:
        return Problem.MORE_VOTES_THAN_PRESENT
    if votes.unanimous:
        return Problem.NOT_UNANIMOUS if votes.against or votes.abstained else None
    return None if sum(counts) else Problem.NO_VOTES


def next_decision_number(taken: Collection[int]) -> int:
    """Return the next number of a group in a year, from the numbers already taken in it (R16)."""
    return max(taken, default=0) + 1


def decision_number(number: int, year: int) -> str:
    """Write a decision's number as it is printed: "3/2023" (R16)."""
    return f"{number}/{year}"


def is_overdue(state: TaskState, due_on: dt.date, *, today: dt.date) -> bool:
    """Say whether an open task's day has passed."""
    return state == TaskState.OPEN and due_on < today


def is_outside_hours(
    done_on: dt.date, starts_at: dt.time | None, minutes: int | None, *, holidays: Collection[dt.date]
) -> bool:
    """Say whether work lay in the evening, before 8, on a weekend or a holiday, if only in part (a.6)."""
    if _is_free(done_on, holidays):
        return True
    first, last = NORMAL_HOURS
    begins_outside = starts_at is not None and not first <= starts_at.hour < last
    return begins_outside or outside_minutes(done_on, starts_at, minutes, holidays=holidays) > 0


def outside_minutes(
    done_on: dt.date, starts_at: dt.time | None, minutes: int | None, *, holidays: Collection[dt.date]
) -> int:
    """Count the minutes of work outside normal hours; past midnight it goes on into the next day.

    Without a beginning the minutes of a working day count as normal ones, those of a free day as outside.
    """
    if not minutes:
        return 0
    if starts_at is None:
        return minutes if _is_free(done_on, holidays) else 0
    begins = starts_at.hour * 60 + starts_at.minute
    today = min(minutes, DAY_MINUTES - begins)
    rest = minutes - today
    return _outside_on(done_on, begins, today, holidays) + _outside_on(
        done_on + dt.timedelta(days=1), 0, rest, holidays
    )


def _outside_on(day: dt.date, begins: int, minutes: int, holidays: Collection[dt.date]) -> int:
    if _is_free(day, holidays):
        return minutes
    first, last = (hour * 60 for hour in NORMAL_HOURS)
    return minutes - max(0, min(begins + minutes, last) - max(begins, first))


def _is_free(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.isoweekday() >= SATURDAY or day in holidays


@dataclass(frozen=True)
class CommunityEntry:
    """What a participant says of a community."""

    name: str
    kind: CommunityKind
    place: str
    why: str
    boundaries: str
    target_groups: str
    started_on: dt.date


class Missing(StrEnum):
    """What a community's picture still lacks, in the order of the work (domain d)."""

    WHY = "why"
    BOUNDARIES = "boundaries"
    NEEDS = "needs"
    SECOND_SOURCE = "second_source"
    RESOURCES = "resources"
    INVOLVED_RESOURCE = "involved_resource"
    GROUP = "group"


@dataclass(frozen=True)
class CommunityFacts:
    """What is known of a community so far."""

    has_why: bool
    has_boundaries: bool
    needs: int
    confirmed_needs: int
    resources: int
    involved_resources: int
    groups: int


def missing_in(facts: CommunityFacts) -> tuple[Missing, ...]:
    """Name what a community's picture still lacks, the next step first (domain d)."""
    lacks = {
        Missing.WHY: not facts.has_why,
        Missing.BOUNDARIES: not facts.has_boundaries,
        Missing.NEEDS: facts.needs == 0,
        Missing.SECOND_SOURCE: facts.needs > 0 and facts.confirmed_needs < facts.needs,
        Missing.RESOURCES: facts.resources == 0,
        Missing.INVOLVED_RESOURCE: facts.resources > 0 and facts.involved_resources == 0,
        Missing.GROUP: facts.groups == 0,
    }
    return tuple(missing for missing, is_lacking in lacks.items() if is_lacking)


def is_small_count(people: int, *, threshold: int) -> bool:
    """Say whether a number of people is too small to leave its municipality (R18)."""
    return 0 < people < threshold


def is_ahead(day: dt.date, *, today: dt.date) -> bool:
    """Say whether a day has not come yet: what happened cannot be recorded for it."""
    return day > today
