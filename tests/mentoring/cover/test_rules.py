"""What an absence does to a month."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.rules import Month
from pilot.mentoring.cover import rules
from pilot.mentoring.cover.enums import Effect
from pilot.mentoring.cover.rules import MonthEffect
from pilot.mentoring.forecast.rules import Situation

MARCH = Month(2023, 3)
DAYS = tuple(day for number in range(1, 32) if (day := dt.date(2023, 3, number)).weekday() < 5)
SITUATION = Situation(
    month=MARCH,
    today=dt.date(2023, 3, 1),
    required=120,
    counted=0,
    booked=0,
    usual_minutes=60,
    most_per_day=180,
    free_days=DAYS,
)


@pytest.mark.parametrize(
    ("lost", "effect", "last_safe_day"),
    [
        pytest.param((), Effect.NONE, dt.date(2023, 3, 30), id="nobody is away"),
        pytest.param(DAYS, Effect.IMPOSSIBLE, None, id="away the whole month"),
        pytest.param(DAYS[3:], Effect.AT_RISK, dt.date(2023, 3, 2), id="three days are left"),
        pytest.param(DAYS[:5], Effect.NONE, dt.date(2023, 3, 30), id="a week at the start"),
    ],
)
def test_what_days_away_do(lost: tuple[dt.date, ...], effect: Effect, last_safe_day: dt.date | None) -> None:
    assert rules.effect_of(SITUATION, lost_days=lost, lost_minutes=0) == MonthEffect(
        MARCH, effect, 120, last_safe_day
    )


def test_minutes_booked_for_days_away_do_not_count() -> None:
    booked = replace(SITUATION, booked=120, free_days=DAYS[-1:])

    found = rules.effect_of(booked, lost_days=DAYS[-1:], lost_minutes=120)

    assert found.effect is Effect.IMPOSSIBLE


@given(st.sets(st.sampled_from(DAYS)), st.sets(st.sampled_from(DAYS)))
def test_more_days_away_never_make_a_month_better(lost: set[dt.date], more: set[dt.date]) -> None:
    less = rules.effect_of(SITUATION, lost_days=tuple(lost), lost_minutes=0)
    worse = rules.effect_of(SITUATION, lost_days=tuple(lost | more), lost_minutes=0)

    assert rules.worst((less, worse)) is worse.effect
