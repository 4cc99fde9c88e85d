"""People who sign in, their roles, their sessions and the links that let them in."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.enums import GrammaticalGender, LinkPurpose, Locale, UserState
from pilot.accounts.roles import Role
from pilot.database import Base, Editable, Identified


class User(Editable, Base):
    """A person; no identity number, birth date or address is kept."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("email_key"), Index(None, "sort_key"))

    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    phone: Mapped[str | None]
    job_title: Mapped[str | None]
    organisation: Mapped[str | None]
    locale: Mapped[Locale] = mapped_column(default=Locale.LV)
    grammatical_gender: Mapped[GrammaticalGender] = mapped_column(default=GrammaticalGender.UNSPECIFIED)
    password_hash: Mapped[str | None]
    state: Mapped[UserState] = mapped_column(default=UserState.INVITED)
    created_at: Mapped[dt.datetime]
    privacy_notice_seen_at: Mapped[dt.datetime | None]
    sort_key: Mapped[str]
    search_key: Mapped[str]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class RoleAssignment(Identified, Base):
    """A role of a person, in one pilot or (without a pilot) in the installation."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        Index(None, "user_id", "ended_at"),
        Index(None, "pilot_id", "role"),
        Index(
            "uq_role_assignment_live",
            "user_id",
            "pilot_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    pilot_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("pilot.id"))
    role: Mapped[Role]
    municipality_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("municipality.id"))
    granted_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class UserSession(Identified, Base):
    """A signed-in device; the cookie holds the token, the table only its hash."""

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"))

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    device: Mapped[str]


class SignInFailure(Identified, Base):
    """A failed sign-in, counted by account and by address; both are kept as keyed hashes only."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "account_key", "at"), Index(None, "address_key", "at"))

    account_key: Mapped[str] = mapped_column(String(64))
    address_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime]


class AccountLink(Identified, Base):
    """A single-use link into an account: an invitation or a password reset."""

    __tablename__ = "account_link"
    __table_args__ = (
        Index(None, "user_id", "purpose"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
    )

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    purpose: Mapped[LinkPurpose]
    nonce: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[user_id])
