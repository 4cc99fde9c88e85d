"""Register certificates, their settings and exports, and notices of training days"""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('certificate_export',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('requested_by_id', sa.Uuid(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('done BETWEEN 0 AND total', name=op.f('ck_certificate_export_done_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_certificate_export_pilot_id')),
    sa.ForeignKeyConstraint(['requested_by_id'], ['user_account.id'], name=op.f('fk_certificate_export_requested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_export')),
    sqlite_strict=True
    )
    with op.batch_alter_table('certificate_export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_export_pilot_id'), ['pilot_id', 'requested_at'], unique=False)

    op.create_table('certificate_setting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('number_pattern', sa.String(length=200), nullable=False),
    sa.Column('programme_lv', sa.String(length=200), nullable=False),
    sa.Column('programme_en', sa.String(length=200), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('signatory_name', sa.String(length=200), nullable=False),
    sa.Column('signatory_position', sa.String(length=200), nullable=False),
    sa.Column('second_signatory_name', sa.String(length=200), nullable=False),
    sa.Column('second_signatory_position', sa.String(length=200), nullable=False),
    sa.Column('confirmed_pct', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['user_account.id'], name=op.f('fk_certificate_setting_confirmed_by_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_certificate_setting_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_setting')),
    sa.UniqueConstraint('pilot_id', name=op.f('uq_certificate_setting_pilot_id')),
    sqlite_strict=True
    )
    op.create_table('schedule_notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('month', sa.String(length=200), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.String(length=200), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_schedule_notice_number_from_one')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_schedule_notice_pilot_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_schedule_notice_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_notice')),
    sa.UniqueConstraint('pilot_id', 'month', 'number', name=op.f('uq_schedule_notice_pilot_id_month_number')),
    sqlite_strict=True
    )
    op.create_table('certificate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.Enum('certificate', 'statement', name='certificatekind', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('issued', 'duplicate', 'revoked', name='certificatestate', native_enum=False, length=40), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.Column('facts_hash', sa.String(length=200), nullable=False),
    sa.Column('verify_code', sa.String(length=200), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', sa.Uuid(), nullable=False),
    sa.Column('override_reason', sa.Text(), nullable=False),
    sa.Column('duplicate_on', sa.Date(), nullable=True),
    sa.Column('duplicate_reason', sa.Text(), nullable=False),
    sa.Column('revoked_on', sa.Date(), nullable=True),
    sa.Column('revoke_reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'revoked') = (revoked_on IS NOT NULL)", name=op.f('ck_certificate_revoked_dated')),
    sa.CheckConstraint('serial >= 1', name=op.f('ck_certificate_serial_from_one')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['user_account.id'], name=op.f('fk_certificate_issued_by_id')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_certificate_participation_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_certificate_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('pilot_id', 'number', name=op.f('uq_certificate_pilot_id_number')),
    sa.UniqueConstraint('pilot_id', 'serial', name=op.f('uq_certificate_pilot_id_serial')),
    sa.UniqueConstraint('verify_code', name=op.f('uq_certificate_verify_code')),
    sqlite_strict=True
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index('uq_certificate_live', ['participation_id'], unique=True, sqlite_where=sa.text("state <> 'revoked'"), postgresql_where=sa.text("state <> 'revoked'"))



def downgrade():
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_live', sqlite_where=sa.text("state <> 'revoked'"), postgresql_where=sa.text("state <> 'revoked'"))

    op.drop_table('certificate')
    op.drop_table('schedule_notice')
    op.drop_table('certificate_setting')
    with op.batch_alter_table('certificate_export', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_export_pilot_id'))

    op.drop_table('certificate_export')
