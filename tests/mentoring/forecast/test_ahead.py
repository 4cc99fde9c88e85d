"""Which days are free for a pair, what is booked, and how long the pair meets."""

import datetime as dt

import pytest

from pilot.cohort.enums import PairRole
from pilot.cohort.models import DayOff, Participation
from pilot.cohort.rules import Month, Span
from pilot.mentoring import actions, ahead_queries, queries
from pilot.mentoring.enums import SessionState, Standing
from pilot.mentoring.rules import Ahead
from tests import build
from tests.build import World
from tests.mentoring.build import log
from tests.mentoring.forecast.build import away, feb

TODAY = feb(20)
LEFT = [20, 21, 22, 23, 24, 27, 28]


def ahead(world: World, person: Participation, *, today: dt.date = TODAY) -> Ahead:
    span = Span(dt.date(2022, 9, 1))
    days = queries.course_of(world.pilot).days_left(today=today)
    return ahead_queries.ahead_of(world.pilot, {person.id: span}, days=days, today=today)[person.id]


def free(world: World, person: Participation | None = None) -> list[int]:
    return [day.day for day in ahead(world, person or world.anna).free_days]


def test_without_anything_stated_every_working_day_is_free(world: World) -> None:
    assert free(world) == LEFT


def test_days_away_of_either_are_not_free(world: World) -> None:
    away(world.pilot, feb(21), feb(21), participation_id=world.anna.id)
    away(world.pilot, feb(27), dt.date(2023, 3, 3), user_id=world.mentor.id)

    assert free(world) == [20, 22, 23, 24]
    assert free(world, world.liga) == LEFT


def test_a_day_is_free_when_one_of_two_mentors_is_there(world: World) -> None:
    away(world.pilot, feb(20), feb(28), user_id=world.mentor.id)
    build.pair(world.anna, world.other_mentor, role=PairRole.CONSULTANT, starts_on=feb(23))

    assert free(world) == [23, 24, 27, 28]


def test_without_a_mentor_the_days_of_the_participant_count(world: World) -> None:
    alone = build.participation(world.pilot, build.user("Zane Dzene"), world.cesis)
    away(world.pilot, feb(22), feb(28), participation_id=alone.id)

    assert free(world, alone) == [20, 21]


def test_a_day_off_of_the_pilot_is_not_free(world: World) -> None:
    build.keep(DayOff(pilot_id=world.pilot.id, day=feb(24), name="Novada svētki"))

    assert free(world) == [20, 21, 22, 23, 27, 28]


def test_holidays_are_not_free_and_a_working_day_moved_to_a_saturday_is(world: World) -> None:
    course = queries.course_of(world.pilot)

    days = course.days_left(today=dt.date(2023, 5, 1))

    assert dt.date(2023, 5, 4) not in days
    assert dt.date(2023, 5, 20) in days
    assert course.days_left(today=dt.date(2023, 6, 5)) == ()
    assert course.days_left(today=dt.date(2022, 9, 5)) == ()


def test_planned_sessions_take_their_day_and_a_forgotten_plan_is_not_booked(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=feb(22), minutes=45, planned=True)
    log(world.pilot, world.mentor, world.anna, held_on=feb(15), minutes=30, planned=True)

    found = ahead(world, world.anna)
    cell = queries.balance_of(world.anna, world.pilot, month=Month(2023, 2), today=TODAY)

    assert feb(22) not in found.free_days
    assert found.overdue == 30
    assert cell is not None
    assert (cell.planned, cell.overdue, cell.missing) == (45, 30, 120)


def test_the_pair_usually_meets_as_long_as_the_last_times(world: World) -> None:
    for day, minutes in ((9, 120), (10, 30), (11, 45), (12, 45), (13, 90), (14, 90)):
        log(world.pilot, world.mentor, world.anna, held_on=feb(day), minutes=minutes)

    assert ahead(world, world.anna).usual_minutes == 45
    assert ahead(world, world.peteris).usual_minutes == 60


def test_a_cancelled_plan_opens_the_gap_again(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=feb(14), minutes=60)
    plan = log(world.pilot, world.mentor, world.anna, held_on=feb(22), minutes=60, planned=True)
    before = queries.balance_of(world.anna, world.pilot, month=Month(2023, 2), today=TODAY)
    actions.cancel_session(
        world.pilot, plan, seen=plan.version, actor=build.viewer(world.mentor), now=build.NOW
    )

    after = queries.balance_of(world.anna, world.pilot, month=Month(2023, 2), today=feb(22))

    assert plan.state is SessionState.CANCELLED
    assert before is not None
    assert after is not None
    assert (before.standing, before.last_safe_day) == (Standing.COVERED, None)
    assert (after.standing, after.last_safe_day) == (Standing.AT_RISK, feb(28))


@pytest.mark.parametrize(("day", "standing"), [(20, Standing.OPEN), (21, Standing.AT_RISK)])
def test_a_month_is_at_risk_when_five_free_days_are_left_before_the_last_safe_one(
    world: World, day: int, standing: Standing
) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=feb(14), minutes=60)

    found = queries.balance_of(world.anna, world.pilot, month=Month(2023, 2), today=feb(day))

    assert found is not None
    assert (found.standing, found.last_safe_day) == (standing, feb(28))
