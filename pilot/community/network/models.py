"""The network of a community: organisations and roles around it, and what ties them to each other."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.models import Community, Resource
from pilot.community.network.enums import ActorKind, Circle, Degree, TieKind, TieStrength
from pilot.database import Base, Editable


class Actor(Editable, Base):
    """An organisation or a role that has to do with a community, never a client; its name stands once."""

    __tablename__ = "actor"
    __table_args__ = (
        UniqueConstraint("community_id", "name_key"),
        Index(None, "resource_id"),
        CheckConstraint(
            "NOT contact_is_private OR contact = '' OR contact_consent_on IS NOT NULL",
            name="private_contact_has_consent",
        ),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    sort_key: Mapped[str]
    kind: Mapped[ActorKind]
    circle: Mapped[Circle]
    about: Mapped[str] = mapped_column(default="")
    influence: Mapped[Degree | None]
    interest: Mapped[Degree | None]
    contact: Mapped[str] = mapped_column(default="")
    contact_is_private: Mapped[bool] = mapped_column(default=False)
    contact_consent_on: Mapped[dt.date | None]
    resource_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"))
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    resource: Mapped[Resource | None] = relationship(lazy="raise_on_sql")


class Tie(Editable, Base):
    """What ties two actors of one community; a tie has no direction, so its ends stand in one order."""

    __tablename__ = "tie"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind"),
        Index(None, "to_id"),
        Index(None, "community_id"),
        CheckConstraint("from_id < to_id", name="ends_in_order"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    from_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("actor.id"))
    to_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("actor.id"))
    kind: Mapped[TieKind]
    strength: Mapped[TieStrength]
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    from_actor: Mapped[Actor] = relationship(lazy="raise_on_sql", foreign_keys=[from_id])
    to_actor: Mapped[Actor] = relationship(lazy="raise_on_sql", foreign_keys=[to_id])
