"""Queue a mail; nothing here talks SMTP."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

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


def queue(message: Message, *, now: dt.datetime) -> OutgoingMail:
    """Add a mail to the transaction of its cause; the key must be new."""
    mail = OutgoingMail(
        key=message.key,
        template=message.template,
        recipient_id=message.recipient_id,
        pilot_id=message.pilot_id,
        facts=message.facts,
        queued_at=now,
        not_before_at=now,
    )
    db.session.add(mail)
    return mail
