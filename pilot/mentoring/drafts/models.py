"""What somebody typed and did not save yet."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified


class SessionDraft(Identified, Base):
    """The unsaved form of a session of one author: of a new one the subject is the pilot (M9).

    It counts nowhere and nobody else reads it. The subject is no foreign key, because it has two kinds.
    """

    __tablename__ = "session_draft"
    __table_args__ = (UniqueConstraint("author_id", "subject_id"), Index(None, "pilot_id"))

    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    subject_id: Mapped[uuid.UUID]
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[dt.datetime]
