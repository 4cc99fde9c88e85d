"""What joins the findings: needs matched with resources, and the SVID of a community with its strategies."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.findings.enums import SwotBox, SwotOrigin, SwotPair
from pilot.community.models import Community, Need, Resource
from pilot.database import Base, Editable, Identified


class Match(Editable, Base):
    """A resource that can help with a need, and how."""

    __tablename__ = "need_match"
    __table_args__ = (UniqueConstraint("need_id", "resource_id"), Index(None, "resource_id"))

    need_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("need.id"))
    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"))
    note: Mapped[str] = mapped_column(default="")
    matched_at: Mapped[dt.datetime]

    need: Mapped[Need] = relationship(lazy="raise_on_sql")
    resource: Mapped[Resource] = relationship(lazy="raise_on_sql")


class SwotItem(Editable, Base):
    """One line in a box of a community's SVID, with who says so."""

    __tablename__ = "swot_item"
    __table_args__ = (Index(None, "community_id"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    box: Mapped[SwotBox]
    text: Mapped[str]
    origin: Mapped[SwotOrigin]
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    links: Mapped[list["SwotLink"]] = relationship(
        lazy="raise_on_sql", order_by="SwotLink.id", cascade="all, delete-orphan"
    )


class SwotLink(Identified, Base):
    """A finding on which a line of SVID stands."""

    __tablename__ = "swot_link"
    __table_args__ = (
        CheckConstraint("(need_id IS NULL) <> (resource_id IS NULL)", name="one_finding"),
        UniqueConstraint("item_id", "need_id"),
        UniqueConstraint("item_id", "resource_id"),
        Index(None, "need_id"),
        Index(None, "resource_id"),
    )

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("swot_item.id"))
    need_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("need.id"))
    resource_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"))

    need: Mapped[Need | None] = relationship(lazy="raise_on_sql")
    resource: Mapped[Resource | None] = relationship(lazy="raise_on_sql")


class SwotStrategy(Editable, Base):
    """The one line that joins two boxes of a community's SVID."""

    __tablename__ = "swot_strategy"
    __table_args__ = (UniqueConstraint("community_id", "pair"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    pair: Mapped[SwotPair]
    text: Mapped[str]
