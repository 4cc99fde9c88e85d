"""Approvals of session records, and corrections that mentors ask for after the close."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.database import Base, Editable, Identified, Note
from pilot.mentoring.closing.enums import CorrectionState
from pilot.mentoring.models import MentorSession


class SessionApproval(Identified, Base):
    """A coordinator's approval of a session as it stood in one version; a later change asks again (M14)."""

    __tablename__ = "session_approval"

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentor_session.id"), unique=True)
    session_version: Mapped[int]
    approved_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[dt.datetime]


class SessionCorrection(Editable, Base):
    """A mentor's request for other minutes in a closed month, and the answer; one open a session."""

    __tablename__ = "session_correction"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes_in_range"),
        Index(
            "uq_session_correction_open",
            "session_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("mentor_session.id"))
    minutes_before: Mapped[int]
    minutes: Mapped[int]
    reason: Mapped[Note]
    state: Mapped[CorrectionState] = mapped_column(default=CorrectionState.ASKED)
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[dt.datetime]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[dt.datetime | None]
    answer: Mapped[Note] = mapped_column(default="")

    session: Mapped[MentorSession] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])
