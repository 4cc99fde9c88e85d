"""Rounds of priorities with their sheets and ballots, chosen priorities and their validation"""

import sqlalchemy as sa
from alembic import op


revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ROUND_STATE = sa.Enum("draft", "scoring", "closed", name="roundstate", native_enum=False, length=40)

CRITERION_CODE = sa.Enum(
    "A", "B", "C", "D", "E", "F", "G", name="criterioncode", native_enum=False, length=40
)

SCORER_KIND = sa.Enum(
    "resident", "group_member", "social_worker", "official", name="scorerkind", native_enum=False, length=40
)

VALIDATION_WAY = sa.Enum(
    "forum", "meeting", "exhibition", "online", name="validationway", native_enum=False, length=40
)

VALIDATION_RESULT = sa.Enum("confirmed", "corrected", name="validationresult", native_enum=False, length=40)


def upgrade():
    op.create_table(
        "priority_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", ROUND_STATE, nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("vote_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vote_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_priority_round_closed_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (opened_at IS NULL)", name=op.f("ck_priority_round_opened_has_moment")
        ),
        sa.CheckConstraint(
            "(token_hash IS NULL) = (vote_opened_at IS NULL)",
            name=op.f("ck_priority_round_vote_has_token"),
        ),
        sa.CheckConstraint("dots BETWEEN 1 AND 20", name=op.f("ck_priority_round_dots_in_range")),
        sa.CheckConstraint(
            "vote_closed_at IS NULL OR vote_opened_at IS NOT NULL",
            name=op.f("ck_priority_round_vote_opened_first"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_priority_round_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_round")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_priority_round_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_priority_round_community_id"), "priority_round", ["community_id"])

    op.create_table(
        "priority_ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["priority_round.id"], name=op.f("fk_priority_ballot_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_ballot")),
        sa.UniqueConstraint("round_id", "token_hash", name=op.f("uq_priority_ballot_round_id_token_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "priority_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("code", CRITERION_CODE, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("name_lv", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("low_lv", sa.String(length=200), nullable=False),
        sa.Column("low_en", sa.String(length=200), nullable=False),
        sa.Column("high_lv", sa.String(length=200), nullable=False),
        sa.Column("high_en", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 0 AND 10", name=op.f("ck_priority_criterion_weight_in_range")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["priority_round.id"], name=op.f("fk_priority_criterion_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_criterion")),
        sa.UniqueConstraint("round_id", "code", name=op.f("uq_priority_criterion_round_id_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "priority_scorer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("kind", SCORER_KIND, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_priority_scorer_number_from_one")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["priority_round.id"], name=op.f("fk_priority_scorer_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_scorer")),
        sa.UniqueConstraint(
            "round_id", "kind", "number", name=op.f("uq_priority_scorer_round_id_kind_number")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "priority_validation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("way", VALIDATION_WAY, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.Column("result", VALIDATION_RESULT, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "people BETWEEN 1 AND 100000", name=op.f("ck_priority_validation_people_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_priority_validation_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["priority_round.id"], name=op.f("fk_priority_validation_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_validation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_priority_validation_community_id"), "priority_validation", ["community_id"])
    op.create_index(op.f("ix_priority_validation_round_id"), "priority_validation", ["round_id"])

    op.create_table(
        "round_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("order_reason", sa.Text(), nullable=False),
        sa.Column("assumption_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("chosen = (rank IS NOT NULL)", name=op.f("ck_round_item_chosen_has_rank")),
        sa.CheckConstraint("rank IS NULL OR rank BETWEEN 1 AND 99", name=op.f("ck_round_item_rank_in_range")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_round_item_need_id")),
        sa.ForeignKeyConstraint(["round_id"], ["priority_round.id"], name=op.f("fk_round_item_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_item")),
        sa.UniqueConstraint("round_id", "need_id", name=op.f("uq_round_item_round_id_need_id")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_round_item_round_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_round_item_need_id"), "round_item", ["need_id"])

    op.create_table(
        "priority_ballot_dots",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots BETWEEN 1 AND 20", name=op.f("ck_priority_ballot_dots_dots_in_range")),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["priority_ballot.id"], name=op.f("fk_priority_ballot_dots_ballot_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["round_item.id"], name=op.f("fk_priority_ballot_dots_item_id")),
        sa.PrimaryKeyConstraint("ballot_id", "item_id", name=op.f("pk_priority_ballot_dots")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_priority_ballot_dots_item_id"), "priority_ballot_dots", ["item_id"])

    op.create_table(
        "priority_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("elsewhere", sa.Text(), nullable=False),
        sa.Column("here", sa.Text(), nullable=False),
        sa.Column("already", sa.Text(), nullable=False),
        sa.Column("possible", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["round_item.id"], name=op.f("fk_priority_card_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_card")),
        sa.UniqueConstraint("item_id", name=op.f("uq_priority_card_item_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "priority_score",
        sa.Column("scorer_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_priority_score_value_in_range")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["priority_criterion.id"], name=op.f("fk_priority_score_criterion_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["round_item.id"], name=op.f("fk_priority_score_item_id")),
        sa.ForeignKeyConstraint(
            ["scorer_id"], ["priority_scorer.id"], name=op.f("fk_priority_score_scorer_id")
        ),
        sa.PrimaryKeyConstraint("scorer_id", "item_id", "criterion_id", name=op.f("pk_priority_score")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_priority_score_criterion_id"), "priority_score", ["criterion_id"])
    op.create_index(op.f("ix_priority_score_item_id"), "priority_score", ["item_id"])


def downgrade():
    op.drop_index(op.f("ix_priority_score_item_id"), table_name="priority_score")
    op.drop_index(op.f("ix_priority_score_criterion_id"), table_name="priority_score")

    op.drop_table("priority_score")
    op.drop_table("priority_card")
    op.drop_index(op.f("ix_priority_ballot_dots_item_id"), table_name="priority_ballot_dots")

    op.drop_table("priority_ballot_dots")
    op.drop_index(op.f("ix_round_item_need_id"), table_name="round_item")

    op.drop_table("round_item")
    op.drop_index(op.f("ix_priority_validation_round_id"), table_name="priority_validation")
    op.drop_index(op.f("ix_priority_validation_community_id"), table_name="priority_validation")

    op.drop_table("priority_validation")
    op.drop_table("priority_scorer")
    op.drop_table("priority_criterion")
    op.drop_table("priority_ballot")
    op.drop_index(op.f("ix_priority_round_community_id"), table_name="priority_round")

    op.drop_table("priority_round")
