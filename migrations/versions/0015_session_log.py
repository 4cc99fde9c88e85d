"""Sessions that did not take place, the undo of a deed, drafts, and how somebody types lengths"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SESSION, SHARE = 'mentor_session', 'session_share'
IN_RANGE, EXPLAINED, NO_MINUTES = 'minutes_in_range', 'attempt_explained', 'no_minutes_only_if_not_held'
STRICT = {'table_kwargs': {'sqlite_strict': True}}


def upgrade():
    reason = sa.Enum('participant', 'mentor', 'other', name='notheldreason', native_enum=False, length=40)
    with op.batch_alter_table(SESSION, **STRICT) as batch_op:
        batch_op.add_column(sa.Column('not_held_reason', reason, nullable=True))
        batch_op.add_column(sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f(f'ck_{SESSION}_{IN_RANGE}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{SESSION}_{IN_RANGE}'), 'minutes BETWEEN 0 AND 480')
        batch_op.create_check_constraint(
            op.f(f'ck_{SESSION}_{EXPLAINED}'), "(state = 'not_held') = (not_held_reason IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            op.f(f'ck_{SESSION}_{NO_MINUTES}'), "minutes > 0 OR state = 'cancelled' OR state = 'not_held'"
        )
    with op.batch_alter_table(SHARE, **STRICT) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{SHARE}_{IN_RANGE}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{SHARE}_{IN_RANGE}'), 'minutes BETWEEN 0 AND 480')
    op.create_table('session_undo',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['mentor_session.id'], name=op.f('fk_session_undo_session_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_session_undo')),
    sqlite_strict=True
    )
    op.create_table('length_habit',
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_length_habit_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_length_habit')),
    sqlite_strict=True
    )
    op.create_table('session_draft',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_session_draft_author_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_session_draft_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_draft')),
    sa.UniqueConstraint('author_id', 'subject_id', name=op.f('uq_session_draft_author_id_subject_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('session_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_draft_pilot_id'), ['pilot_id'], unique=False)


def downgrade():
    op.drop_table('session_draft')
    op.drop_table('length_habit')
    op.drop_table('session_undo')
    # what the older program does not know stays without being counted: attempts and letters as deleted records
    op.execute("UPDATE session_share SET minutes = 1 WHERE minutes = 0")
    op.execute(
        "UPDATE mentor_session SET state = 'cancelled', not_held_reason = NULL, minutes = 1 WHERE minutes = 0"
    )
    op.execute("UPDATE mentor_session SET state = 'cancelled', form = 'phone' WHERE form = 'written'")
    with op.batch_alter_table(SHARE, **STRICT) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{SHARE}_{IN_RANGE}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{SHARE}_{IN_RANGE}'), 'minutes BETWEEN 1 AND 480')
    with op.batch_alter_table(SESSION, **STRICT) as batch_op:
        for name in (NO_MINUTES, EXPLAINED, IN_RANGE):
            batch_op.drop_constraint(op.f(f'ck_{SESSION}_{name}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{SESSION}_{IN_RANGE}'), 'minutes BETWEEN 1 AND 480')
        batch_op.drop_column('settled_at')
        batch_op.drop_column('not_held_reason')
