"""The times that mentors offer; who took one is read from the planned session that it became."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.database import Base, Editable
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.models import MentorSession
from pilot.mentoring.rules import RIGA


class BookingSlot(Editable, Base):
    """A time that a mentor offers, kept by both clocks: the local day and the moment it begins.

    `session_id` is the planned session of those who booked; it stays when the mentor deletes or moves that
    session, so that the time is not offered again by itself.
    """

    __tablename__ = "booking_slot"
    __table_args__ = (
        UniqueConstraint("mentor_id", "starts_at"),
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes_in_range"),
        CheckConstraint("seats BETWEEN 1 AND 30", name="seats_in_range"),
        CheckConstraint("notice_hours BETWEEN 0 AND 336", name="notice_in_range"),
        Index(None, "pilot_id", "starts_at"),
        Index(None, "session_id"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    mentor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mentor_session.id"))
    held_on: Mapped[dt.date]
    starts_at: Mapped[dt.datetime]
    minutes: Mapped[int]
    form: Mapped[SessionForm]
    place: Mapped[str] = mapped_column(default="")
    seats: Mapped[int]
    notice_hours: Mapped[int]
    offered_at: Mapped[dt.datetime]

    mentor: Mapped[User] = relationship(lazy="raise_on_sql")
    session: Mapped[MentorSession | None] = relationship(lazy="raise_on_sql")

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def local_start(self) -> dt.time:
        return self.starts_at.astimezone(RIGA).time()

    @property
    def local_end(self) -> dt.time:
        return self.ends_at.astimezone(RIGA).time()
