"""Time sheets and supervision"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('supervision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.Enum('individual', 'group', name='supervisionkind', native_enum=False, length=40), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 480', name=op.f('ck_supervision_minutes_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_supervision_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_supervision_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supervision')),
    sqlite_strict=True
    )
    with op.batch_alter_table('supervision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supervision_pilot_id'), ['pilot_id', 'held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_supervision_user_id'), ['user_id', 'held_on'], unique=False)

    op.create_table('work_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('capacity', sa.Enum('mentor', 'lecturer', name='capacity', native_enum=False, length=40), nullable=False),
    sa.Column('worked_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('preparation', 'travel', 'writing', 'meeting', 'other', name='workkind', native_enum=False, length=40), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(starts_at IS NULL) = (ends_at IS NULL)', name=op.f('ck_work_line_times_paired')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 480', name=op.f('ck_work_line_minutes_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_work_line_pilot_id')),
    sa.ForeignKeyConstraint(['session_id'], ['mentor_session.id'], name=op.f('fk_work_line_session_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_work_line_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_line')),
    sqlite_strict=True
    )
    with op.batch_alter_table('work_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_line_pilot_id'), ['pilot_id', 'worked_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_line_user_id'), ['user_id', 'worked_on'], unique=False)


def downgrade():
    with op.batch_alter_table('work_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_line_user_id'))
        batch_op.drop_index(batch_op.f('ix_work_line_pilot_id'))

    op.drop_table('work_line')
    with op.batch_alter_table('supervision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supervision_user_id'))
        batch_op.drop_index(batch_op.f('ix_supervision_pilot_id'))

    op.drop_table('supervision')
