"""What is foreseen of a month, against a search through all sets of days."""

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.holidays import is_working_day
from pilot.cohort.presets import SDK_2022
from pilot.cohort.rules import Month, Span
from pilot.mentoring.enums import Standing
from pilot.mentoring.forecast.rules import (
    CALM_DAYS,
    Outlook,
    Situation,
    length_of_a_meeting,
    outlook,
    proposed_days,
    usual_minutes,
    usual_start,
)
from pilot.mentoring.rules import quota_for, quota_total

DECEMBER = Month(2022, 12)
PRACTICE = Span(dt.date(2022, 11, 28), dt.date(2023, 5, 31))
WHOLE_PILOT = Span(dt.date(2022, 9, 1), dt.date(2023, 5, 31))
WORST_LAST = (Standing.MET, Standing.COVERED, Standing.OPEN, Standing.AT_RISK, Standing.IMPOSSIBLE)


def december(day: int) -> dt.date:
    return dt.date(2022, 12, day)


def working_days(today: dt.date, *, away: tuple[int, ...] = ()) -> tuple[dt.date, ...]:
    days = [today.replace(day=number) for number in range(today.day, Month.of(today).days + 1)]
    return tuple(day for day in days if is_working_day(day) and day.day not in away)


def situation(today: dt.date, *, counted: int = 0, booked: int = 0, away: tuple[int, ...] = ()) -> Situation:
    return Situation(
        month=DECEMBER,
        today=today,
        required=120,
        counted=counted,
        booked=booked,
        usual_minutes=60,
        most_per_day=180,
        free_days=working_days(today, away=away),
    )


def test_twenty_december_with_half_done_is_at_risk_until_the_thirtieth() -> None:
    found = outlook(situation(december(20), counted=60, away=(27, 28)))

    assert found == Outlook(Standing.AT_RISK, 60, december(30))


def test_a_day_earlier_enough_days_were_left() -> None:
    assert outlook(situation(december(19), counted=60, away=(27, 28))).standing is Standing.OPEN


def test_thirty_december_with_nothing_done_is_impossible_at_ninety_minutes_a_day() -> None:
    last_day = situation(december(30))

    assert outlook(replace(last_day, most_per_day=90)) == Outlook(Standing.IMPOSSIBLE, 120)
    assert outlook(replace(last_day, most_per_day=120)) == Outlook(
        Standing.AT_RISK, 120, december(30), longer=True
    )


@pytest.mark.parametrize(
    ("day", "counted", "booked", "standing", "missing"),
    [
        pytest.param(december(20), 75, 45, Standing.COVERED, 45, id="75 and 45 booked"),
        pytest.param(december(20), 75, 44, Standing.OPEN, 45, id="a minute less booked"),
        pytest.param(december(31), 75 + 45, 0, Standing.MET, 0, id="75 and 45"),
        pytest.param(dt.date(2023, 1, 1), 75 + 45, 0, Standing.MET, 0, id="75 and 45 when it is over"),
        pytest.param(dt.date(2023, 1, 1), 75 + 44, 0, Standing.MISSED, 1, id="75 and 44"),
        pytest.param(dt.date(2023, 1, 1), 75, 45, Standing.MISSED, 45, id="a plan is not a session"),
        pytest.param(dt.date(2022, 11, 30), 0, 0, Standing.UPCOMING, 120, id="still to come"),
    ],
)
def test_a_month_stands(day: dt.date, counted: int, booked: int, standing: Standing, missing: int) -> None:
    found = outlook(situation(day, counted=counted, booked=booked))

    assert (found.standing, found.missing) == (standing, missing)


def promised(month: Month) -> int | None:
    return quota_for(month, phase=PRACTICE, participation=WHOLE_PILOT, parameters=SDK_2022.parameters)


def test_the_last_days_of_november_are_exempt() -> None:
    november = replace(
        situation(dt.date(2022, 11, 29)), month=Month(2022, 11), required=promised(Month(2022, 11))
    )

    assert outlook(november) == Outlook(Standing.EXEMPT, 0)


def test_nothing_is_red_in_september_where_the_promise_begins_in_december() -> None:
    september = replace(
        situation(dt.date(2022, 9, 30)), month=Month(2022, 9), required=promised(Month(2022, 9))
    )

    assert outlook(september).standing is Standing.EXEMPT
    assert promised(DECEMBER) == 120


@pytest.mark.parametrize(("people", "hours"), [(10, 120), (11, 132)])
def test_the_promise_of_six_months(people: int, hours: int) -> None:
    assert quota_total(participants=people, months=6, quota_minutes=120) == hours * 60


@pytest.mark.parametrize(
    ("lengths", "usual"),
    [((), 60), ((45,), 45), ((90, 30, 60), 60), ((10, 15), 30), ((60, 60, 60, 90, 90, 480, 480), 60)],
)
def test_the_usual_length_is_the_median_of_the_last_five(lengths: tuple[int, ...], usual: int) -> None:
    assert usual_minutes(lengths) == usual


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    today = december(draw(st.integers(1, 31)))
    left = [december(number) for number in range(today.day, 32)]
    return Situation(
        month=DECEMBER,
        today=today,
        required=draw(st.integers(1, 240)),
        counted=draw(st.integers(0, 240)),
        booked=draw(st.integers(0, 120)),
        usual_minutes=draw(st.integers(30, 120)),
        most_per_day=draw(st.integers(30, 180)),
        free_days=tuple(sorted(draw(st.sets(st.sampled_from(left), max_size=9)))),
    )


def sets_that_suffice(case: Situation, length: int) -> list[tuple[dt.date, ...]]:
    """Search through every set of days for those on which meetings of a length give what is missing."""
    missing = (case.required or 0) - case.counted - case.booked
    sizes = range(len(case.free_days) + 1)
    sets = [days for size in sizes for days in combinations(case.free_days, size)]
    return [days for days in sets if len(days) * length >= missing]


def by_search(case: Situation) -> tuple[Standing, dt.date | None, bool]:
    if case.counted >= (case.required or 0):
        return Standing.MET, None, False
    if case.counted + case.booked >= (case.required or 0):
        return Standing.COVERED, None, False
    usual = sets_that_suffice(case, min(case.usual_minutes, case.most_per_day))
    longest = sets_that_suffice(case, case.most_per_day)
    if not longest:
        return Standing.IMPOSSIBLE, None, False
    last = max(min(days) for days in usual or longest)
    before = [day for day in case.free_days if day < last]
    is_calm = bool(usual) and len(before) > CALM_DAYS
    return Standing.OPEN if is_calm else Standing.AT_RISK, last, not usual


@given(situations())
def test_the_outlook_is_what_a_search_through_all_sets_of_days_finds(case: Situation) -> None:
    found = outlook(case)

    assert (found.standing, found.last_safe_day, found.longer) == by_search(case)


@given(situations(), st.integers(1, 31))
def test_another_free_day_never_makes_it_worse(case: Situation, number: int) -> None:
    more = replace(case, free_days=tuple(sorted({*case.free_days, december(number)})))

    assert WORST_LAST.index(outlook(more).standing) <= WORST_LAST.index(outlook(case).standing)


@given(situations(), st.integers(0, 60))
def test_more_minutes_given_or_booked_never_make_it_worse(case: Situation, minutes: int) -> None:
    before = WORST_LAST.index(outlook(case).standing)

    assert WORST_LAST.index(outlook(replace(case, counted=case.counted + minutes)).standing) <= before
    assert WORST_LAST.index(outlook(replace(case, booked=case.booked + minutes)).standing) <= before


@given(situations())
def test_a_day_that_passes_without_a_session_never_makes_it_better(case: Situation) -> None:
    tomorrow = case.today + dt.timedelta(days=1)
    if Month.of(tomorrow) != case.month:
        return
    later = replace(case, today=tomorrow)

    assert WORST_LAST.index(outlook(later).standing) >= WORST_LAST.index(outlook(case).standing)


@pytest.mark.parametrize(
    ("starts", "usual"),
    [
        ((), dt.time(10)),
        ((dt.time(9), dt.time(14), dt.time(14)), dt.time(14)),
        ((dt.time(9), dt.time(14)), dt.time(9)),
        ((*(dt.time(9),) * 3, dt.time(8), dt.time(8), *(dt.time(14),) * 9), dt.time(9)),
    ],
)
def test_a_pair_usually_begins_as_most_of_the_last_times(starts: tuple[dt.time, ...], usual: dt.time) -> None:
    assert usual_start(starts) == usual


def proposed(*free: int, last_safe: int | None, weekdays: tuple[int, ...] = ()) -> list[int]:
    found = proposed_days(
        [december(number) for number in free],
        today=december(20),
        last_safe_day=december(last_safe) if last_safe else None,
        weekdays=weekdays,
    )
    return [day.day for day in found]


def test_three_days_are_proposed_the_safe_ones_and_the_usual_weekdays_first() -> None:
    assert proposed(20, 21, 22, 23, 29, 30, last_safe=30) == [21, 22, 23]
    assert proposed(20, 21, 22, 23, 29, 30, last_safe=30, weekdays=(3,)) == [21, 22, 29]
    assert proposed(21, 22, 23, 29, 30, last_safe=22, weekdays=(3,)) == [21, 22, 29]
    assert proposed(20, last_safe=20) == [20]
    assert proposed(last_safe=None) == []


@pytest.mark.parametrize(
    ("minutes", "days", "expected"), [(60, 3, 60), (120, 3, 60), (120, 1, 120), (240, 1, 180), (100, 1, 100)]
)
def test_sessions_are_as_long_as_usual_until_too_few_days_are_left(
    minutes: int, days: int, expected: int
) -> None:
    assert length_of_a_meeting(minutes, usual=60, most=180, days=days) == expected
