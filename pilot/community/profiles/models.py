"""The profile of a community: ten blocks of text, figures with their sources, ages, points of a map."""

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.models import Community, Resource
from pilot.community.profiles.enums import AgeGroup, Block, PlaceKind, Quality
from pilot.database import Base, Editable, FixedPoint, Note


class ProfileBlock(Editable, Base):
    """One block of a profile: text, where it comes from, and as of when."""

    __tablename__ = "profile_block"
    __table_args__ = (UniqueConstraint("community_id", "block"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    block: Mapped[Block]
    text: Mapped[Note]
    source: Mapped[str] = mapped_column(default="")
    as_of: Mapped[str] = mapped_column(default="")

    community: Mapped[Community] = relationship(lazy="raise_on_sql")


class IndicatorValue(Editable, Base):
    """A figure of a block with its year and source, beside the same of the municipality and of Latvia."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        Index(None, "community_id", "block"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="year_in_range"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    block: Mapped[Block]
    name: Mapped[str]
    value: Mapped[Decimal] = mapped_column(FixedPoint(2))
    of_municipality: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    of_latvia: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    unit: Mapped[str] = mapped_column(default="")
    counts_people: Mapped[bool] = mapped_column(default=False)
    year: Mapped[int]
    source: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    quality: Mapped[Quality]
    remark: Mapped[str] = mapped_column(default="")

    community: Mapped[Community] = relationship(lazy="raise_on_sql")


class AgeCount(Editable, Base):
    """How many residents of each age group there are; together they are all residents of that year."""

    __tablename__ = "age_count"
    __table_args__ = (
        UniqueConstraint("community_id", "age_group"),
        CheckConstraint("people BETWEEN 0 AND 1000000", name="people_in_range"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="year_in_range"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    age_group: Mapped[AgeGroup]
    people: Mapped[int]
    year: Mapped[int]
    source: Mapped[str]


class MapPoint(Editable, Base):
    """A place of the community; exact only with permission, else to about a kilometre (C15)."""

    __tablename__ = "map_point"
    __table_args__ = (
        Index(None, "community_id"),
        Index(None, "resource_id"),
        CheckConstraint("latitude BETWEEN 5550000 AND 5820000", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN 2050000 AND 2850000", name="longitude_in_range"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str]
    kind: Mapped[PlaceKind]
    latitude: Mapped[Decimal] = mapped_column(FixedPoint(5))
    longitude: Mapped[Decimal] = mapped_column(FixedPoint(5))
    exact: Mapped[bool]
    resource_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"))

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    resource: Mapped[Resource | None] = relationship(lazy="raise_on_sql")
