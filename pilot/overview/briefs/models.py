"""Which head of a social service was sent the page of which month, and until when its link works."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified


class MonthBrief(Identified, Base):
    """A page of a municipality and month, sent to its head by a link that ends when it is sent again."""

    __tablename__ = "month_brief"
    __table_args__ = (Index(None, "pilot_id", "month"), Index(None, "user_id"))

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    month: Mapped[str] = mapped_column(String(7))
    nonce: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    def is_open(self, now: dt.datetime) -> bool:
        """Tell whether the mailed link works at a moment."""
        return self.ended_at is None and now < self.expires_at
