"""What keeps an installation from starting and can only be seen on its machine (S20)."""

from pathlib import Path

import pytest
from flask import Flask

import config
from pilot import doctor
from pilot.extensions import db
from tests.installation import installation


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return tmp_path / "sound.db"


def lines(app: Flask) -> list[str]:
    return [finding.english for finding in doctor.findings(app)]


def test_a_sound_installation_has_no_findings(sound: Path) -> None:
    with installation(f"sqlite:///{sound}") as app:
        sound.chmod(0o600)

        assert lines(app) == []


def test_a_file_that_others_may_read_is_found(sound: Path) -> None:
    with installation(f"sqlite:///{sound}") as app:
        sound.chmod(0o644)

        assert lines(app) == ["others may read the database file: chmod 600"]


def test_a_pending_migration_is_found(sound: Path) -> None:
    with installation(f"sqlite:///{sound}") as app:
        sound.chmod(0o600)
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")

        assert lines(app) == ["the database waits for a migration: flask prepare"]


def test_a_database_of_a_newer_version_is_found(sound: Path) -> None:
    with installation(f"sqlite:///{sound}") as app:
        sound.chmod(0o600)
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

        assert lines(app) == ["the database is newer than this version of the program"]


def test_a_table_without_strict_is_found(sound: Path) -> None:
    with installation(f"sqlite:///{sound}") as app:
        sound.chmod(0o600)
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE loose (id INTEGER)")

        assert lines(app) == ["table loose is not STRICT"]


def test_a_superuser_of_postgresql_is_found(postgres_url: str) -> None:
    with installation(postgres_url) as app, app.app_context(), db.engine.connect() as connection:
        found = [finding.english for finding in doctor.postgresql(connection)]

    assert found == ["the database user is a superuser of PostgreSQL"]


def test_an_old_package_is_found() -> None:
    assert [finding.english for finding in doctor.components({"flask": "3.1.2", "werkzeug": "3.1.9"})] == [
        "flask 3.1.2 has known holes, 3.1.3 or newer is needed"
    ]


@pytest.mark.parametrize(
    ("journal", "version", "count"),
    [("wal", (3, 40, 1), 1), ("wal", (3, 51, 3), 0), ("truncate", (3, 40, 1), 0)],
)
def test_a_log_that_may_be_damaged_is_found(journal: str, version: tuple[int, ...], count: int) -> None:
    assert len(list(doctor.journal_mode(journal, version))) == count


def test_a_network_file_system_is_told_apart(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n", encoding="utf-8")

    assert doctor.file_system_of(Path("/srv/kopdarbs.db"), mounts) == "nfs4"
    assert doctor.file_system_of(Path("/var/kopdarbs.db"), mounts) == "ext4"
    assert doctor.file_system_of(Path("/var/kopdarbs.db"), tmp_path / "none") == ""


def test_production_ends_with_one_line_and_status_2(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with installation(f"sqlite:///{sound}", environment=config.Environment.PRODUCTION) as app:
        sound.chmod(0o644)

        with pytest.raises(SystemExit) as ended:
            doctor.refuse_unsound(app)

    assert ended.value.code == config.EXIT_BROKEN_SETTING
    assert capsys.readouterr().err.count("\n") == 1
