"""The final evaluation: what participants, mentors and heads of service say, question by question"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('evaluation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('participant', 'mentor', 'service', name='evaluationkind', native_enum=False, length=40), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=True),
    sa.Column('municipality_id', sa.Uuid(), nullable=True),
    sa.Column('obstacles', sa.JSON(), nullable=False),
    sa.Column('decision', sa.Enum('yes', 'considered', 'no', name='postdecision', native_enum=False, length=40), nullable=True),
    sa.Column('load_pct', sa.Integer(), nullable=True),
    sa.Column('post_from', sa.Date(), nullable=True),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(participation_id IS NULL) <> (municipality_id IS NULL)', name=op.f('ck_evaluation_one_subject')),
    sa.CheckConstraint('load_pct IS NULL OR load_pct BETWEEN 1 AND 100', name=op.f('ck_evaluation_load_in_range')),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_evaluation_author_id')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_evaluation_municipality_id')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_evaluation_participation_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_evaluation_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation')),
    sa.UniqueConstraint('author_id', 'kind', 'municipality_id', 'pilot_id', name=op.f('uq_evaluation_author_id_kind_municipality_id_pilot_id')),
    sa.UniqueConstraint('author_id', 'kind', 'participation_id', name=op.f('uq_evaluation_author_id_kind_participation_id')),
    sqlite_strict=True
    )
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_participation_id'), ['participation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluation_pilot_id'), ['pilot_id'], unique=False)

    op.create_table('evaluation_answer',
    sa.Column('evaluation_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Enum('self_organising', 'networks', 'use_of_resources', 'solving_together', 'voice_of_the_unheard', 'changed', 'lasts', 'insights', 'methodology_used', 'progress', 'quota', 'advice', 'benefits', 'burdens', 'resources_next_year', 'memorandum', name='question', native_enum=False, length=40), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.CheckConstraint('rating IS NULL OR rating BETWEEN 1 AND 6', name=op.f('ck_evaluation_answer_rating_in_range')),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluation.id'], name=op.f('fk_evaluation_answer_evaluation_id')),
    sa.PrimaryKeyConstraint('evaluation_id', 'question', name=op.f('pk_evaluation_answer')),
    sqlite_strict=True
    )


def downgrade():
    op.drop_table('evaluation_answer')
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluation_pilot_id'))
        batch_op.drop_index(batch_op.f('ix_evaluation_participation_id'))

    op.drop_table('evaluation')
