"""Guessing passwords and codes is counted in the database: no worker or restart resets it (S15, S16)."""

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, text

from pilot.accounts.models import SignInFailure
from pilot.extensions import db

SHORT = dt.timedelta(minutes=5)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Source:
    """Which account is tried from which address, as keyed hashes: neither is kept in clear."""

    account_key: str
    address_key: str


@dataclass(frozen=True)
class Limits:
    """How many failures are let through: in five minutes by account and by address, in a day by account."""

    in_short: int
    of_account_in_day: int


SIGN_INS = Limits(in_short=10, of_account_in_day=100)
CODES = Limits(in_short=10, of_account_in_day=50)
RESETS = Limits(in_short=10, of_account_in_day=5)


def source_of(*, account: str, address: str, secret: str) -> Source:
    """Return the keyed hashes under which tries are counted."""
    return Source(_keyed(account, secret), _keyed(address, secret))


def reserve(source: Source, *, now: dt.datetime, limits: Limits = SIGN_INS) -> uuid.UUID | None:
    """Count a try as failed before it is judged; None when a limit is reached.

    The caller commits, judges, and calls `forgive` when the password was right.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        for key in sorted({source.account_key, source.address_key}):
            db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(key[:15], 16)})
    of_account = SignInFailure.account_key == source.account_key
    of_address = SignInFailure.address_key == source.address_key
    if (
        _failures(of_account, since=now - SHORT) >= limits.in_short
        or _failures(of_address, since=now - SHORT) >= limits.in_short
        or _failures(of_account, since=now - DAY) >= limits.of_account_in_day
    ):
        return None
    failure = SignInFailure(
        id=uuid.uuid4(), account_key=source.account_key, address_key=source.address_key, at=now
    )
    db.session.add(failure)
    db.session.flush()
    return failure.id


def forgive(failure_id: uuid.UUID) -> None:
    """Take back a reserved failure: the password was right."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.id == failure_id))


def purge(*, now: dt.datetime) -> None:
    """Delete failures that no limit looks at any more."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - DAY))


def _failures(condition: ColumnElement[bool], *, since: dt.datetime) -> int:
    return db.session.scalar(select(func.count()).where(condition, SignInFailure.at > since)) or 0


def _keyed(value: str, secret: str) -> str:
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()
