"""Venues with their rooms, when a room is closed, and how long the way between towns takes."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Pilot
from pilot.database import Base, Editable, Identified


class Venue(Editable, Base):
    __tablename__ = "venue"
    __table_args__ = (UniqueConstraint("pilot_id", "name"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    town: Mapped[str]
    access_note: Mapped[str] = mapped_column(default="")

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    rooms: Mapped[list["Room"]] = relationship(
        lazy="raise_on_sql", back_populates="venue", order_by="Room.name, Room.id"
    )


class Room(Editable, Base):
    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("venue_id", "name"),
        CheckConstraint("seats BETWEEN 1 AND 1000", name="seats_in_range"),
    )

    venue_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("venue.id"))
    name: Mapped[str]
    seats: Mapped[int]

    venue: Mapped[Venue] = relationship(lazy="raise_on_sql", back_populates="rooms")
    closures: Mapped[list["RoomClosure"]] = relationship(
        lazy="raise_on_sql", back_populates="room", order_by="RoomClosure.starts_on, RoomClosure.id"
    )


class RoomClosure(Identified, Base):
    """Days on which a room cannot be used, both ends included."""

    __tablename__ = "room_closure"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates_ordered"),
        Index(None, "room_id", "starts_on"),
    )

    room_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("room.id"))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")

    room: Mapped[Room] = relationship(lazy="raise_on_sql", back_populates="closures")


class TravelTime(Identified, Base):
    """Minutes that must lie between classes in two towns, the way and a reserve; kept once for both ways."""

    __tablename__ = "travel_time"
    __table_args__ = (
        UniqueConstraint("pilot_id", "town", "other_town"),
        CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    town: Mapped[str]
    other_town: Mapped[str]
    minutes: Mapped[int]

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
