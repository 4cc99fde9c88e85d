"""The code of a training day that changes every minute, and when somebody may check in with it (T13)."""

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 60
DIGITS = 6
OPENS_BEFORE = dt.timedelta(minutes=30)


class Problem(StrEnum):
    """Why somebody cannot check in."""

    NO_DAY = "no_day"
    NOT_OPEN = "not_open"
    WRONG_CODE = "wrong_code"
    DAY_LOCKED = "day_locked"
    MONTH_CLOSED = "month_closed"
    TOO_MANY_TRIES = "too_many_tries"


def code_of(day_id: uuid.UUID, *, key: bytes, moment: dt.datetime) -> str:
    """Return the code of a day in the minute of a moment; nobody without the key can foresee it."""
    return _code(day_id, key, int(moment.timestamp()) // WINDOW_SECONDS)


def is_code(typed: str, day_id: uuid.UUID, *, key: bytes, moment: dt.datetime) -> bool:
    """Say whether a text is the code of this minute or of the one before; an older one is refused."""
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    window = int(moment.timestamp()) // WINDOW_SECONDS
    known = [_code(day_id, key, window), _code(day_id, key, window - 1)]
    return any(hmac.compare_digest(digits, code) for code in known)


def _code(day_id: uuid.UUID, key: bytes, window: int) -> str:
    digest = hmac.digest(key, b"check-in:" + day_id.bytes + str(window).encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def seconds_left(moment: dt.datetime) -> int:
    """Return for how many seconds the code of a moment is still the newest."""
    return WINDOW_SECONDS - int(moment.timestamp()) % WINDOW_SECONDS


@dataclass(frozen=True)
class Opening:
    """When a day takes place, local to Riga without a zone, and whether it can still be changed."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    is_locked: bool = False


def opening_problem(day: Opening, *, local: dt.datetime) -> Problem | None:
    """Refuse a day that has not come or is over, and one that is locked; open half an hour before it."""
    begins = dt.datetime.combine(day.held_on, day.starts_at) - OPENS_BEFORE
    ends = dt.datetime.combine(day.held_on, day.ends_at)
    if not begins <= local.replace(tzinfo=None) <= ends:
        return Problem.NOT_OPEN
    return Problem.DAY_LOCKED if day.is_locked else None
