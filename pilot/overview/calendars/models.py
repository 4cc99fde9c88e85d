"""Addresses under which calendars read what is planned; the secret in them is kept as a hash only."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.database import Base, Identified


class CalendarFeed(Identified, Base):
    """A person's address of a pilot's training, or without a pilot of everything of one's own."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index("uq_calendar_feed_pilot", "user_id", "pilot_id", unique=True),
        Index(
            "uq_calendar_feed_own",
            "user_id",
            unique=True,
            sqlite_where=text("pilot_id IS NULL"),
            postgresql_where=text("pilot_id IS NULL"),
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    pilot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("pilot.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[dt.datetime]

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    pilot: Mapped[Pilot | None] = relationship(lazy="raise_on_sql")
