"""Published versions of a training schedule: written once, never changed."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.database import Base, Identified, Note


class PublishedSchedule(Identified, Base):
    """A version of a pilot's schedule as canonical JSON with its hash; the database refuses to change it."""

    __tablename__ = "published_schedule"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number: Mapped[int]
    name: Mapped[str]
    reason: Mapped[Note] = mapped_column(default="")
    schedule: Mapped[Note]
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[dt.datetime]
    published_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    published_by: Mapped[User] = relationship(lazy="raise_on_sql")
