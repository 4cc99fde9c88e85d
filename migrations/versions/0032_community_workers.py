"""Who works with a community that another participant leads"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "community_worker",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_community_worker_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_community_worker_participation_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "participation_id", name=op.f("pk_community_worker")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_community_worker_participation_id"), "community_worker", ["participation_id"])


def downgrade():
    op.drop_table("community_worker")
    op.execute("UPDATE community SET stage = 'handing_over' WHERE stage = 'discontinued'")
