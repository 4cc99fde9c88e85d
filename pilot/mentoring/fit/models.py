"""How participants find their pair, month by month; the coordinator alone reads it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import MentoringPair
from pilot.database import Base, Editable
from pilot.mentoring.fit.enums import Fit


class PairFit(Editable, Base):
    """What a participant said of a pair in a month; `settled_at` is when the coordinator had seen to it."""

    __tablename__ = "pair_fit"
    __table_args__ = (
        UniqueConstraint("pair_id", "month"),
        CheckConstraint("rating BETWEEN 1 AND 4", name="rating_in_range"),
    )

    pair_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentoring_pair.id"))
    month: Mapped[str]
    fit: Mapped[Fit]
    rating: Mapped[int]
    given_on: Mapped[dt.date]
    settled_at: Mapped[dt.datetime | None]

    pair: Mapped[MentoringPair] = relationship(lazy="raise_on_sql")
