"""What lecturers were asked about their dates and classes, and what they answered."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified
from pilot.training.availability.enums import AnswerState


class AvailabilityRequest(Identified, Base):
    """What a pilot asked a lecturer: when, by which link, and when the lecturer answered last."""

    __tablename__ = "availability_request"
    __table_args__ = (
        UniqueConstraint("pilot_id", "user_id"),
        Index(None, "user_id"),
        CheckConstraint("(asked_at IS NULL) = (expires_at IS NULL)", name="asked_with_end"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    nonce: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]

    def is_open(self, now: dt.datetime) -> bool:
        """Tell whether the mailed link works at a moment."""
        return self.expires_at is not None and self.ended_at is None and now < self.expires_at


class ClassAnswer(Base):
    """A lecturer's answer to a class on a date; once the class stands on another date, it says nothing."""

    __tablename__ = "class_answer"
    __table_args__ = (Index(None, "user_id"),)

    class_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    state: Mapped[AnswerState]
    held_on: Mapped[dt.date]
    asked_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
