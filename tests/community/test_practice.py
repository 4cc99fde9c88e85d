"""The stages of practice, and the signal of a practice that stands still (C19)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot, UnavailableSpan
from pilot.cohort.queries import person_of
from pilot.community.enums import SourceKind
from pilot.community.models import CommunityWorker
from pilot.community.practice import queries, rules
from pilot.community.practice.enums import Stage
from pilot.community.practice.rules import Quiet
from pilot.extensions import db
from pilot.overview import practice_tasks
from tests import build
from tests.community.build import community, decision, entry, group, meeting, need, source

TODAY = dt.date(2023, 2, 14)
BEGAN = dt.date(2022, 11, 28)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("quiet", "days"),
    [
        (Quiet(BEGAN, ago(20)), None),
        (Quiet(BEGAN, ago(21)), 21),
        (Quiet(ago(20), None), None),
        (Quiet(ago(21), None), 21),
        (Quiet(ago(-1), ago(40)), None),
        (Quiet(BEGAN, ago(40), {TODAY}), None),
        (Quiet(BEGAN, ago(40), {ago(5)}), None),
        (Quiet(BEGAN, ago(60), {ago(30), ago(-3)}), 30),
    ],
)
def test_twenty_one_days_of_silence(quiet: Quiet, days: int | None) -> None:
    assert rules.quiet_days(quiet, today=TODAY) == days


@pytest.mark.parametrize(("counts", "middle"), [([], None), ([3], None), ([1, 4], 4), ([0, 2, 5], 2)])
def test_the_middle_of_the_cohort(counts: list[int], middle: int | None) -> None:
    assert rules.middle(counts) == middle


def silent() -> dict[str, int]:
    pilot = db.session.scalars(select(Participation.pilot_id).limit(1)).one()
    found = queries.silences(
        db.session.get_one(Pilot, pilot), queries.with_people(select(Participation)), today=TODAY
    )
    return {each.participation.user.given_name: each.days for each in found}


def test_work_of_any_kind_ends_the_silence(world: build.World) -> None:
    assert set(silent()) == {"Anna", "Līga", "Pēteris"}

    entry(world.anna, done_on=ago(21))
    entry(world.liga, done_on=ago(20))
    need(
        community(world.peteris),
        recorded_at=dt.datetime(2023, 1, 24, 22, 30, tzinfo=dt.UTC),  # the 25th in Riga
    )
    assert silent() == {"Anna": 21}
    meeting(group(world.anna), held_on=ago(3))
    assert silent() == {}


def test_who_is_away_or_no_longer_takes_part_is_left_alone(world: build.World) -> None:
    build.keep(
        UnavailableSpan(
            pilot_id=world.pilot.id,
            participation_id=world.anna.id,
            first_on=ago(2),
            last_on=ago(-2),
            entered_by_id=world.anna.user_id,
            entered_at=build.NOW,
        )
    )
    world.liga.state = ParticipationState.WITHDRAWN
    db.session.flush()

    assert set(silent()) == {"Pēteris"}


def test_before_the_practice_nobody_is_silent(world: build.World) -> None:
    found = queries.silences(world.pilot, select(Participation), today=BEGAN - dt.timedelta(days=1))

    assert found == []


def test_mentor_and_coordinator_hear_of_it(world: build.World, client: Any) -> None:
    client.sign_in(world.mentor)
    mentor = build.viewer(world.mentor)
    with client.application.test_request_context():
        of_mentor = practice_tasks.silent_mentees(world.pilot, viewer=mentor, today=TODAY)
        of_coordinator = practice_tasks.silent_participants(world.pilot, today=TODAY)

    assert sorted(task.what.partition(":")[0] for task in of_mentor) == ["Anna Ozola", "Pēteris Ķirsis"]
    assert len(of_coordinator) == 1


def test_stages_come_from_what_is_recorded(world: build.World) -> None:
    place = community(world.anna, why="Vientulība", boundaries="Ciems")
    heard = need(place)
    source(need_id=heard.id, kind=SourceKind.OBSERVATION, told_by="Bibliotekāre")
    decision(meeting(group(world.anna)))

    found = queries.reached(world.pilot)
    assert found[world.anna.id] == frozenset(Stage)
    assert found[world.liga.id] == {Stage.GROUP, Stage.DECISION}
    assert found[world.peteris.id] == frozenset()


def test_a_participant_sees_the_own_stages_and_no_other_name(world: build.World, client: Any) -> None:
    client.sign_in(person_of(world.anna))
    page = client.get("/pilots/SDK-2022/practice").get_data(as_text=True)

    assert "Līga" not in page
    client.sign_in(world.observer)
    assert "Anna" not in client.get("/pilots/SDK-2022/practice").get_data(as_text=True)


def test_who_works_with_a_community_of_a_colleague_shares_its_stages(world: build.World) -> None:
    found = community(world.anna, why="Maz vietu", boundaries="Ciems")
    need(found, recorded_at=build.NOW)
    build.keep(CommunityWorker(community_id=found.id, participation_id=world.liga.id))
    reached = queries.reached(world.pilot)

    assert reached[world.liga.id] == reached[world.anna.id] == {Stage.COMMUNITY, Stage.PROFILE}
    assert reached[world.peteris.id] == frozenset()
    assert set(silent()) == {"Pēteris"}
