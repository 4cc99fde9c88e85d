"""Modules, training days, classes and attendance; durations in minutes, times local to Riga."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.database import Base, Editable, Identified, Note
from pilot.training.enums import (
    AttendanceSource,
    AttendanceStatus,
    DayMode,
    DayState,
    Half,
    MakeUpKind,
    TeachingMethod,
)


class Module(Editable, Base):
    __tablename__ = "module"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("minutes BETWEEN 1 AND 30000", name="minutes_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number: Mapped[int]
    title_lv: Mapped[str]
    title_en: Mapped[str]
    minutes: Mapped[int]
    aims: Mapped[Note] = mapped_column(default="")

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")


class TrainingDay(Editable, Base):
    """A day of the course; a moved day keeps its old date and points to the new one.

    A day that was moved, or cancelled and planned again, is one event of a calendar: it keeps `calendar_uid`,
    and `calendar_sequence` rises with every change that a calendar shows (T10, X11).
    """

    __tablename__ = "training_day"
    __table_args__ = (
        Index(None, "pilot_id", "held_on"),
        Index(
            "uq_training_day_live_number",
            "pilot_id",
            "number",
            unique=True,
            sqlite_where=text("state NOT IN ('moved', 'cancelled')"),
            postgresql_where=text("state NOT IN ('moved', 'cancelled')"),
        ),
        Index(
            "uq_training_day_live_uid",
            "calendar_uid",
            unique=True,
            sqlite_where=text("state NOT IN ('moved', 'cancelled')"),
            postgresql_where=text("state NOT IN ('moved', 'cancelled')"),
        ),
        CheckConstraint("starts_at < ends_at", name="times_ordered"),
        CheckConstraint("planned_minutes BETWEEN 1 AND 720", name="minutes_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number: Mapped[int]
    held_on: Mapped[dt.date]
    starts_at: Mapped[dt.time]
    ends_at: Mapped[dt.time]
    mode: Mapped[DayMode]
    venue: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    access_note: Mapped[str] = mapped_column(default="")
    planned_minutes: Mapped[int]
    state: Mapped[DayState] = mapped_column(default=DayState.PLANNED)
    room_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("room.id"))
    moved_to_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("training_day.id"))
    change_reason: Mapped[Note] = mapped_column(default="")
    holiday_confirmed: Mapped[bool] = mapped_column(default=False)
    locked_at: Mapped[dt.datetime | None]
    locked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    signed_count: Mapped[int | None]
    scan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    scan_lost_reason: Mapped[Note] = mapped_column(default="")
    calendar_uid: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    calendar_changed_at: Mapped[dt.datetime | None]

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    classes: Mapped[list["ClassSession"]] = relationship(
        lazy="raise_on_sql", back_populates="day", order_by="ClassSession.starts_at, ClassSession.id"
    )


class ClassSession(Editable, Base):
    __tablename__ = "class_session"
    __table_args__ = (
        Index(None, "day_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="times_ordered"),
        CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes_in_range"),
    )

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"))
    module_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("module.id"))
    starts_at: Mapped[dt.time]
    ends_at: Mapped[dt.time]
    minutes: Mapped[int]
    topic: Mapped[str]
    method: Mapped[TeachingMethod]

    day: Mapped[TrainingDay] = relationship(lazy="raise_on_sql", back_populates="classes")
    module: Mapped[Module | None] = relationship(lazy="raise_on_sql")
    lecturers: Mapped[list[User]] = relationship(
        lazy="selectin", secondary="class_lecturer", order_by="User.sort_key, User.id"
    )

    @property
    def lecturer_ids(self) -> list[uuid.UUID]:
        return [lecturer.id for lecturer in self.lecturers]


class ClassLecturer(Base):
    __tablename__ = "class_lecturer"
    __table_args__ = (Index(None, "user_id"),)

    class_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)


class Attendance(Editable, Base):
    """One participant on one day, in minutes of at most the day's planned ones (R6)."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("day_id", "participation_id"),
        Index(None, "participation_id"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
    )

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    status: Mapped[AttendanceStatus]
    minutes: Mapped[int]
    half: Mapped[Half | None]
    late_minutes: Mapped[int] = mapped_column(default=0)
    early_minutes: Mapped[int] = mapped_column(default=0)
    stays: Mapped[str] = mapped_column(default="")
    remote: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[AttendanceSource]
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[dt.datetime]

    day: Mapped[TrainingDay] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")


class AttendanceCorrection(Identified, Base):
    """A change of a locked day: what it was, what it became, why and by whom (R6)."""

    __tablename__ = "attendance_correction"
    __table_args__ = (Index(None, "attendance_id", "corrected_at"),)

    attendance_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attendance.id"))
    old_status: Mapped[AttendanceStatus]
    old_minutes: Mapped[int]
    old_stays: Mapped[str] = mapped_column(default="")
    new_status: Mapped[AttendanceStatus]
    new_minutes: Mapped[int]
    reason: Mapped[Note]
    corrected_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    corrected_at: Mapped[dt.datetime]


class RollSave(Identified, Base):
    """A save of a day's roll with the lines as they were before it, so that it can be taken back."""

    __tablename__ = "roll_save"
    __table_args__ = (UniqueConstraint("day_id", "number"),)

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"))
    number: Mapped[int]
    day_state: Mapped[DayState]
    before: Mapped[dict[str, Any]]
    saved_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    saved_at: Mapped[dt.datetime]
    undone_at: Mapped[dt.datetime | None]

    day: Mapped[TrainingDay] = relationship(lazy="raise_on_sql")


class MakeUp(Editable, Base):
    """Work that is offered to those who missed something of a module (T17)."""

    __tablename__ = "make_up"
    __table_args__ = (
        Index(None, "module_id"),
        CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes_in_range"),
    )

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module.id"))
    kind: Mapped[MakeUpKind]
    title: Mapped[str]
    minutes: Mapped[int]
    instructions: Mapped[Note] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)

    module: Mapped[Module] = relationship(lazy="raise_on_sql")


class MadeUp(Editable, Base):
    """Work that a participant made up, approved by somebody else; revoked with a reason (T17)."""

    __tablename__ = "made_up"
    __table_args__ = (
        Index(
            "uq_made_up_live",
            "make_up_id",
            "participation_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(None, "participation_id"),
        CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes_in_range"),
    )

    make_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("make_up.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    minutes: Mapped[int]
    done_on: Mapped[dt.date]
    evidence: Mapped[Note]
    approved_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[dt.datetime]
    revoked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    revoked_at: Mapped[dt.datetime | None]
    revoke_reason: Mapped[Note] = mapped_column(default="")

    make_up: Mapped[MakeUp] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")


class CheckIn(Identified, Base):
    """A participant who typed the changing code of a day; the roll decides what counts (T13)."""

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("day_id", "participation_id"), Index(None, "participation_id"))

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    checked_in_at: Mapped[dt.datetime]
