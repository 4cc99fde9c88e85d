"""Offered and accepted pairs, substitutes, mentors' profiles, wishes, and how a pair fits"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ANSWER = sa.Enum('waiting', 'accepted', 'ask_me', name='pairanswer', native_enum=False, length=40)
DATED = "role <> 'substitute' OR ends_on IS NOT NULL"


def upgrade():
    op.create_table('mentor_profile',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('regions', sa.JSON(), nullable=False),
    sa.Column('municipalities', sa.JSON(), nullable=False),
    sa.Column('works_for_id', sa.Uuid(), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('briefed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity BETWEEN 0 AND 30', name=op.f('ck_mentor_profile_capacity_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_mentor_profile_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_mentor_profile_user_id')),
    sa.ForeignKeyConstraint(['works_for_id'], ['municipality.id'], name=op.f('fk_mentor_profile_works_for_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_profile')),
    sa.UniqueConstraint('pilot_id', 'user_id', name=op.f('uq_mentor_profile_pilot_id_user_id')),
    sqlite_strict=True
    )
    op.create_table('pairing_wish',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('topics', sa.JSON(), nullable=False),
    sa.Column('wished_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_pairing_wish_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_pairing_wish_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pairing_wish')),
    sa.UniqueConstraint('pilot_id', 'user_id', name=op.f('uq_pairing_wish_pilot_id_user_id')),
    sqlite_strict=True
    )
    op.create_table('pairing_wish_line',
    sa.Column('wish_id', sa.Uuid(), nullable=False),
    sa.Column('other_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('first', 'second', 'third', 'avoided', 'managed', name='wishkind', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['other_id'], ['user_account.id'], name=op.f('fk_pairing_wish_line_other_id')),
    sa.ForeignKeyConstraint(['wish_id'], ['pairing_wish.id'], name=op.f('fk_pairing_wish_line_wish_id')),
    sa.PrimaryKeyConstraint('wish_id', 'other_id', 'kind', name=op.f('pk_pairing_wish_line')),
    sqlite_strict=True
    )
    with op.batch_alter_table('pairing_wish_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pairing_wish_line_other_id'), ['other_id'], unique=False)

    op.create_table('pair_fit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pair_id', sa.Uuid(), nullable=False),
    sa.Column('month', sa.String(length=200), nullable=False),
    sa.Column('fit', sa.Enum('good', 'unsure', 'not_a_fit', name='fit', native_enum=False, length=40), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('rating BETWEEN 1 AND 4', name=op.f('ck_pair_fit_rating_in_range')),
    sa.ForeignKeyConstraint(['pair_id'], ['mentoring_pair.id'], name=op.f('fk_pair_fit_pair_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_fit')),
    sa.UniqueConstraint('pair_id', 'month', name=op.f('uq_pair_fit_pair_id_month')),
    sqlite_strict=True
    )
    # pairs that were made before count as accepted by both
    op.add_column('mentoring_pair', sa.Column('mentor_answer', ANSWER, server_default='accepted', nullable=False))
    if op.get_context().dialect.name == 'sqlite':
        # in place: a rebuilt table would have to repeat its checks and indexes
        op.execute(
            "ALTER TABLE mentoring_pair ADD COLUMN participant_answer TEXT DEFAULT 'accepted' NOT NULL"
            f" CONSTRAINT ck_mentoring_pair_substitute_dated CHECK ({DATED})"
        )
        return
    op.add_column('mentoring_pair', sa.Column('participant_answer', ANSWER, server_default='accepted', nullable=False))
    op.create_check_constraint(op.f('ck_mentoring_pair_substitute_dated'), 'mentoring_pair', DATED)


def downgrade():
    if op.get_context().dialect.name != 'sqlite':  # there the check goes with its column
        op.drop_constraint(op.f('ck_mentoring_pair_substitute_dated'), 'mentoring_pair', type_='check')
    op.drop_column('mentoring_pair', 'participant_answer')
    op.drop_column('mentoring_pair', 'mentor_answer')
    op.drop_table('pair_fit')
    with op.batch_alter_table('pairing_wish_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pairing_wish_line_other_id'))

    op.drop_table('pairing_wish_line')
    op.drop_table('pairing_wish')
    op.drop_table('mentor_profile')
