"""The research plan of a community, the uses of methods and whom each reached; sums only, no names."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.enums import PeopleGroup
from pilot.community.methods.enums import Method
from pilot.community.models import Community
from pilot.database import Base, Editable, Identified, Note
from pilot.files.models import StoredFile


class ResearchPlan(Editable, Base):
    """What a community's research asks, and what it promises the people it asks."""

    __tablename__ = "research_plan"
    __table_args__ = (UniqueConstraint("community_id"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    questions: Mapped[Note] = mapped_column(default="")
    ethics: Mapped[Note] = mapped_column(default="")


class PlannedMethod(Editable, Base):
    """A method that is to be used: with whom, until when, led by which office."""

    __tablename__ = "planned_method"
    __table_args__ = (Index(None, "community_id"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    method: Mapped[Method]
    groups: Mapped[list[str]]
    due_on: Mapped[dt.date]
    led_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    community: Mapped[Community] = relationship(lazy="raise_on_sql")


class MethodUse(Editable, Base):
    """One use of a method, kept as sums: nobody who took part is named anywhere (C4)."""

    __tablename__ = "method_use"
    __table_args__ = (
        Index(None, "community_id", "held_on"),
        Index(None, "planned_id"),
        CheckConstraint("ended_on IS NULL OR ended_on >= held_on", name="days_ordered"),
        CheckConstraint("invited IS NULL OR invited BETWEEN 0 AND 100000", name="invited_in_range"),
        CheckConstraint("reached BETWEEN 0 AND 100000", name="reached_in_range"),
        CheckConstraint("women IS NULL OR women BETWEEN 0 AND reached", name="women_in_range"),
        CheckConstraint("men IS NULL OR men BETWEEN 0 AND reached", name="men_in_range"),
        CheckConstraint("not_stated IS NULL OR not_stated BETWEEN 0 AND reached", name="not_stated_in_range"),
        CheckConstraint("finished_at IS NULL OR meaning <> ''", name="finished_has_meaning"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    planned_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("planned_method.id"))
    method: Mapped[Method]
    held_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(default="")
    led_by: Mapped[str] = mapped_column(default="")
    invited: Mapped[int | None]
    reached: Mapped[int]
    women: Mapped[int | None]
    men: Mapped[int | None]
    not_stated: Mapped[int | None]
    not_reached: Mapped[Note] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(default="")
    observations: Mapped[Note] = mapped_column(default="")
    meaning: Mapped[Note] = mapped_column(default="")
    limits: Mapped[Note] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    reach: Mapped[list["GroupReach"]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")
    files: Mapped[list["MethodFile"]] = relationship(
        lazy="raise_on_sql", order_by="MethodFile.added_at, MethodFile.id", back_populates="use"
    )


class GroupReach(Identified, Base):
    """A group of residents that a use of a method reached, with how many of them where that was counted."""

    __tablename__ = "group_reach"
    __table_args__ = (
        UniqueConstraint("use_id", "people_group"),
        CheckConstraint("people IS NULL OR people BETWEEN 1 AND 100000", name="people_in_range"),
    )

    use_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("method_use.id"))
    people_group: Mapped[PeopleGroup]
    people: Mapped[int | None]


class MethodFile(Identified, Base):
    """A file that belongs to a use of a method; read by whoever reads the use from inside."""

    __tablename__ = "method_file"
    __table_args__ = (Index(None, "use_id"), UniqueConstraint("file_id"))

    use_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("method_use.id"))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[dt.datetime]

    use: Mapped[MethodUse] = relationship(lazy="raise_on_sql", back_populates="files")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
