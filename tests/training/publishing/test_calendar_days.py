"""A day through the versions of a schedule, as calendars see it."""

import datetime as dt
from dataclasses import replace

from pilot.training.publishing.calendar_days import CalendarDay, Issue, newest, of_issues
from tests.training.publishing.test_rules import day

FIRST, SECOND, THIRD, FOURTH = (dt.datetime(2022, 9, number, tzinfo=dt.UTC) for number in (1, 2, 3, 4))
MOVED = replace(day(1), held_on=dt.date(2022, 9, 20), sequence=1)


def test_a_day_that_is_moved_and_then_cancelled_has_sequence_two() -> None:
    issues = [Issue(FIRST, [day(1), day(2)]), Issue(SECOND, [MOVED, day(2)]), Issue(THIRD, [day(2)])]

    assert of_issues(issues[:2]) == [CalendarDay(day(2), 0, FIRST), CalendarDay(MOVED, 1, SECOND)]
    assert of_issues(issues) == [
        CalendarDay(day(2), 0, FIRST),
        CalendarDay(MOVED, 2, THIRD, is_cancelled=True),
    ]


def test_a_day_that_comes_back_takes_place_above_its_cancellation() -> None:
    again = replace(MOVED, sequence=3)

    found = of_issues([Issue(FIRST, [MOVED]), Issue(SECOND, []), Issue(THIRD, []), Issue(FOURTH, [again])])

    assert of_issues([Issue(FIRST, [MOVED]), Issue(SECOND, []), Issue(THIRD, [])]) == [
        CalendarDay(MOVED, 2, SECOND, is_cancelled=True)
    ]
    assert found == [CalendarDay(again, 3, FOURTH)]


def test_of_the_rows_of_an_event_the_newest_counts() -> None:
    states = [
        CalendarDay(MOVED, 1, SECOND),
        CalendarDay(MOVED, 2, THIRD, is_cancelled=True),
        CalendarDay(day(2), 0, FIRST),
    ]

    assert newest(states) == [states[2], states[1]]
    assert newest(states[::-1]) == [states[2], states[1]]
