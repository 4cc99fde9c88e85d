"""Mentor sessions, who took part, and the minutes of each month; durations in minutes."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.database import Base, Editable, Identified, Note
from pilot.mentoring.enums import (
    ConfirmationState,
    NotHeldReason,
    SessionForm,
    SessionKind,
    SessionState,
    StepOwner,
)


class MentorSession(Editable, Base):
    """A meeting of a mentor with one participant or a group; moments only where the mentor gave the time.

    A planned session that did not take place keeps its day as an attempt, with no minutes and a reason.
    """

    __tablename__ = "mentor_session"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 0 AND 480", name="minutes_in_range"),
        CheckConstraint("(state = 'not_held') = (not_held_reason IS NOT NULL)", name="attempt_explained"),
        CheckConstraint(
            "minutes > 0 OR state = 'cancelled' OR state = 'not_held'", name="no_minutes_only_if_not_held"
        ),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="times_paired"),
        Index(None, "mentor_id", "held_on"),
        Index(None, "pilot_id", "held_on"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    mentor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    held_on: Mapped[dt.date]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    minutes: Mapped[int]
    form: Mapped[SessionForm]
    kind: Mapped[SessionKind]
    state: Mapped[SessionState]
    not_held_reason: Mapped[NotHeldReason | None]
    place: Mapped[str] = mapped_column(default="")
    topics: Mapped[list[str]]
    summary: Mapped[Note] = mapped_column(default="")
    next_on: Mapped[dt.date | None]
    logged_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None]

    mentor: Mapped[User] = relationship(lazy="raise_on_sql")
    attendees: Mapped[list["SessionAttendee"]] = relationship(
        lazy="raise_on_sql", back_populates="session", cascade="all, delete-orphan"
    )

    @property
    def entered_at(self) -> dt.datetime:
        """The moment at which it was written down how the session was: a plan says that only later."""
        return self.settled_at or self.logged_at


class SessionAttendee(Editable, Base):
    """A participant of a session and what that participant says of the record."""

    __tablename__ = "session_attendee"
    __table_args__ = (UniqueConstraint("session_id", "participation_id"), Index(None, "participation_id"))

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentor_session.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    confirmation: Mapped[ConfirmationState] = mapped_column(default=ConfirmationState.WAITING)
    comment: Mapped[Note] = mapped_column(default="")
    asked_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]

    session: Mapped[MentorSession] = relationship(lazy="raise_on_sql", back_populates="attendees")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    shares: Mapped[list["SessionShare"]] = relationship(
        lazy="raise_on_sql",
        back_populates="attendee",
        cascade="all, delete-orphan",
        order_by="SessionShare.held_on",
    )


class SessionShare(Identified, Base):
    """Minutes of an attendee on one local day: a session over midnight has two (R10)."""

    __tablename__ = "session_share"
    __table_args__ = (
        UniqueConstraint("attendee_id", "held_on"),
        CheckConstraint("minutes BETWEEN 0 AND 480", name="minutes_in_range"),
    )

    attendee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("session_attendee.id", ondelete="CASCADE"))
    held_on: Mapped[dt.date]
    minutes: Mapped[int]

    attendee: Mapped[SessionAttendee] = relationship(lazy="raise_on_sql", back_populates="shares")


class MonthMinutes(Base):
    """A participant's minutes of one month, kept in the transaction that changes a session (PERFORMANCE)."""

    __tablename__ = "month_minutes"
    __table_args__ = (
        Index(
            None,
            *("pilot_id", "month", "counted_minutes", "planned_minutes", "received_minutes"),
            "participation_id",
        ),
        CheckConstraint(
            "received_minutes >= 0 AND counted_minutes >= 0 AND planned_minutes >= 0", name="not_negative"
        ),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    received_minutes: Mapped[int]
    counted_minutes: Mapped[int]
    planned_minutes: Mapped[int]


class MissedMonthReason(Identified, Base):
    """Why a participant did not get the promised minutes of a month (R11)."""

    __tablename__ = "missed_month_reason"
    __table_args__ = (UniqueConstraint("participation_id", "month"),)

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    month: Mapped[str]
    reason: Mapped[str]
    note: Mapped[Note] = mapped_column(default="")
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[dt.datetime]


class SessionUndo(Base):
    """What a session was before the last deed on it, for the seconds in which it can be taken back (M3, M5).

    `before` is empty where the deed made the session; `version` is the session's after the deed.
    """

    __tablename__ = "session_undo"

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("mentor_session.id", ondelete="CASCADE"), primary_key=True
    )
    made_at: Mapped[dt.datetime]
    version: Mapped[int]
    before: Mapped[dict[str, Any]]

    session: Mapped[MentorSession] = relationship(lazy="raise_on_sql")


class LengthHabit(Base):
    """Somebody who said once that a bare number is a length in minutes, and is not asked again (M4)."""

    __tablename__ = "length_habit"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    told_at: Mapped[dt.datetime]


class AgreedStep(Editable, Base):
    """What a participant or the mentor does next, agreed in a session; open until one closes it (M19).

    It is the participant's: a group session writes a row for each of them. `closed_in_id` is the session in
    which it was closed, empty where that was between sessions.
    """

    __tablename__ = "agreed_step"
    __table_args__ = (
        CheckConstraint(
            "closed_on IS NOT NULL OR (closed_in_id IS NULL AND closed_by_id IS NULL)", name="closed"
        ),
        Index(None, "participation_id", "closed_on"),
        Index(None, "session_id"),
        Index(None, "closed_in_id"),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentor_session.id"))
    number: Mapped[int]
    owner: Mapped[StepOwner]
    what: Mapped[Note]
    due_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    closed_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mentor_session.id"))
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    session: Mapped[MentorSession] = relationship(lazy="raise_on_sql", foreign_keys=[session_id])
    closed_in: Mapped[MentorSession | None] = relationship(lazy="raise_on_sql", foreign_keys=[closed_in_id])
