"""Times by both clocks, and what speaks against each."""

import datetime as dt
import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.rules import Month, Span
from pilot.mentoring.bookings.rules import Offer, Problem, may_give_up, offer_problem, times_of
from pilot.mentoring.rules import RIGA
from pilot.mentoring.slot_rules import Calendar, Obstacle, Person, Slot, Taken, moment_of, obstacle

MENTOR = uuid.UUID(int=1)
NOW = dt.datetime(2023, 2, 14, 8, tzinfo=dt.UTC)
TUESDAY = dt.date(2023, 3, 7)


def clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(RIGA):%d.%m. %H.%M}"


def slot(day: dt.date = TUESDAY, **changes: object) -> Slot:
    begin = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    facts = {"starts_at": begin, "ends_at": begin + dt.timedelta(hours=1), **changes}
    return Slot(MENTOR, day, **facts)  # type: ignore[arg-type]


def person(**changes: object) -> Person:
    return Person(**{"pairs": {MENTOR: [Span(dt.date(2022, 11, 28), None)]}, **changes})  # type: ignore[arg-type]


def test_tuesdays_from_two_to_five_make_three_hours_each() -> None:
    found = times_of(Offer(TUESDAY, dt.time(14), 60, last_on=dt.date(2023, 3, 21), ends=dt.time(17)))

    assert [clock(moment) for _day, moment in found] == [
        f"{day}.03. {hour}.00" for day in ("07", "14", "21") for hour in (14, 15, 16)
    ]


@pytest.mark.parametrize("sunday", [dt.date(2023, 3, 26), dt.date(2022, 10, 30)], ids=["spring", "autumn"])
def test_a_clock_change_moves_the_moment_and_keeps_the_local_time(sunday: dt.date) -> None:
    week = dt.timedelta(days=7)
    found = times_of(Offer(sunday - week, dt.time(14), 60, last_on=sunday + week))

    assert [moment.astimezone(RIGA).time() for _day, moment in found] == [dt.time(14)] * 3
    assert len({moment.hour for _day, moment in found}) == 2


def test_a_time_that_the_clocks_jump_over_is_not_offered() -> None:
    assert moment_of(dt.date(2023, 3, 26), dt.time(3, 30)) is None
    assert times_of(Offer(dt.date(2023, 3, 26), dt.time(3, 30), 60)) == []


def test_a_night_with_an_hour_more_has_a_time_more() -> None:
    autumn = times_of(Offer(dt.date(2022, 10, 30), dt.time(2), 60, ends=dt.time(5)))
    spring = times_of(Offer(dt.date(2023, 3, 26), dt.time(2), 60, ends=dt.time(5)))

    assert (len(autumn), len(spring)) == (4, 2)


@given(
    first=st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31)),
    weeks=st.integers(0, 30),
    hour=st.integers(6, 20),
    minutes=st.integers(15, 180),
    window=st.integers(0, 180),
)
def test_times_follow_one_another_on_one_weekday_and_stay_inside(
    first: dt.date, weeks: int, hour: int, minutes: int, window: int
) -> None:
    ends = dt.time(hour + window // 60, window % 60)
    offer = Offer(first, dt.time(hour), minutes, last_on=first + dt.timedelta(weeks=weeks), ends=ends)
    found = times_of(offer)

    assert {day.weekday() for day, _moment in found} <= {first.weekday()}
    assert all(moment.astimezone(RIGA).date() == day for day, moment in found)
    length = dt.timedelta(minutes=minutes)
    for (_day, one), (_other_day, other) in pairwise(found):
        assert one + length <= other
    assert all((moment + length).astimezone(RIGA).time() <= ends for _day, moment in found)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"last_on": dt.date(2023, 3, 6)}, Problem.SPAN_BACKWARDS),
        ({"last_on": dt.date(2024, 3, 8)}, Problem.SPAN_TOO_LONG),
        ({"minutes": 0}, Problem.NOT_POSITIVE),
        ({"minutes": 481}, Problem.TOO_LONG),
        ({"ends": dt.time(14, 59)}, Problem.WINDOW_TOO_SHORT),
        ({"ends": dt.time(13)}, Problem.WINDOW_TOO_SHORT),
        ({"starts": dt.time(23, 1)}, Problem.OVER_MIDNIGHT),
        ({"starts": dt.time(23)}, None),
        ({"minutes": 5, "ends": dt.time(20), "last_on": dt.date(2023, 3, 21)}, Problem.TOO_MANY),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(changes: dict[str, object], problem: Problem | None) -> None:
    offer = Offer(**{"first_on": TUESDAY, "starts": dt.time(14), "minutes": 60, **changes})  # type: ignore[arg-type]

    assert offer_problem(offer, session_max_minutes=480) == problem


def test_what_speaks_against_a_time() -> None:
    blackout = dt.date(2022, 12, 27)
    other = Taken(uuid.UUID(int=9), slot().starts_at, slot().ends_at)
    touching = Taken(uuid.UUID(int=9), slot().ends_at, slot().ends_at + dt.timedelta(hours=1))
    cases = [
        (slot(), Calendar(NOW), person(), None),
        (slot(dt.date(2023, 2, 13)), Calendar(NOW), person(), Obstacle.PAST),
        (slot(seats_left=0), Calendar(NOW), person(), Obstacle.FULL),
        (slot(seats_left=0), Calendar(NOW), person(taken=[other]), Obstacle.PARTICIPANT_BUSY),
        (slot(), Calendar(NOW, holidays=[TUESDAY]), person(), Obstacle.HOLIDAY),
        (slot(), Calendar(NOW, closed_months=[Month(2023, 3)]), person(), Obstacle.MONTH_CLOSED),
        (
            slot(),
            Calendar(NOW, phase=Span(TUESDAY + dt.timedelta(days=1), None)),
            None,
            Obstacle.OUTSIDE_PHASE,
        ),
        (
            slot(blackout),
            Calendar(dt.datetime(2022, 12, 1, tzinfo=dt.UTC), away={MENTOR: {blackout}}),
            person(),
            Obstacle.MENTOR_AWAY,
        ),
        (slot(), Calendar(NOW, taken={MENTOR: [other]}), person(), Obstacle.MENTOR_BUSY),
        (slot(), Calendar(NOW, taken={MENTOR: [touching]}), person(), None),
        (slot(session_id=other.id), Calendar(NOW, taken={MENTOR: [other]}), person(), None),
        (slot(), Calendar(NOW), person(pairs={}), Obstacle.NOT_PAIRED),
        (slot(), Calendar(NOW), person(away=[TUESDAY]), Obstacle.PARTICIPANT_AWAY),
        (slot(session_id=other.id), Calendar(NOW), person(taken=[other]), Obstacle.PARTICIPANT_BUSY),
    ]

    assert [obstacle(*case[:3]) for case in cases] == [case[3] for case in cases]


@pytest.mark.parametrize(("hours", "allowed"), [(23, False), (24, True), (25, True)])
def test_a_booking_is_given_up_until_the_notice(hours: int, *, allowed: bool) -> None:
    assert may_give_up(NOW + dt.timedelta(hours=hours), notice_hours=24, now=NOW) is allowed
