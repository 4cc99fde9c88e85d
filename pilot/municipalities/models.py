"""The register of municipalities and who joined the memorandum."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.database import Base, Editable, Identified, Note
from pilot.municipalities.enums import MunicipalityKind, TerritoryKind


class Municipality(Editable, Base):
    """A local government since the reform of 01.07.2021; the ISO code is its stable key."""

    __tablename__ = "municipality"
    __table_args__ = (UniqueConstraint("iso_code"), Index(None, "sort_key"))

    iso_code: Mapped[str]
    atvk_code: Mapped[str]
    name: Mapped[str]
    official_name: Mapped[str]
    name_locative: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[MunicipalityKind]
    planning_region: Mapped[str]
    statistical_region: Mapped[str]
    population: Mapped[int]
    population_on: Mapped[dt.date]
    area_hectares: Mapped[int]
    centre: Mapped[str]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    successor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("municipality.id"))
    had_election_20210605: Mapped[bool]
    tile_row: Mapped[int]
    tile_column: Mapped[int]
    tile_label: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str]

    accession: Mapped["Accession | None"] = relationship(lazy="raise_on_sql", back_populates="municipality")


class Predecessor(Identified, Base):
    """A unit before the reform of 2021 and the municipality it became part of."""

    __tablename__ = "predecessor"
    __table_args__ = (Index(None, "municipality_id"), Index(None, "search_key"))

    name: Mapped[str]
    whole: Mapped[bool]
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    search_key: Mapped[str]


class Territory(Identified, Base):
    """A parish, town or state city inside a municipality; two parish names occur twice."""

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("atvk_code"), Index(None, "municipality_id", "sort_key"))

    atvk_code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[TerritoryKind]
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    sort_key: Mapped[str]
    search_key: Mapped[str]


class Accession(Editable, Base):
    """That a council joined the memorandum; the day is known, or only a month or year."""

    __tablename__ = "accession"
    __table_args__ = (
        UniqueConstraint("municipality_id"),
        CheckConstraint("joined_month IS NULL OR joined_month BETWEEN 1 AND 12", name="month_exists"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    joined_year: Mapped[int]
    joined_month: Mapped[int | None]
    joined_on: Mapped[dt.date | None]
    decision_no: Mapped[str | None]
    source: Mapped[str]
    note: Mapped[Note] = mapped_column(default="")

    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql", back_populates="accession")

    @property
    def month_began_on(self) -> dt.date | None:
        """Return the first day of the month of joining, if the month is known."""
        return dt.date(self.joined_year, self.joined_month, 1) if self.joined_month else None
