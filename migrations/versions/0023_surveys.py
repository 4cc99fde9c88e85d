"""Surveys of a community, their answers, contacts left apart, and the gate against floods"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATE = sa.Enum("draft", "open", "closed", name="surveystate", native_enum=False, length=40)
CHANNEL = sa.Enum("online", "paper", "imported", name="channel", native_enum=False, length=40)


def upgrade():
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_survey_span_forwards")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_survey_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_survey_community_id"), "survey", ["community_id"])
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("channel", CHANNEL, nullable=False),
        sa.Column("paper_number", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "paper_number IS NULL OR paper_number BETWEEN 1 AND 9999",
            name=op.f("ck_survey_answer_paper_number_in_range"),
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answer")),
        sa.UniqueConstraint("survey_id", "key", name=op.f("uq_survey_answer_survey_id_key")),
        sa.UniqueConstraint(
            "survey_id", "paper_number", name=op.f("uq_survey_answer_survey_id_paper_number")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_contact_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_contact")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_contact_survey_id"), "survey_contact", ["survey_id"])
    op.create_table(
        "survey_gate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("span", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_gate_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_gate")),
        sa.UniqueConstraint("survey_id", "span", "key", name=op.f("uq_survey_gate_survey_id_span_key")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_gate_day"), "survey_gate", ["day"])


def downgrade():
    op.drop_index(op.f("ix_survey_gate_day"), table_name="survey_gate")
    op.drop_table("survey_gate")
    op.drop_index(op.f("ix_survey_contact_survey_id"), table_name="survey_contact")
    op.drop_table("survey_contact")
    op.drop_table("survey_answer")
    op.drop_index(op.f("ix_survey_community_id"), table_name="survey")
    op.drop_table("survey")
