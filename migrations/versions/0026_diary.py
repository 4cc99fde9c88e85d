"""More of a diary entry, its photos, changes in communities, and reflections"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0027"
branch_labels = None
depends_on = None

ENTRY = sa.table(
    "diary_entry",
    sa.column("id", sa.Uuid()),
    sa.column("starts_at", sa.Time()),
    sa.column("minutes", sa.Integer()),
    sa.column("outside_hours", sa.Boolean()),
    sa.column("outside_minutes", sa.Integer()),
)
FIRST, LAST = 8 * 60, 18 * 60
ADDED = ("outside_minutes", "contact", "change_code", "mode", "people_parts")


def upgrade():
    for column in (
        sa.Column("people_parts", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("mode", sa.Enum("for", "with", "by", name="workmode", native_enum=False, length=40)),
        sa.Column(
            "change_code",
            sa.Enum(
                "community_change",
                "services",
                "development",
                "resources",
                "media",
                "planning",
                name="changecode",
                native_enum=False,
                length=40,
            ),
        ),
        sa.Column("contact", sa.String(length=200), server_default="", nullable=False),
        sa.Column("outside_minutes", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column("diary_entry", column)
    count_minutes()
    op.create_table(
        "entry_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum("nobody", "written", "oral", "none", name="photoconsent", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("for_reports", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "consent <> 'none' OR NOT for_reports", name=op.f("ck_entry_photo_reports_have_consent")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["diary_entry.id"], name=op.f("fk_entry_photo_entry_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_entry_photo_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_photo")),
        sa.UniqueConstraint("file_id", name=op.f("uq_entry_photo_file_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_entry_photo_entry_id"), "entry_photo", ["entry_id"])
    create_changes()
    create_reflections()


def create_changes():
    sustained = sa.Enum("yes", "partly", "no", name="sustained", native_enum=False, length=40)
    op.create_table(
        "change_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "programme",
                "order",
                "practice",
                "place",
                "relations",
                name="changekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("goal", sa.String(length=200), nullable=False),
        sa.Column(
            "initiator",
            sa.Enum(
                "community", "municipality", "social_worker", name="initiator", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("after_3_months", sustained, nullable=True),
        sa.Column("after_6_months", sustained, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_change_record_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["diary_entry.id"],
            name=op.f("fk_change_record_entry_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_record")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_change_record_community_id"), "change_record", ["community_id", "happened_on"])
    op.create_index(op.f("ix_change_record_entry_id"), "change_record", ["entry_id"])


def create_reflections():
    op.create_table(
        "reflection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("reflected_on", sa.Date(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("discussed", sa.Text(), nullable=False),
        sa.Column("methodology", sa.Text(), nullable=False),
        sa.Column("shared_with_id", sa.Uuid(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(shared_with_id IS NULL) = (shared_at IS NULL)", name=op.f("ck_reflection_shared_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_reflection_participation_id")
        ),
        sa.ForeignKeyConstraint(
            ["shared_with_id"], ["user_account.id"], name=op.f("fk_reflection_shared_with_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_reflection_participation_id"), "reflection", ["participation_id", "reflected_on"]
    )
    op.create_index(op.f("ix_reflection_shared_with_id"), "reflection", ["shared_with_id"])


def count_minutes():
    """Count the minutes outside normal hours of what is written already.

    On a free day all of them count: such an entry was marked although it began within normal hours.
    """
    connection = op.get_bind()
    rows = connection.execute(sa.select(ENTRY).where(ENTRY.c.minutes.is_not(None))).all()
    for row in rows:
        begins = None if row.starts_at is None else minute_of(row.starts_at)
        begins_inside = begins is None or FIRST <= begins < LAST
        if row.outside_hours and begins_inside:
            outside = row.minutes
        elif begins is None:
            continue
        else:
            inside = max(0, min(begins + row.minutes, LAST) - max(begins, FIRST))
            outside = row.minutes - inside
        if outside:
            connection.execute(
                ENTRY.update().where(ENTRY.c.id == row.id).values(outside_minutes=outside, outside_hours=True)
            )


def minute_of(time: dt.time):
    return time.hour * 60 + time.minute


def downgrade():
    op.drop_table("reflection")
    op.drop_table("change_record")
    op.drop_table("entry_photo")
    for name in ADDED:
        op.drop_column("diary_entry", name)
