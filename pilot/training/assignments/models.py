"""Tasks of the modules, each participant's work on them, and every version that was handed in."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.database import Base, Editable, Identified, Note
from pilot.training.assignments.enums import Tool, Verdict, WorkState
from pilot.training.models import Module


class Assignment(Editable, Base):
    """A task that participants do on their own after a module."""

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "module_id", "due_on"),)

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module.id"))
    title_lv: Mapped[str]
    title_en: Mapped[str]
    task: Mapped[Note]
    due_on: Mapped[dt.date]
    mandatory: Mapped[bool] = mapped_column(default=True)
    tool: Mapped[Tool | None]

    module: Mapped[Module] = relationship(lazy="raise_on_sql")


class AssignedWork(Editable, Base):
    """One participant's work on an assignment: what is being written, and how far it is."""

    __tablename__ = "assigned_work"
    __table_args__ = (UniqueConstraint("assignment_id", "participation_id"), Index(None, "participation_id"))

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    state: Mapped[WorkState] = mapped_column(default=WorkState.DRAFT)
    text: Mapped[Note] = mapped_column(default="")
    done_in_tool: Mapped[bool] = mapped_column(default=False)

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    versions: Mapped[list["WorkVersion"]] = relationship(
        lazy="raise_on_sql", order_by="WorkVersion.number", back_populates="work"
    )


class WorkVersion(Identified, Base):
    """A version that was handed in, never changed, with what the lecturer said of it."""

    __tablename__ = "work_version"
    __table_args__ = (
        UniqueConstraint("work_id", "number"),
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint(
            "(verdict IS NULL) = (assessed_on IS NULL) AND (verdict IS NULL) = (assessed_by_id IS NULL)",
            name="verdict_whole",
        ),
    )

    work_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assigned_work.id"))
    number: Mapped[int]
    text: Mapped[Note]
    done_in_tool: Mapped[bool]
    handed_in_on: Mapped[dt.date]
    verdict: Mapped[Verdict | None]
    comment: Mapped[Note] = mapped_column(default="")
    assessed_on: Mapped[dt.date | None]
    assessed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    work: Mapped[AssignedWork] = relationship(lazy="raise_on_sql", back_populates="versions")
    assessed_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
