"""A database that lives as long as a module, and visitors who leave no trace in it."""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from pilot import clock
from pilot.accounts.models import User
from pilot.database import Base
from pilot.extensions import db
from tests import build
from tests.conftest import RAW_TOKEN, SECRET

NOW = dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)
SEEN = {("user_session", "seen_at")}
CHANGING = re.compile(
    r'name="csrf_token" value="[^"]*"'
    r"|[0-9a-f]{32}"  # the id of the request
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # keys of forms
)


@contextmanager
def lasting_database(app: Flask) -> Iterator[Any]:
    """Give many tests one database connection whose whole work is undone at the end."""
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        patch.setattr(clock, "now", lambda: NOW)
        engine = db.engine
        with engine.connect() as connection:
            outer = connection.begin()
            engines: dict[str | None, Any] = db.engines  # type: ignore[assignment]
            engines[None] = connection
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield connection
            finally:
                db.session.remove()
                db.session.configure(join_transaction_mode="conditional_savepoint")
                engines[None] = engine
                outer.rollback()


class Visitor:
    """A person at a browser; what a request writes is taken back unless it is kept on purpose."""

    def __init__(self, app: Flask, connection: Any, user_id: uuid.UUID | None) -> None:
        self.connection = connection
        self.browser = FlaskClient(app, app.response_class)
        with self.browser.session_transaction() as session:
            session["csrf_token"] = RAW_TOKEN
            if user_id is not None:
                session["token"] = build.session_token(db.session.get_one(User, user_id))
        db.session.commit()
        kept = self.browser.get_cookie("session")
        assert kept is not None
        self.cookie = kept.value

    def get(self, path: str, **given: Any) -> TestResponse:
        with self.undone() if self.connection else nullcontext():
            return self._ask(path, method="GET", **given)

    def post(self, path: str, fields: Any = None, *, keep: bool = False) -> TestResponse:
        """Send a form with a good token and, unless it has one, a fresh key."""
        if keep:
            return self._ask(path, method="POST", data=signed(fields or {}))
        with self.undone():
            return self._ask(path, method="POST", data=signed(fields or {}))

    def another_window(self) -> FlaskClient:
        """Return a browser of the same person that may be used in another thread."""
        browser = FlaskClient(self.browser.application, self.browser.response_wrapper)
        browser.set_cookie("session", self.cookie)
        return browser

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Take back all that is written inside.

        The savepoint is released as well: those that SQLAlchemy only rolls back pile up, one inside the
        other, until PostgreSQL has no lock left for their numbers.
        """
        db.session.commit()
        self.connection.exec_driver_sql("SAVEPOINT visit")
        try:
            yield
        finally:
            db.session.remove()
            self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT visit")
            self.connection.exec_driver_sql("RELEASE SAVEPOINT visit")

    def _ask(self, path: str, **given: Any) -> TestResponse:
        for name in list(g):
            g.pop(name)
        self.browser.set_cookie("session", self.cookie)
        response = self.browser.open(path, **given)
        db.session.rollback()
        db.session.expunge_all()
        return response


def signed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return form values with a good token and, unless they have one, a fresh key."""
    return {"idem": build.new_key(), **fields, "csrf_token": build.signed_token(RAW_TOKEN, SECRET)}


def told(response: TestResponse) -> str:
    """Return a page without what differs at every request: tokens, keys, ids and its own address."""
    page: str = response.get_data(as_text=True).replace(response.request.full_path.rstrip("?"), "HERE")
    return CHANGING.sub("…", page.replace(response.request.path, "HERE"))


def fingerprint(connection: Any) -> dict[str, str]:
    """Return a hash of every table's rows, without what a mere visit may touch."""
    found = {}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if (table.name, column.name) not in SEEN]
        rows = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
        found[table.name] = hashlib.sha256("\n".join(rows).encode(errors="replace")).hexdigest()
    return found
