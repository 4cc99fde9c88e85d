"""A mentor session during training is told to the coordinator and to the mentor (R8)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event

from pilot import clock
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession
from pilot.overview import clash_tasks
from pilot.training.enums import DayState
from tests import build
from tests.conftest import TODAY, Client
from tests.overview import build as overview
from tests.overview.test_home import page
from tests.training import build as training

TRAINING = dt.date(2023, 2, 21)
WORDS = "Anna Ozola has a mentor session during training"


def session_at(world: build.World, starts: dt.time, ends: dt.time) -> MentorSession:
    attendee = overview.session(world.anna, world.mentor, TRAINING, state=SessionState.PLANNED)
    held = db.session.get_one(MentorSession, attendee.session_id)
    held.starts_at = dt.datetime.combine(TRAINING, starts, clock.RIGA)
    held.ends_at = dt.datetime.combine(TRAINING, ends, clock.RIGA)
    return held


def test_a_session_during_training_is_told_to_coordinator_and_mentor(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, TRAINING)
    held = session_at(world, dt.time(16), dt.time(17))

    to_coordinator = page(client, world.coordinator, "/?all=1")
    to_mentor = page(client, world.mentor)

    assert WORDS in to_coordinator
    assert f"/training-days/{day.id}" in to_coordinator
    assert WORDS in to_mentor
    assert f"/sessions/{held.id}" in to_mentor
    assert WORDS not in page(client, world.other_mentor)


@pytest.mark.parametrize("state", [DayState.PLANNED, DayState.CANCELLED])
def test_a_session_after_training_or_on_a_cancelled_day_is_no_clash(
    client: Client, world: build.World, state: DayState
) -> None:
    training.day(world.pilot, TRAINING, state=state, change_reason="Slims")
    if state is DayState.PLANNED:
        session_at(world, dt.time(16, 30), dt.time(17, 30))
    else:
        session_at(world, dt.time(10), dt.time(11))

    assert WORDS not in page(client, world.mentor)


def test_sessions_are_read_only_for_dates_of_training_ahead(client: Client, world: build.World) -> None:  # noqa: ARG001 - gives the database
    session_at(world, dt.time(10), dt.time(11))
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        found = clash_tasks.sessions_during_training(world.pilot, today=TODAY)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert found == []
    assert not [statement for statement in asked if "session_attendee" in statement]
