"""Run migrations: foreign keys off while tables are rebuilt, rows counted before and after, one run at a time."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from pilot.database import UtcDateTime

LOCK = 0x6B6F7064
MAY_CHANGE = context.get_x_argument(as_dictionary=True).get("rows", "")


def render_item(kind, item, autogen_context):
    """Keep names of ours out of migration scripts."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def row_counts(connection):
    """Return the number of rows of every table."""
    tables = [name for name in sa.inspect(connection).get_table_names() if not name.startswith("alembic")]
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one() for name in tables
    }


def refuse_lost_rows(before, after):
    """Fail when a table that is still there has fewer rows than before."""
    lost = {name: (count, after[name]) for name, count in before.items() if name in after and after[name] < count}
    if lost and MAY_CHANGE != "may-change":
        raise RuntimeError(f"the migration lost rows, nothing was changed: {lost}")


def run_migrations_online():
    engine = current_app.extensions["migrate"].db.engine
    metadata = current_app.extensions["migrate"].db.metadata
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.driver_connection
        if sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                render_as_batch=True,
                render_item=render_item,
                compare_type=True,
                transactional_ddl=True,
                transaction_per_migration=False,
            )
            with context.begin_transaction():
                if not sqlite:
                    connection.execute(sa.text("SET LOCAL lock_timeout = '10s'"))
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                before = row_counts(connection)
                context.run_migrations()
                refuse_lost_rows(before, row_counts(connection))
                if sqlite:
                    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if orphans:
                        raise RuntimeError(f"rows would point nowhere, nothing was changed: {orphans[:3]}")
        finally:
            if sqlite and not connection.closed:
                connection.rollback()
                raw.execute("PRAGMA foreign_keys=ON")


run_migrations_online()
