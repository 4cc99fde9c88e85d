"""Recurring plans of a pair, and the planned session of each day."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Participation
from pilot.database import Base, Editable, Identified
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.models import MentorSession
from pilot.mentoring.series.enums import Rhythm


class SessionSeries(Editable, Base):
    """A session that comes again and again, as a mentor planned it for one participant."""

    __tablename__ = "session_series"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes_in_range"),
        CheckConstraint("first_on <= until_on", name="span_forwards"),
        Index(None, "mentor_id", "pilot_id"),
        Index(None, "participation_id"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    mentor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    rhythm: Mapped[Rhythm]
    first_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    starts: Mapped[dt.time]
    minutes: Mapped[int]
    form: Mapped[SessionForm]
    place: Mapped[str] = mapped_column(default="")
    planned_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    occurrences: Mapped[list["SeriesOccurrence"]] = relationship(
        lazy="raise_on_sql", order_by="SeriesOccurrence.due_on"
    )


class SeriesOccurrence(Identified, Base):
    """A day of a recurring plan and its session, which may be moved or deleted by itself."""

    __tablename__ = "series_occurrence"
    __table_args__ = (UniqueConstraint("series_id", "due_on"), UniqueConstraint("session_id"))

    series_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("session_series.id"))
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentor_session.id"))
    due_on: Mapped[dt.date]

    session: Mapped[MentorSession] = relationship(lazy="raise_on_sql")
