"""A training day stays one event of people's calendars (T10, X11)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.audit import AuditEvent
from pilot.extensions import db
from pilot.training import queries
from pilot.training.enums import DayState
from pilot.training.models import Attendance, ClassSession, TrainingDay
from tests import build
from tests.conftest import Client
from tests.training import build as training

DAY = {
    "number": "7",
    "starts_at": "9.30",
    "ends_at": "16.30",
    "planned_minutes": "8",
    "mode": "in_person",
    "venue": "Skolas iela 28, Rīga",
    "address": "",
    "access_note": "",
}


def marks(world: build.World) -> list[tuple[DayState, int]]:
    """Return state and sequence of the days, which all are one event, in the order of the sequence."""
    db.session.expire_all()
    days = sorted(queries.days_of(world.pilot), key=lambda day: day.calendar_sequence)
    assert len({day.calendar_uid for day in days}) == 1
    return [(day.state, day.calendar_sequence) for day in days]


def cancel(client: Client, day: TrainingDay) -> Any:
    return client.send(
        f"/training-days/{day.id}/cancel", version=str(day.version), change_reason="Lektors saslimis."
    )


def the_day(world: build.World, state: DayState = DayState.PLANNED) -> TrainingDay:
    db.session.expire_all()
    return next(day for day in queries.days_of(world.pilot) if day.state is state)


def test_a_day_that_is_cancelled_and_added_again_is_the_same_event(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, number=7)
    training.held_class(day, world.lecturer)
    client.sign_in(world.coordinator)

    cancel(client, day)
    client.send(f"/training-days/{day.id}/plan-again")

    assert marks(world) == [(DayState.CANCELLED, 1), (DayState.PLANNED, 2)]
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 0
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.action)).all()
    assert actions == ["training.day-cancelled", "training.day-planned-again"]


def test_a_day_typed_in_once_more_is_the_same_event_too(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, number=7)
    client.sign_in(world.coordinator)
    cancel(client, day)

    client.send(f"/pilots/{world.pilot.code}/training/days/new", **DAY, held_on="15.09.2022", confirmed="y")

    assert marks(world) == [(DayState.CANCELLED, 1), (DayState.PLANNED, 2)]


def test_a_day_that_takes_place_again_cannot_be_planned_again(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, number=7)
    client.sign_in(world.coordinator)
    cancel(client, day)
    client.send(f"/training-days/{day.id}/plan-again")
    again = the_day(world)
    client.send(f"/training-days/{again.id}/edit", **{**DAY, "number": "8"}, version="1")

    refused = client.send(f"/training-days/{day.id}/plan-again")

    assert refused.status_code == 200
    assert marks(world) == [(DayState.CANCELLED, 1), (DayState.PLANNED, 3)]


def test_a_day_that_is_moved_and_then_cancelled_has_sequence_two(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    client.send(
        f"/training-days/{day.id}/move",
        version="1",
        held_on="20.09.2022",
        starts_at="9.30",
        ends_at="16.30",
        change_reason="Slimība.",
    )

    cancel(client, the_day(world))

    assert marks(world) == [(DayState.MOVED, 0), (DayState.CANCELLED, 2)]
    assert the_day(world, DayState.CANCELLED).calendar_changed_at == build.NOW


@pytest.mark.parametrize(
    ("changes", "sequence"),
    [
        pytest.param({"venue": "Brīvības iela 1"}, 1, id="place"),
        pytest.param({"starts_at": "9.00"}, 1, id="time"),
        pytest.param({"planned_minutes": "7"}, 0, id="hours alone"),
        pytest.param({}, 0, id="nothing"),
    ],
)
def test_only_what_a_calendar_shows_raises_the_sequence(
    client: Client, world: build.World, changes: dict[str, str], sequence: int
) -> None:
    day = training.day(world.pilot, number=7)
    client.sign_in(world.coordinator)

    client.send(f"/training-days/{day.id}/edit", **{**DAY, **changes}, version="1")

    assert marks(world) == [(DayState.PLANNED, sequence)]


def test_classes_raise_the_sequence_but_not_the_version_of_the_day(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, dt.date(2022, 9, 15))
    client.sign_in(world.coordinator)
    values = {
        "topic": "Kopienas resursi",
        "starts_at": "13.00",
        "ends_at": "16.00",
        "minutes": "",
        "module_id": "",
        "method": "lecture",
    }

    client.send(f"/training-days/{day.id}/classes/new", **values)
    held = db.session.scalars(select(ClassSession)).one()
    client.send(f"/classes/{held.id}/edit", **{**values, "topic": "Cits temats"}, version="1")
    client.send(f"/classes/{held.id}/remove")

    assert marks(world) == [(DayState.PLANNED, 3)]
    assert the_day(world).version == 1
