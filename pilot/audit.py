"""Who did what: one event an action, in the same transaction, never changed."""

import datetime as dt
import uuid
from typing import Any, Protocol

from sqlalchemy import ForeignKey, Index, inspect
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified
from pilot.extensions import db


class Actor(Protocol):
    """Somebody who acts: a viewer, or a job."""

    @property
    def user_id(self) -> uuid.UUID | None: ...


class AuditEvent(Identified, Base):
    __tablename__ = "audit_event"
    __table_args__ = (
        Index(None, "pilot_id", "at"),
        Index(None, "subject_id"),
        Index(None, "actor_id", "at"),
    )

    at: Mapped[dt.datetime]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    pilot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("pilot.id"))
    detail: Mapped[dict[str, Any]]


def record(
    action: str,
    subject: Identified,
    *,
    actor: Actor | None,
    at: dt.datetime,
    pilot_id: uuid.UUID | None = None,
    **detail: Any,
) -> AuditEvent:
    """Add the event of an action, named `area.thing-done`; detail holds values, never free text of people."""
    happened = AuditEvent(
        at=at,
        actor_id=actor.user_id if actor else None,
        action=action,
        subject_kind=inspect(type(subject)).local_table.name,
        subject_id=subject.id,
        pilot_id=pilot_id,
        detail={name: _plain(value) for name, value in detail.items()},
    )
    db.session.add(happened)
    return happened


def _plain(value: Any) -> Any:
    """Turn days, moments and ids into text that JSON can keep."""
    if isinstance(value, dt.date | dt.datetime | dt.time | uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
