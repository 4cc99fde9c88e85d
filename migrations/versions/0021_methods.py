"""The research plan, uses of methods with whom they reached, and the use that a source comes from"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STRICT = {"sqlite_strict": True}
METHOD = sa.Enum(
    "statistics",
    "documents",
    "media_scan",
    "service_experience",
    "observation",
    "exploratory_walk",
    "walking_interview",
    "photo_story",
    "street_talk",
    "in_depth_interview",
    "key_informant",
    "story_collection",
    "focus_group",
    "world_cafe",
    "think_tank",
    "forum",
    "late_breakfast",
    "open_microphone",
    "survey",
    "quick_survey",
    "community_map",
    "resource_map",
    "timeline",
    "stakeholder_map",
    name="method",
    native_enum=False,
    length=40,
)
PEOPLE_GROUP = sa.Enum(
    "children",
    "young_people",
    "parents",
    "working_age",
    "seniors",
    "disabled_people",
    "large_families",
    "lonely_people",
    "minorities",
    "ukrainian_refugees",
    "unemployed_people",
    "people_with_addictions",
    "homeless_people",
    "entrepreneurs",
    "ngos",
    "institutions",
    name="peoplegroup",
    native_enum=False,
    length=40,
)


def upgrade():
    op.create_table(
        "planned_method",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("method", METHOD, nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("led_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_planned_method_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_method")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("planned_method") as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_method_community_id"), ["community_id"])

    op.create_table(
        "research_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("ethics", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_research_plan_community_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_plan")),
        sa.UniqueConstraint("community_id", name=op.f("uq_research_plan_community_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "method_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("planned_id", sa.Uuid(), nullable=True),
        sa.Column("method", METHOD, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("led_by", sa.String(length=200), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("women", sa.Integer(), nullable=True),
        sa.Column("men", sa.Integer(), nullable=True),
        sa.Column("not_stated", sa.Integer(), nullable=True),
        sa.Column("not_reached", sa.Text(), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("observations", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("limits", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "finished_at IS NULL OR meaning <> ''", name=op.f("ck_method_use_finished_has_meaning")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= held_on", name=op.f("ck_method_use_days_ordered")
        ),
        sa.CheckConstraint(
            "invited IS NULL OR invited BETWEEN 0 AND 100000", name=op.f("ck_method_use_invited_in_range")
        ),
        sa.CheckConstraint(
            "men IS NULL OR men BETWEEN 0 AND reached", name=op.f("ck_method_use_men_in_range")
        ),
        sa.CheckConstraint(
            "not_stated IS NULL OR not_stated BETWEEN 0 AND reached",
            name=op.f("ck_method_use_not_stated_in_range"),
        ),
        sa.CheckConstraint("reached BETWEEN 0 AND 100000", name=op.f("ck_method_use_reached_in_range")),
        sa.CheckConstraint(
            "women IS NULL OR women BETWEEN 0 AND reached", name=op.f("ck_method_use_women_in_range")
        ),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_method_use_community_id")),
        sa.ForeignKeyConstraint(["planned_id"], ["planned_method.id"], name=op.f("fk_method_use_planned_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_use")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("method_use") as batch_op:
        batch_op.create_index(batch_op.f("ix_method_use_community_id"), ["community_id", "held_on"])
        batch_op.create_index(batch_op.f("ix_method_use_planned_id"), ["planned_id"])

    op.create_table(
        "group_reach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("use_id", sa.Uuid(), nullable=False),
        sa.Column("people_group", PEOPLE_GROUP, nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "people IS NULL OR people BETWEEN 1 AND 100000", name=op.f("ck_group_reach_people_in_range")
        ),
        sa.ForeignKeyConstraint(["use_id"], ["method_use.id"], name=op.f("fk_group_reach_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_reach")),
        sa.UniqueConstraint("use_id", "people_group", name=op.f("uq_group_reach_use_id_people_group")),
        sqlite_strict=True,
    )
    op.create_table(
        "method_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("use_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_method_file_file_id")),
        sa.ForeignKeyConstraint(["use_id"], ["method_use.id"], name=op.f("fk_method_file_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_method_file_file_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("method_file") as batch_op:
        batch_op.create_index(batch_op.f("ix_method_file_use_id"), ["use_id"])

    with op.batch_alter_table("source", table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.add_column(sa.Column("method_use_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_source_method_use_id"), ["method_use_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_source_method_use_id"), "method_use", ["method_use_id"], ["id"]
        )


def checks():
    """Name the checks of a source again: a rebuilt table has only those it is given."""
    return (
        sa.CheckConstraint("(need_id IS NULL) <> (resource_id IS NULL)", name=op.f("ck_source_one_subject")),
        sa.CheckConstraint(
            "people IS NULL OR people BETWEEN 1 AND 100000", name=op.f("ck_source_people_in_range")
        ),
    )


def downgrade():
    with op.batch_alter_table("source", table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_source_method_use_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_source_method_use_id"))
        batch_op.drop_column("method_use_id")

    with op.batch_alter_table("method_file") as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_file_use_id"))

    op.drop_table("method_file")
    op.drop_table("group_reach")
    with op.batch_alter_table("method_use") as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_use_planned_id"))
        batch_op.drop_index(batch_op.f("ix_method_use_community_id"))

    op.drop_table("method_use")
    op.drop_table("research_plan")
    with op.batch_alter_table("planned_method") as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_method_community_id"))

    op.drop_table("planned_method")
