"""How often a need is felt"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0026"
branch_labels = None
depends_on = None

FREQUENCIES = ("always", "weekly", "monthly", "seasonal", "rare")


def upgrade():
    kind = sa.Enum(*FREQUENCIES, name="frequency", native_enum=False, length=40)
    op.add_column("need", sa.Column("frequency", kind))


def downgrade():
    op.drop_column("need", "frequency")
