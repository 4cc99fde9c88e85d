"""The network of a community: its actors and their ties"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0032"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "municipal",
    "state",
    "health_and_safety",
    "education_and_culture",
    "ngo",
    "business",
    "residents",
    name="actorkind",
    native_enum=False,
    length=40,
)
CIRCLE = sa.Enum("territorial", "municipal", "outside", name="circle", native_enum=False, length=40)
DEGREE = sa.Enum("very_little", "little", "much", "very_much", name="degree", native_enum=False, length=40)
TIE_KIND = sa.Enum(
    "information",
    "joint_work",
    "resources",
    "formal",
    "informal",
    name="tiekind",
    native_enum=False,
    length=40,
)
STRENGTH = sa.Enum("weak", "steady", "strong", name="tiestrength", native_enum=False, length=40)


def upgrade():
    op.create_table(
        "actor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("circle", CIRCLE, nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("influence", DEGREE, nullable=True),
        sa.Column("interest", DEGREE, nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("contact_is_private", sa.Boolean(), nullable=False),
        sa.Column("contact_consent_on", sa.Date(), nullable=True),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT contact_is_private OR contact = '' OR contact_consent_on IS NOT NULL",
            name=op.f("ck_actor_private_contact_has_consent"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_actor_community_id")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk_actor_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("community_id", "name_key", name=op.f("uq_actor_community_id_name_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_actor_resource_id"), "actor", ["resource_id"])
    op.create_table(
        "tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("kind", TIE_KIND, nullable=False),
        sa.Column("strength", STRENGTH, nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_id < to_id", name=op.f("ck_tie_ends_in_order")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_tie_community_id")),
        sa.ForeignKeyConstraint(["from_id"], ["actor.id"], name=op.f("fk_tie_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["actor.id"], name=op.f("fk_tie_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie")),
        sa.UniqueConstraint("from_id", "to_id", "kind", name=op.f("uq_tie_from_id_to_id_kind")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tie_community_id"), "tie", ["community_id"])
    op.create_index(op.f("ix_tie_to_id"), "tie", ["to_id"])


def downgrade():
    op.drop_table("tie")
    op.drop_table("actor")
