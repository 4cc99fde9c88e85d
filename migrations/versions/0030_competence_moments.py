"""Moments of the practice in the self-assessment

Up, nothing moves: a moment is text, and "start" and "end" stay those of the training. Down, the ratings of the
two moments of the practice go, for the older program cannot read them; those of the training stay. Where there
are such ratings, the way down is refused until it is run with "-x rows=may-change".
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

RATING = sa.table("self_rating", sa.column("id", sa.Uuid()), sa.column("moment", sa.String()))
LINE = sa.table("self_rating_line", sa.column("self_rating_id", sa.Uuid()))
OF_PRACTICE = ("practice_middle", "practice_end")


def upgrade():
    """Leave the table as it is: its column takes the new moments."""


def downgrade():
    gone = sa.select(RATING.c.id).where(RATING.c.moment.in_(OF_PRACTICE))
    op.execute(LINE.delete().where(LINE.c.self_rating_id.in_(gone)))
    op.execute(RATING.delete().where(RATING.c.moment.in_(OF_PRACTICE)))
