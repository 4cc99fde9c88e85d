"""Mail as rows: committed with the change that caused it, delivered afterwards."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified


class MailState(StrEnum):
    """How far a mail got; SHOWN instead of sent where a demonstration has no mail server."""

    WAITING = "waiting"
    SENT = "sent"
    SHOWN = "shown"
    FAILED = "failed"


class OutgoingMail(Identified, Base):
    """A mail to one person; `key` makes the same cause queue it once."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        UniqueConstraint("key"),
        Index(None, "state", "not_before_at"),
        Index(None, "recipient_id", "queued_at"),
        Index(None, "pilot_id", "queued_at"),
    )

    key: Mapped[str]
    template: Mapped[str]
    recipient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    pilot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("pilot.id"))
    facts: Mapped[dict[str, Any]]
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    queued_at: Mapped[dt.datetime]
    not_before_at: Mapped[dt.datetime]
    claimed_by: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None]


class JobRun(Base):
    """That a job ran for a period: unique, so that running it twice is harmless."""

    __tablename__ = "job_run"

    job: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
