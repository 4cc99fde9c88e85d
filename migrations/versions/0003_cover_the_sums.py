"""Let indexes cover what is counted of many people"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PEOPLE = ["pilot_id", "municipality_id", "state", "started_on", "ended_on", "replaces_id", "id"]
MONTHS = [
    "pilot_id",
    "month",
    "counted_minutes",
    "planned_minutes",
    "received_minutes",
    "participation_id",
]


def upgrade():
    _replace("participation", PEOPLE)
    _replace("month_minutes", MONTHS)
    op.create_index("ix_mentoring_pair_participation_id", "mentoring_pair", ["participation_id", "ends_on", "role"])


def downgrade():
    op.drop_index("ix_mentoring_pair_participation_id", "mentoring_pair")
    _replace("month_minutes", MONTHS[:2])
    _replace("participation", PEOPLE[:2])


def _replace(table, columns):
    op.drop_index(f"ix_{table}_pilot_id", table)
    op.create_index(f"ix_{table}_pilot_id", table, columns)
