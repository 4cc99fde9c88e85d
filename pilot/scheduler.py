"""What happens by itself: one process leads, each period of a job is done once (R7, R9)."""

import datetime as dt
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import sqlalchemy as sa
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from pilot import clock
from pilot.accounts import letters, sessions, throttle
from pilot.community.surveys import gates
from pilot.extensions import db
from pilot.mentoring import snapshots
from pilot.mentoring.reminders import actions as reminders
from pilot.outbox.delivery import Post, drain
from pilot.outbox.models import JobRun
from pilot.overview.briefs import actions as briefs
from pilot.training.certificates import jobs as certificates
from pilot.training.materials import jobs as materials
from pilot.web import submissions

LOCK = 0x6B6F7073
POLL_SECONDS = 5.0
DRAIN_SECONDS = 15
HEARTBEAT_SECONDS = 60
EXPORT_SECONDS = 3
ABANDONED_AFTER = dt.timedelta(hours=1)
HEARTBEAT = "heartbeat"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A deed of a period, as "2023-02-14"; running it twice for the same period is harmless."""

    name: str
    deed: Callable[[dt.datetime], None]
    period: Callable[[dt.datetime], str]


def purge(now: dt.datetime) -> None:
    """Delete what no rule needs any more: old sessions, failures, keys of forms, exports, undos."""
    sessions.purge(now=now)
    throttle.purge(now=now)
    gates.purge(now=now)
    submissions.purge(now=now)
    certificates.purge(now=now)
    snapshots.purge(now=now)


def riga_day(now: dt.datetime) -> str:
    return now.astimezone(clock.RIGA).date().isoformat()


def iso_week(now: dt.datetime) -> str:
    year, week, _weekday = now.astimezone(clock.RIGA).isocalendar()
    return f"{year}-W{week:02}"


def check_links(now: dt.datetime) -> None:
    """Ask whether the links of materials still answer."""
    materials.check_links(now=now)


LINKS = Job("links", check_links, iso_week)


def remind(now: dt.datetime) -> None:
    """Write to those for whom something of the mentoring falls due today (M18)."""
    reminders.remind(now=now, today=now.astimezone(clock.RIGA).date())


def send_briefs(now: dt.datetime) -> None:
    """Send the heads of services the page of the month before, on the third working day (C22)."""
    briefs.send_due(now=now, today=now.astimezone(clock.RIGA).date())


LINKS = Job("links", check_links, iso_week)
PURGE = Job("purge", purge, riga_day)
REMINDERS = Job("mentoring-reminders", remind, riga_day)
BRIEFS = Job("month-briefs", send_briefs, riga_day)


def run(job: Job, *, now: dt.datetime) -> bool:
    """Run a job for the period of `now` unless that was done; tell whether it ran.

    The row of the ledger is claimed first; a claim that was left unfinished for an hour may be taken over.
    """
    period = job.period(now)
    if not _claim(job.name, period, now=now):
        return False
    try:
        job.deed(now)
    except Exception:
        db.session.rollback()
        logger.exception("job failed: %s", job.name)
        raise
    ledger = sa.update(JobRun).where(JobRun.job == job.name, JobRun.period == period)
    db.session.execute(ledger.values(finished_at=now, outcome="done"))
    db.session.commit()
    return True


def _claim(name: str, period: str, *, now: dt.datetime) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(JobRun(job=name, period=period, started_at=now))
    except IntegrityError:
        abandoned = (
            sa.update(JobRun)
            .where(
                JobRun.job == name,
                JobRun.period == period,
                JobRun.finished_at.is_(None),
                JobRun.started_at < now - ABANDONED_AFTER,
            )
            .values(started_at=now)
            .returning(JobRun.job)
        )
        taken_over = db.session.scalar(abandoned.execution_options(synchronize_session=False))
        db.session.commit()
        return taken_over is not None
    db.session.commit()
    return True


def beat(*, now: dt.datetime) -> None:
    """Leave a sign of life, which the health page and the doctor read."""
    db.session.merge(JobRun(job=HEARTBEAT, period="latest", started_at=now, finished_at=now, outcome="alive"))
    db.session.commit()


def deliver(app: Flask) -> None:
    """Hand over all mail that is due."""
    settings = app.config["SETTINGS"]
    if settings.mail_server is None and not settings.demonstration:
        return
    post = Post(settings.mail_server, settings.mail_from, letters.compose)
    while drain(post, now=clock.now()):
        pass


class Leadership(Protocol):
    """A lock that only one process of an installation holds."""

    def acquire(self) -> bool: ...
    def is_held(self) -> bool: ...
    def release(self) -> None: ...


class FileLeadership:
    """The lock of an installation on SQLite: a file beside the database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[Any] | None = None

    def acquire(self) -> bool:
        file = os.fdopen(
            os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600), "r+"
        )
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self.file = file
        return True

    def is_held(self) -> bool:
        return self.file is not None

    def release(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


def _lock(file: IO[Any]) -> None:
    """Lock a file without waiting; the system frees it when the process ends, however it ends."""
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - only there on Windows

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class DatabaseLeadership:
    """The lock of an installation on PostgreSQL: an advisory lock on a connection of its own."""

    def __init__(self, url: sa.URL) -> None:
        self.engine = sa.create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self.connection: sa.Connection | None = None

    def acquire(self) -> bool:
        connection = self.engine.connect()
        if not connection.scalar(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}):
            connection.close()
            return False
        self.connection = connection
        return True

    def is_held(self) -> bool:
        try:
            return self.connection is not None and self.connection.scalar(sa.text("SELECT 1")) == 1
        except SQLAlchemyError:
            self.connection = None
            return False

    def release(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def leadership_of(engine: sa.Engine) -> Leadership:
    """Return the lock that fits a database."""
    if engine.dialect.name == "sqlite":
        return FileLeadership(Path(f"{engine.url.database}.scheduler.lock"))
    return DatabaseLeadership(engine.url)


class Supervisor:
    """Waits for the lead, runs the jobs while it lasts, and steps back when it is lost."""

    def __init__(self, app: Flask, *, poll_seconds: float = POLL_SECONDS) -> None:
        self.app = app
        self.poll_seconds = poll_seconds
        with app.app_context():
            self.leadership = leadership_of(db.engine)
        self.stopping = threading.Event()
        self.leads = threading.Event()
        self.thread = threading.Thread(target=self._watch, name="scheduler-supervisor", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        """Finish the jobs that run now and give the lead away."""
        self.stopping.set()
        self.thread.join()

    def _watch(self) -> None:
        jobs: BackgroundScheduler | None = None
        while not self.stopping.is_set():
            if jobs is None and self._acquire():
                jobs = schedule(self.app)
                jobs.start()
                self.leads.set()
            elif jobs is not None and not self.leadership.is_held():
                self.leads.clear()
                jobs.shutdown(wait=True)
                jobs = None
            self.stopping.wait(self.poll_seconds)
        self.leads.clear()
        if jobs is not None:
            jobs.shutdown(wait=True)
        self.leadership.release()

    def _acquire(self) -> bool:
        try:
            return self.leadership.acquire()
        except (OSError, SQLAlchemyError) as failed:
            logger.warning("the scheduler cannot reach its lock: %s", type(failed).__name__)
            return False


def schedule(app: Flask) -> BackgroundScheduler:
    """Return the timetable; times of day stay between 05:00 and 22:00, where no clock change doubles them."""
    scheduler = BackgroundScheduler(
        timezone=clock.RIGA,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
    )

    def in_app(deed: Callable[[], Any]) -> Callable[[], None]:
        def with_context() -> None:
            with app.app_context():
                deed()

        return with_context

    def look_at_links() -> None:
        if not app.config["SETTINGS"].demonstration:  # whose links are invented
            run(LINKS, now=clock.now())

    soon = dt.datetime.now(clock.RIGA)
    timetable = (
        ("deliver", lambda: deliver(app), IntervalTrigger(seconds=DRAIN_SECONDS)),
        (
            "exports",
            lambda: certificates.make_exports(now=clock.now()),
            IntervalTrigger(seconds=EXPORT_SECONDS),
        ),
        (HEARTBEAT, lambda: beat(now=clock.now()), IntervalTrigger(seconds=HEARTBEAT_SECONDS)),
        (
            PURGE.name,
            lambda: run(PURGE, now=clock.now()),
            CronTrigger(hour=5, minute=10, timezone=clock.RIGA),
        ),
        (LINKS.name, look_at_links, CronTrigger(hour=5, minute=40, timezone=clock.RIGA)),
        (
            REMINDERS.name,
            lambda: run(REMINDERS, now=clock.now()),
            CronTrigger(hour=8, minute=5, timezone=clock.RIGA),
        ),
        (
            BRIEFS.name,
            lambda: run(BRIEFS, now=clock.now()),
            CronTrigger(hour=8, minute=15, timezone=clock.RIGA),
        ),
    )
    for name, deed, trigger in timetable:
        first = {"next_run_time": soon} if isinstance(trigger, IntervalTrigger) else {}
        scheduler.add_job(in_app(deed), trigger, id=name, **first)
    return scheduler
