"""Venues and their rooms: kept, closed, chosen for a day, and removed while unused."""

import datetime as dt
import re

import pytest

from pilot.audit import AuditEvent
from pilot.extensions import db
from pilot.training.models import TrainingDay
from pilot.training.queries import days_of
from pilot.training.venues import queries
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training.test_plan import DAY
from tests.training.venues import build as venues

VENUE = {"name": "Kopienas centrs", "town": "Tukums", "address": "Durbes iela 6", "access_note": "Lifts"}


def url(world: build.World, path: str = "") -> str:
    return f"/pilots/{world.pilot.code}/venues{path}"


def errors_of(page: str) -> list[str]:
    return re.findall(r'<p class="error"[^>]*>.*?<span>(.*?)</span>', page, re.DOTALL)


def test_a_venue_with_a_room_is_there_for_the_planner(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    added = client.send(url(world, "/new"), **VENUE)
    client.send(added.location, name="Kamīnzāle", seats="8")

    (room,) = queries.rooms_of(world.pilot)
    assert (room.name, room.seats, room.venue.town) == ("Kamīnzāle", 8, "Tukums")
    page = client.get(url(world)).get_data(as_text=True)
    assert "Kopienas centrs" in page
    assert "8 sēdvietas" in page
    assert ("Apdzīvotā vieta" in page, "Pilsēta" in page) == (True, False)
    assert [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.at)] == [
        "training.venue-added",
        "training.room-added",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, ["Ierakstiet norises vietas nosaukumu"]),
        ({"town": ""}, ["Ierakstiet apdzīvoto vietu"]),
        ({"name": "Kopienas nams"}, ["Nosaukums ir aizņemts; izvēlieties citu"]),
    ],
)
def test_a_wrong_venue_is_told_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], expected: list[str]
) -> None:
    venues.venue(world.pilot)
    client.sign_in(world.coordinator)

    page = client.send(url(world, "/new"), **{**VENUE, **changes}).get_data(as_text=True)

    assert errors_of(page) == expected
    assert "Durbes iela 6" in page


@pytest.mark.parametrize("seats", ["0", "-4", "1001", "daudz"])
def test_seats_are_a_number_that_a_room_can_have(client: Client, world: build.World, seats: str) -> None:
    place = venues.venue(world.pilot)
    client.sign_in(world.coordinator)

    page = client.send(f"/venues/{place.id}/rooms/new", name="Zāle", seats=seats).get_data(as_text=True)

    assert len(errors_of(page)) == 1
    assert queries.rooms_of(world.pilot) == []


def test_a_room_is_closed_for_a_span_and_opened_again(client: Client, world: build.World) -> None:
    room = venues.room(venues.venue(world.pilot))
    client.sign_in(world.coordinator)

    closing = f"/rooms/{room.id}/closures/new"
    refused = client.send(closing, starts_on="06.01.2023.", ends_on="19.12.2022.", reason="")
    client.send(closing, starts_on="19.12.2022.", ends_on="06.01.2023.", reason="Brīvdienas")
    window = (dt.date(2023, 1, 5), dt.date(2023, 1, 10))
    closed = queries.closed_dates(world.pilot.id, *window)

    assert errors_of(refused.get_data(as_text=True)) == ["Ierakstiet pēdējo dienu, kas nav agrāka par pirmo"]
    assert closed == {room.id: frozenset({dt.date(2023, 1, 5), dt.date(2023, 1, 6)})}
    (closure,) = queries.get_room(room.id, viewer=build.viewer(world.coordinator)).closures
    client.send(f"/room-closures/{closure.id}/remove")
    assert queries.closed_dates(world.pilot.id, *window) == {}


def test_a_used_room_stays_and_an_unused_venue_goes_with_its_rooms(
    client: Client, world: build.World
) -> None:
    used, unused = venues.venue(world.pilot), venues.venue(world.pilot, "Cits nams")
    training.day(world.pilot, room_id=venues.room(used).id)
    venues.closure(venues.room(unused), dt.date(2023, 1, 2), dt.date(2023, 1, 3))
    client.sign_in(world.coordinator)

    refused = client.send(f"/venues/{used.id}/remove").get_data(as_text=True)
    client.send(f"/venues/{unused.id}/remove")

    assert errors_of(refused) == ["Tur notiek mācību dienas; vispirms izvēlieties tām citu telpu"]
    assert [venue.name for venue in queries.venues_of(world.pilot)] == ["Kopienas nams"]


def test_a_way_is_kept_once_for_both_directions(client: Client, world: build.World) -> None:
    venues.venue(world.pilot, "Viens", town="Rīga")
    venues.venue(world.pilot, "Otrs", town="Tukums")
    client.sign_in(world.coordinator)

    for town, other_town, minutes in (("Tukums", "Rīga", "75"), ("Rīga", "Tukums", "80")):
        client.send(url(world, "/ways"), town=town, other_town=other_town, minutes=minutes)
    same = client.send(url(world, "/ways"), town="Rīga", other_town="Rīga", minutes="5")

    assert queries.travel_minutes(world.pilot) == {frozenset({"Rīga", "Tukums"}): 80}
    assert errors_of(same.get_data(as_text=True)) == ["Izvēlieties divas dažādas apdzīvotās vietas"]
    (way,) = queries.ways_of(world.pilot)
    client.send(f"/ways/{way.id}/remove")
    assert queries.travel_minutes(world.pilot) == {}


def test_a_chosen_room_fills_what_is_printed_but_keeps_what_was_typed(
    client: Client, world: build.World
) -> None:
    room = venues.room(venues.venue(world.pilot, town="Cēsis", address="Raunas iela 4", access_note="Lifts"))
    client.sign_in(world.coordinator)

    values = {**DAY, "room_id": str(room.id), "venue": "", "address": "Ieeja no pagalma"}
    client.send(f"/pilots/{world.pilot.code}/training/days/new", **values)

    (day,) = training_days(world)
    assert (day.room_id, day.venue, day.address, day.access_note) == (
        room.id,
        "Kopienas nams, Zāle",
        "Ieeja no pagalma",
        "Lifts",
    )


def test_a_room_of_another_pilot_cannot_be_chosen(client: Client, world: build.World) -> None:
    room = venues.room(venues.venue(world.other_pilot))
    client.sign_in(world.coordinator)

    page = client.send(f"/pilots/{world.pilot.code}/training/days/new", **DAY, room_id=str(room.id))

    assert errors_of(page.get_data(as_text=True)) == ["Izvēlieties vienu no dotajām atbildēm"]
    assert training_days(world) == []


def training_days(world: build.World) -> list[TrainingDay]:
    db.session.expire_all()
    return days_of(world.pilot)
