"""The profile of a community: blocks, figures, residents by age, places"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('age_count',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('age_group', sa.Enum('under_7', 'from_7', 'from_18', 'from_25', 'from_65', 'from_80', 'not_stated', name='agegroup', native_enum=False, length=40), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('people BETWEEN 0 AND 1000000', name=op.f('ck_age_count_people_in_range')),
    sa.CheckConstraint('year BETWEEN 1900 AND 2100', name=op.f('ck_age_count_year_in_range')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_age_count_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_age_count')),
    sa.UniqueConstraint('community_id', 'age_group', name=op.f('uq_age_count_community_id_age_group')),
    sqlite_strict=True
    )
    op.create_table('indicator_value',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('block', sa.Enum('place', 'residents', 'history', 'material', 'infrastructure', 'non_material', 'services', 'associations', 'power', 'initiatives', name='block', native_enum=False, length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('of_municipality', sa.Integer(), nullable=True),
    sa.Column('of_latvia', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(length=200), nullable=False),
    sa.Column('counts_people', sa.Boolean(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('link', sa.String(length=200), nullable=False),
    sa.Column('quality', sa.Enum('official', 'approximate', 'residents', name='quality', native_enum=False, length=40), nullable=False),
    sa.Column('remark', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('year BETWEEN 1900 AND 2100', name=op.f('ck_indicator_value_year_in_range')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_indicator_value_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_value')),
    sqlite_strict=True
    )
    with op.batch_alter_table('indicator_value', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_value_community_id'), ['community_id', 'block'], unique=False)

    op.create_table('map_point',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.Enum('centre', 'meeting_place', 'institution', 'problem_place', 'other', name='placekind', native_enum=False, length=40), nullable=False),
    sa.Column('latitude', sa.Integer(), nullable=False),
    sa.Column('longitude', sa.Integer(), nullable=False),
    sa.Column('exact', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('latitude BETWEEN 5550000 AND 5820000', name=op.f('ck_map_point_latitude_in_range')),
    sa.CheckConstraint('longitude BETWEEN 2050000 AND 2850000', name=op.f('ck_map_point_longitude_in_range')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_map_point_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_map_point')),
    sqlite_strict=True
    )
    with op.batch_alter_table('map_point', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_map_point_community_id'), ['community_id'], unique=False)

    op.create_table('profile_block',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('block', sa.Enum('place', 'residents', 'history', 'material', 'infrastructure', 'non_material', 'services', 'associations', 'power', 'initiatives', name='block', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('as_of', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_profile_block_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_block')),
    sa.UniqueConstraint('community_id', 'block', name=op.f('uq_profile_block_community_id_block')),
    sqlite_strict=True
    )


def downgrade():
    op.drop_table('profile_block')
    with op.batch_alter_table('map_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_map_point_community_id'))

    op.drop_table('map_point')
    with op.batch_alter_table('indicator_value', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_value_community_id'))

    op.drop_table('indicator_value')
    op.drop_table('age_count')
