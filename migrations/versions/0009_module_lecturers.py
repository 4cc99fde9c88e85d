"""Remember who can teach a module"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('module_lecturer',
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_lecturer_module_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_module_lecturer_user_id')),
    sa.PrimaryKeyConstraint('module_id', 'user_id', name=op.f('pk_module_lecturer')),
    sqlite_strict=True
    )
    with op.batch_alter_table('module_lecturer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_module_lecturer_user_id'), ['user_id'], unique=False)


def downgrade():
    with op.batch_alter_table('module_lecturer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_module_lecturer_user_id'))

    op.drop_table('module_lecturer')
