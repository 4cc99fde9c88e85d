"""What a start needs: newest tables, a private file, a database that answers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

import config
from pilot import create_app, doctor
from pilot.extensions import db
from pilot.schema import newest_revision
from tests.conftest import settings_for
from tests.installation import installation


def production(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a sound production."""
    return {
        "KOPDARBS_ENV": "production",
        "SECRET_KEY": "Vr8#kd0PqLz5!mWx2@tYc7&hJb4^nGf9",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'production.db'}",
        "BASE_URL": "https://kopdarbs.example",
        "TRUSTED_HOSTS": "kopdarbs.example",
        "PROXY_COUNT": "1",
    }


def server(environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start the application as a web server does, in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        check=False,
        capture_output=True,
        text=True,
        cwd=config.ROOT,
        env={**kept, "PYTHONUTF8": "1", **environ},
        timeout=30,
    )


def test_a_process_on_an_old_database_ends_with_2_and_on_a_prepared_one_starts(tmp_path: Path) -> None:
    environ = production(tmp_path)
    waiting = server(environ)
    with installation(environ["DATABASE_URL"]):
        started = server(environ)

    assert (waiting.returncode, waiting.stderr.count("\n")) == (2, 1)
    assert "migration" in waiting.stderr
    assert (started.returncode, started.stderr) == (0, "")


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Flask]:
    with installation(f"sqlite:///{tmp_path / 'sound.db'}") as app:
        yield app


def test_the_database_file_is_made_for_us_alone(tmp_path: Path) -> None:
    create_app(settings_for(f"sqlite:///{tmp_path / 'new' / 'x.db'}"))

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "x.db").stat().st_mode & 0o777 == 0o600


def change(app: Flask, statement: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_foreign_keys_that_are_off_are_found(sound: Flask) -> None:
    with sound.app_context(), db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")

        assert [finding.english for finding in doctor.sqlite(connection)] == ["foreign keys are switched off"]


def test_the_newest_revision_is_the_one_that_nothing_follows(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "0001_a.py").write_text("revision = '0001'\ndown_revision = None\n", encoding="utf-8")
    (versions / "0002_b.py").write_text('revision = "0002"\ndown_revision = "0001"\n', encoding="utf-8")

    assert newest_revision(tmp_path) == "0002"


def test_health_tells_whether_the_tables_are_the_newest(sound: Flask) -> None:
    well = sound.test_client().get("/healthz")
    change(sound, "UPDATE alembic_version SET version_num = '0001'")
    ill = sound.test_client().get("/healthz")

    assert (well.status_code, well.json) == (200, {"status": "ok"})
    assert (ill.status_code, ill.json) == (503, {"status": "unavailable"})


def test_health_of_a_database_that_is_away_is_bad() -> None:
    app = create_app(settings_for("postgresql+psycopg://nobody@127.0.0.1:1/none"))

    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
    assert sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).port == 1
