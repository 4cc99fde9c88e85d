"""Server-side sessions: begun at sign-in, resumed by token, ended at once when they must end."""

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from pilot.accounts.enums import Locale, UserState
from pilot.accounts.models import RoleAssignment, User, UserSession
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Grant, Viewer
from pilot.clock import RIGA
from pilot.database import writing
from pilot.extensions import db

IDLE = dt.timedelta(minutes=60)
IDLE_PRIVILEGED = dt.timedelta(minutes=30)
PRIVILEGED = frozenset({Role.COORDINATOR, Role.OBSERVER, Role.AUDITOR, Role.ADMINISTRATOR})
ABSOLUTE = dt.timedelta(hours=12)
KEPT = dt.timedelta(days=30)
NOTICE_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Resumed:
    """A live session and whose it is."""

    session_id: uuid.UUID
    viewer: Viewer
    locale: Locale


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(user: User, *, device: str, now: dt.datetime) -> str:
    """Add a session and return its token of 256 bits, which only the cookie keeps."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            user_id=user.id, token_hash=hash_of(token), created_at=now, seen_at=now, device=device[:200]
        )
    )
    return token


def resume(token: str, *, now: dt.datetime) -> Resumed | None:
    """Return the live session of a token, or None when it ended, idled out (30 or 60 min) or is 12 h old."""
    row = db.session.execute(
        select(
            UserSession.id,
            UserSession.created_at,
            UserSession.seen_at,
            User.id,
            User.given_name,
            User.family_name,
            User.locale,
        )
        .join(User, User.id == UserSession.user_id)
        .where(UserSession.token_hash == hash_of(token), User.state == UserState.ACTIVE)
    ).one_or_none()
    if row is None:
        return None
    session_id, created_at, seen_at, user_id, given, family, locale = row
    grants = live_grants(user_id)
    idle = IDLE_PRIVILEGED if any(grant.role in PRIVILEGED for grant in grants) else IDLE
    if now - created_at > ABSOLUTE or now - seen_at > idle:
        return None
    viewer = Viewer(user_id, f"{given} {family}", grants, now.astimezone(RIGA).date())
    resumed = Resumed(session_id, viewer, locale)
    if now - seen_at > NOTICE_EVERY:
        _notice(session_id, now=now)
    return resumed


def live_grants(user_id: uuid.UUID) -> tuple[Grant, ...]:
    """Return the roles of a person that have not ended, newest pilot last, in a stable order."""
    rows = db.session.execute(
        select(RoleAssignment.role, RoleAssignment.pilot_id, RoleAssignment.municipality_id)
        .where(RoleAssignment.user_id == user_id, RoleAssignment.ended_at.is_(None))
        .order_by(RoleAssignment.granted_at, RoleAssignment.id)
    )
    return tuple(Grant(role, pilot_id, municipality_id) for role, pilot_id, municipality_id in rows)


def _notice(session_id: uuid.UUID, *, now: dt.datetime) -> None:
    """Remember, in a short transaction of its own, that the session is in use."""
    db.session.commit()
    with writing():
        db.session.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=now))
        db.session.commit()


def end(session_id: uuid.UUID) -> None:
    """End one session now."""
    db.session.execute(delete(UserSession).where(UserSession.id == session_id))


def end_token(token: str) -> None:
    """End the session of a token, if there is one."""
    db.session.execute(delete(UserSession).where(UserSession.token_hash == hash_of(token)))


def end_all(user_id: uuid.UUID, *, but: uuid.UUID | None = None) -> None:
    """End every session of a person, as after a change of password or role; `but` may stay."""
    statement = delete(UserSession).where(UserSession.user_id == user_id)
    if but is not None:
        statement = statement.where(UserSession.id != but)
    db.session.execute(statement)


def sessions_of(user_id: uuid.UUID, *, now: dt.datetime) -> list[UserSession]:
    """Return a person's signed-in devices, last used first."""
    return list(
        db.session.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user_id,
                UserSession.created_at >= now - ABSOLUTE,
                UserSession.seen_at >= now - IDLE,
            )
            .order_by(UserSession.seen_at.desc(), UserSession.id)
        )
    )


def owner_of(token: str) -> uuid.UUID | None:
    """Return whose session a token is or was; an expired one can still say so for thirty days."""
    return db.session.scalar(select(UserSession.user_id).where(UserSession.token_hash == hash_of(token)))


def purge(*, now: dt.datetime) -> None:
    """Delete sessions begun more than thirty days ago; they ended long before."""
    db.session.execute(delete(UserSession).where(UserSession.created_at < now - KEPT))
