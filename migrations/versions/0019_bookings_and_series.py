"""Times that mentors offer for booking, and recurring plans of sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SESSION_FORM = sa.Enum("in_person", "video", "phone", "written", name="sessionform", native_enum=False, length=40)

RHYTHM = sa.Enum("weekly", "fortnightly", "monthly", name="rhythm", native_enum=False, length=40)


def upgrade():
    op.create_table(
        "booking_slot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("form", SESSION_FORM, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name=op.f("ck_booking_slot_minutes_in_range")),
        sa.CheckConstraint("notice_hours BETWEEN 0 AND 336", name=op.f("ck_booking_slot_notice_in_range")),
        sa.CheckConstraint("seats BETWEEN 1 AND 30", name=op.f("ck_booking_slot_seats_in_range")),
        sa.ForeignKeyConstraint(["mentor_id"], ["user_account.id"], name=op.f("fk_booking_slot_mentor_id")),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_booking_slot_pilot_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentor_session.id"], name=op.f("fk_booking_slot_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_slot")),
        sa.UniqueConstraint("mentor_id", "starts_at", name=op.f("uq_booking_slot_mentor_id_starts_at")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_booking_slot_pilot_id"), "booking_slot", ["pilot_id", "starts_at"])
    op.create_index(op.f("ix_booking_slot_session_id"), "booking_slot", ["session_id"])
    op.create_table(
        "session_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("rhythm", RHYTHM, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("form", SESSION_FORM, nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_on <= until_on", name=op.f("ck_session_series_span_forwards")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name=op.f("ck_session_series_minutes_in_range")),
        sa.ForeignKeyConstraint(["mentor_id"], ["user_account.id"], name=op.f("fk_session_series_mentor_id")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_session_series_participation_id")
        ),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_session_series_pilot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_series")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_session_series_mentor_id"), "session_series", ["mentor_id", "pilot_id"])
    op.create_index(op.f("ix_session_series_participation_id"), "session_series", ["participation_id"])
    op.create_table(
        "series_occurrence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["session_series.id"], name=op.f("fk_series_occurrence_series_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentor_session.id"], name=op.f("fk_series_occurrence_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_occurrence")),
        sa.UniqueConstraint("series_id", "due_on", name=op.f("uq_series_occurrence_series_id_due_on")),
        sa.UniqueConstraint("session_id", name=op.f("uq_series_occurrence_session_id")),
        sqlite_strict=True,
    )


def downgrade():
    op.drop_table("series_occurrence")
    op.drop_index(op.f("ix_session_series_participation_id"), table_name="session_series")
    op.drop_index(op.f("ix_session_series_mentor_id"), table_name="session_series")
    op.drop_table("session_series")
    op.drop_index(op.f("ix_booking_slot_session_id"), table_name="booking_slot")
    op.drop_index(op.f("ix_booking_slot_pilot_id"), table_name="booking_slot")
    op.drop_table("booking_slot")
