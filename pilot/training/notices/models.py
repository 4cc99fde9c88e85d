"""Notices of a month's training days as they were sent."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Pilot
from pilot.database import Base, Identified, Note


class ScheduleNotice(Identified, Base):
    """What was sent of a month, frozen as JSON with a hash; the first one, then one for each change.

    Days that changed less than one day before they began are named in the content, for the report.
    """

    __tablename__ = "schedule_notice"
    __table_args__ = (
        UniqueConstraint("pilot_id", "month", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    month: Mapped[str]
    number: Mapped[int]
    content: Mapped[Note]
    content_hash: Mapped[str]
    sent_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
