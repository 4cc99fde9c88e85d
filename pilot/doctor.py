"""What makes an installation unsafe to start and can only be seen on the machine itself (S20)."""

import importlib.metadata
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

import config
from pilot.database import WAL_IS_SAFE_FROM
from pilot.extensions import db
from pilot.schema import newest_revision, revision_of

FLOORS = {
    "flask": (3, 1, 3),
    "werkzeug": (3, 1, 6),
    "jinja2": (3, 1, 6),
    "flask-login": (0, 6, 3),
    "wtforms": (3, 3, 2),
    "apscheduler": (3, 11, 3),
    "gunicorn": (23, 0, 0),
}
NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph"})
MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in both languages, without secrets."""

    english: str
    latvian: str

    def __str__(self) -> str:
        return f"Kopdarbs: {self.english}. / {self.latvian}."


def findings(app: Flask) -> list[Finding]:
    """Return everything that is wrong with this installation, worst first."""
    found = list(components(_installed()))
    with app.app_context(), db.engine.connect() as connection:
        found += schema(connection)
        if connection.dialect.name == "sqlite":
            found += sqlite(connection)
            found += database_file(Path(str(db.engine.url.database)))
        else:
            found += postgresql(connection)
    return found


def refuse_unsound(app: Flask) -> None:
    """End the process with one line when production would start on an unsafe installation (S20).

    :raises SystemExit: there is a finding; the status is 2.
    """
    if app.config["SETTINGS"].environment is not config.Environment.PRODUCTION:
        return
    for finding in findings(app):
        print(finding, file=sys.stderr)  # noqa: T201 - before there is a log
        sys.exit(config.EXIT_BROKEN_SETTING)


def components(installed: dict[str, str]) -> Iterator[Finding]:
    """Find packages older than the releases that closed known holes."""
    for name, floor in FLOORS.items():
        if name in installed and _numbers(installed[name]) < floor:
            wanted = ".".join(map(str, floor))
            yield Finding(
                f"{name} {installed[name]} has known holes, {wanted} or newer is needed",
                f"{name} {installed[name]} ir zināmas nepilnības, vajag {wanted} vai jaunāku",
            )


def schema(connection: sa.Connection) -> Iterator[Finding]:
    """Find migrations that were not run, or that this version does not know."""
    current, newest = revision_of(connection), newest_revision(config.ROOT / "migrations")
    if current == newest:
        return
    known = {path.name.partition("_")[0] for path in (config.ROOT / "migrations" / "versions").glob("*.py")}
    if current is None or current in known:
        yield Finding(
            "the database waits for a migration: flask prepare", "datubāze gaida migrāciju: flask prepare"
        )
    else:
        yield Finding(
            "the database is newer than this version of the program",
            "datubāze ir jaunāka par šo programmas versiju",
        )


def sqlite(connection: sa.Connection) -> Iterator[Finding]:
    """Find guarantees that a connection or the tables lack."""
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar() != 1:
        yield Finding("foreign keys are switched off", "ir izslēgtas ārējās atslēgas")
    loose = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name"
    ).scalars()
    for name in loose:
        yield Finding(f"table {name} is not STRICT", f"tabula {name} nav STRICT")
    version = _numbers(str(connection.exec_driver_sql("SELECT sqlite_version()").scalar()))
    journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
    yield from journal_mode(journal, version)


def journal_mode(journal: str, version: tuple[int, ...]) -> Iterator[Finding]:
    """Find the write-ahead log on a SQLite that may corrupt it."""
    if journal.casefold() == "wal" and version < WAL_IS_SAFE_FROM:
        yield Finding(
            "this SQLite may damage a write-ahead log, 3.51.3 or newer is needed for WAL",
            "šī SQLite var sabojāt WAL žurnālu, tam vajag 3.51.3 vai jaunāku",
        )


def database_file(path: Path) -> Iterator[Finding]:
    """Find a database file that others may read, or that lies on a network."""
    if not path.is_file():
        return
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(
            "others may read the database file: chmod 600", "datubāzes datni var lasīt citi: chmod 600"
        )
    if file_system_of(path.resolve(), MOUNTS) in NETWORK_FILE_SYSTEMS:
        yield Finding(
            "SQLite must not lie on a network file system", "SQLite nedrīkst atrasties tīkla datņu sistēmā"
        )


def file_system_of(path: Path, mounts: Path) -> str:
    """Return the kind of file system that holds a path, "" where the system does not say."""
    if not mounts.is_file():
        return ""
    found = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    holding = [(len(point), kind) for point, kind in found if path.is_relative_to(point)]
    return max(holding)[1] if holding else ""


def postgresql(connection: sa.Connection) -> Iterator[Finding]:
    """Find a database user that may do everything."""
    if connection.scalar(sa.text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        yield Finding(
            "the database user is a superuser of PostgreSQL",
            "datubāzes lietotājs ir PostgreSQL superlietotājs",
        )


def _installed() -> dict[str, str]:
    found = {}
    for name in FLOORS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
