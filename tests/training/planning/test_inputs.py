"""What the other journeys know, the planner heeds: busy dates, absences, rooms, days off, other pilots."""

import datetime as dt
import re
import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pilot import clock
from pilot.accounts.roles import Role
from pilot.cohort.enums import PhaseKind
from pilot.cohort.models import Pilot, UnavailableSpan
from pilot.extensions import db
from pilot.training.models import ClassSession, TrainingDay
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training.venues import build as venues

APRIL = (dt.date(2023, 4, 1), dt.date(2023, 4, 30))


@pytest.fixture
def pilot(world: build.World, client: Client) -> Pilot:
    """Return a pilot with one module of two days in April 2023; the coordinator is signed in."""
    found = build.pilot("JAUNS-2023", training_days_per_month=2)
    build.phase(found, PhaseKind.TRAINING, *APRIL)
    build.role(world.coordinator, Role.COORDINATOR, found)
    build.role(world.lecturer, Role.LECTURER, found)
    training.module(found)
    client.sign_in(world.coordinator)
    return found


def proposed(client: Client, pilot: Pilot, query: str = "") -> list[str]:
    """Return the dates of the proposed plan."""
    text = client.get(f"/pilots/{pilot.code}/training/plan/proposal{query}").get_data(as_text=True)
    return re.findall(r'role="rowheader">\d\.&nbsp;([\d.]+?)\.?<small>', text)


def span(pilot: Pilot, by: build.World, first: int, last: int, **whose: uuid.UUID) -> None:
    build.keep(
        UnavailableSpan(
            pilot_id=pilot.id,
            first_on=dt.date(2023, 4, first),
            last_on=dt.date(2023, 4, last),
            entered_by_id=by.coordinator.id,
            entered_at=build.NOW,
            **whose,
        )
    )


def test_nothing_is_known_against_the_first_days(client: Client, pilot: Pilot) -> None:
    assert proposed(client, pilot) == ["03.04.2023", "04.04.2023"]


def test_a_lecturer_who_is_busy_is_not_planned(client: Client, world: build.World, pilot: Pilot) -> None:
    span(pilot, world, 3, 3, user_id=world.lecturer.id)

    assert proposed(client, pilot) == ["04.04.2023", "05.04.2023"]


def test_a_day_off_of_the_pilot_is_no_training_day(client: Client, pilot: Pilot) -> None:
    venues.day_off(pilot, dt.date(2023, 4, 4))

    assert proposed(client, pilot) == ["05.04.2023", "06.04.2023"]


def test_a_lecturer_teaches_one_pilot_a_day(client: Client, world: build.World, pilot: Pilot) -> None:
    day = training.day(world.other_pilot, dt.date(2023, 4, 3))
    training.held_class(day, world.lecturer)

    assert proposed(client, pilot) == ["04.04.2023", "05.04.2023"]


def test_absences_are_avoided_and_named_where_they_cannot_be(
    client: Client, world: build.World, pilot: Pilot
) -> None:
    absent = build.participation(pilot, world.other_mentor, world.cesis)
    span(pilot, world, 3, 4, participation_id=absent.id)

    assert proposed(client, pilot) == ["05.04.2023", "06.04.2023"]
    text = client.get(
        f"/pilots/{pilot.code}/training/plan/proposal?last_on=04.04.2023&first_on=01.04.2023"
    ).get_data(as_text=True)
    assert "Jānis Liepa" in text


def test_each_day_gets_a_room_that_is_free_and_large_enough(
    client: Client, world: build.World, pilot: Pilot
) -> None:
    for person in (world.mentor, world.other_mentor):
        build.participation(pilot, person, world.cesis)
    house = venues.venue(pilot, address="Skolas iela 1")
    venues.room(house, "Kabinets", seats=1)
    hall = venues.room(house, "Zāle", seats=12)
    venues.closure(hall, dt.date(2023, 4, 3), dt.date(2023, 4, 4))
    path = f"/pilots/{pilot.code}/training/plan/proposal"
    found = re.search(r'name="digest" value="([^"]*)"', client.get(path).get_data(as_text=True))
    assert found is not None

    client.send(path, choice="best", digest=found[1])

    days = db.session.scalars(
        select(TrainingDay).where(TrainingDay.pilot_id == pilot.id).order_by(TrainingDay.held_on)
    ).all()
    assert [(day.held_on.day, day.room_id, day.venue) for day in days] == [
        (5, hall.id, "Kopienas nams, Zāle"),
        (6, hall.id, "Kopienas nams, Zāle"),
    ]


def test_a_room_that_is_closed_gives_way_to_another_and_participants_are_told(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2022, 9, 1, 8, 0, tzinfo=dt.UTC))
    house = venues.venue(world.pilot)
    hall, other = venues.room(house, "Zāle"), venues.room(house, "Otra zāle")
    day = training.day(world.pilot, dt.date(2022, 9, 15), room_id=hall.id)
    training.held_class(day, world.lecturer)
    venues.closure(hall, dt.date(2022, 9, 15), dt.date(2022, 9, 15))
    client.sign_in(world.coordinator)
    path = f"/pilots/{world.pilot.code}/training/plan/again"
    found = re.search(r'name="digest" value="([^"]*)"', client.get(path).get_data(as_text=True))
    assert found is not None

    sent = client.send(path, digest=found[1])

    after = db.session.scalars(
        select(TrainingDay)
        .where(TrainingDay.pilot_id == world.pilot.id)
        .options(selectinload(TrainingDay.classes).selectinload(ClassSession.lecturers))
    ).one()
    assert (after.held_on, after.room_id) == (dt.date(2022, 9, 15), other.id)
    assert "Anna Ozola" in client.get(sent.location).get_data(as_text=True)
