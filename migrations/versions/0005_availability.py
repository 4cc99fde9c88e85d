"""Keep dates on which people are not available, and lecturers' answers to classes"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('availability_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(asked_at IS NULL) = (expires_at IS NULL)', name=op.f('ck_availability_request_asked_with_end')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_availability_request_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_availability_request_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_availability_request')),
    sa.UniqueConstraint('pilot_id', 'user_id', name=op.f('uq_availability_request_pilot_id_user_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('availability_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_availability_request_user_id'), ['user_id'], unique=False)

    op.create_table('unavailable_span',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('participation_id', sa.Uuid(), nullable=True),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('entered_by_id', sa.Uuid(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(user_id IS NULL) <> (participation_id IS NULL)', name=op.f('ck_unavailable_span_one_person')),
    sa.CheckConstraint('first_on <= last_on', name=op.f('ck_unavailable_span_dates_ordered')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['user_account.id'], name=op.f('fk_unavailable_span_entered_by_id')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_unavailable_span_participation_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_unavailable_span_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_unavailable_span_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unavailable_span')),
    sqlite_strict=True
    )
    with op.batch_alter_table('unavailable_span', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unavailable_span_participation_id'), ['participation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unavailable_span_pilot_id'), ['pilot_id', 'last_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_unavailable_span_user_id'), ['user_id'], unique=False)

    op.create_table('class_answer',
    sa.Column('class_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'accepted', 'declined', name='answerstate', native_enum=False, length=40), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['class_id'], ['class_session.id'], name=op.f('fk_class_answer_class_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_class_answer_user_id')),
    sa.PrimaryKeyConstraint('class_id', 'user_id', name=op.f('pk_class_answer')),
    sqlite_strict=True
    )
    with op.batch_alter_table('class_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_class_answer_user_id'), ['user_id'], unique=False)



def downgrade():
    with op.batch_alter_table('class_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_class_answer_user_id'))

    op.drop_table('class_answer')
    with op.batch_alter_table('unavailable_span', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unavailable_span_user_id'))
        batch_op.drop_index(batch_op.f('ix_unavailable_span_pilot_id'))
        batch_op.drop_index(batch_op.f('ix_unavailable_span_participation_id'))

    op.drop_table('unavailable_span')
    with op.batch_alter_table('availability_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_availability_request_user_id'))

    op.drop_table('availability_request')
