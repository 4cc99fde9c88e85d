"""What confirms a need, and which groups, meetings, votes and hours hold."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.community.enums import (
    GroupLevel,
    GroupState,
    GroupTaskCode,
    LeaderKind,
    MeetingState,
    MemberRole,
    Sector,
    SocialWorkRole,
    SourceKind,
    TaskState,
)
from pilot.community.rules import (
    GROUP_TASKS,
    TASKS,
    Problem,
    SourceFact,
    Votes,
    decision_number,
    group_problem,
    has_quorum,
    has_vote,
    is_confirmed,
    is_outside_hours,
    is_overdue,
    may_become,
    meeting_problem,
    missing_sectors,
    next_decision_number,
    outside_minutes,
    quorum_needed,
    votes_problem,
)

TODAY = dt.date(2023, 3, 14)
SURVEY = SourceFact(SourceKind.SURVEY)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        pytest.param([], False, id="none"),
        pytest.param([SURVEY], False, id="one"),
        pytest.param([SURVEY, SURVEY], False, id="the same kind twice"),
        pytest.param([SURVEY, SourceFact(SourceKind.OBSERVATION)], True, id="two kinds"),
        pytest.param(
            [SourceFact(SourceKind.INTERVIEW, "Seniori"), SourceFact(SourceKind.INTERVIEW, "Jaunieši")],
            True,
            id="two groups",
        ),
        pytest.param(
            [SourceFact(SourceKind.INTERVIEW, "Seniori"), SourceFact(SourceKind.INTERVIEW, " SENIORI")],
            False,
            id="the same group, written otherwise",
        ),
        pytest.param(
            [SourceFact(SourceKind.INTERVIEW, "Seniori"), SourceFact(SourceKind.INTERVIEW)],
            False,
            id="a group not named",
        ),
    ],
)
def test_two_independent_sources_confirm_a_need(*, sources: list[SourceFact], expected: bool) -> None:
    assert is_confirmed(sources) is expected


def test_the_codes_are_those_of_the_slides() -> None:
    assert list(TASKS) == [f"T{number}" for number in range(1, 11)]
    assert list(GROUP_TASKS[GroupLevel.MUNICIPAL]) == [f"P{number}" for number in range(1, 7)]
    assert list(GROUP_TASKS[GroupLevel.TERRITORIAL]) == [f"G{number}" for number in range(1, 5)]
    assert len(SocialWorkRole) == 11


def test_a_municipal_group_lacks_the_sectors_it_does_not_have() -> None:
    assert missing_sectors(
        GroupLevel.MUNICIPAL, {Sector.NGO, Sector.MUNICIPAL_INSTITUTION, Sector.POLICE}
    ) == (
        Sector.CIVIL_SOCIETY,
        Sector.BUSINESS,
        Sector.RESIDENTS_GROUP_LEADER,
        Sector.ACTIVE_RESIDENT,
    )
    assert missing_sectors(GroupLevel.TERRITORIAL, set(Sector)) == ()


@pytest.mark.parametrize(
    ("level", "leaders"),
    [
        (GroupLevel.MUNICIPAL, {LeaderKind.COMMUNITY_SOCIAL_WORKER, LeaderKind.HEAD_OF_UNIT}),
        (GroupLevel.TERRITORIAL, set(LeaderKind) - {LeaderKind.HEAD_OF_UNIT}),
    ],
)
def test_who_may_lead_a_group(level: GroupLevel, leaders: set[LeaderKind]) -> None:
    allowed = {leader for leader in LeaderKind if group_problem(level, leader=leader, tasks=[]) is None}

    assert allowed == leaders
    assert (
        group_problem(level, leader=(set(LeaderKind) - leaders).pop(), tasks=[]) is Problem.LEADER_NOT_ALLOWED
    )


def test_a_task_belongs_to_its_level() -> None:
    leader = LeaderKind.COMMUNITY_SOCIAL_WORKER

    assert group_problem(GroupLevel.MUNICIPAL, leader=leader, tasks=[GroupTaskCode.SET_GOALS]) is None
    assert (
        group_problem(GroupLevel.TERRITORIAL, leader=leader, tasks=[GroupTaskCode.SET_GOALS])
        is Problem.TASK_OF_OTHER_LEVEL
    )


def test_a_group_may_rest_and_go_on_until_it_closes() -> None:
    assert may_become(GroupState.FORMING, GroupState.FOUNDED)
    assert may_become(GroupState.ACTIVE, GroupState.SUSPENDED)
    assert may_become(GroupState.SUSPENDED, GroupState.ACTIVE)
    assert not may_become(GroupState.FORMING, GroupState.ACTIVE)
    assert not any(may_become(GroupState.CLOSED, state) for state in GroupState)


@pytest.mark.parametrize(
    ("state", "new", "held_on", "by_chair", "expected"),
    [
        (MeetingState.PLANNED, MeetingState.HELD, TODAY, False, None),
        (MeetingState.PLANNED, MeetingState.HELD, dt.date(2023, 3, 15), True, Problem.NOT_YET_HELD),
        (MeetingState.PLANNED, MeetingState.APPROVED, TODAY, True, Problem.MOVE_NOT_ALLOWED),
        (MeetingState.HELD, MeetingState.APPROVED, TODAY, True, None),
        (MeetingState.HELD, MeetingState.APPROVED, TODAY, False, Problem.NOT_CHAIR),
        (MeetingState.APPROVED, MeetingState.HELD, TODAY, True, Problem.MOVE_NOT_ALLOWED),
    ],
)
def test_steps_of_a_meeting(
    *, state: MeetingState, new: MeetingState, held_on: dt.date, by_chair: bool, expected: Problem | None
) -> None:
    assert meeting_problem(state, new, held_on=held_on, today=TODAY, by_chair=by_chair) is expected


def test_observers_and_invitees_do_not_vote() -> None:
    assert {role for role in MemberRole if not has_vote(role)} == {MemberRole.OBSERVER, MemberRole.INVITEE}


@pytest.mark.parametrize(
    ("present", "voting", "pct", "expected"),
    [
        pytest.param(5, 10, 50, False, id="exactly half"),
        pytest.param(6, 10, 50, True, id="more than half"),
        pytest.param(3, 5, 50, True, id="3 of 5"),
        pytest.param(7, 10, 66, True, id="two thirds"),
        pytest.param(10, 10, 100, True, id="everybody"),
        pytest.param(9, 10, 100, False, id="nearly everybody"),
        pytest.param(0, 0, 50, False, id="nobody votes"),
    ],
)
def test_quorum(*, present: int, voting: int, pct: int, expected: bool) -> None:
    assert has_quorum(present=present, voting_members=voting, quorum_pct=pct) is expected


@given(st.integers(1, 200), st.integers(1, 100))
def test_everybody_present_is_always_a_quorum(voting: int, pct: int) -> None:
    assert 1 <= quorum_needed(voting, quorum_pct=pct) <= voting


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        (Votes(unanimous=False, in_favour=4, against=1, abstained=1), None),
        (Votes(unanimous=False, in_favour=4, against=2, abstained=1), Problem.MORE_VOTES_THAN_PRESENT),
        (Votes(unanimous=False, in_favour=-1, against=2), Problem.NEGATIVE_VOTES),
        (Votes(unanimous=False), Problem.NO_VOTES),
        (Votes(unanimous=True), None),
        (Votes(unanimous=True, in_favour=6), None),
        (Votes(unanimous=True, in_favour=5, against=1), Problem.NOT_UNANIMOUS),
        (Votes(unanimous=True, in_favour=5, abstained=1), Problem.NOT_UNANIMOUS),
    ],
)
def test_votes(votes: Votes, expected: Problem | None) -> None:
    assert votes_problem(votes, present=6) is expected


def test_decisions_are_numbered_in_their_year() -> None:
    assert next_decision_number([]) == 1
    assert next_decision_number([1, 3]) == 4
    assert decision_number(3, 2023) == "3/2023"


def test_an_open_task_is_overdue_after_its_day() -> None:
    assert is_overdue(TaskState.OPEN, dt.date(2023, 3, 13), today=TODAY)
    assert not is_overdue(TaskState.OPEN, TODAY, today=TODAY)
    assert not is_overdue(TaskState.DONE, dt.date(2023, 3, 13), today=TODAY)


@pytest.mark.parametrize(
    ("done_on", "starts_at", "expected"),
    [
        pytest.param(TODAY, dt.time(18), True, id="Tuesday at six"),
        pytest.param(TODAY, dt.time(17, 59), False, id="just before"),
        pytest.param(TODAY, dt.time(8), False, id="at eight"),
        pytest.param(TODAY, dt.time(7, 59), True, id="before eight"),
        pytest.param(TODAY, None, False, id="no time"),
        pytest.param(dt.date(2023, 3, 18), dt.time(12), True, id="Saturday"),
        pytest.param(dt.date(2023, 3, 19), None, True, id="Sunday"),
        pytest.param(dt.date(2023, 5, 4), dt.time(12), True, id="holiday"),
    ],
)
def test_evenings_weekends_and_holidays_are_outside_hours(
    *, done_on: dt.date, starts_at: dt.time | None, expected: bool
) -> None:
    assert is_outside_hours(done_on, starts_at, None, holidays={dt.date(2023, 5, 4)}) is expected


FREE = {dt.date(2023, 5, 4)}


@pytest.mark.parametrize(
    ("done_on", "starts_at", "minutes", "outside"),
    [
        pytest.param(TODAY, dt.time(18), 120, 120, id="Tuesday from six to eight"),
        pytest.param(TODAY, dt.time(17), 120, 60, id="begun before six"),
        pytest.param(TODAY, dt.time(17), 60, 0, id="ends at six"),
        pytest.param(TODAY, dt.time(7), 120, 60, id="begun before eight"),
        pytest.param(TODAY, dt.time(7), 720, 120, id="before and after"),
        pytest.param(TODAY, None, 90, 0, id="no beginning"),
        pytest.param(TODAY, dt.time(18), None, 0, id="no length"),
        pytest.param(TODAY, dt.time(23), 600, 540, id="past midnight until nine"),
        pytest.param(dt.date(2023, 3, 17), dt.time(23), 600, 600, id="past midnight into Saturday"),
        pytest.param(dt.date(2023, 3, 19), dt.time(23), 600, 540, id="past midnight into Monday"),
        pytest.param(dt.date(2023, 5, 3), dt.time(23), 600, 600, id="past midnight into a holiday"),
        pytest.param(dt.date(2023, 3, 18), None, 45, 45, id="Saturday"),
        pytest.param(dt.date(2023, 5, 4), dt.time(10), 45, 45, id="holiday"),
    ],
)
def test_minutes_outside_hours_are_counted_to_the_minute(
    done_on: dt.date, starts_at: dt.time | None, minutes: int | None, outside: int
) -> None:
    assert outside_minutes(done_on, starts_at, minutes, holidays=FREE) == outside
    if minutes:
        assert is_outside_hours(done_on, starts_at, minutes, holidays=FREE) is (outside > 0)


@given(st.dates(dt.date(2023, 1, 2), dt.date(2023, 6, 30)), st.integers(0, 1439), st.integers(1, 1440))
def test_minutes_outside_hours_are_those_a_clock_would_count(
    done_on: dt.date, begins: int, minutes: int
) -> None:
    starts_at = dt.time(begins // 60, begins % 60)
    moments = (
        dt.datetime.combine(done_on, starts_at) + dt.timedelta(minutes=each) for each in range(minutes)
    )
    counted = sum(at.isoweekday() > 5 or at.date() in FREE or not 8 <= at.hour < 18 for at in moments)
    assert outside_minutes(done_on, starts_at, minutes, holidays=FREE) == counted
