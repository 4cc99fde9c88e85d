"""Queue a mail; nothing here talks SMTP."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot.extensions import db
from pilot.outbox.models import OutgoingMail


@dataclass(frozen=True)
class Message:
    """A mail to be written from `templates/mail/<template>.txt` in the recipient's language."""

    key: str
    template: str
    recipient_id: uuid.UUID
    pilot_id: uuid.UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def queue(message: Message, *, now: dt.datetime, not_before_at: dt.datetime | None = None) -> OutgoingMail:
    """Add a mail to the transaction of its cause; the key must be new. It leaves now or at a later moment."""
    mail = OutgoingMail(
        key=message.key,
        template=message.template,
        recipient_id=message.recipient_id,
        pilot_id=message.pilot_id,
        facts=message.facts,
        queued_at=now,
        not_before_at=not_before_at or now,
    )
    db.session.add(mail)
    return mail


def queue_once(message: Message, *, now: dt.datetime, not_before_at: dt.datetime | None = None) -> bool:
    """Add a mail unless one of its key is there already, whoever queued it; tell whether it was added."""
    if db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == message.key)) is not None:
        return False
    try:
        with db.session.begin_nested():
            queue(message, now=now, not_before_at=not_before_at)
    except IntegrityError:
        return False
    return True
