"""Days of a recurring session: the right weekday, nothing on a holiday, the rule of the fifth."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.mentoring.rules import RIGA
from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.series.rules import (
    Occurrence,
    Problem,
    Rule,
    days_of,
    occurrences,
    rule_problem,
    week_of_month,
)
from pilot.mentoring.slot_rules import Obstacle, moment_of

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2025, 12, 31))
TWO = dt.time(14)


def rule(first: dt.date, until: dt.date, rhythm: Rhythm = Rhythm.FORTNIGHTLY) -> Rule:
    return Rule(first, until, rhythm, TWO, 60)


def test_every_second_tuesday_until_the_end_of_may() -> None:
    found = days_of(rule(dt.date(2023, 4, 4), dt.date(2023, 5, 31)))

    assert [f"{day:%d.%m.}" for day in found] == ["04.04.", "18.04.", "02.05.", "16.05.", "30.05."]


def test_a_month_without_a_fifth_monday_is_skipped() -> None:
    found = days_of(rule(dt.date(2023, 1, 30), dt.date(2023, 8, 31), Rhythm.MONTHLY))

    assert found == [dt.date(2023, 1, 30), dt.date(2023, 5, 29), dt.date(2023, 7, 31)]


@given(first=DAYS, weeks=st.integers(0, 52), rhythm=st.sampled_from(Rhythm))
def test_every_day_has_the_weekday_of_the_first_and_lies_inside(
    first: dt.date, weeks: int, rhythm: Rhythm
) -> None:
    until = first + dt.timedelta(weeks=weeks)
    found = days_of(rule(first, until, rhythm))

    assert found[0] == first
    assert {day.weekday() for day in found} == {first.weekday()}
    assert all(one < other <= until for one, other in pairwise(found))
    if rhythm is Rhythm.MONTHLY:
        assert {week_of_month(day) for day in found} == {week_of_month(first)}
        assert len({(day.year, day.month) for day in found}) == len(found)


@given(
    first=DAYS,
    weeks=st.integers(0, 30),
    rhythm=st.sampled_from(Rhythm),
    blocked=st.sets(st.integers(0, 230), max_size=60),
)
def test_nothing_is_planned_on_a_blocked_day_and_no_day_twice(
    first: dt.date, weeks: int, rhythm: Rhythm, blocked: set[int]
) -> None:
    closed = {first + dt.timedelta(days=number) for number in blocked}
    found = occurrences(
        rule(first, first + dt.timedelta(weeks=weeks), rhythm),
        lambda day: Obstacle.HOLIDAY if day in closed else None,
    )
    moved = [each.due_on for each in found]
    planned = [day for each in found if (day := each.planned_on(moved)) is not None]

    assert not closed & set(planned)
    assert planned == sorted(set(planned))
    assert all(each.instead_on is None or each.instead_on.weekday() < 5 for each in found)
    assert [each.planned_on(()) for each in found if each.obstacle] == [None] * sum(
        each.obstacle is not None for each in found
    )


def test_a_holiday_is_skipped_and_the_next_free_working_day_proposed() -> None:
    holiday, busy = dt.date(2023, 5, 5), dt.date(2023, 5, 8)
    against = {holiday: Obstacle.HOLIDAY, busy: Obstacle.MENTOR_AWAY}

    found = occurrences(rule(holiday, holiday), against.get)

    assert found == [Occurrence(holiday, Obstacle.HOLIDAY, dt.date(2023, 5, 9))]
    assert found[0].planned_on([holiday]) == dt.date(2023, 5, 9)


def test_what_is_past_is_not_moved() -> None:
    day = dt.date(2023, 2, 7)

    assert occurrences(rule(day, day), {day: Obstacle.PAST}.get) == [Occurrence(day, Obstacle.PAST)]


def test_the_local_time_stays_over_a_clock_change() -> None:
    days = days_of(rule(dt.date(2023, 3, 19), dt.date(2023, 4, 2), Rhythm.WEEKLY))
    moments = [moment for day in days if (moment := moment_of(day, TWO)) is not None]

    assert [moment.astimezone(RIGA).time() for moment in moments] == [TWO] * 3
    assert [moment.hour for moment in moments] == [12, 11, 11]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"until_on": dt.date(2023, 3, 6)}, Problem.SPAN_BACKWARDS),
        ({"until_on": dt.date(2024, 3, 8)}, Problem.SPAN_TOO_LONG),
        ({"minutes": 0}, Problem.NOT_POSITIVE),
        ({"minutes": 481}, Problem.TOO_LONG),
        ({"starts": dt.time(23, 30)}, Problem.OVER_MIDNIGHT),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, object], problem: Problem | None) -> None:
    day = dt.date(2023, 3, 7)
    given_rule = {"first_on": day, "until_on": day, "rhythm": Rhythm.WEEKLY, "starts": TWO, "minutes": 60}

    assert rule_problem(Rule(**{**given_rule, **changes}), session_max_minutes=480) == problem  # type: ignore[arg-type]
