"""The resource that a place on the map shows"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0025"
branch_labels = None
depends_on = None

STRICT = {"sqlite_strict": True}


def checks():
    """Name the checks of a place again: a rebuilt table has only those it is given."""
    return (
        sa.CheckConstraint(
            "latitude BETWEEN 5550000 AND 5820000", name=op.f("ck_map_point_latitude_in_range")
        ),
        sa.CheckConstraint(
            "longitude BETWEEN 2050000 AND 2850000", name=op.f("ck_map_point_longitude_in_range")
        ),
    )


def upgrade():
    with op.batch_alter_table("map_point", table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.add_column(sa.Column("resource_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_map_point_resource_id"), ["resource_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_map_point_resource_id"), "resource", ["resource_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("map_point", table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_map_point_resource_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_map_point_resource_id"))
        batch_op.drop_column("resource_id")
