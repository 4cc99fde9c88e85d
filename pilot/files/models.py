"""Evidence that is uploaded, kept in the database with its hash."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified


class StoredFile(Identified, Base):
    """A file as it was sent; the thing that it proves points to it and decides who may open it."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("size BETWEEN 1 AND 20000000", name="size_in_range"),
        Index(None, "owner_id"),
    )

    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    stored_at: Mapped[dt.datetime]
