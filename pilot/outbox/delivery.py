"""Hand waiting mail to the mail server: each once, in order by recipient, however many drain (R7, R8)."""

import datetime as dt
import secrets
import smtplib
import ssl
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from sqlalchemy import exists, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from config import MailSecurity, MailServer
from pilot.extensions import db
from pilot.outbox.models import MailState, OutgoingMail

LEASE = dt.timedelta(minutes=15)
TIMEOUT_SECONDS = 20.0
MOST_AT_ONCE = 50
CANDIDATES = 20
BACK_OFF_MINUTES = (1, 5, 15, 30, 60, 120, 240, 480, 720)
MOST_TRIES = len(BACK_OFF_MINUTES) + 1


class RefusedLetterError(Exception):
    """A mail that cannot be put into the shape of a mail, as with a line break in its address."""


@dataclass(frozen=True)
class Letter:
    """A mail as its recipient reads it."""

    address: str
    subject: str
    text: str


@dataclass(frozen=True)
class Post:
    """Where mail goes and how it is written; without a server it is only shown."""

    server: MailServer | None
    sender: str
    compose: Callable[[OutgoingMail], Letter]
    timeout: float = TIMEOUT_SECONDS


@dataclass(frozen=True)
class Claim:
    """A mail that one worker may deliver until its lease ends."""

    mail_id: uuid.UUID
    worker: str
    tries: int


def drain(post: Post, *, now: dt.datetime) -> int:
    """Deliver what is due, at most fifty mails, and return how many left the queue.

    A mail is claimed in a short transaction of its own: no transaction is open while the server talks.
    A server that cannot be reached ends the round; the mail that met it waits longer, the others do not.
    """
    worker = secrets.token_hex(8)
    delivered = 0
    with _connection(post) as connect:
        for _round in range(MOST_AT_ONCE):
            claim = _claim(worker, now=now)
            if claim is None:
                break
            try:
                _hand_over(claim, post, connect, now=now)
            except RefusedLetterError as refused:
                _settle(claim, state=MailState.FAILED, last_error=str(refused))
            except smtplib.SMTPResponseException as refused:
                _postpone(claim, f"SMTP {refused.smtp_code}", now=now)
            except smtplib.SMTPRecipientsRefused:
                _postpone(claim, "recipient refused", now=now)
            except (OSError, smtplib.SMTPException) as failed:
                _postpone(claim, type(failed).__name__, now=now)
                break
            else:
                _settle(claim, state=MailState.SENT if post.server else MailState.SHOWN, sent_at=now)
                delivered += 1
    return delivered


def _claim(worker: str, *, now: dt.datetime) -> Claim | None:
    """Claim the oldest due mail whose recipient waits for no earlier one; leases of dead workers run out."""
    earlier = aliased(OutgoingMail)
    free = or_(OutgoingMail.lease_until.is_(None), OutgoingMail.lease_until < now)
    due = (
        select(OutgoingMail.id, OutgoingMail.tries)
        .where(
            OutgoingMail.state == MailState.WAITING,
            OutgoingMail.not_before_at <= now,
            free,
            ~exists().where(
                earlier.recipient_id == OutgoingMail.recipient_id,
                earlier.state == MailState.WAITING,
                tuple_(earlier.queued_at, earlier.id) < tuple_(OutgoingMail.queued_at, OutgoingMail.id),
            ),
        )
        .order_by(OutgoingMail.queued_at, OutgoingMail.id)
        .limit(CANDIDATES)
    )
    for mail_id, tries in db.session.execute(due).all():
        claimed = db.session.scalar(
            update(OutgoingMail)
            .where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.WAITING, free)
            .values(claimed_by=worker, lease_until=now + LEASE)
            .returning(OutgoingMail.id)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
        if claimed is not None:
            return Claim(mail_id, worker, tries)
    db.session.commit()
    return None


def _hand_over(claim: Claim, post: Post, connect: Callable[[], smtplib.SMTP], *, now: dt.datetime) -> None:
    """Write the mail, close the transaction, then talk to the server."""
    mail = db.session.get_one(OutgoingMail, claim.mail_id)
    try:
        message = as_message(post.compose(mail), mail.id, sender=post.sender, now=now)
    finally:
        db.session.rollback()
    if post.server is not None:
        connect().send_message(message)


def as_message(letter: Letter, mail_id: uuid.UUID, *, sender: str, now: dt.datetime) -> EmailMessage:
    """Return the mail as the server takes it, under a Message-ID that a second delivery repeats.

    :raises RefusedLetterError: the address or the subject would add headers of their own.
    """
    message = EmailMessage(policy=SMTP_POLICY)
    try:
        message["From"] = sender
        message["To"] = Address(addr_spec=letter.address)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{mail_id}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.as_bytes()
    except (ValueError, IndexError, MessageError) as refused:
        problem = "a header of the mail is malformed"
        raise RefusedLetterError(problem) from refused
    return message


@contextmanager
def _connection(post: Post) -> Iterator[Callable[[], smtplib.SMTP]]:
    """Yield a function that connects at the first mail, so that nothing due costs no connection."""
    opened: list[smtplib.SMTP] = []

    def connect() -> smtplib.SMTP:
        if not opened and post.server is not None:
            opened.append(_open(post.server, timeout=post.timeout))
        return opened[0]

    try:
        yield connect
    finally:
        for smtp in opened:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()


def _open(server: MailServer, *, timeout: float) -> smtplib.SMTP:
    """Connect, encrypt and sign in as the settings say; what fails here is not the fault of a mail."""
    context = ssl.create_default_context()
    try:
        if server.security is MailSecurity.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
        if server.security is MailSecurity.STARTTLS:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except smtplib.SMTPException as refused:
        raise ConnectionError(type(refused).__name__) from refused
    return smtp


def _postpone(claim: Claim, problem: str, *, now: dt.datetime) -> None:
    """Count a failed try; the tenth makes the mail fail for good, about 28 hours after the first."""
    tries = claim.tries + 1
    if tries >= MOST_TRIES:
        _settle(claim, state=MailState.FAILED, tries=tries, last_error=problem)
    else:
        later = now + dt.timedelta(minutes=BACK_OFF_MINUTES[tries - 1])
        _settle(claim, state=MailState.WAITING, tries=tries, last_error=problem, not_before_at=later)


def _settle(claim: Claim, **values: object) -> None:
    """Write down how a claimed mail fared, unless the lease has passed to another worker meanwhile."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == claim.mail_id, OutgoingMail.claimed_by == claim.worker)
        .values(claimed_by=None, lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
