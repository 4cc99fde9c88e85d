"""The ledger: four views with their own unit, each as far as the viewer may see, none added to another."""

import datetime as dt
import re

import pytest

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import ClaimKind
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.enums import SessionKind
from pilot.overview.ledger import queries
from pilot.overview.ledger.enums import View
from pilot.training.enums import DayState
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, TODAY, log, words
from tests.mentoring.timesheets.build import line, supervision, taught_day
from tests.overview.test_home import queries_of

LEDGER = "/pilots/SDK-2022/working-time"


def person(of: Participation) -> User:
    return db.session.get_one(User, of.user_id)


def busy(world: World) -> None:
    """Let a group meet for 90 minutes, somebody teach, work beside it, and attend supervision."""
    log(world.pilot, world.mentor, world.anna, world.peteris, minutes=90)
    log(world.pilot, world.other_mentor, world.liga, minutes=75)
    taught_day(world.pilot, world.lecturer, dt.date(2023, 1, 12))
    line(world.pilot, world.mentor, worked_on=dt.date(2023, 1, 11))
    supervision(world.pilot, world.mentor, 60, held_on=dt.date(2023, 1, 13))


def page_of(client: Client, view: str) -> str:
    return words(client.get(f"{LEDGER}?view={view}&month=2023-01"))


def test_received_is_what_each_attended_and_worked_is_what_each_mentor_did(world: World) -> None:
    busy(world)
    viewer = build.viewer(world.coordinator)

    received = queries.received(world.pilot, JANUARY, viewer=viewer)
    worked = queries.worked(world.pilot, View.WORKED, JANUARY, viewer=viewer, today=TODAY)
    taught = queries.worked(world.pilot, View.ACADEMIC, JANUARY, viewer=viewer, today=TODAY)
    other = queries.other(world.pilot, JANUARY, viewer=viewer, today=TODAY)

    assert {row.name: row.received for row in received.items} == {
        "Anna Ozola": 90,
        "Līga Ābele": 75,
        "Pēteris Ķirsis": 90,
    }
    assert {row.name: row.minutes for row in worked.items} == {"Māra Kalniņa": 90, "Jānis Liepa": 75}
    assert {row.name: row.minutes for row in taught.items} == {"Inga Zariņa": 360}
    assert [(row.name, row.minutes, row.supervision, row.supervisions) for row in other.items] == [
        ("Māra Kalniņa", 60, 60, 1)
    ]


def test_a_view_shows_its_own_unit_and_nothing_of_another_view(client: Client, english: World) -> None:
    busy(english)
    client.sign_in(english.coordinator)

    pages = {view: page_of(client, view) for view in View}

    assert {view: re.findall(r"\b[\d.]+ ac\. h", page) for view, page in pages.items()} == {
        View.RECEIVED: [],
        View.WORKED: [],
        View.ACADEMIC: ["8 ac. h"],
        View.OTHER: [],
    }
    assert {view: sorted(set(re.findall(r"\b(\d+) min", page))) for view, page in pages.items()} == {
        View.RECEIVED: ["75", "90"],
        View.WORKED: ["75", "90"],
        View.ACADEMIC: ["360"],
        View.OTHER: ["60"],
    }
    assert all("Period: January 2023" in page and "Unit:" in page for page in pages.values())


def test_a_mentor_sees_the_own_work_and_the_minutes_of_the_own_participants(
    client: Client, english: World
) -> None:
    busy(english)
    client.sign_in(english.mentor)

    received, worked, academic = (page_of(client, view) for view in ("received", "worked", "academic"))

    assert ("Anna Ozola" in received, "Līga Ābele" in received) == (True, False)
    assert ("Māra Kalniņa" in worked, "Jānis Liepa" in worked) == (True, False)
    assert "Inga Zariņa" not in academic


def test_a_lecturer_sees_the_own_academic_hours_and_no_mentor_time(client: Client, english: World) -> None:
    busy(english)
    client.sign_in(english.lecturer)

    page = words(client.get(f"{LEDGER}?month=2023-01"))

    assert "8 ac. h" in page
    assert "Received mentor time" not in page


def test_a_head_sees_month_sums_of_the_own_staff_and_opens_no_statement(
    client: Client, english: World
) -> None:
    busy(english)
    client.sign_in(english.manager)

    page = client.get(f"{LEDGER}?month=2023-01")
    statement = client.get(f"/pilots/SDK-2022/statements/participants/{english.anna.id}/2023-01")

    assert ("Anna Ozola" in words(page), "Pēteris Ķirsis" in words(page)) == (True, False)
    assert "/statements/" not in page.get_data(as_text=True)
    assert statement.status_code == 404


@pytest.mark.parametrize(("threshold", "said"), [(4, "not shown"), (3, "255 min")])
def test_an_observer_sees_the_sum_of_enough_people_and_no_name(
    client: Client, english: World, threshold: int, said: str
) -> None:
    busy(english)
    english.pilot.small_cell_threshold = threshold
    client.sign_in(english.observer)

    page = page_of(client, "received")

    assert said in page
    assert "Anna Ozola" not in page


@pytest.mark.parametrize("view", View)
def test_an_observer_sees_the_sum_of_every_view(world: World, view: View) -> None:
    busy(world)
    world.pilot.small_cell_threshold = 1

    found = queries.aggregate(world.pilot, view, JANUARY, today=TODAY)

    assert (found.people, found.minutes) == {
        View.RECEIVED: (3, 255),
        View.WORKED: (2, 165),
        View.ACADEMIC: (1, 360),
        View.OTHER: (1, 60),
    }[view]


def test_a_class_of_tomorrow_or_one_that_was_cancelled_is_not_taught(world: World) -> None:
    february = Month(2023, 2)
    taught_day(world.pilot, world.lecturer, dt.date(2023, 2, 14))
    taught_day(world.pilot, world.lecturer, dt.date(2023, 2, 15), number=2, state=DayState.PLANNED)
    taught_day(world.pilot, world.lecturer, dt.date(2023, 2, 7), number=3, state=DayState.CANCELLED)

    found = queries.counted(world.pilot, [world.lecturer.id], february, ClaimKind.CLASS, today=TODAY)

    assert [(each.claim.held_on, each.counted) for each in found] == [(dt.date(2023, 2, 14), 180)] * 2


def test_a_class_of_another_pilot_takes_the_minute_but_stands_in_its_own_ledger(world: World) -> None:
    build.role(world.mentor, Role.LECTURER, world.other_pilot)
    log(world.pilot, world.mentor, world.anna, starts=dt.time(12))
    taught_day(world.other_pilot, world.mentor)
    viewer = build.viewer(world.coordinator)

    here = queries.worked(world.pilot, View.WORKED, JANUARY, viewer=viewer, today=TODAY)
    taught = queries.counted(world.pilot, [world.mentor.id], JANUARY, ClaimKind.CLASS, today=TODAY)

    assert [(row.minutes, row.doubled) for row in here.items if row.user_id == world.mentor.id] == [(30, 30)]
    assert taught == []


def test_parts_of_one_group_session_are_worked_once_on_every_page(world: World) -> None:
    for person in (world.anna, world.peteris):
        held = log(world.pilot, world.mentor, person, minutes=90)
        held.kind, held.starts_at = SessionKind.GROUP, build.NOW - dt.timedelta(days=30)
        held.ends_at = held.starts_at + dt.timedelta(minutes=90)
        held.held_on = held.starts_at.date()
    db.session.flush()

    viewer = build.viewer(world.coordinator)
    rows = queries.worked(world.pilot, View.WORKED, JANUARY, viewer=viewer, today=TODAY).items

    assert [(row.minutes, row.doubled) for row in rows if row.user_id == world.mentor.id] == [(90, 90)]
    assert queries.doubled_minutes(world.pilot, as_of=TODAY) == 90


@pytest.mark.parametrize("view", ["received", "worked"])
def test_a_page_costs_the_same_queries_however_many_stand_on_it(
    client: Client, world: World, view: str
) -> None:
    client.sign_in(world.coordinator)
    log(world.pilot, world.mentor, world.anna)

    alone = queries_of(client, f"{LEDGER}?view={view}&month=2023-01")
    log(world.pilot, world.other_mentor, world.liga)
    log(world.pilot, world.mentor, world.peteris, held_on=dt.date(2023, 1, 11))

    assert queries_of(client, f"{LEDGER}?view={view}&month=2023-01") == alone
