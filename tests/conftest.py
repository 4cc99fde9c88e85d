"""One application an engine, one rolled-back transaction a test, and tripwires around every request."""

import datetime as dt
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import html5lib
import pytest
from coverage import Coverage
from flask import Flask, g, request
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as drawing
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import config
from pilot import clock, create_app
from pilot.extensions import db
from tests import build
from tests.postgres import throwaway_postgres

TODAY = dt.date(2023, 2, 14)
SECRET = "tests-only-secret-0123456789-abcdefghijklmnop"  # noqa: S105 - for tests only
RAW_TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 - for tests only
ASK_FOR_STATUSES = frozenset({"test_fuzz", "test_submissions"})
os.environ["FLASK_RUN_FROM_CLI"] = "true"
# The same draws in every run, so that a failure stays; --hypothesis-profile=default draws others.
drawing.register_profile("steady", derandomize=True, deadline=None)
drawing.load_profile("steady")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """End the first of two coverages that pytest-cov starts in a worker: it would go on beneath a pause."""
    first = Coverage.current()
    if first and hasattr(session.config, "workerinput"):
        first.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count lines once, on SQLite, where a test has something to say of them: counting doubles the time."""
    is_twin = isinstance(item, pytest.Function) and "postgresql" in item.name.partition("[")[2]
    with uncounted() if is_twin or item.path.stem in ASK_FOR_STATUSES else nullcontext():
        return (yield)


@contextmanager
def uncounted() -> Iterator[None]:
    """Let coverage look away."""
    counting = Coverage.current()
    if counting is None:
        yield
        return
    counting.stop()
    try:
        yield
    finally:
        counting.start()


def settings_for(url: str, **changes: Any) -> config.Settings:
    """Return settings of a test installation."""
    given: dict[str, Any] = {
        "environment": config.Environment.TEST,
        "secret_key": SECRET,
        "database_url": url,
        "base_url": "http://localhost",
        "trusted_hosts": ("localhost", "127.0.0.1"),
        **changes,
    }
    return config.Settings(**given)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the walk over all pages: it takes longest, and at the end others would wait for it alone."""
    items.sort(key=lambda item: "browser/test_pages.py" not in item.nodeid)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with throwaway_postgres() as url:
        yield url


@contextmanager
def watched_app(url: str) -> Iterator[Flask]:
    """Yield an application with tripwires on a migrated, empty database."""
    app = create_app(settings_for(url))
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.after_request(refuse_uncommitted)
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with watched_app(f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.db'}") as app:
        yield app


@pytest.fixture(scope="session")
def postgresql_app(postgres_url: str) -> Iterator[Flask]:
    with watched_app(postgres_url) as app:
        yield app


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Flask:
    """Return the application of one engine; every test that uses it runs on both.

    The two live as long as the worker: only this choice is made anew when a file ends with PostgreSQL and the
    next begins with SQLite, so that no file pays again for what they migrated, compiled and read.
    """
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    return app


@pytest.fixture
def today() -> dt.date:
    return TODAY


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give a test a database that forgets everything afterwards; the clock stands on 14.02.2023."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC))
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            engines: dict[str | None, Any] = db.engines  # type: ignore[assignment]
            engines[None] = connection  # what Flask-SQLAlchemy then uses for all
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield db
            finally:
                db.session.remove()
                db.session.configure(join_transaction_mode="conditional_savepoint")
                engines[None] = engine
                outer.rollback()


@pytest.fixture
def world(database: Any) -> build.World:  # noqa: ARG001 - the rows need the database
    """Build the small pilot that most tests look at."""
    return build.world()


class Client(FlaskClient):
    """A browser of tests: signs in, carries tokens, refuses broken pages."""

    user: Any = None

    def sign_in(self, user: Any) -> "Client":
        """Sign a person in, without the password page."""
        with db.session.begin_nested():
            token = build.session_token(user)
        with self.session_transaction() as session:
            session["token"] = token
            session["csrf_token"] = RAW_TOKEN
        return self

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Post a form as the page would: with its token and a fresh key."""
        return self.post(path, data=self.form(**fields))

    def form(self, **fields: Any) -> dict[str, Any]:
        """Return form values with this session's token and a fresh key."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", RAW_TOKEN)
        return {"csrf_token": build.signed_token(raw, SECRET), "idem": build.new_key(), **fields}

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask as a browser would: what the test built is committed before, what the page left over is not."""
        db.session.commit()
        for name in list(g):
            g.pop(name)
        response = super().open(*args, **kwargs)
        db.session.rollback()
        if response.mimetype == "text/html" and response.data and db.engine.dialect.name == "sqlite":
            refuse_broken_html(response.get_data(as_text=True))
        return response


@pytest.fixture
def client(app: Flask, database: Any) -> Client:  # noqa: ARG001 - pages need the database
    app.test_client_class = Client
    client = app.test_client()
    assert isinstance(client, Client)
    return client


def refuse_broken_html(text: str) -> None:
    """Fail on markup that a browser would have to repair, and on two elements of one id.

    Asked of every page on SQLite: the same page on PostgreSQL is the same markup, and reading it takes long.
    """
    parser = html5lib.HTMLParser(strict=False)
    with uncounted():
        document = parser.parse(text)
    problems = [f"{place}: {code} {detail}" for place, code, detail in parser.errors]
    assert not problems, problems[:5]
    ids = [element.attrib["id"] for element in document.iter() if "id" in element.attrib]
    doubled = {found for found in ids if ids.count(found) > 1}
    assert not doubled, f"two elements share an id: {sorted(doubled)}"


@event.listens_for(Session, "after_flush")
def refuse_writing_get(session: Session, _context: Any) -> None:
    """Trip on a page that writes."""
    if g and request:
        if request.method in {"GET", "HEAD"}:
            message = f"GET {request.path} wrote {[*session.new, *session.dirty, *session.deleted]}"
            raise AssertionError(message)
        g.flushed = True


@event.listens_for(Session, "after_commit")
def settle(_session: Session) -> None:
    if g:
        g.flushed = False


def refuse_uncommitted(response: Any) -> Any:
    """Trip on a write that is left uncommitted."""
    if g.get("flushed") and response.status_code < 400:
        message = f"{request.method} {request.path} answered {response.status_code} with an uncommitted write"
        raise AssertionError(message)
    return response


@pytest.fixture
def root() -> Path:
    return config.ROOT
