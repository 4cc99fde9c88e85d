"""Strategies of communities: goals, actions, indicators with their values, and adopted versions"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = "0032"
branch_labels = None
depends_on = None

VERSION = sa.table("paper_version", sa.column("id", sa.Uuid()), sa.column("kind", sa.String()))
COMMENT = sa.table("paper_comment", sa.column("version_id", sa.Uuid()))
TABLES = (
    "action_resource",
    "action_need",
    "action_change",
    "strategy_version",
    "indicator_update",
    "action_item",
    "objective_item",
    "indicator",
    "objective",
    "strategy",
)


def upgrade():
    op.create_table('strategy',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('vision', sa.Text(), nullable=False),
    sa.Column('approach', sa.Enum('development', 'mobilisation', 'social_planning', 'social_action', name='approach', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_strategy_community_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategy')),
    sa.UniqueConstraint('community_id', name=op.f('uq_strategy_community_id')),
    sqlite_strict=True
    )
    op.create_table('objective',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('strategy_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['strategy_id'], ['strategy.id'], name=op.f('fk_objective_strategy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective')),
    sqlite_strict=True
    )
    with op.batch_alter_table('objective', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objective_strategy_id'), ['strategy_id'], unique=False)

    op.create_table('indicator',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('objective_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('unit', sa.String(length=200), nullable=False),
    sa.Column('baseline', sa.Integer(), nullable=False),
    sa.Column('target', sa.Integer(), nullable=False),
    sa.Column('counting', sa.Enum('sum', 'last', name='counting', native_enum=False, length=40), nullable=False),
    sa.Column('counts_people', sa.Boolean(), nullable=False),
    sa.Column('measured_by', sa.String(length=200), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_indicator_objective_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sqlite_strict=True
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_objective_id'), ['objective_id'], unique=False)

    op.create_table('objective_item',
    sa.Column('objective_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['round_item.id'], name=op.f('fk_objective_item_item_id')),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_objective_item_objective_id')),
    sa.PrimaryKeyConstraint('objective_id', 'item_id', name=op.f('pk_objective_item')),
    sqlite_strict=True
    )
    with op.batch_alter_table('objective_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objective_item_item_id'), ['item_id'], unique=False)

    op.create_table('action_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('community_id', sa.Uuid(), nullable=False),
    sa.Column('objective_id', sa.Uuid(), nullable=True),
    sa.Column('indicator_id', sa.Uuid(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('side', sa.Enum('community', 'social_worker', 'municipality', 'others', name='side', native_enum=False, length=40), nullable=False),
    sa.Column('lead', sa.String(length=200), nullable=False),
    sa.Column('helpers', sa.String(length=200), nullable=False),
    sa.Column('resources_needed', sa.String(length=200), nullable=False),
    sa.Column('cost', sa.Integer(), nullable=True),
    sa.Column('funding', sa.String(length=200), nullable=False),
    sa.Column('grant_name', sa.String(length=200), nullable=False),
    sa.Column('grant_asked', sa.Integer(), nullable=True),
    sa.Column('grant_received', sa.Integer(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('risk', sa.String(length=200), nullable=False),
    sa.Column('change_code', sa.Enum('community_change', 'services', 'development', 'resources', 'media', 'planning', name='changecode', native_enum=False, length=40), nullable=True),
    sa.Column('state', sa.Enum('planned', 'begun', 'done', 'postponed', 'dropped', name='actionstate', native_enum=False, length=40), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('cost >= 0', name=op.f('ck_action_item_cost_not_negative')),
    sa.CheckConstraint('grant_asked >= 0 AND grant_received >= 0', name=op.f('ck_action_item_grant_not_negative')),
    sa.CheckConstraint('starts_on IS NULL OR starts_on <= due_on', name=op.f('ck_action_item_dates_ordered')),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_action_item_community_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_action_item_decision_id')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_action_item_indicator_id')),
    sa.ForeignKeyConstraint(['objective_id'], ['objective.id'], name=op.f('fk_action_item_objective_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_item')),
    sqlite_strict=True
    )
    with op.batch_alter_table('action_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_item_community_id'), ['community_id', 'state', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_item_decision_id'), ['decision_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_item_indicator_id'), ['indicator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_item_objective_id'), ['objective_id'], unique=False)

    op.create_table('indicator_update',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('indicator_id', sa.Uuid(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('measured_on', sa.Date(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum('draft', 'sent', 'approved', 'rejected', name='updatestate', native_enum=False, length=40), nullable=False),
    sa.Column('judged_by_id', sa.Uuid(), nullable=True),
    sa.Column('judged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state IN ('approved', 'rejected')) = (judged_at IS NOT NULL)", name=op.f('ck_indicator_update_judged_has_moment')),
    sa.CheckConstraint('judged_by_id <> author_id', name=op.f('ck_indicator_update_judged_by_another')),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_indicator_update_author_id')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_update_indicator_id')),
    sa.ForeignKeyConstraint(['judged_by_id'], ['user_account.id'], name=op.f('fk_indicator_update_judged_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_update')),
    sqlite_strict=True
    )
    with op.batch_alter_table('indicator_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_update_indicator_id'), ['indicator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicator_update_state'), ['state'], unique=False)

    op.create_table('strategy_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('strategy_id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('adopted_by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['adopted_by_id'], ['user_account.id'], name=op.f('fk_strategy_version_adopted_by_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_strategy_version_decision_id')),
    sa.ForeignKeyConstraint(['strategy_id'], ['strategy.id'], name=op.f('fk_strategy_version_strategy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strategy_version')),
    sa.UniqueConstraint('strategy_id', 'number', name=op.f('uq_strategy_version_strategy_id_number')),
    sqlite_strict=True
    )
    with op.batch_alter_table('strategy_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_strategy_version_decision_id'), ['decision_id'], unique=False)

    op.create_table('action_change',
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('change_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action_item.id'], name=op.f('fk_action_change_action_id')),
    sa.ForeignKeyConstraint(['change_id'], ['change_record.id'], name=op.f('fk_action_change_change_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('action_id', 'change_id', name=op.f('pk_action_change')),
    sqlite_strict=True
    )
    with op.batch_alter_table('action_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_change_change_id'), ['change_id'], unique=False)

    op.create_table('action_need',
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action_item.id'], name=op.f('fk_action_need_action_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_action_need_need_id')),
    sa.PrimaryKeyConstraint('action_id', 'need_id', name=op.f('pk_action_need')),
    sqlite_strict=True
    )
    with op.batch_alter_table('action_need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_need_need_id'), ['need_id'], unique=False)

    op.create_table('action_resource',
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('resource_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action_item.id'], name=op.f('fk_action_resource_action_id')),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_action_resource_resource_id')),
    sa.PrimaryKeyConstraint('action_id', 'resource_id', name=op.f('pk_action_resource')),
    sqlite_strict=True
    )
    with op.batch_alter_table('action_resource', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_resource_resource_id'), ['resource_id'], unique=False)


def downgrade():
    for table in TABLES:
        op.drop_table(table)
    drop_papers()


def drop_papers():
    """Drop what was sent of strategies: the papers before know no such kind."""
    sent = sa.select(VERSION.c.id).where(VERSION.c.kind == "strategy")
    op.execute(COMMENT.delete().where(COMMENT.c.version_id.in_(sent)))
    op.execute(VERSION.delete().where(VERSION.c.kind == "strategy"))
