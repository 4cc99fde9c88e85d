"""Links to the page of a month, and versions of the papers of communities with their review"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "month_brief",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pilot_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_month_brief_municipality_id")
        ),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_month_brief_pilot_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_month_brief_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_brief")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_month_brief_pilot_id"), "month_brief", ["pilot_id", "month"])
    op.create_index(op.f("ix_month_brief_user_id"), "month_brief", ["user_id"])

    op.create_table(
        "paper_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("profile", "assessment", "priorities", name="paperkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "has_issues",
                "approved",
                "rejected",
                name="reviewstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'received') = (judged_at IS NULL)", name=op.f("ck_paper_version_judged_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_paper_version_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["user_account.id"], name=op.f("fk_paper_version_judged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["user_account.id"], name=op.f("fk_paper_version_sent_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_version")),
        sa.UniqueConstraint(
            "community_id", "kind", "number", name=op.f("uq_paper_version_community_id_kind_number")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "paper_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f("fk_paper_comment_author_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["paper_version.id"], name=op.f("fk_paper_comment_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_comment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_paper_comment_version_id"), "paper_comment", ["version_id"])


def downgrade():
    op.drop_index(op.f("ix_paper_comment_version_id"), table_name="paper_comment")

    op.drop_table("paper_comment")
    op.drop_table("paper_version")
    op.drop_index(op.f("ix_month_brief_user_id"), table_name="month_brief")
    op.drop_index(op.f("ix_month_brief_pilot_id"), table_name="month_brief")

    op.drop_table("month_brief")
