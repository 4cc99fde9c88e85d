"""Publish schedules in versions that nobody changes, and give calendars addresses and lasting events"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LIVE = sa.text("state NOT IN ('moved', 'cancelled')")
REFUSAL = "published schedules are never changed or deleted"
DAY = sa.table("training_day", *(sa.column(name, sa.Uuid()) for name in ("id", "moved_to_id", "calendar_uid")))


def upgrade():
    op.create_table(
        "published_schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_published_schedule_number_from_one")),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_published_schedule_pilot_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user_account.id"], name=op.f("fk_published_schedule_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_schedule")),
        sa.UniqueConstraint("pilot_id", "number", name=op.f("uq_published_schedule_pilot_id_number")),
        sqlite_strict=True,
    )
    guard()
    create_calendar_feed()
    with op.batch_alter_table("training_day") as batch:
        batch.add_column(sa.Column("calendar_uid", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("calendar_sequence", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=True))
    give_uids()
    with op.batch_alter_table("training_day") as batch:
        batch.alter_column("calendar_uid", existing_type=sa.Uuid(), nullable=False)
        batch.alter_column("calendar_sequence", existing_type=sa.Integer(), nullable=False)
        batch.create_index(
            "uq_training_day_live_uid", ["calendar_uid"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        )


def create_calendar_feed():
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_calendar_feed_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_calendar_feed_pilot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sqlite_strict=True,
    )
    own = sa.text("pilot_id IS NULL")
    op.create_index("uq_calendar_feed_pilot", "calendar_feed", ["user_id", "pilot_id"], unique=True)
    op.create_index(
        "uq_calendar_feed_own", "calendar_feed", ["user_id"], unique=True, sqlite_where=own, postgresql_where=own
    )


def give_uids():
    """Give each day a uid of its own, and the one that a day was moved to the uid of the first."""
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE training_day SET calendar_sequence = 0"))
    rows = connection.execute(sa.select(DAY.c.id, DAY.c.moved_to_id)).all()
    came_from = {moved_to: day for day, moved_to in rows if moved_to is not None}
    for day, _moved_to in rows:
        first = day
        while first in came_from:
            first = came_from[first]
        connection.execute(sa.update(DAY).where(DAY.c.id == day).values(calendar_uid=first))


def guard():
    """Let the database refuse to change what was published."""
    if op.get_context().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER published_schedule_no_{deed} BEFORE {deed.upper()} ON published_schedule "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_schedule_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER published_schedule_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON published_schedule "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_schedule_change()"
    )


def downgrade():
    with op.batch_alter_table("training_day") as batch:
        batch.drop_index("uq_training_day_live_uid")
        batch.drop_column("calendar_changed_at")
        batch.drop_column("calendar_sequence")
        batch.drop_column("calendar_uid")
    op.drop_table("calendar_feed")
    op.drop_table("published_schedule")
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_schedule_change()")
