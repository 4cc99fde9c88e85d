"""A session written and its month closed in the same instant: one of them comes first, never both (R12)."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask_migrate import upgrade
from psycopg import connect
from sqlalchemy import func, select

import config
from pilot import create_app
from pilot.cohort.models import MonthClose, Pilot
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring.closing import actions
from pilot.mentoring.closing.actions import CloseRefusedError
from pilot.mentoring.closing.rules import Wish
from pilot.mentoring.models import MentorSession
from pilot.mentoring.refusals import SessionRefusedError
from tests import build
from tests.conftest import settings_for
from tests.mentoring.build import JANUARY, TODAY, record

LOCK_WAITERS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'race'"


@pytest.fixture(scope="module")
def racing(postgres_url: str) -> Iterator[Flask]:
    """Build the small pilot, which promises nothing, in a database where every transaction commits."""
    with connect(postgres_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute('CREATE DATABASE "race"')
    app = create_app(settings_for(f"{postgres_url.rpartition('/')[0]}/race"))
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
        world = build.world()
        world.pilot.mentor_quota_minutes = 0
        world.pilot.confirmation_required = False
        db.session.commit()
        app.extensions["race"] = (
            build.viewer(world.mentor),
            build.viewer(world.coordinator),
            record(world.anna),
        )
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def write(app: Flask) -> None:
    mentor, _coordinator, entry = app.extensions["race"]
    pilot = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
    sessions.log_session(pilot, entry, actor=mentor, now=build.NOW, today=TODAY)


def close(app: Flask) -> None:
    _mentor, coordinator, _entry = app.extensions["race"]
    pilot = db.session.scalars(select(Pilot).where(Pilot.code == "SDK-2022")).one()
    actions.close_month(pilot, JANUARY, Wish({}), actor=coordinator, now=build.NOW, today=TODAY)


def in_turn(app: Flask, first: Callable[[Flask], None], second: Callable[[Flask], None]) -> list[str]:
    """Let the second begin while the first has written but not committed; return how each ended."""
    has_written, may_commit = threading.Event(), threading.Event()

    def lead() -> str:
        with app.app_context():
            first(app)
            has_written.set()
            may_commit.wait(timeout=30)
            db.session.commit()
            return "done"

    def follow() -> str:
        has_written.wait(timeout=30)
        with app.app_context():
            try:
                second(app)
            except (SessionRefusedError, CloseRefusedError):
                return "refused"
            db.session.commit()
            return "done"

    with ThreadPoolExecutor(2) as pool, app.app_context():
        ends = [pool.submit(lead), pool.submit(follow)]
        waited = wait_until_somebody_waits()
        may_commit.set()
        return [end.result(timeout=30) for end in ends] + (["waited"] if waited else [])


def wait_until_somebody_waits() -> bool:
    for _time in range(200):
        with db.engine.connect() as connection:
            if connection.exec_driver_sql(LOCK_WAITERS).scalar():
                return True
        threading.Event().wait(0.02)
    return False


def rows(app: Flask) -> list[int | None]:
    """Return how many sessions and how many closes there are."""
    with app.app_context():
        counts = (select(func.count()).select_from(table) for table in (MentorSession, MonthClose))
        return [db.session.scalar(count) for count in counts]


def test_a_session_waits_for_the_close_and_is_refused(racing: Flask) -> None:
    assert in_turn(racing, close, write) == ["done", "refused", "waited"]
    assert rows(racing) == [0, 1]


def test_a_close_waits_for_the_session_and_sees_it(racing: Flask) -> None:
    with racing.app_context():
        db.session.query(MonthClose).delete()
        db.session.commit()

    assert in_turn(racing, write, close) == ["done", "done", "waited"]
    assert rows(racing) == [1, 1]
