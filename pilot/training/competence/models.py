"""How participants rate themselves on the modules, from the training to the end of the practice."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Participation
from pilot.database import Base, Editable
from pilot.training.competence.enums import Moment
from pilot.training.models import Module


class SelfRating(Editable, Base):
    """A participant's self-assessment at one moment; `open_until` is the last day that was promised."""

    __tablename__ = "self_rating"
    __table_args__ = (UniqueConstraint("participation_id", "moment"),)

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    moment: Mapped[Moment]
    rated_on: Mapped[dt.date]
    open_until: Mapped[dt.date]

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["SelfRatingLine"]] = relationship(
        lazy="raise_on_sql", order_by="SelfRatingLine.module_id", cascade="all, delete-orphan"
    )


class SelfRatingLine(Base):
    """One module of a self-assessment."""

    __tablename__ = "self_rating_line"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_in_range"),
        Index(None, "module_id"),
    )

    self_rating_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("self_rating.id"), primary_key=True)
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module.id"), primary_key=True)
    level: Mapped[int]
    example: Mapped[str] = mapped_column(default="")

    module: Mapped[Module] = relationship(lazy="raise_on_sql")
