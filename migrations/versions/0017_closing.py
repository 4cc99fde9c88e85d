"""Late entries, approvals and corrections of closed months"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('month_extension',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('month', sa.String(length=200), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('granted_by_id', sa.Uuid(), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['granted_by_id'], ['user_account.id'], name=op.f('fk_month_extension_granted_by_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_month_extension_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_month_extension')),
    sa.UniqueConstraint('pilot_id', 'month', name=op.f('uq_month_extension_pilot_id_month')),
    sqlite_strict=True
    )
    op.create_table('session_approval',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('session_version', sa.Integer(), nullable=False),
    sa.Column('approved_by_id', sa.Uuid(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['approved_by_id'], ['user_account.id'], name=op.f('fk_session_approval_approved_by_id')),
    sa.ForeignKeyConstraint(['session_id'], ['mentor_session.id'], name=op.f('fk_session_approval_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_approval')),
    sa.UniqueConstraint('session_id', name=op.f('uq_session_approval_session_id')),
    sqlite_strict=True
    )
    op.create_table('session_correction',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('minutes_before', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'approved', 'declined', name='correctionstate', native_enum=False, length=40), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 480', name=op.f('ck_session_correction_minutes_in_range')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user_account.id'], name=op.f('fk_session_correction_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user_account.id'], name=op.f('fk_session_correction_asked_by_id')),
    sa.ForeignKeyConstraint(['session_id'], ['mentor_session.id'], name=op.f('fk_session_correction_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_correction')),
    sqlite_strict=True
    )
    with op.batch_alter_table('session_correction', schema=None) as batch_op:
        batch_op.create_index('uq_session_correction_open', ['session_id'], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.add_column('month_close', sa.Column('approval_note', sa.Text(), server_default='', nullable=False))
    op.add_column('session_attendee', sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))



def downgrade():
    with op.batch_alter_table('session_attendee', schema=None) as batch_op:
        batch_op.drop_column('asked_at')

    with op.batch_alter_table('month_close', schema=None) as batch_op:
        batch_op.drop_column('approval_note')

    with op.batch_alter_table('session_correction', schema=None) as batch_op:
        batch_op.drop_index('uq_session_correction_open', sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.drop_table('session_correction')
    op.drop_table('session_approval')
    op.drop_table('month_extension')
