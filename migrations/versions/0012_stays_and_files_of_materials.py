"""Times told on the roll, files of materials, and what the weekly look at links found"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HTTPS = "substr(link, 1, 8) = 'https://'"
LINK_OR_FILE = f"(file_id IS NULL AND {HTTPS}) OR (file_id IS NOT NULL AND link = '')"
STRICT = {"sqlite_strict": True}


def upgrade():
    op.add_column("attendance", sa.Column("stays", sa.String(length=200), server_default="", nullable=False))
    op.add_column("attendance_correction", sa.Column("old_stays", sa.String(length=200), server_default="", nullable=False))
    limit_files("size BETWEEN 1 AND 20000000")
    op.create_index(op.f("ix_stored_file_owner_id"), "stored_file", ["owner_id"])
    with op.batch_alter_table("material", table_kwargs=STRICT) as batch_op:
        batch_op.add_column(sa.Column("file_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("link_checked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("link_broken_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(op.f("fk_material_file_id"), "stored_file", ["file_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_material_link_is_https"), type_="check")
        batch_op.create_check_constraint(op.f("ck_material_link_or_file"), LINK_OR_FILE)
        batch_op.create_index(op.f("ix_material_file_id"), ["file_id"])


def limit_files(condition):
    with op.batch_alter_table("stored_file", table_kwargs=STRICT) as batch_op:
        batch_op.drop_constraint(op.f("ck_stored_file_size_in_range"), type_="check")
        batch_op.create_check_constraint(op.f("ck_stored_file_size_in_range"), condition)


def downgrade():
    """Materials that are files go, as there were only links before; the environment refuses that unless it is told to."""
    material, stored_file = (sa.table(name, sa.column("id"), sa.column("file_id")) for name in ("material", "stored_file"))
    files = op.get_bind().scalars(sa.select(material.c.file_id).where(material.c.file_id.is_not(None))).all()
    op.execute(sa.delete(material).where(material.c.file_id.is_not(None)))
    with op.batch_alter_table("material", table_kwargs=STRICT) as batch_op:
        batch_op.drop_index(op.f("ix_material_file_id"))
        batch_op.drop_constraint(op.f("ck_material_link_or_file"), type_="check")
        batch_op.create_check_constraint(op.f("ck_material_link_is_https"), HTTPS)
        batch_op.drop_constraint(op.f("fk_material_file_id"), type_="foreignkey")
        for name in ("link_broken_since", "link_checked_at", "file_id"):
            batch_op.drop_column(name)
    op.execute(sa.delete(stored_file).where(stored_file.c.id.in_(files)))
    op.drop_index(op.f("ix_stored_file_owner_id"), table_name="stored_file")
    limit_files("size BETWEEN 1 AND 10000000")
    op.drop_column("attendance_correction", "old_stays")
    op.drop_column("attendance", "stays")
