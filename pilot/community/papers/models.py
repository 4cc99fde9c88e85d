"""Versions of a community's papers as they were sent to review, and what was said of them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.community.models import Community
from pilot.community.papers.enums import PaperKind, ReviewState
from pilot.database import Base, Editable, Identified, Note


class PaperVersion(Editable, Base):
    """A paper as it was sent: its content stands still, its state is what the reviewers said last."""

    __tablename__ = "paper_version"
    __table_args__ = (
        UniqueConstraint("community_id", "kind", "number"),
        CheckConstraint("(state = 'received') = (judged_at IS NULL)", name="judged_has_moment"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[PaperKind]
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[dt.datetime]
    sent_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.RECEIVED)
    judged_at: Mapped[dt.datetime | None]
    judged_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    sent_by: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[sent_by_id])
    judged_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[judged_by_id])
    comments: Mapped[list["PaperComment"]] = relationship(
        lazy="raise_on_sql", order_by="PaperComment.written_at, PaperComment.id"
    )


class PaperComment(Identified, Base):
    """What the author or a reviewer says of a version; only they read it."""

    __tablename__ = "paper_comment"
    __table_args__ = (Index(None, "version_id"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper_version.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    text: Mapped[Note]
    written_at: Mapped[dt.datetime]

    author: Mapped[User] = relationship(lazy="raise_on_sql")
