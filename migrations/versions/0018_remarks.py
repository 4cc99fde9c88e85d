"""Versions of the methodological material that nobody changes, and remarks on it"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REFUSAL = "published versions of the methodology are never changed or deleted"


def upgrade():
    op.create_table('methodology_section',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title_lv', sa.String(length=200), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('number BETWEEN 1 AND 999', name=op.f('ck_methodology_section_number_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_methodology_section_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_methodology_section')),
    sa.UniqueConstraint('pilot_id', 'number', name=op.f('uq_methodology_section_pilot_id_number')),
    sqlite_strict=True
    )
    op.create_table('methodology_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by_id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_methodology_version_number_from_one')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_methodology_version_pilot_id')),
    sa.ForeignKeyConstraint(['published_by_id'], ['user_account.id'], name=op.f('fk_methodology_version_published_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_methodology_version')),
    sa.UniqueConstraint('pilot_id', 'number', name=op.f('uq_methodology_version_pilot_id_number')),
    sqlite_strict=True
    )
    op.create_table('remark_author',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('applicant', 'participant', 'mentor', 'lecturer', 'manager', 'coordinator', 'observer', 'auditor', 'administrator', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_remark_author_number_from_one')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_remark_author_pilot_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_remark_author_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remark_author')),
    sa.UniqueConstraint('pilot_id', 'number', name=op.f('uq_remark_author_pilot_id_number')),
    sa.UniqueConstraint('pilot_id', 'user_id', name=op.f('uq_remark_author_pilot_id_user_id')),
    sqlite_strict=True
    )
    op.create_table('remark_point',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('section_id', sa.Uuid(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('decision', sa.Enum('accepted', 'partly', 'declined', name='decision', native_enum=False, length=40), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('implemented_in_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("implemented_in_id IS NULL OR (decision IS NOT NULL AND decision != 'declined')", name=op.f('ck_remark_point_implemented_was_accepted')),
    sa.CheckConstraint('(decision IS NULL) = (decided_on IS NULL)', name=op.f('ck_remark_point_decision_dated')),
    sa.ForeignKeyConstraint(['implemented_in_id'], ['methodology_version.id'], name=op.f('fk_remark_point_implemented_in_id')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_remark_point_pilot_id')),
    sa.ForeignKeyConstraint(['section_id'], ['methodology_section.id'], name=op.f('fk_remark_point_section_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remark_point')),
    sqlite_strict=True
    )
    with op.batch_alter_table('remark_point', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remark_point_pilot_id'), ['pilot_id', 'section_id'], unique=False)

    op.create_table('methodology_remark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('point_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.Enum('unclear', 'missing', 'unusable', 'good', 'mistake', name='remarkkind', native_enum=False, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['about_id'], ['methodology_version.id'], name=op.f('fk_methodology_remark_about_id')),
    sa.ForeignKeyConstraint(['author_id'], ['remark_author.id'], name=op.f('fk_methodology_remark_author_id')),
    sa.ForeignKeyConstraint(['point_id'], ['remark_point.id'], name=op.f('fk_methodology_remark_point_id')),
    sa.ForeignKeyConstraint(['session_id'], ['mentor_session.id'], name=op.f('fk_methodology_remark_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_methodology_remark')),
    sqlite_strict=True
    )
    with op.batch_alter_table('methodology_remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_methodology_remark_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_methodology_remark_point_id'), ['point_id'], unique=False)
    guard()


def guard():
    """Let the database refuse to change what was published."""
    if op.get_context().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER methodology_version_no_{deed} BEFORE {deed.upper()} ON methodology_version "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_methodology_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER methodology_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON methodology_version "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_methodology_change()"
    )



def downgrade():
    with op.batch_alter_table('methodology_remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_methodology_remark_point_id'))
        batch_op.drop_index(batch_op.f('ix_methodology_remark_author_id'))

    op.drop_table('methodology_remark')
    with op.batch_alter_table('remark_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remark_point_pilot_id'))

    op.drop_table('remark_point')
    op.drop_table('remark_author')
    op.drop_table('methodology_version')
    op.drop_table('methodology_section')
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_methodology_change()")
