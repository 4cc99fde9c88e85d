"""Which sessions may be written down, and what they count."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.enums import CarryOver, PartialMonthPolicy
from pilot.cohort.presets import METHODOLOGY_2019, SDK_2022
from pilot.cohort.rules import Month, Span, months_between
from pilot.mentoring.enums import SessionKind, Standing
from pilot.mentoring.rules import (
    RIGA,
    Ahead,
    Balance,
    HeldSession,
    Problem,
    SessionEntry,
    SessionFacts,
    TimedSession,
    balance,
    closed_months_touched,
    counted_minutes,
    elapsed_minutes,
    is_unusually_long,
    local_minutes_by_day,
    month_close_day,
    problem_with,
    quota_for,
    quota_total,
    received_and_worked,
    with_carry_over,
)

MENTOR, OTHER_MENTOR = uuid.UUID(int=1), uuid.UUID(int=2)
ANNA, JANIS, ILZE = uuid.UUID(int=11), uuid.UUID(int=12), uuid.UUID(int=13)
PRACTICE = Span(dt.date(2022, 11, 28), dt.date(2023, 5, 31))
JANUARY = Month(2023, 1)
PARAMETERS = SDK_2022.parameters
LAST_DAY = Ahead((dt.date(2023, 1, 31),))
WHOLE_PILOT = Span(dt.date(2022, 9, 1))


def riga(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=RIGA).astimezone(dt.UTC)


ENTRY = SessionEntry(MENTOR, frozenset({ANNA}), dt.date(2023, 1, 10), 60)
TEN, ELEVEN = riga(2023, 1, 10, 10), riga(2023, 1, 10, 11)
TIMED = replace(ENTRY, starts_at=TEN, ends_at=ELEVEN)
FACTS = SessionFacts(
    now=riga(2023, 2, 10, 12),
    today=dt.date(2023, 2, 10),
    pairs={ANNA: [PRACTICE], JANIS: [PRACTICE]},
    phase=PRACTICE,
    session_max_minutes=480,
)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        pytest.param(
            riga(2022, 10, 30, 2), riga(2022, 10, 30, 5), {dt.date(2022, 10, 30): 240}, id="clocks go back"
        ),
        pytest.param(
            riga(2023, 3, 26, 2), riga(2023, 3, 26, 5), {dt.date(2023, 3, 26): 120}, id="clocks go forward"
        ),
        pytest.param(
            riga(2023, 1, 31, 23, 30),
            riga(2023, 2, 1, 0, 30),
            {dt.date(2023, 1, 31): 30, dt.date(2023, 2, 1): 30},
            id="over midnight and month",
        ),
        pytest.param(
            riga(2023, 1, 31, 23), riga(2023, 2, 1), {dt.date(2023, 1, 31): 60}, id="ends at midnight"
        ),
        pytest.param(
            dt.datetime(2026, 8, 31, 21, 30, tzinfo=dt.UTC),
            dt.datetime(2026, 8, 31, 22, 30, tzinfo=dt.UTC),
            {dt.date(2026, 9, 1): 60},
            id="already September in Riga",
        ),
        pytest.param(riga(2023, 1, 31, 11), riga(2023, 1, 31, 10), {}, id="reversed"),
    ],
)
def test_minutes_belong_to_the_days_of_riga(
    starts_at: dt.datetime, ends_at: dt.datetime, expected: dict[dt.date, int]
) -> None:
    assert local_minutes_by_day(starts_at, ends_at) == expected


@given(
    st.datetimes(dt.datetime(2022, 1, 1), dt.datetime(2030, 12, 31)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.integers(1, 3_000),
)
def test_shares_add_up_to_the_minutes_that_passed(naive: dt.datetime, minutes: int) -> None:
    starts_at = naive.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    ends_at = starts_at + dt.timedelta(minutes=minutes)

    shares = local_minutes_by_day(starts_at, ends_at)

    assert sum(shares.values()) == minutes == elapsed_minutes(starts_at, ends_at)
    assert all(share > 0 for share in shares.values())


def test_an_ordinary_session_is_fine() -> None:
    assert problem_with(ENTRY, FACTS) is None
    assert problem_with(TIMED, FACTS) is None
    assert problem_with(ENTRY, replace(FACTS, phase=None)) is None


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(replace(ENTRY, participation_ids=frozenset()), Problem.NO_PARTICIPANT, id="nobody"),
        pytest.param(replace(ENTRY, minutes=0), Problem.NOT_POSITIVE, id="zero"),
        pytest.param(replace(ENTRY, minutes=-1), Problem.NOT_POSITIVE, id="below zero"),
        pytest.param(replace(ENTRY, minutes=480), None, id="exactly the longest"),
        pytest.param(replace(ENTRY, minutes=481), Problem.TOO_LONG, id="too long"),
        pytest.param(replace(TIMED, minutes=59), Problem.TIMES_DISAGREE, id="minutes and times"),
        pytest.param(
            replace(TIMED, ends_at=riga(2023, 1, 10, 9)), Problem.TIMES_DISAGREE, id="times reversed"
        ),
        pytest.param(replace(TIMED, held_on=dt.date(2023, 1, 11)), Problem.TIMES_DISAGREE, id="other day"),
        pytest.param(replace(ENTRY, held_on=dt.date(2023, 2, 10)), None, id="today"),
        pytest.param(replace(ENTRY, held_on=dt.date(2023, 2, 11)), Problem.IN_FUTURE, id="tomorrow"),
        pytest.param(
            replace(ENTRY, held_on=dt.date(2023, 2, 11), planned=True), None, id="plan for tomorrow"
        ),
        pytest.param(
            replace(
                ENTRY,
                held_on=dt.date(2023, 2, 10),
                starts_at=riga(2023, 2, 10, 11, 30),
                ends_at=riga(2023, 2, 10, 12, 30),
            ),
            Problem.IN_FUTURE,
            id="not over yet",
        ),
        pytest.param(
            replace(ENTRY, participation_ids=frozenset({ANNA, ILZE})), Problem.NOT_PAIRED, id="no pair"
        ),
        pytest.param(replace(ENTRY, held_on=dt.date(2022, 11, 27)), Problem.NOT_PAIRED, id="before the pair"),
    ],
)
def test_what_is_wrong_with_a_session(entry: SessionEntry, expected: Problem | None) -> None:
    assert problem_with(entry, FACTS) is expected


def test_a_session_after_the_mentor_changed_belongs_to_the_new_mentor() -> None:
    changed = replace(FACTS, pairs={ANNA: [Span(dt.date(2022, 11, 28), dt.date(2023, 1, 9))]})

    assert problem_with(ENTRY, changed) is Problem.NOT_PAIRED
    assert problem_with(replace(ENTRY, held_on=dt.date(2023, 1, 9)), changed) is None


def test_a_session_outside_the_phase_is_refused() -> None:
    before = replace(ENTRY, held_on=dt.date(2022, 11, 25))

    assert problem_with(before, replace(FACTS, pairs={ANNA: [WHOLE_PILOT]})) is Problem.OUTSIDE_PHASE


def test_a_session_over_midnight_is_refused_for_the_closed_part_only() -> None:
    entry = replace(
        ENTRY,
        held_on=dt.date(2023, 1, 31),
        starts_at=riga(2023, 1, 31, 23, 30),
        ends_at=riga(2023, 2, 1, 0, 30),
    )

    assert problem_with(entry, replace(FACTS, closed_months={JANUARY})) is Problem.MONTH_CLOSED
    assert closed_months_touched(entry, {JANUARY, Month(2022, 12)}) == [JANUARY]
    assert problem_with(entry, replace(FACTS, closed_months={Month(2022, 12)})) is None


OTHER = TimedSession(
    uuid.UUID(int=99), MENTOR, frozenset({JANIS}), riga(2023, 1, 10, 10, 30), riga(2023, 1, 10, 11, 30)
)


@pytest.mark.parametrize(
    ("entry", "other", "expected"),
    [
        pytest.param(TIMED, OTHER, Problem.MENTOR_BUSY, id="same mentor, other participant"),
        pytest.param(
            TIMED,
            replace(OTHER, mentor_id=OTHER_MENTOR, participation_ids=frozenset({ANNA})),
            Problem.PARTICIPANT_BUSY,
            id="same participant, other mentor",
        ),
        pytest.param(TIMED, replace(OTHER, mentor_id=OTHER_MENTOR), None, id="nobody in common"),
        pytest.param(
            TIMED,
            replace(OTHER, starts_at=riga(2023, 1, 10, 11), ends_at=riga(2023, 1, 10, 12)),
            None,
            id="begins where this ends",
        ),
        pytest.param(
            TIMED,
            replace(OTHER, starts_at=riga(2023, 1, 10, 9), ends_at=riga(2023, 1, 10, 10)),
            None,
            id="ends where this begins",
        ),
        pytest.param(replace(TIMED, session_id=OTHER.session_id), OTHER, None, id="the session itself"),
        pytest.param(ENTRY, OTHER, None, id="no time of day"),
        pytest.param(
            replace(TIMED, kind=SessionKind.GROUP),
            replace(OTHER, kind=SessionKind.GROUP, starts_at=TEN, ends_at=ELEVEN),
            None,
            id="same group session",
        ),
        pytest.param(
            replace(TIMED, kind=SessionKind.GROUP),
            replace(OTHER, kind=SessionKind.GROUP),
            Problem.MENTOR_BUSY,
            id="another group session",
        ),
    ],
)
def test_nobody_is_in_two_sessions_at_once(
    entry: SessionEntry, other: TimedSession, expected: Problem | None
) -> None:
    assert problem_with(entry, replace(FACTS, others=[other])) is expected


def test_a_long_session_is_asked_about() -> None:
    assert not is_unusually_long(180, session_warning_minutes=180)
    assert is_unusually_long(181, session_warning_minutes=180)


@pytest.mark.parametrize(
    ("month", "participation", "policy", "expected"),
    [
        pytest.param("2022-09", WHOLE_PILOT, PartialMonthPolicy.FULL, None, id="before practice"),
        pytest.param("2022-11", WHOLE_PILOT, PartialMonthPolicy.EXEMPT, None, id="28-30 November"),
        pytest.param("2022-11", WHOLE_PILOT, PartialMonthPolicy.PRO_RATA, 12, id="3 days of 30"),
        pytest.param("2022-11", WHOLE_PILOT, PartialMonthPolicy.FULL, 120, id="3 days in full"),
        pytest.param("2022-12", WHOLE_PILOT, PartialMonthPolicy.EXEMPT, 120, id="full month"),
        pytest.param("2023-05", WHOLE_PILOT, PartialMonthPolicy.PRO_RATA, 120, id="last month"),
        pytest.param("2023-06", WHOLE_PILOT, PartialMonthPolicy.FULL, None, id="after practice"),
        pytest.param(
            "2023-02", Span(dt.date(2023, 2, 20)), PartialMonthPolicy.EXEMPT, None, id="replacement"
        ),
        pytest.param(
            "2023-02", Span(dt.date(2023, 2, 20)), PartialMonthPolicy.PRO_RATA, 39, id="9 days of 28"
        ),
        pytest.param(
            "2023-02", Span(dt.date(2023, 2, 14)), PartialMonthPolicy.EXEMPT, 120, id="15 days are full"
        ),
        pytest.param(
            "2023-02", Span(dt.date(2023, 2, 15)), PartialMonthPolicy.EXEMPT, None, id="14 days are not"
        ),
        pytest.param(
            "2023-01",
            Span(dt.date(2022, 9, 1), dt.date(2022, 12, 31)),
            PartialMonthPolicy.FULL,
            None,
            id="after leaving",
        ),
    ],
)
def test_quota(month: str, participation: Span, policy: PartialMonthPolicy, expected: int | None) -> None:
    parameters = replace(PARAMETERS, partial_month_policy=policy)

    promised = quota_for(
        Month.parse(month), phase=PRACTICE, participation=participation, parameters=parameters
    )

    assert promised == expected


def test_without_a_phase_or_a_quota_nothing_is_promised() -> None:
    no_quota = METHODOLOGY_2019.parameters

    assert quota_for(JANUARY, phase=None, participation=WHOLE_PILOT, parameters=PARAMETERS) is None
    assert quota_for(JANUARY, phase=PRACTICE, participation=WHOLE_PILOT, parameters=no_quota) is None


@pytest.mark.parametrize(("participants", "hours"), [(10, 120), (11, 132)])
def test_the_promise_of_the_whole_practice(participants: int, hours: int) -> None:
    quotas = [
        quota_for(month, phase=PRACTICE, participation=WHOLE_PILOT, parameters=PARAMETERS)
        for month in months_between(dt.date(2022, 9, 1), dt.date(2023, 5, 31))
    ]

    assert quotas == [None, None, None, 120, 120, 120, 120, 120, 120]
    assert quota_total(participants=participants, months=6, quota_minutes=120) == hours * 60
    assert participants * sum(quota or 0 for quota in quotas) == hours * 60


@pytest.mark.parametrize(
    ("minutes", "kind", "cap", "expected"),
    [
        (90, SessionKind.GROUP, None, 90),
        (90, SessionKind.GROUP, 60, 60),
        (45, SessionKind.GROUP, 60, 45),
        (90, SessionKind.INDIVIDUAL, 60, 90),
    ],
)
def test_counted_minutes(minutes: int, kind: SessionKind, cap: int | None, expected: int) -> None:
    assert counted_minutes(minutes, kind, group_cap=cap) == expected


@pytest.mark.parametrize(
    ("received", "planned", "required", "today", "expected"),
    [
        pytest.param(75 + 45, 0, 120, dt.date(2023, 2, 1), Standing.MET, id="75 and 45"),
        pytest.param(75 + 44, 0, 120, dt.date(2023, 2, 1), Standing.MISSED, id="75 and 44"),
        pytest.param(75 + 44, 0, 120, dt.date(2023, 1, 31), Standing.AT_RISK, id="last day of the month"),
        pytest.param(60, 60, 120, dt.date(2023, 1, 31), Standing.COVERED, id="planned enough"),
        pytest.param(60, 59, 120, dt.date(2023, 1, 31), Standing.AT_RISK, id="planned a minute short"),
        pytest.param(60, 60, 120, dt.date(2023, 2, 1), Standing.MISSED, id="a plan is not a session"),
        pytest.param(0, 120, 120, dt.date(2022, 12, 31), Standing.UPCOMING, id="future"),
        pytest.param(120, 0, 120, dt.date(2023, 1, 1), Standing.MET, id="met early"),
        pytest.param(0, 0, None, dt.date(2023, 2, 1), Standing.EXEMPT, id="nothing promised"),
    ],
)
def test_standing(
    received: int, planned: int, required: int | None, today: dt.date, expected: Standing
) -> None:
    month = balance(JANUARY, counted=received, planned_minutes=planned, required=required)

    assert month.outlook(today=today, ahead=LAST_DAY, most_per_day=180).standing is expected


def test_a_plan_whose_day_is_over_is_not_booked_any_more() -> None:
    month = balance(JANUARY, counted=60, planned_minutes=60, required=120)
    forgotten = replace(LAST_DAY, overdue=60)

    found = month.outlook(today=dt.date(2023, 1, 31), ahead=forgotten, most_per_day=180)

    assert (found.standing, found.last_safe_day) == (Standing.AT_RISK, dt.date(2023, 1, 31))


def test_minutes_carried_over_count_for_the_outlook() -> None:
    month = Balance(JANUARY, 120, 60, 0, carried=60)

    assert (
        month.outlook(today=dt.date(2023, 1, 31), ahead=LAST_DAY, most_per_day=180).standing is Standing.MET
    )


def test_a_month_short_of_a_minute_misses_a_minute() -> None:
    assert Balance(JANUARY, 120, 119, 0).missing == 1
    assert Balance(JANUARY, 120, 150, 0).missing == 0
    assert Balance(JANUARY, None, 0, 0).missing == 0


DECEMBER_TO_FEBRUARY = [
    Balance(Month(2022, 12), 120, 180, 0),
    Balance(Month(2023, 1), 120, 30, 0),
    Balance(Month(2023, 2), 120, 150, 0),
]


@pytest.mark.parametrize(
    ("policy", "carried", "missing"),
    [
        (CarryOver.NONE, [0, 0, 0], [0, 90, 0]),
        (CarryOver.NEXT_MONTH, [-60, 60, 0], [0, 30, 0]),
        (CarryOver.PHASE_TOTAL, [-60, 90, -30], [0, 0, 0]),
    ],
)
def test_surplus_minutes_move_as_the_pilot_says(
    policy: CarryOver, carried: list[int], missing: list[int]
) -> None:
    balances = with_carry_over(DECEMBER_TO_FEBRUARY, policy)

    assert [month.carried for month in balances] == carried
    assert [month.missing for month in balances] == missing


def test_only_a_months_own_surplus_goes_on() -> None:
    balances = [
        Balance(Month(2022, 12), 120, 400, 0),
        Balance(JANUARY, 120, 0, 0),
        Balance(Month(2023, 2), 120, 0, 0),
    ]

    assert [month.missing for month in with_carry_over(balances, CarryOver.NEXT_MONTH)] == [0, 0, 120]


@given(
    st.lists(st.tuples(st.sampled_from([None, 0, 12, 120]), st.integers(0, 400)), max_size=8),
    st.sampled_from(CarryOver),
)
def test_carrying_over_neither_makes_nor_loses_minutes(
    months: list[tuple[int | None, int]], policy: CarryOver
) -> None:
    balances = [
        Balance(Month(2022, number), required, received, 0)
        for number, (required, received) in enumerate(months, start=1)
    ]

    moved = with_carry_over(balances, policy)

    assert sum(month.carried for month in moved) == 0
    assert all(month.received + month.carried >= 0 for month in moved)
    assert sum(month.missing for month in moved) <= sum(month.missing for month in balances)


def test_a_group_session_is_received_by_each_and_worked_once() -> None:
    group = HeldSession(MENTOR, frozenset({ANNA, JANIS, ILZE}), 90, SessionKind.GROUP)

    totals = received_and_worked([group], group_cap=None)

    assert totals.received == totals.counted == {ANNA: 90, JANIS: 90, ILZE: 90}
    assert (totals.received_in_sum, totals.worked) == (270, {MENTOR: 90})


def test_a_cap_counts_sixty_and_shows_ninety() -> None:
    group = HeldSession(MENTOR, frozenset({ANNA, JANIS, ILZE}), 90, SessionKind.GROUP)

    totals = received_and_worked([group], group_cap=60)

    assert totals.received == {ANNA: 90, JANIS: 90, ILZE: 90}
    assert totals.counted == {ANNA: 60, JANIS: 60, ILZE: 60}


@given(
    st.lists(
        st.builds(
            HeldSession,
            mentor_id=st.sampled_from([MENTOR, OTHER_MENTOR]),
            participation_ids=st.frozensets(st.sampled_from([ANNA, JANIS, ILZE]), min_size=1),
            minutes=st.integers(1, 480),
            kind=st.sampled_from(SessionKind),
        )
    )
)
def test_the_two_totals_are_sums_of_the_sessions(sessions: list[HeldSession]) -> None:
    totals = received_and_worked(sessions, group_cap=60)

    assert totals.worked_in_sum == sum(held.minutes for held in sessions)
    assert totals.received_in_sum == sum(held.minutes * len(held.participation_ids) for held in sessions)
    assert all(totals.counted[person] <= minutes for person, minutes in totals.received.items())


def test_a_month_closes_on_the_fifth_working_day_of_the_calendar() -> None:
    off = {dt.date(2023, 5, 1), dt.date(2023, 5, 4), dt.date(2023, 5, 5)}

    closes_on = month_close_day(Month(2023, 4), 5, lambda day: day.isoweekday() < 6 and day not in off)

    assert closes_on == dt.date(2023, 5, 10)
