"""Writes to accounts: people, passwords, sign-in."""

import datetime as dt
import threading
import uuid
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from pilot import audit, text
from pilot.accounts import invitations, rules, sessions
from pilot.accounts.enums import GrammaticalGender, Locale, UserState
from pilot.accounts.models import AccountLink, RoleAssignment, User, UserSession
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.database import check_version
from pilot.errors import DomainError, NotVisibleError
from pilot.extensions import db

hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
DEMO_NAMES = ("koordinatore", "mentore", "dalibniece", "vaditaja", "lektore", "noverotaja")
_two_at_once = threading.BoundedSemaphore(2)
DUMMY_HASH = hasher.hash("nobody has this password")


class EmailTakenError(DomainError):
    """Another account already has this e-mail address."""


class NotRecognisedError(DomainError):
    """No active account has this e-mail and password."""


class TooManyFailuresError(DomainError):
    """The account or the address failed too often."""


@dataclass(frozen=True)
class PersonEntry:
    """What is entered about a person."""

    given_name: str
    family_name: str
    email: str
    locale: Locale = Locale.LV
    grammatical_gender: GrammaticalGender = GrammaticalGender.UNSPECIFIED
    phone: str | None = None
    job_title: str | None = None
    organisation: str | None = None


def add_user(entry: PersonEntry, *, actor: audit.Actor | None, now: dt.datetime) -> User:
    """Add an invited person.

    :raises EmailTakenError: the address is another account's.
    """
    user = User(
        given_name=entry.given_name,
        family_name=entry.family_name,
        email=entry.email,
        email_key=text.fold(entry.email),
        phone=entry.phone,
        job_title=entry.job_title,
        organisation=entry.organisation,
        locale=entry.locale,
        grammatical_gender=entry.grammatical_gender,
        created_at=now,
        sort_key=text.sort_key(f"{entry.family_name} {entry.given_name}"),
        search_key=text.search_key(f"{entry.given_name} {entry.family_name} {entry.email}"),
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        raise EmailTakenError from None
    audit.record("accounts.user-added", user, actor=actor, at=now)
    return user


def user_by_email(email: str) -> User | None:
    """Return the person with an address, in whatever case it is written."""
    return db.session.scalar(select(User).where(User.email_key == text.fold(email)))


def get_user(user_id: uuid.UUID) -> User:
    """Return the signed-in person's own account.

    :raises NotVisibleError: there is no such account.
    """
    user = db.session.get(User, user_id)
    if user is None:
        raise NotVisibleError
    return user


def grant_role(
    user: User,
    role: Role,
    *,
    pilot_id: uuid.UUID | None,
    municipality_id: uuid.UUID | None = None,
    actor: audit.Actor | None,
    now: dt.datetime,
) -> RoleAssignment:
    """Give a person a role; one they already have stays as it is."""
    held = db.session.scalar(
        select(RoleAssignment).where(
            RoleAssignment.user_id == user.id,
            RoleAssignment.pilot_id.is_(None) if pilot_id is None else RoleAssignment.pilot_id == pilot_id,
            RoleAssignment.role == role,
            RoleAssignment.ended_at.is_(None),
        )
    )
    if held is not None:
        return held
    assignment = RoleAssignment(
        user_id=user.id, pilot_id=pilot_id, role=role, municipality_id=municipality_id, granted_at=now
    )
    db.session.add(assignment)
    db.session.flush()
    audit.record("accounts.role-granted", assignment, actor=actor, at=now, pilot_id=pilot_id, role=role)
    return assignment


def end_role(assignment: RoleAssignment, *, actor: audit.Actor | None, now: dt.datetime) -> None:
    """End a role now; the person's next request no longer has it."""
    assignment.ended_at = now
    db.session.flush()
    audit.record(
        "accounts.role-ended",
        assignment,
        actor=actor,
        at=now,
        pilot_id=assignment.pilot_id,
        role=assignment.role,
    )


def hash_password(password: str) -> str:
    """Hash with argon2id (19 MiB, 2 rounds), two at a time; do it before the transaction that keeps it."""
    with _two_at_once:
        return hasher.hash(rules.normalised(password))


def password_fits(password_hash: str | None, password: str) -> bool:
    """Compare a password in the same time whether the account exists or not."""
    try:
        with _two_at_once:
            return (
                hasher.verify(password_hash or DUMMY_HASH, rules.normalised(password))
                and password_hash is not None
            )
    except (VerificationError, InvalidHashError):
        return False


def set_password(
    user: User,
    password_hash: str,
    *,
    actor: audit.Actor | None,
    now: dt.datetime,
    but: uuid.UUID | None = None,
) -> None:
    """Keep a new password and make the account active; links and all sessions `but` one end (S12, S17)."""
    user.password_hash = password_hash
    user.state = UserState.ACTIVE
    sessions.end_all(user.id, but=but)
    invitations.end_links(user.id, now=now)
    db.session.flush()
    audit.record("accounts.password-set", user, actor=actor, at=now)


def accept(link: AccountLink, user: User, password_hash: str, *, now: dt.datetime) -> None:
    """Use a link up for a new password; whoever does has been shown the privacy notice.

    :raises DeadLinkError: another request used the link first.
    """
    invitations.use_link(link, now=now)
    user.privacy_notice_seen_at = user.privacy_notice_seen_at or now
    set_password(user, password_hash, actor=None, now=now)


def change_details(
    user: User, details: rules.OwnDetails, *, seen: int, actor: audit.Actor, now: dt.datetime
) -> None:
    """Keep what a person changed about themselves.

    :raises EditedMeanwhileError: the account was saved elsewhere since version `seen`.
    """
    check_version(user, seen)
    user.given_name = details.given_name
    user.family_name = details.family_name
    user.phone = details.phone
    user.job_title = details.job_title
    user.locale = details.locale
    user.sort_key = text.sort_key(f"{user.family_name} {user.given_name}")
    user.search_key = text.search_key(f"{user.name} {user.email}")
    db.session.flush()
    audit.record("accounts.details-changed", user, actor=actor, at=now)


def end_session(session_id: uuid.UUID, *, actor: Viewer, now: dt.datetime) -> None:
    """End one of the actor's own sessions.

    :raises NotVisibleError: the actor has no such session.
    """
    row = db.session.scalar(
        select(UserSession).where(UserSession.id == session_id, UserSession.user_id == actor.user_id)
    )
    if row is None:
        raise NotVisibleError
    audit.record("accounts.session-ended", row, actor=actor, at=now)
    sessions.end(session_id)


def note_sign_in(user: User, *, now: dt.datetime) -> None:
    """Record that a person signed in."""
    audit.record("accounts.signed-in", user, actor=None, at=now)


def choose_locale(user_id: uuid.UUID, locale: Locale) -> None:
    """Keep the language a person chose; it is no edit that another save could lose."""
    db.session.execute(update(User).where(User.id == user_id).values(locale=locale))


def demo_users() -> list[User]:
    """Return the demonstration's accounts in the order of roles, one a role."""
    keys = [f"{name}@demo.example" for name in DEMO_NAMES]
    users = db.session.scalars(
        select(User).where(User.email_key.in_(keys)).order_by(User.sort_key, User.id)
    ).all()
    return sorted(users, key=lambda user: keys.index(user.email_key))
