"""Working time in the database: no hour is claimed twice, whatever area or pilot it is claimed in."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.accounts.roles import Role
from pilot.cohort.enums import ClaimKind, ClaimProblem
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring import queries, refusals
from pilot.mentoring.rules import Problem as SessionProblem
from pilot.mentoring.timesheets import actions
from pilot.mentoring.timesheets.models import WorkLine
from pilot.mentoring.timesheets.rules import Problem
from pilot.training.enums import DayState
from tests import build
from tests.build import World
from tests.mentoring.build import JANUARY, TODAY, closed_month, log, record, sums
from tests.mentoring.timesheets.build import entry, line, supervision, taught_day

NINE = dt.time(9)


def test_a_line_counts_neither_as_a_session_nor_towards_the_minimum(world: World) -> None:
    log(world.pilot, world.mentor, world.anna)

    line(world.pilot, world.mentor)
    supervision(world.pilot, world.mentor)

    assert sums(world.anna) == (60, 60, 0)
    assert queries.worked_minutes(world.pilot) == {(world.mentor.id, JANUARY): 60}


def test_a_line_over_a_session_is_refused_with_what_it_clashes_with(world: World) -> None:
    held = log(world.pilot, world.mentor, world.anna, starts=dt.time(9, 30))

    with pytest.raises(actions.ClaimedTwiceError) as refusal:
        line(world.pilot, world.mentor)

    assert refusal.value.clash.problem is ClaimProblem.TAKEN
    claim = refusal.value.clash.claim
    assert claim is not None
    assert (claim.kind, claim.row_id) == (ClaimKind.SESSION, held.id)
    assert db.session.scalar(select(func.count()).select_from(WorkLine)) == 0


def test_a_plan_is_no_claim_until_it_took_place(world: World) -> None:
    planned = log(world.pilot, world.mentor, world.anna, starts=NINE, planned=True)
    line(world.pilot, world.mentor)

    with pytest.raises(refusals.SessionRefusedError) as refusal:
        sessions.hold_session(
            world.pilot,
            planned,
            seen=planned.version,
            actor=build.viewer(world.mentor),
            now=build.NOW,
            today=TODAY,
        )

    assert refusal.value.problem is SessionProblem.CLAIMED_ELSEWHERE
    assert refusal.value.clash is not None


def test_a_session_over_a_class_of_the_same_person_is_refused_in_every_pilot(world: World) -> None:
    build.role(world.mentor, Role.LECTURER, world.other_pilot)
    taught_day(world.other_pilot, world.mentor)

    with pytest.raises(refusals.SessionRefusedError) as refusal:
        log(world.pilot, world.mentor, world.anna, starts=dt.time(12))

    assert refusal.value.problem is SessionProblem.CLAIMED_ELSEWHERE
    assert log(world.pilot, world.mentor, world.anna, starts=dt.time(12, 30)).minutes == 60


@pytest.mark.parametrize("state", [DayState.CANCELLED, DayState.MOVED])
def test_a_class_that_does_not_take_place_claims_nothing(world: World, state: DayState) -> None:
    taught_day(world.pilot, world.mentor, state=state)

    assert log(world.pilot, world.mentor, world.anna, starts=dt.time(12)).minutes == 60


def test_entries_without_times_never_fill_a_day_above_its_hours(world: World) -> None:
    for _number in range(2):
        log(world.pilot, world.mentor, world.anna, minutes=480)
    line(world.pilot, world.mentor, typed_minutes=420)

    with pytest.raises(actions.ClaimedTwiceError) as refusal:
        line(world.pilot, world.mentor, typed_minutes=61)
    with pytest.raises(refusals.SessionRefusedError) as of_session:
        log(world.pilot, world.mentor, world.peteris, minutes=61)

    assert refusal.value.clash.problem is ClaimProblem.DAY_FULL
    assert of_session.value.problem is SessionProblem.DAY_FULL


def test_a_session_with_a_group_is_one_claim(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, world.peteris, starts=NINE)

    line(world.pilot, world.mentor, starts=dt.time(10), ends=dt.time(11))

    assert queries.worked_minutes(world.pilot) == {(world.mentor.id, JANUARY): 60}
    assert sum(queries.received_minutes(world.pilot).values()) == 120


def test_a_line_may_be_changed_over_its_own_time(world: World) -> None:
    own = line(world.pilot, world.mentor)

    actions.change_line(
        world.pilot,
        own,
        entry(ends=dt.time(9, 45)),
        seen=own.version,
        actor=build.viewer(world.mentor),
        now=build.NOW,
        today=TODAY,
    )

    assert own.minutes == 45


@pytest.mark.parametrize(
    ("day", "given"),
    [
        pytest.param(10, {"worked_on": dt.date(2023, 2, 2)}, id="out of it"),
        pytest.param(10, {"typed_minutes": 5}, id="within it"),
        pytest.param(32, {"starts": dt.time(14), "ends": dt.time(15)}, id="into it"),
    ],
)
def test_no_line_is_changed_into_or_out_of_a_closed_month(
    world: World, day: int, given: dict[str, Any]
) -> None:
    changed = line(world.pilot, world.mentor, worked_on=dt.date(2022, 12, 31) + dt.timedelta(days=day))
    closed_month(world.pilot, JANUARY, world.coordinator)

    with pytest.raises(actions.EntryRefusedError) as refusal:
        actions.change_line(
            world.pilot,
            changed,
            entry(**given),
            seen=changed.version,
            actor=build.viewer(world.mentor),
            now=build.NOW,
            today=TODAY,
        )

    assert refusal.value.problem is Problem.MONTH_CLOSED


def test_nothing_is_added_to_or_removed_from_a_closed_month(world: World) -> None:
    own = line(world.pilot, world.mentor)
    closed_month(world.pilot, JANUARY, world.coordinator)

    with pytest.raises(actions.EntryRefusedError) as of_adding:
        line(world.pilot, world.mentor, starts=dt.time(14), ends=dt.time(15))
    with pytest.raises(actions.EntryRefusedError) as of_removing:
        actions.remove_line(
            world.pilot, own, seen=own.version, actor=build.viewer(world.mentor), now=build.NOW
        )

    assert of_adding.value.problem is of_removing.value.problem is Problem.MONTH_CLOSED


def test_supervision_of_a_closed_month_stands_still(world: World) -> None:
    attended = supervision(world.pilot, world.mentor)
    closed_month(world.pilot, JANUARY, world.coordinator)

    with pytest.raises(actions.EntryRefusedError):
        actions.remove_supervision(
            world.pilot, attended, seen=attended.version, actor=build.viewer(world.mentor), now=build.NOW
        )


def test_a_session_cannot_be_corrected_onto_a_line(world: World) -> None:
    line(world.pilot, world.mentor)
    held = log(world.pilot, world.mentor, world.anna, starts=dt.time(11))

    with pytest.raises(refusals.SessionRefusedError) as refusal:
        sessions.correct_session(
            world.pilot,
            held,
            record(world.anna, starts=dt.time(9, 30)),
            seen=held.version,
            actor=build.viewer(world.mentor),
            now=build.NOW,
            today=TODAY,
        )

    assert refusal.value.problem is SessionProblem.CLAIMED_ELSEWHERE
