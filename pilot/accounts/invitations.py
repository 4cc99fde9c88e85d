"""Single-use links into an account: invitations and password resets (S17); the token itself is never kept."""

import datetime as dt
import secrets
import uuid

from sqlalchemy import select, update

from pilot import audit, text
from pilot.accounts import tokens
from pilot.accounts.enums import LinkPurpose, UserState
from pilot.accounts.models import AccountLink, User
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.outbox.actions import Message, queue

LASTS = {LinkPurpose.INVITATION: dt.timedelta(hours=72), LinkPurpose.PASSWORD_RESET: dt.timedelta(minutes=30)}
RESETS_IN_DAY = 5


class DeadLinkError(DomainError):
    """The link was used, expired, replaced, or never existed: the same answer for all."""


def invite(
    user: User, *, actor: audit.Actor | None, pilot_id: uuid.UUID | None, now: dt.datetime
) -> AccountLink:
    """Invite a person by mail with a link that lasts 72 hours; an earlier invitation's link dies."""
    link = _add_link(user, LinkPurpose.INVITATION, actor=actor, now=now)
    audit.record("accounts.person-invited", link, actor=actor, at=now, pilot_id=pilot_id, user_id=user.id)
    queue(_message("invitation", link, pilot_id=pilot_id), now=now)
    return link


def ask_reset(email: str, *, now: dt.datetime) -> AccountLink | None:
    """Mail a link for a new password that lasts 30 minutes, at most five a day for an account.

    Returns None where no mail goes out; a page must answer the same either way (S14).
    """
    user = db.session.scalar(
        select(User).where(User.email_key == text.fold(email), User.state != UserState.CLOSED)
    )
    if user is None or _resets_of(user, since=now - dt.timedelta(days=1)) >= RESETS_IN_DAY:
        return None
    link = _add_link(user, LinkPurpose.PASSWORD_RESET, actor=None, now=now)
    audit.record("accounts.reset-asked", link, actor=None, at=now, user_id=user.id)
    queue(_message("password_reset", link, pilot_id=None), now=now)
    return link


def token_of(link: AccountLink, user: User, *, secret: str) -> str:
    """Return the token of a link: 256 bits that change with the person's password and e-mail address."""
    facts = (link.purpose, link.id, link.nonce, user.id, user.email_key, user.password_hash or "")
    return tokens.token_of(*facts, secret=secret)


def find_link(link_id: uuid.UUID, token: str, *, secret: str, now: dt.datetime) -> tuple[AccountLink, User]:
    """Return a live link and its person; looking does not use it up, as mail scanners open every link.

    :raises DeadLinkError: there is no such link now.
    """
    found = db.session.execute(
        select(AccountLink, User).join(User, User.id == AccountLink.user_id).where(AccountLink.id == link_id)
    ).one_or_none()
    if found is None:
        raise DeadLinkError
    link, user = found
    right = tokens.is_same(token, token_of(link, user, secret=secret))
    if not right or link.used_at is not None or link.expires_at <= now or user.state is UserState.CLOSED:
        raise DeadLinkError
    return link, user


def use_link(link: AccountLink, *, now: dt.datetime) -> None:
    """Use a link up, once even when two requests arrive together.

    :raises DeadLinkError: another request was first.
    """
    used = db.session.scalar(
        update(AccountLink)
        .where(AccountLink.id == link.id, AccountLink.used_at.is_(None))
        .values(used_at=now)
        .returning(AccountLink.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        raise DeadLinkError


def end_links(user_id: uuid.UUID, *, now: dt.datetime, purpose: LinkPurpose | None = None) -> None:
    """End a person's open links, all or those of one purpose."""
    statement = update(AccountLink).where(AccountLink.user_id == user_id, AccountLink.used_at.is_(None))
    if purpose is not None:
        statement = statement.where(AccountLink.purpose == purpose)
    db.session.execute(statement.values(used_at=now).execution_options(synchronize_session=False))


def _add_link(
    user: User, purpose: LinkPurpose, *, actor: audit.Actor | None, now: dt.datetime
) -> AccountLink:
    end_links(user.id, now=now, purpose=purpose)
    link = AccountLink(
        user_id=user.id,
        purpose=purpose,
        nonce=secrets.token_hex(16),
        created_at=now,
        expires_at=now + LASTS[purpose],
        created_by_id=actor.user_id if actor else None,
    )
    db.session.add(link)
    db.session.flush()
    return link


def _resets_of(user: User, *, since: dt.datetime) -> int:
    asked = select(AccountLink.id).where(
        AccountLink.user_id == user.id,
        AccountLink.purpose == LinkPurpose.PASSWORD_RESET,
        AccountLink.created_at > since,
    )
    return len(db.session.scalars(asked.order_by(AccountLink.id)).all())


def _message(template: str, link: AccountLink, *, pilot_id: uuid.UUID | None) -> Message:
    return Message(
        key=f"{template}:{link.id}",
        template=template,
        recipient_id=link.user_id,
        pilot_id=pilot_id,
        facts={"link_id": str(link.id)},
    )
