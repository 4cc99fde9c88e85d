"""Public holidays of Latvia."""

import datetime as dt

import pytest

from pilot.cohort.holidays import holidays_between, is_working_day


def test_the_holidays_of_a_month_have_their_names() -> None:
    assert holidays_between(dt.date(2022, 11, 1), dt.date(2022, 11, 30)) == {
        dt.date(2022, 11, 18): "Latvijas Republikas Proklamēšanas diena"
    }


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off() -> None:
    days = holidays_between(dt.date(2023, 11, 17), dt.date(2023, 11, 21))

    assert sorted(days) == [dt.date(2023, 11, 18), dt.date(2023, 11, 20)]


def test_holidays_are_named_in_english_on_request() -> None:
    assert holidays_between(dt.date(2023, 12, 24), dt.date(2023, 12, 25), language="en") == {
        dt.date(2023, 12, 24): "Christmas Eve",
        dt.date(2023, 12, 25): "Christmas Day",
    }


def test_a_span_over_the_new_year_has_both_years() -> None:
    assert sorted(holidays_between(dt.date(2022, 12, 31), dt.date(2023, 1, 1))) == [
        dt.date(2022, 12, 31),
        dt.date(2023, 1, 1),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(dt.date(2023, 2, 14), True, id="a Tuesday"),
        pytest.param(dt.date(2023, 2, 18), False, id="a Saturday"),
        pytest.param(dt.date(2023, 4, 10), False, id="Easter Monday"),
        pytest.param(dt.date(2023, 5, 4), False, id="4 May"),
    ],
)
def test_working_days(day: dt.date, expected: bool) -> None:  # noqa: FBT001 - an expected answer
    assert is_working_day(day) is expected
