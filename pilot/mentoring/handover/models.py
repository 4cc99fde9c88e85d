"""What a participant hands over to a new mentor beyond hours, topics, goals and open steps."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Editable


class HandOver(Editable, Base):
    """A participant's word that the mentor of a pair may read earlier summaries; empty once taken back."""

    __tablename__ = "hand_over"
    __table_args__ = (UniqueConstraint("pair_id"),)

    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentoring_pair.id"))
    released_at: Mapped[dt.datetime | None]
