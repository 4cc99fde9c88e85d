"""The methodological material with its versions, and what people say of it under a pseudonym."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.roles import Role
from pilot.cohort.models import Pilot
from pilot.database import Base, Editable, Identified, Note
from pilot.mentoring.models import MentorSession
from pilot.mentoring.remarks.enums import Decision, RemarkKind


class MethodologySection(Editable, Base):
    """A section of the material as the coordinator writes it now; a retired one is in no later version."""

    __tablename__ = "methodology_section"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("number BETWEEN 1 AND 999", name="number_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number: Mapped[int]
    title_lv: Mapped[str]
    title_en: Mapped[str]
    text: Mapped[Note]
    retired: Mapped[bool] = mapped_column(default=False)

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")


class MethodologyVersion(Identified, Base):
    """A version of the material as canonical JSON with its hash; the database refuses to change it."""

    __tablename__ = "methodology_version"
    __table_args__ = (
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number: Mapped[int]
    label: Mapped[str]
    issued_on: Mapped[dt.date]
    note: Mapped[Note] = mapped_column(default="")
    content: Mapped[Note]
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[dt.datetime]
    published_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))


class RemarkAuthor(Identified, Base):
    """Under which number a person speaks in a pilot; only the person's own pages read `user_id`."""

    __tablename__ = "remark_author"
    __table_args__ = (
        UniqueConstraint("pilot_id", "user_id"),
        UniqueConstraint("pilot_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role]
    number: Mapped[int]


class RemarkPoint(Editable, Base):
    """What one remark says, or several that were merged: answered once for all their authors."""

    __tablename__ = "remark_point"
    __table_args__ = (
        Index(None, "pilot_id", "section_id"),
        CheckConstraint("(decision IS NULL) = (decided_on IS NULL)", name="decision_dated"),
        CheckConstraint(
            "implemented_in_id IS NULL OR (decision IS NOT NULL AND decision != 'declined')",
            name="implemented_was_accepted",
        ),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    section_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("methodology_section.id"))
    summary: Mapped[Note] = mapped_column(default="")
    decision: Mapped[Decision | None]
    reason: Mapped[Note] = mapped_column(default="")
    decided_on: Mapped[dt.date | None]
    implemented_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("methodology_version.id"))

    section: Mapped[MethodologySection] = relationship(lazy="raise_on_sql")
    implemented_in: Mapped[MethodologyVersion | None] = relationship(lazy="raise_on_sql")
    remarks: Mapped[list["MethodologyRemark"]] = relationship(
        lazy="raise_on_sql",
        back_populates="point",
        order_by="MethodologyRemark.written_on, MethodologyRemark.id",
        passive_deletes="all",
    )


class MethodologyRemark(Editable, Base):
    """What one person says of a section in a version of the material, until it is answered."""

    __tablename__ = "methodology_remark"
    __table_args__ = (Index(None, "point_id"), Index(None, "author_id"))

    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("remark_point.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("remark_author.id"))
    about_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("methodology_version.id"))
    session_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mentor_session.id"))
    kind: Mapped[RemarkKind]
    text: Mapped[Note]
    proposal: Mapped[Note] = mapped_column(default="")
    written_on: Mapped[dt.date]
    seen_at: Mapped[dt.datetime | None]

    point: Mapped[RemarkPoint] = relationship(lazy="raise_on_sql", back_populates="remarks")
    author: Mapped[RemarkAuthor] = relationship(lazy="raise_on_sql")
    about: Mapped[MethodologyVersion] = relationship(lazy="raise_on_sql")
    session: Mapped[MentorSession | None] = relationship(lazy="raise_on_sql")
