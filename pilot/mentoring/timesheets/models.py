"""Working time beside sessions and classes, and supervision; durations in minutes."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Editable
from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind


class WorkLine(Editable, Base):
    """A line of a time sheet: what somebody did for the pilot, moments only where the time is known."""

    __tablename__ = "work_line"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes_in_range"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="times_paired"),
        Index(None, "user_id", "worked_on"),
        Index(None, "pilot_id", "worked_on"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    capacity: Mapped[Capacity]
    worked_on: Mapped[dt.date]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    minutes: Mapped[int]
    kind: Mapped[WorkKind]
    note: Mapped[str] = mapped_column(default="")
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mentor_session.id"))
    entered_at: Mapped[dt.datetime]


class Supervision(Editable, Base):
    """Supervision that somebody attended: day, kind and minutes, never its content."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes_in_range"),
        Index(None, "user_id", "held_on"),
        Index(None, "pilot_id", "held_on"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    held_on: Mapped[dt.date]
    kind: Mapped[SupervisionKind]
    minutes: Mapped[int]
    entered_at: Mapped[dt.datetime]
