"""Jobs: one leader, each period once."""

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from pilot import clock, scheduler
from pilot.accounts import throttle
from pilot.accounts.models import SignInFailure, User, UserSession
from pilot.extensions import db
from pilot.outbox.models import JobRun
from pilot.scheduler import PURGE, Job, Supervisor, run
from pilot.web.models import Submission
from tests import build
from tests.installation import ENGINES, address_of, installation

DAY = dt.timedelta(days=1)


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    with address_of(request.param, request, tmp_path) as url, installation(url) as app:
        yield app


def until(condition: Callable[[], bool]) -> bool:
    """Wait at most ten seconds for something to come true."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_one_of_two_leads_and_the_other_takes_over_when_it_stops(house: Flask) -> None:
    first = Supervisor(house, poll_seconds=0.05)
    second = Supervisor(house, poll_seconds=0.05)
    first.start()
    assert until(first.leads.is_set)
    second.start()
    time.sleep(0.3)
    led_by_both = second.leads.is_set()

    first.stop()
    taken_over = until(second.leads.is_set)
    second.stop()

    assert (led_by_both, taken_over) == (False, True)
    with house.app_context():
        assert db.session.get(JobRun, ("heartbeat", "latest")) is not None


def test_a_leader_whose_connection_is_cut_steps_back(house: Flask) -> None:
    with house.app_context():
        if db.engine.dialect.name == "sqlite":
            lock = scheduler.leadership_of(db.engine)
            assert lock.acquire()
            lock.release()
            assert not lock.is_held()
            return
        leadership = scheduler.DatabaseLeadership(db.engine.url)
        assert leadership.acquire()
        others = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key"
        db.session.execute(db.text(others), {"key": scheduler.LOCK})
        db.session.commit()

        assert not leadership.is_held()
        assert leadership.acquire()
        leadership.release()


def test_a_job_runs_once_for_a_period(database: Any, now: dt.datetime) -> None:  # noqa: ARG001
    ran: list[dt.datetime] = []
    job = Job("count", ran.append, scheduler.riga_day)

    answers = [run(job, now=now), run(job, now=now + dt.timedelta(hours=9)), run(job, now=now + DAY)]

    assert answers == [True, False, True]
    assert ran == [now, now + DAY]


def test_a_job_that_died_in_the_middle_is_taken_over_after_an_hour(
    database: Any,  # noqa: ARG001
    now: dt.datetime,
) -> None:
    ran: list[dt.datetime] = []
    job = Job("count", ran.append, scheduler.riga_day)
    db.session.add(JobRun(job="count", period=scheduler.riga_day(now), started_at=now))
    db.session.commit()

    answers = [run(job, now=now + dt.timedelta(minutes=30)), run(job, now=now + dt.timedelta(minutes=61))]

    assert answers == [False, True]


def test_a_job_that_fails_tells_so_and_leaves_nothing_half_done(database: Any, now: dt.datetime) -> None:  # noqa: ARG001
    def fail(_now: dt.datetime) -> None:
        build.user("Anna Ozola", email="half@example.lv")
        message = "no"
        raise LookupError(message)

    with pytest.raises(LookupError):
        run(Job("fail", fail, scheduler.riga_day), now=now)

    assert db.session.get_one(JobRun, ("fail", scheduler.riga_day(now))).finished_at is None
    assert db.session.scalars(db.select(User).where(User.email == "half@example.lv")).first() is None


def test_purging_deletes_what_is_old_and_nothing_else(database: Any, now: dt.datetime) -> None:  # noqa: ARG001
    person = build.user()
    for age in (1, 29, 31):
        when = now - age * DAY
        build.session_token(person)
        session = db.session.scalars(db.select(UserSession).where(UserSession.created_at == build.NOW)).one()
        session.created_at = session.seen_at = when
        row = Submission(user_id=person.id, key=uuid.uuid4(), endpoint="x", location="/", at=when)
        db.session.add(row)
        db.session.flush()
    for hours in (1, 25):
        db.session.add(SignInFailure(account_key="a", address_key="b", at=now - dt.timedelta(hours=hours)))
    db.session.commit()

    run(PURGE, now=now)

    assert len(db.session.scalars(db.select(UserSession)).all()) == 2
    assert len(db.session.scalars(db.select(Submission)).all()) == 2
    assert [row.at for row in db.session.scalars(db.select(SignInFailure))] == [now - dt.timedelta(hours=1)]
    assert throttle.DAY == DAY


@pytest.mark.parametrize("year", range(2022, 2031))
def test_the_daily_job_runs_once_on_days_when_the_clock_changes(
    year: int, house_without_tables: Flask
) -> None:
    timetable = scheduler.schedule(house_without_tables)
    daily = next(job for job in timetable.get_jobs() if job.id == PURGE.name)

    for month in (3, 10):
        last = max(day for day in range(25, 32) if dt.date(year, month, day).weekday() == 6)
        moment = dt.datetime(year, month, last, tzinfo=clock.RIGA)
        fired = []
        while (moment := daily.trigger.get_next_fire_time(None, moment)).date() <= dt.date(year, month, last):
            fired.append(moment.time())
            moment += dt.timedelta(seconds=1)
        assert fired == [dt.time(5, 10)]


@pytest.fixture(scope="module")
def house_without_tables(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    from pilot import create_app  # noqa: PLC0415 - only this fixture
    from tests.conftest import settings_for  # noqa: PLC0415 - only this fixture

    return create_app(settings_for(f"sqlite:///{tmp_path_factory.mktemp('timetable') / 'x.db'}"))


def test_the_clock_of_the_demonstration_moves_on_from_its_day() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC), tick=False):
        clock.show_day(dt.date(2023, 2, 14))
        try:
            assert clock.now() == dt.datetime(2023, 2, 14, 10, 0, tzinfo=dt.UTC)
            assert clock.today() == dt.date(2023, 2, 14)
        finally:
            clock.show_day(None)
