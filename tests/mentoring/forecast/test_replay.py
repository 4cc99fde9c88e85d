"""The forecast keeps its promise: on invented pilots, and on every past that can be drawn."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.holidays import is_working_day
from pilot.cohort.presets import SDK_2022
from pilot.cohort.rules import Month, months_between
from pilot.mentoring.forecast import rules
from pilot.mentoring.forecast.replay import (
    NOTICE_DAYS,
    Away,
    Meeting,
    Past,
    Promise,
    Reliability,
    Verdict,
    reliability,
    situation_on,
    verdict,
)
from pilot.mentoring.forecast.simulation import simulated

MOST = SDK_2022.parameters.session_warning_minutes


def promise(month: Month, required: int = 120) -> Promise:
    days = [month.first_day + dt.timedelta(days=number) for number in range(month.days)]
    return Promise(month, required, tuple(day for day in days if is_working_day(day)))


HALF_A_YEAR = tuple(promise(month) for month in months_between(dt.date(2022, 12, 1), dt.date(2023, 5, 31)))
FEBRUARY = promise(Month(2023, 2))
NOTICE_DAY = dt.date(2023, 2, 21)


def feb(day: int) -> dt.date:
    return dt.date(2023, 2, day)


def held(day: int, minutes: int = 60, *, known: int, fell: int | None = None) -> Meeting:
    return Meeting(feb(day), minutes, feb(known), feb(fell) if fell else None)


def replayed(*seeds: int) -> Reliability:
    pasts = [each for seed in seeds for each in simulated(seed, people=11, promises=HALF_A_YEAR)]
    return reliability(pasts, most_per_day=MOST)


def test_five_working_days_are_left_after_the_day_of_notice() -> None:
    assert FEBRUARY.days[-NOTICE_DAYS - 1] == NOTICE_DAY
    assert len([day for day in FEBRUARY.days if day > NOTICE_DAY]) == NOTICE_DAYS


@pytest.mark.parametrize("first", [0, 5, 10, 15])
def test_on_invented_pilots_the_forecast_keeps_its_promise(first: int) -> None:
    found = replayed(*range(first, first + 5))

    assert found.months == 5 * 11 * 6
    assert found.missed > found.arose_later > 0
    assert found.unnoticed == 0
    assert 10 * found.false_alarms <= found.alarms


def test_a_forecast_that_warns_later_breaks_the_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CALM_DAYS", 3)

    assert replayed(1).unnoticed > 0


def test_a_seed_always_invents_the_same_pilot() -> None:
    assert simulated(3, people=4, promises=HALF_A_YEAR) == simulated(3, people=4, promises=HALF_A_YEAR)
    assert simulated(3, people=4, promises=HALF_A_YEAR) != simulated(4, people=4, promises=HALF_A_YEAR)


@pytest.mark.parametrize(
    ("meetings", "away", "expected"),
    [
        pytest.param([held(7, known=1), held(14, known=7)], [], Verdict.QUIET, id="met as planned"),
        pytest.param([held(7, known=1)], [], Verdict.NOTICED, id="half"),
        pytest.param([], [], Verdict.NOTICED, id="nothing"),
        pytest.param(
            [held(7, known=1), held(27, known=7, fell=27)], [], Verdict.AROSE_LATER, id="fell away on the day"
        ),
        pytest.param(
            [held(7, known=1), held(27, known=7, fell=20)], [], Verdict.NOTICED, id="fell away in time"
        ),
        pytest.param(
            [held(7, known=1), held(24, known=7, fell=23)],
            [Away(feb(23), feb(28), feb(23))],
            Verdict.AROSE_LATER,
            id="fell ill",
        ),
        pytest.param(
            [held(7, known=1), held(24, known=22)], [], Verdict.ARRANGED, id="booked after the alarm"
        ),
        pytest.param(
            [held(7, known=1), held(24, known=24)], [], Verdict.FALSE_ALARM, id="met without a plan"
        ),
        pytest.param(
            [held(7, known=1), held(24, known=27)], [], Verdict.FALSE_ALARM, id="written down later"
        ),
    ],
)
def test_what_came_of_a_month(meetings: list[Meeting], away: list[Away], expected: Verdict) -> None:
    assert verdict(Past(tuple(meetings), tuple(away)), FEBRUARY, most_per_day=MOST) is expected


def test_a_promise_of_five_days_could_not_be_known_earlier() -> None:
    last_days = Promise(FEBRUARY.month, 120, FEBRUARY.days[-5:])

    assert verdict(Past((), ()), last_days, most_per_day=MOST) is Verdict.AROSE_LATER


def test_a_day_knows_only_what_was_written_down_by_then() -> None:
    past = Past(
        (held(7, 45, known=9), held(24, known=10, fell=15)), (Away(feb(20), feb(22), known_on=feb(13)),)
    )

    before = situation_on(feb(8), past, FEBRUARY, most_per_day=MOST)
    between = situation_on(feb(13), past, FEBRUARY, most_per_day=MOST)
    after = situation_on(feb(15), past, FEBRUARY, most_per_day=MOST)

    assert (before.counted, before.booked, before.usual_minutes) == (0, 0, 60)
    assert {feb(20), feb(24)} < set(before.free_days)
    assert (between.counted, between.booked, between.usual_minutes) == (45, 60, 45)
    assert {feb(20), feb(24)}.isdisjoint(between.free_days)
    assert (after.counted, after.booked) == (45, 0)
    assert feb(24) in after.free_days


days = st.integers(1, 28).map(feb)
meetings = st.builds(Meeting, days, st.sampled_from((30, 60, 90)), days, st.none() | days)
absences = st.builds(Away, days, days, days)


@given(st.lists(meetings, max_size=5), st.lists(absences, max_size=2), st.integers(1, 120))
def test_no_past_is_missed_without_notice(happened: list[Meeting], away: list[Away], required: int) -> None:
    month = Promise(FEBRUARY.month, required, FEBRUARY.days)

    assert verdict(Past(tuple(happened), tuple(away)), month, most_per_day=MOST) is not Verdict.UNNOTICED
