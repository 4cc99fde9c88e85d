"""Conflicts of a plan with rooms, ways, days off and other pilots; what is said before a date is saved."""

import datetime as dt

import pytest

from pilot.cohort.models import AcceptedDeviation, UnavailableSpan
from pilot.extensions import db
from pilot.training import actions, date_check, queries
from pilot.training.date_check import Wish
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.plan_check import Finding, Level, PlanRule
from pilot.training.rules import DayFinding, Problem
from pilot.training.venues.models import TravelTime
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training.test_plan import CLASS, full_plan, plan_url
from tests.training.venues import build as venues

OCTOBER_5 = dt.date(2022, 10, 5)
MORNING = {"starts_at": dt.time(9), "ends_at": dt.time(12)}
AFTERNOON = {"starts_at": dt.time(12, 30), "ends_at": dt.time(15)}
CONFLICTS = frozenset(
    {
        PlanRule.LECTURER_BUSY,
        PlanRule.ROOM_BUSY,
        PlanRule.ROOM_CLOSED,
        PlanRule.ROOM_SMALL,
        PlanRule.ROOM_ELSEWHERE,
        PlanRule.SHORT_WAY,
        PlanRule.DAY_OFF,
    }
)


def conflicts_of(world: build.World) -> list[Finding]:
    db.session.expire_all()
    return [finding for finding in queries.unmet_rules(world.pilot) if finding.rule in CONFLICTS]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "found"),
    [
        pytest.param(dt.time(10), dt.time(12), 2, id="exact"),
        pytest.param(dt.time(10), dt.time(11), 2, id="shared start"),
        pytest.param(dt.time(11), dt.time(12), 2, id="shared end"),
        pytest.param(dt.time(9), dt.time(13), 2, id="longer"),
        pytest.param(dt.time(10, 30), dt.time(11, 30), 2, id="contained"),
        pytest.param(dt.time(9), dt.time(10, 30), 2, id="partly before"),
        pytest.param(dt.time(12), dt.time(13), 0, id="touching at noon"),
    ],
)
def test_a_lecturer_twice_at_once_is_told_of_both_classes(
    world: build.World, starts_at: dt.time, ends_at: dt.time, found: int
) -> None:
    day, other = (training.day(world.pilot, OCTOBER_5, number=number) for number in (1, 2))
    training.held_class(day, world.lecturer, starts_at=dt.time(10), ends_at=dt.time(12), minutes=60)
    training.held_class(
        other, world.lecturer, starts_at=starts_at, ends_at=ends_at, minutes=30, topic="Kopienas profils"
    )

    conflicts = conflicts_of(world)

    assert [conflict.rule for conflict in conflicts] == [PlanRule.LECTURER_BUSY] * found
    assert [conflict.other_classes[0].topic for conflict in conflicts] == [
        "Kopienas profils",
        "Kopienas definēšana",
    ][:found]


def test_a_lecturer_who_teaches_in_another_pilot_is_twice_at_once(client: Client, world: build.World) -> None:
    there = training.day(world.other_pilot, OCTOBER_5)
    training.held_class(there, world.lecturer)
    here = training.day(world.pilot, OCTOBER_5)
    training.held_class(here, world.lecturer)
    client.sign_in(world.coordinator)

    (conflict,) = conflicts_of(world)
    schedule = client.get(plan_url(world)).get_data(as_text=True)
    page = client.send(
        f"/training-days/{here.id}/classes/new",
        **{**CLASS, "starts_at": "12.00", "lecturer_ids": str(world.lecturer.id)},
    ).get_data(as_text=True)

    assert (conflict.rule, conflict.is_elsewhere, conflict.level) == (
        PlanRule.LECTURER_BUSY,
        True,
        Level.BLOCK,
    )
    assert "lektors tajā laikā ir citur: Inga Zariņa (nodarbība citā pilotprojektā)" in schedule
    assert "Lektoram tajā pašā laikā ir cita nodarbība: Inga Zariņa" in page
    there.state = DayState.CANCELLED
    db.session.flush()
    assert conflicts_of(world) == []


def test_a_room_is_used_twice_closed_and_too_small(world: build.World) -> None:
    room = venues.room(venues.venue(world.pilot), seats=2)
    venues.closure(room, OCTOBER_5, OCTOBER_5)
    for number in (1, 2):
        training.day(world.pilot, OCTOBER_5, number=number, room_id=room.id)

    found = conflicts_of(world)

    assert [(finding.rule, finding.level) for finding in found] == [
        (PlanRule.ROOM_CLOSED, Level.BLOCK),
        (PlanRule.ROOM_SMALL, Level.WARN),
    ] * 2 + [(PlanRule.ROOM_BUSY, Level.BLOCK)] * 2


def test_the_way_from_riga_to_tukums_is_too_short(client: Client, world: build.World) -> None:
    places = (("Rīga", MORNING), ("Tukums", AFTERNOON))
    for number, (town, times) in enumerate(places, start=1):
        room = venues.room(venues.venue(world.pilot, f"Nams {number}", town=town))
        day = training.day(
            world.pilot, OCTOBER_5, number=number, room_id=room.id, planned_minutes=120, **times
        )
        training.held_class(day, world.lecturer, minutes=120, **times)
    client.sign_in(world.coordinator)
    assert conflicts_of(world) == []

    way = venues.way(world.pilot, "Rīga", "Tukums", 75)

    page = client.get(plan_url(world)).get_data(as_text=True)
    assert "ceļam Rīga – Tukums ir 30\u00a0min, bet vajag 75\u00a0min (Inga Zariņa)" in page
    assert [(each.rule, each.level) for each in conflicts_of(world)] == [(PlanRule.SHORT_WAY, Level.WARN)]
    db.session.get_one(TravelTime, way.id).minutes = 30
    db.session.flush()
    assert conflicts_of(world) == []


def test_an_accepted_small_room_asks_again_when_somebody_joins(client: Client, world: build.World) -> None:
    room = venues.room(venues.venue(world.pilot), seats=2)
    training.day(world.pilot, OCTOBER_5, room_id=room.id)
    client.sign_in(world.coordinator)
    (finding,) = conflicts_of(world)

    client.send(plan_url(world, f"/accept?rule={finding.key}"), reason="Krēslus atnesīs")
    page = client.get(plan_url(world)).get_data(as_text=True)

    assert conflicts_of(world) == []
    assert "Pieņemts: Krēslus atnesīs (Elīna Bērziņa, 14.02.2023.)" in page
    build.participation(world.pilot, build.user("Jauna Dalībniece"), world.cesis)
    assert [each.actual for each in conflicts_of(world)] == [4]
    assert db.session.query(AcceptedDeviation).count() == 1


def test_a_day_off_that_is_added_later_lists_the_days_with_a_way_to_move_them(
    client: Client, world: build.World
) -> None:
    full_plan(world)
    client.sign_in(world.coordinator)

    client.send(f"/pilots/{world.pilot.code}/days-off", day="13.10.2022.", name="Iestādes svētki")
    page = client.get(plan_url(world)).get_data(as_text=True)

    (found,) = conflicts_of(world)
    assert (found.rule, found.next_free_on) == (PlanRule.DAY_OFF, dt.date(2022, 10, 17))
    assert found.day is not None
    assert "5. diena, 13.10.2022.: brīvdiena (Iestādes svētki)" in page
    assert f"/training-days/{found.day.id}/move?to=2022-10-17" in page


def test_a_day_off_is_entered_once_and_taken_back(client: Client, world: build.World) -> None:
    day_off = venues.day_off(world.pilot, OCTOBER_5)
    client.sign_in(world.coordinator)
    url = f"/pilots/{world.pilot.code}/days-off"

    twice = client.send(url, day="05.10.2022.", name="Vēlreiz").get_data(as_text=True)
    client.send(f"{url}/{day_off.id}/remove")

    assert "Šī diena jau ir brīvdiena" in twice
    assert "Vēl nav nevienas." in client.get(url).get_data(as_text=True)


def against(world: build.World, held_on: dt.date, *, moved: TrainingDay | None = None) -> list[DayFinding]:
    calendar = actions.calendar_of(world.pilot)
    room_id = moved.room_id if moved else None
    return date_check.against(Wish(held_on, dt.time(9, 30), dt.time(16, 30), room_id, moved), calendar)


def test_every_reason_against_a_date_is_named_with_the_next_free_day(world: build.World) -> None:
    full_plan(world)
    moved = queries.days_of(world.pilot)[0]

    assert against(world, dt.date(2022, 11, 18)) == [
        DayFinding(Problem.HOLIDAY, dt.date(2022, 11, 21)),
        DayFinding(Problem.MONTH_FULL, dt.date(2022, 11, 21)),
        DayFinding(Problem.PROGRAMME_FULL, dt.date(2022, 11, 21)),
    ]
    assert against(world, dt.date(2022, 10, 3), moved=moved) == [DayFinding(Problem.MONTH_FULL, None)]
    assert against(world, dt.date(2022, 9, 17), moved=moved) == [
        DayFinding(Problem.SATURDAY, dt.date(2022, 9, 19))
    ]
    assert against(world, dt.date(2022, 9, 14), moved=moved) == []


def test_a_moved_day_meets_a_closed_room_and_a_lecturer_elsewhere(world: build.World) -> None:
    room = venues.room(venues.venue(world.pilot))
    day = training.day(world.pilot, dt.date(2022, 9, 15), room_id=room.id)
    training.held_class(day, world.lecturer)
    there = training.day(world.other_pilot, OCTOBER_5)
    training.held_class(there, world.lecturer)
    venues.closure(room, OCTOBER_5, dt.date(2022, 10, 7))
    other = training.day(world.pilot, dt.date(2022, 10, 10), number=2, room_id=room.id)

    (moved,) = [each for each in queries.days_of(world.pilot) if each.id != other.id]

    assert against(world, OCTOBER_5, moved=moved) == [
        DayFinding(Problem.ROOM_CLOSED, dt.date(2022, 10, 11), "Kopienas nams, Zāle"),
        DayFinding(Problem.LECTURER_BUSY, dt.date(2022, 10, 11), "Inga Zariņa"),
    ]
    assert [each.problem for each in against(world, other.held_on, moved=moved)] == [
        Problem.DATE_TAKEN,
        Problem.ROOM_BUSY,
    ]


def test_the_move_form_says_what_speaks_against_the_date_of_its_address(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, dt.date(2022, 9, 15))
    client.sign_in(world.coordinator)

    page = client.get(f"/training-days/{day.id}/move?to=2022-11-18").get_data(as_text=True)

    assert 'value="18.11.2022"' in page
    assert "18.11.2022. ir svētku diena" in page
    assert "?to=2022-11-21" in page
    assert 'name="confirmed"' in page
    assert "svētku diena" not in client.get(f"/training-days/{day.id}/move").get_data(as_text=True)


def test_the_plan_form_says_what_speaks_against_the_date_of_its_address(
    client: Client, world: build.World
) -> None:
    full_plan(world)
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world, "/days/new?to=2022-11-19")).get_data(as_text=True)

    assert "19.11.2022. ir sestdiena" in page
    assert "Mēnesī jau ir tik mācību dienu, cik paredzēts" in page
    assert "Programmā jau ir tik mācību dienu, cik paredzēts" in page


@pytest.mark.parametrize("minutes", ["-30", "0", "721", "99999999999"])
def test_a_negative_or_enormous_length_is_refused_beside_the_field(
    client: Client, world: build.World, minutes: str
) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    page = client.send(f"/training-days/{day.id}/classes/new", **{**CLASS, "minutes": minutes})

    assert 'id="minutes-error"' in page.get_data(as_text=True)
    assert queries.days_of(world.pilot)[0].classes == []


def test_a_class_is_shifted_by_a_quarter_of_an_hour_while_it_fits(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    first = training.held_class(day, world.lecturer, ends_at=dt.time(12), minutes=150)
    second = training.held_class(
        day, world.lecturer, starts_at=dt.time(12, 15), ends_at=dt.time(16, 15), minutes=240
    )
    client.sign_in(world.coordinator)

    outside = client.send(f"/classes/{first.id}/earlier").get_data(as_text=True)
    client.send(f"/classes/{first.id}/later")
    twice = client.send(f"/classes/{first.id}/later").get_data(as_text=True)
    client.send(f"/classes/{second.id}/later")

    assert "Ierakstiet laiku mācību dienas robežās" in outside
    assert "Lektoram tajā pašā laikā ir cita nodarbība: Inga Zariņa" in twice
    (found,) = queries.days_of(world.pilot)
    assert [(held.starts_at, held.ends_at) for held in found.classes] == [
        (dt.time(9, 45), dt.time(12, 15)),
        (dt.time(12, 30), dt.time(16, 30)),
    ]


def test_a_moved_day_meets_a_lecturer_who_is_not_available(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, dt.date(2022, 9, 15))
    training.held_class(day, world.lecturer)
    build.keep(
        UnavailableSpan(
            pilot_id=world.pilot.id,
            user_id=world.lecturer.id,
            first_on=OCTOBER_5,
            last_on=dt.date(2022, 10, 7),
            entered_by_id=world.lecturer.id,
            entered_at=build.NOW,
        )
    )
    client.sign_in(world.coordinator)

    page = client.get(f"/training-days/{day.id}/move?to=2022-10-05").get_data(as_text=True)

    assert "Lektors šajā dienā nav pieejams: Inga Zariņa" in page
    assert "?to=2022-10-10" in page


@pytest.mark.parametrize(
    ("house", "hours", "found"),
    [
        (("Kopienas  NAMS", "rīga"), (dt.time(9), dt.time(10, 30)), 1),
        (("Kopienas nams", "Rīga"), (dt.time(16, 30), dt.time(18)), 0),
        (("Kopienas nams", "Cēsis"), (dt.time(9), dt.time(16)), 0),
        (("Tautas nams", "Rīga"), (dt.time(9), dt.time(16)), 0),
    ],
    ids=["spelled otherwise", "after each other", "another town", "another house"],
)
def test_a_room_in_which_another_pilot_is_at_the_same_time_is_a_warning(
    client: Client, world: build.World, house: tuple[str, str], hours: tuple[dt.time, dt.time], found: int
) -> None:
    ours = venues.room(venues.venue(world.pilot))
    theirs = venues.room(venues.venue(world.other_pilot, house[0], town=house[1]), "ZĀLE")
    training.day(world.pilot, OCTOBER_5, room_id=ours.id)
    there = training.day(
        world.other_pilot, OCTOBER_5, room_id=theirs.id, starts_at=hours[0], ends_at=hours[1]
    )

    conflicts = conflicts_of(world)
    schedule = client.sign_in(world.coordinator).get(plan_url(world)).get_data(as_text=True)

    assert [(each.rule, each.level) for each in conflicts] == [(PlanRule.ROOM_ELSEWHERE, Level.WARN)] * found
    told = "tāda paša nosaukuma telpā tajā pašā laikā ir cits pilotprojekts (Kopienas nams, Zāle)"
    assert (told in schedule) is bool(found)
    there.state = DayState.CANCELLED
    db.session.flush()
    assert conflicts_of(world) == []
