"""Findings: themes, groups, merged needs, contacts of resources; matches of the two, and SVID"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

SELF = "merged_into_id <> id"
CONSENT = "NOT contact_is_private OR contact = '' OR contact_consent_on IS NOT NULL"
STRICT = {'sqlite_strict': True}
OF_SOURCE = (
    ('ck_source_one_subject', '(need_id IS NULL) <> (resource_id IS NULL)'),
    ('ck_source_people_in_range', 'people IS NULL OR people BETWEEN 1 AND 100000'),
)


def upgrade():
    op.create_table('swot_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('box', sa.Enum('strength', 'weakness', 'opportunity', 'threat', name='swotbox', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('origin', sa.Enum('community', 'service', 'group', 'expert', name='swotorigin', native_enum=False, length=40), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_swot_item_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swot_item')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_swot_item_community_id'), 'swot_item', ['community_id'])
    op.create_table('swot_strategy',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('pair', sa.Enum('strengths_opportunities', 'strengths_threats', 'weaknesses_opportunities', 'weaknesses_threats', name='swotpair', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_swot_strategy_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swot_strategy')),
    sa.UniqueConstraint('community_id', 'pair', name=op.f('uq_swot_strategy_community_id_pair')),
    sqlite_strict=True
    )
    op.create_table('need_match',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('matched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_match_need_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_need_match_resource_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_match')),
    sa.UniqueConstraint('need_id', 'resource_id', name=op.f('uq_need_match_need_id_resource_id')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_need_match_resource_id'), 'need_match', ['resource_id'])
    op.create_table('swot_link',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('need_id', sa.Uuid(), nullable=True),
    sa.Column('resource_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(need_id IS NULL) <> (resource_id IS NULL)', name=op.f('ck_swot_link_one_finding')),
    sa.ForeignKeyConstraint(['item_id'], ['swot_item.id'], name=op.f('fk_swot_link_item_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_swot_link_need_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_swot_link_resource_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swot_link')),
    sa.UniqueConstraint('item_id', 'need_id', name=op.f('uq_swot_link_item_id_need_id')),
    sa.UniqueConstraint('item_id', 'resource_id', name=op.f('uq_swot_link_item_id_resource_id')),
    sqlite_strict=True
    )
    op.create_index(op.f('ix_swot_link_need_id'), 'swot_link', ['need_id'])
    op.create_index(op.f('ix_swot_link_resource_id'), 'swot_link', ['resource_id'])
    with op.batch_alter_table('need', table_kwargs=STRICT) as batch_op:
        batch_op.add_column(sa.Column('theme', sa.Enum('poverty', 'unemployment', 'housing', 'debts', 'access_to_services', 'health_care', 'care_at_home', 'child_care', 'public_transport', 'roads_and_lighting', 'street_safety', 'meeting_places', 'accessibility', 'green_places', 'internet', 'loneliness', 'free_time', 'youth_offences', 'addictions', 'violence', 'conflicts', 'generation_gap', 'low_participation', 'lack_of_information', 'lack_of_trust', 'digital_skills', name='theme', native_enum=False, length=40)))
        batch_op.add_column(sa.Column('people_groups', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('level', sa.Enum('person', 'family', 'group', 'community', 'municipality', 'state', name='level', native_enum=False, length=40)))
        batch_op.add_column(sa.Column('cause', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('trend', sa.Enum('rising', 'unchanged', 'falling', 'unknown', name='trend', native_enum=False, length=40)))
        batch_op.add_column(sa.Column('seen_as', sa.Enum('felt', 'expressed', 'normative', 'comparative', name='needview', native_enum=False, length=40)))
        batch_op.add_column(sa.Column('merged_into_id', sa.Uuid()))
        for name in ('domain', 'scale'):
            batch_op.alter_column(name, existing_type=sa.String(length=40), nullable=True)
        batch_op.create_check_constraint(op.f('ck_need_not_merged_into_itself'), SELF)
        batch_op.create_foreign_key(op.f('fk_need_merged_into_id'), 'need', ['merged_into_id'], ['id'])
    op.create_index(op.f('ix_need_merged_into_id'), 'need', ['merged_into_id'])
    with op.batch_alter_table('resource', table_kwargs=STRICT) as batch_op:
        for name in ('for_whom', 'availability', 'owner', 'contact'):
            batch_op.add_column(sa.Column(name, sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('contact_is_private', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('contact_consent_on', sa.Date()))
        batch_op.add_column(sa.Column('checked_on', sa.Date()))
        batch_op.create_check_constraint(op.f('ck_resource_private_contact_has_consent'), CONSENT)
    with op.batch_alter_table('source', table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.add_column(sa.Column('told_by_key', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('quote', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('merged_from_id', sa.Uuid()))
        batch_op.create_foreign_key(op.f('fk_source_merged_from_id'), 'need', ['merged_from_id'], ['id'])
    op.create_index(op.f('ix_source_merged_from_id'), 'source', ['merged_from_id'])
    fill_keys()


def checks():
    """Name the checks of a source again: a rebuilt table has only those it is given."""
    return tuple(sa.CheckConstraint(text, name=op.f(name)) for name, text in OF_SOURCE)


def fill_keys():
    """Write the form of who told it that two spellings share."""
    source = sa.table('source', sa.column('told_by', sa.String), sa.column('told_by_key', sa.String))
    connection = op.get_bind()
    for told_by in connection.execute(sa.select(source.c.told_by).distinct()).scalars().all():
        connection.execute(
            sa.update(source).where(source.c.told_by == told_by).values(told_by_key=folded(told_by).strip())
        )


def folded(text):
    """Fold as the text boundary did when this revision was written."""
    once = unicodedata.normalize('NFD', text).casefold()
    return unicodedata.normalize('NFC', unicodedata.normalize('NFD', once).casefold())


def downgrade():
    op.drop_index(op.f('ix_source_merged_from_id'), 'source')
    with op.batch_alter_table('source', table_kwargs=STRICT, table_args=checks()) as batch_op:
        batch_op.drop_constraint(op.f('fk_source_merged_from_id'), type_='foreignkey')
        for name in ('merged_from_id', 'quote', 'told_by_key'):
            batch_op.drop_column(name)
    with op.batch_alter_table('resource', table_kwargs=STRICT) as batch_op:
        batch_op.drop_constraint(op.f('ck_resource_private_contact_has_consent'), type_='check')
        for name in ('checked_on', 'contact_consent_on', 'contact_is_private', 'contact', 'owner', 'availability', 'for_whom'):
            batch_op.drop_column(name)
    op.execute("UPDATE need SET domain = 'non_material' WHERE domain IS NULL")
    op.execute("UPDATE need SET scale = 'some' WHERE scale IS NULL")
    op.drop_index(op.f('ix_need_merged_into_id'), 'need')
    with op.batch_alter_table('need', table_kwargs=STRICT) as batch_op:
        batch_op.drop_constraint(op.f('ck_need_not_merged_into_itself'), type_='check')
        batch_op.drop_constraint(op.f('fk_need_merged_into_id'), type_='foreignkey')
        for name in ('domain', 'scale'):
            batch_op.alter_column(name, existing_type=sa.String(length=40), nullable=False)
        for name in ('merged_into_id', 'seen_as', 'trend', 'cause', 'level', 'people_groups', 'theme'):
            batch_op.drop_column(name)
    op.drop_table('swot_link')
    op.drop_table('need_match')
    op.drop_table('swot_strategy')
    op.drop_table('swot_item')
