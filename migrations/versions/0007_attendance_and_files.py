"""Keep files, halves of a day, saves of the roll and made up work"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('stored_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=200), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size BETWEEN 1 AND 10000000', name=op.f('ck_stored_file_size_in_range')),
    sa.ForeignKeyConstraint(['owner_id'], ['user_account.id'], name=op.f('fk_stored_file_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sqlite_strict=True
    )
    op.create_table('make_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('online_session', 'individual_task', 'parallel_group', name='makeupkind', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('instructions', sa.Text(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 720', name=op.f('ck_make_up_minutes_in_range')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_make_up_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_make_up')),
    sqlite_strict=True
    )
    with op.batch_alter_table('make_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_make_up_module_id'), ['module_id'], unique=False)

    op.create_table('made_up',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('make_up_id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('approved_by_id', sa.Uuid(), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_by_id', sa.Uuid(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoke_reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 720', name=op.f('ck_made_up_minutes_in_range')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['user_account.id'], name=op.f('fk_made_up_approved_by_id')),
    sa.ForeignKeyConstraint(['make_up_id'], ['make_up.id'], name=op.f('fk_made_up_make_up_id')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_made_up_participation_id')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['user_account.id'], name=op.f('fk_made_up_revoked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_made_up')),
    sqlite_strict=True
    )
    with op.batch_alter_table('made_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_made_up_participation_id'), ['participation_id'], unique=False)
        batch_op.create_index('uq_made_up_live', ['make_up_id', 'participation_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.create_table('check_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('day_id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('checked_in_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['day_id'], ['training_day.id'], name=op.f('fk_check_in_day_id')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_check_in_participation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_in')),
    sa.UniqueConstraint('day_id', 'participation_id', name=op.f('uq_check_in_day_id_participation_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_check_in_participation_id'), ['participation_id'], unique=False)

    op.create_table('roll_save',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('day_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day_state', sa.Enum('planned', 'confirmed', 'held', 'locked', 'moved', 'cancelled', name='daystate', native_enum=False, length=40), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('saved_by_id', sa.Uuid(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['day_id'], ['training_day.id'], name=op.f('fk_roll_save_day_id')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['user_account.id'], name=op.f('fk_roll_save_saved_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_save')),
    sa.UniqueConstraint('day_id', 'number', name=op.f('uq_roll_save_day_id_number')),
    sqlite_strict=True
    )
    op.add_column('attendance', sa.Column('half', sa.Enum('morning', 'afternoon', name='half', native_enum=False, length=40), nullable=True))
    for name in ('late_minutes', 'early_minutes'):
        op.add_column('attendance', sa.Column(name, sa.Integer(), server_default='0', nullable=False))
    op.add_column('pilot', sa.Column('attendance_tolerance_minutes', sa.Integer(), server_default='0', nullable=False))
    op.add_column('pilot', sa.Column('make_up_counts', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('pilot', sa.Column('make_up_cap_minutes', sa.Integer(), nullable=True))
    op.add_column('training_day', sa.Column('scan_lost_reason', sa.Text(), server_default='', nullable=False))
    if op.get_context().dialect.name == 'sqlite':
        # in place: a rebuilt table would have to repeat its checks and indexes
        op.execute('ALTER TABLE training_day ADD COLUMN scan_id TEXT CONSTRAINT fk_training_day_scan_id REFERENCES stored_file (id)')
        return
    op.add_column('training_day', sa.Column('scan_id', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_training_day_scan_id'), 'training_day', 'stored_file', ['scan_id'], ['id'])


def downgrade():
    if op.get_context().dialect.name != 'sqlite':
        op.drop_constraint(op.f('fk_training_day_scan_id'), 'training_day', type_='foreignkey')
    for table, names in (
        ('training_day', ('scan_id', 'scan_lost_reason')),
        ('pilot', ('make_up_cap_minutes', 'make_up_counts', 'attendance_tolerance_minutes')),
        ('attendance', ('early_minutes', 'late_minutes', 'half')),
    ):
        for name in names:
            op.drop_column(table, name)
    op.drop_table('roll_save')
    with op.batch_alter_table('check_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_check_in_participation_id'))

    op.drop_table('check_in')
    with op.batch_alter_table('made_up', schema=None) as batch_op:
        batch_op.drop_index('uq_made_up_live', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_made_up_participation_id'))

    op.drop_table('made_up')
    with op.batch_alter_table('make_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_make_up_module_id'))

    op.drop_table('make_up')
    op.drop_table('stored_file')
