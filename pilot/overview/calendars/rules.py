"""What a calendar shows of one thing, how long a cancelled one stays, and the secret of an address."""

import datetime as dt
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass

CANCELLED_KEPT = dt.timedelta(days=90)
TOKEN = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<secret>[A-Za-z0-9_-]{43})", re.ASCII)
NOBODYS = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True)
class Event:
    """An event; with a start on a day alone it lasts that day, else both moments carry their zone."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts: dt.datetime | dt.date
    ends: dt.datetime | None
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False


def is_kept(event: Event, *, now: dt.datetime) -> bool:
    """Tell whether calendars still have to be told: a cancelled event stays for ninety days (X11)."""
    return not event.is_cancelled or event.changed_at >= now - CANCELLED_KEPT


def token_of(feed_id: uuid.UUID, secret: str) -> str:
    """Return what stands in the address of a feed."""
    return f"{feed_id.hex}.{secret}"


def parted(token: str) -> tuple[uuid.UUID, str] | None:
    """Return the id and the secret of a token, None where it cannot be one."""
    found = TOKEN.fullmatch(token)
    return (uuid.UUID(found["id"]), found["secret"]) if found else None


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str, kept: str | None) -> bool:
    """Compare a secret with the hash that is kept, in a time that tells nothing (X10)."""
    return hmac.compare_digest(hash_of(secret), kept or NOBODYS) and kept is not None
