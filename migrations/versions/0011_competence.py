"""Self-assessment on the modules"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('self_rating',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('moment', sa.Enum('start', 'end', name='moment', native_enum=False, length=40), nullable=False),
    sa.Column('rated_on', sa.Date(), nullable=False),
    sa.Column('open_until', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_self_rating_participation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_rating')),
    sa.UniqueConstraint('participation_id', 'moment', name=op.f('uq_self_rating_participation_id_moment')),
    sqlite_strict=True
    )
    op.create_table('self_rating_line',
    sa.Column('self_rating_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('example', sa.String(length=200), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 5', name=op.f('ck_self_rating_line_level_in_range')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_self_rating_line_module_id')),
    sa.ForeignKeyConstraint(['self_rating_id'], ['self_rating.id'], name=op.f('fk_self_rating_line_self_rating_id')),
    sa.PrimaryKeyConstraint('self_rating_id', 'module_id', name=op.f('pk_self_rating_line')),
    sqlite_strict=True
    )
    with op.batch_alter_table('self_rating_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_self_rating_line_module_id'), ['module_id'], unique=False)


def downgrade():
    with op.batch_alter_table('self_rating_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_self_rating_line_module_id'))

    op.drop_table('self_rating_line')
    op.drop_table('self_rating')
