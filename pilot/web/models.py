"""Forms that were sent: what makes a repeated sending harmless."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base


class Submission(Base):
    """A form that was sent once: the same key again answers with the same place (QUALITY R3)."""

    __tablename__ = "submission"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    endpoint: Mapped[str]
    location: Mapped[str] = mapped_column(String(2000))
    at: Mapped[dt.datetime]
