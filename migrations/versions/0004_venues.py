"""Venues with rooms, closed days, ways between towns, and days off of a pilot"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('day_off',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_day_off_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_off')),
    sa.UniqueConstraint('pilot_id', 'day', name=op.f('uq_day_off_pilot_id_day')),
    sqlite_strict=True
    )
    op.create_table('travel_time',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('town', sa.String(length=200), nullable=False),
    sa.Column('other_town', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 1 AND 600', name=op.f('ck_travel_time_minutes_in_range')),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_travel_time_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_travel_time')),
    sa.UniqueConstraint('pilot_id', 'town', 'other_town', name=op.f('uq_travel_time_pilot_id_town_other_town')),
    sqlite_strict=True
    )
    op.create_table('venue',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pilot_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('town', sa.String(length=200), nullable=False),
    sa.Column('access_note', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['pilot_id'], ['pilot.id'], name=op.f('fk_venue_pilot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_venue')),
    sa.UniqueConstraint('pilot_id', 'name', name=op.f('uq_venue_pilot_id_name')),
    sqlite_strict=True
    )
    op.create_table('room',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('venue_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('seats BETWEEN 1 AND 1000', name=op.f('ck_room_seats_in_range')),
    sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_room_venue_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room')),
    sa.UniqueConstraint('venue_id', 'name', name=op.f('uq_room_venue_id_name')),
    sqlite_strict=True
    )
    op.create_table('room_closure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('room_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_room_closure_dates_ordered')),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_room_closure_room_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room_closure')),
    sqlite_strict=True
    )
    with op.batch_alter_table('room_closure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_room_closure_room_id'), ['room_id', 'starts_on'], unique=False)

    with op.batch_alter_table('training_day', schema=None) as batch_op:
        batch_op.add_column(sa.Column('room_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_training_day_room_id'), 'room', ['room_id'], ['id'])



def downgrade():
    with op.batch_alter_table('training_day', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_training_day_room_id'), type_='foreignkey')
        batch_op.drop_column('room_id')

    with op.batch_alter_table('room_closure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_room_closure_room_id'))

    op.drop_table('room_closure')
    op.drop_table('room')
    op.drop_table('venue')
    op.drop_table('travel_time')
    op.drop_table('day_off')
