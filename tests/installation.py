"""A whole installation for tests with real connections: an application on an empty, migrated database."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

import config
from pilot import create_app
from pilot.extensions import db
from tests.conftest import settings_for

ENGINES = ("sqlite", "postgresql")


@contextmanager
def address_of(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database of one engine, gone afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'installation.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    name = f"test_{secrets.token_hex(6)}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0"))
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@contextmanager
def installation(url: str, **changes: Any) -> Iterator[Flask]:
    """Yield an application on a database, migrated to the newest revision."""
    app = create_app(settings_for(url, **changes))
    app.testing = True
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
