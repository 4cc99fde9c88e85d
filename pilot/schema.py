"""Which revision a database is at and which one the program wants, read without the migration tool."""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

REVISION = re.compile(r"^(down_revision|revision)\b[^=]*=\s*(?:['\"](\w+)['\"]|None)", re.MULTILINE)


@cache
def newest_revision(folder: Path) -> str:
    """Return the revision that no other one follows, among the scripts of a migrations folder."""
    revisions: set[str] = set()
    followed: set[str] = set()
    for script in sorted((folder / "versions").glob("*.py")):
        for name, value in REVISION.findall(script.read_text(encoding="utf-8")):
            (revisions if name == "revision" else followed).add(value)
    [newest] = revisions - followed
    return newest


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database, or None when it has never been migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
