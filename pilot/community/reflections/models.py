"""Reflections of participants: private, until one is shared with the own mentor on purpose."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.database import Base, Editable, Note


class Reflection(Editable, Base):
    """Five answers, each may stay empty (domain a.5); only its author reads it until it is shared."""

    __tablename__ = "reflection"
    __table_args__ = (
        Index(None, "participation_id", "reflected_on"),
        Index(None, "shared_with_id"),
        CheckConstraint("(shared_with_id IS NULL) = (shared_at IS NULL)", name="shared_has_moment"),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    reflected_on: Mapped[dt.date]
    happened: Mapped[Note] = mapped_column(default="")
    learned: Mapped[Note] = mapped_column(default="")
    practice: Mapped[Note] = mapped_column(default="")
    discussed: Mapped[Note] = mapped_column(default="")
    methodology: Mapped[Note] = mapped_column(default="")
    shared_with_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    shared_at: Mapped[dt.datetime | None]
    written_at: Mapped[dt.datetime]

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    shared_with: Mapped[User | None] = relationship(lazy="raise_on_sql")
