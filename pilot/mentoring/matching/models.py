"""What mentors say of themselves, and with whom people wish to work; for the author and coordinators."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.database import Base, Editable
from pilot.mentoring.matching.enums import WishKind


class MentorProfile(Editable, Base):
    """A mentor in a pilot: languages, topics, where they would rather work, and how many pairs at most."""

    __tablename__ = "mentor_profile"
    __table_args__ = (
        UniqueConstraint("pilot_id", "user_id"),
        CheckConstraint("capacity BETWEEN 0 AND 30", name="capacity_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    languages: Mapped[list[str]]
    topics: Mapped[list[str]]
    regions: Mapped[list[str]]
    municipalities: Mapped[list[str]]
    works_for_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("municipality.id"))
    capacity: Mapped[int | None]
    briefed_on: Mapped[dt.date | None]


class PairingWish(Editable, Base):
    """With whom a mentor or a participant wishes to work, and what a participant needs."""

    __tablename__ = "pairing_wish"
    __table_args__ = (UniqueConstraint("pilot_id", "user_id"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    languages: Mapped[list[str]]
    topics: Mapped[list[str]]
    wished_at: Mapped[dt.datetime]

    lines: Mapped[list["PairingWishLine"]] = relationship(
        lazy="raise_on_sql", order_by="PairingWishLine.other_id", cascade="all, delete-orphan"
    )


class PairingWishLine(Base):
    """One person whom a wish names; nobody has to say why."""

    __tablename__ = "pairing_wish_line"
    __table_args__ = (Index(None, "other_id"),)

    wish_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pairing_wish.id"), primary_key=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    kind: Mapped[WishKind] = mapped_column(primary_key=True)
