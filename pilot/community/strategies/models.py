"""The strategy of a community: objectives from its needs, actions by who does them, numeric indicators."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.community.models import Community, Decision, Need, Resource
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState
from pilot.database import Base, Editable, FixedPoint, Identified, Note

objective_need = Table(
    "objective_need",
    Base.metadata,
    Column("objective_id", ForeignKey("objective.id"), primary_key=True),
    Column("need_id", ForeignKey("need.id"), primary_key=True, index=True),
    sqlite_strict=True,
)
action_need = Table(
    "action_need",
    Base.metadata,
    Column("action_id", ForeignKey("action_item.id"), primary_key=True),
    Column("need_id", ForeignKey("need.id"), primary_key=True, index=True),
    sqlite_strict=True,
)
action_resource = Table(
    "action_resource",
    Base.metadata,
    Column("action_id", ForeignKey("action_item.id"), primary_key=True),
    Column("resource_id", ForeignKey("resource.id"), primary_key=True, index=True),
    sqlite_strict=True,
)


class Strategy(Editable, Base):
    """What a community wants to become, and how it is worked with."""

    __tablename__ = "strategy"
    __table_args__ = (UniqueConstraint("community_id"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    vision: Mapped[Note]
    approach: Mapped[Approach]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")


class StrategyVersion(Identified, Base):
    """A strategy as a group adopted it: canonical JSON with its hash, never changed."""

    __tablename__ = "strategy_version"
    __table_args__ = (UniqueConstraint("strategy_id", "number"), Index(None, "decision_id"))

    strategy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("strategy.id"))
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decision.id"))
    number: Mapped[int]
    content: Mapped[Note]
    sha256: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[dt.datetime]

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")


class Objective(Editable, Base):
    """A goal of a strategy and the needs from which it comes."""

    __tablename__ = "objective"
    __table_args__ = (Index(None, "strategy_id"),)

    strategy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("strategy.id"))
    text: Mapped[str]
    recorded_at: Mapped[dt.datetime]

    strategy: Mapped[Strategy] = relationship(lazy="raise_on_sql")
    needs: Mapped[list[Need]] = relationship(
        lazy="raise_on_sql", secondary=objective_need, order_by="Need.recorded_at, Need.id"
    )


class ActionItem(Editable, Base):
    """Something that somebody does by a day; led by an organisation or an office, not by a named person."""

    __tablename__ = "action_item"
    __table_args__ = (
        Index(None, "community_id", "state", "due_on"),
        Index(None, "objective_id"),
        CheckConstraint("starts_on IS NULL OR starts_on <= due_on", name="dates_ordered"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    objective_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objective.id"))
    what: Mapped[str]
    side: Mapped[Side]
    lead: Mapped[str]
    helpers: Mapped[str] = mapped_column(default="")
    resources_needed: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    funding: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date]
    risk: Mapped[str] = mapped_column(default="")
    state: Mapped[ActionState] = mapped_column(default=ActionState.PLANNED)
    result: Mapped[Note] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    objective: Mapped[Objective | None] = relationship(lazy="raise_on_sql")
    needs: Mapped[list[Need]] = relationship(
        lazy="raise_on_sql", secondary=action_need, order_by="Need.recorded_at, Need.id"
    )
    resources: Mapped[list[Resource]] = relationship(
        lazy="raise_on_sql", secondary=action_resource, order_by="Resource.name, Resource.id"
    )


class Indicator(Editable, Base):
    """What shows that an objective is reached: a number at the start, and the number that is wanted."""

    __tablename__ = "indicator"
    __table_args__ = (Index(None, "objective_id"),)

    objective_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("objective.id"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[Decimal] = mapped_column(FixedPoint(2))
    target: Mapped[Decimal] = mapped_column(FixedPoint(2))
    counting: Mapped[Counting]
    measured_by: Mapped[str] = mapped_column(default="")

    objective: Mapped[Objective] = relationship(lazy="raise_on_sql")
    updates: Mapped[list["IndicatorUpdate"]] = relationship(
        lazy="raise_on_sql", back_populates="indicator", order_by="IndicatorUpdate.measured_on, IndicatorUpdate.id"
    )


class IndicatorUpdate(Editable, Base):
    """A value of an indicator; it counts once the mentor or the head of the service has approved it (C13)."""

    __tablename__ = "indicator_update"
    __table_args__ = (
        Index(None, "indicator_id"),
        CheckConstraint("(state = 'received') = (judged_at IS NULL)", name="judged_has_moment"),
    )

    indicator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("indicator.id"))
    value: Mapped[Decimal] = mapped_column(FixedPoint(2))
    measured_on: Mapped[dt.date]
    women: Mapped[int | None]
    men: Mapped[int | None]
    not_stated: Mapped[int | None]
    comment: Mapped[Note] = mapped_column(default="")
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[UpdateState] = mapped_column(default=UpdateState.RECEIVED)
    judged_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    judged_at: Mapped[dt.datetime | None]
    reason: Mapped[Note] = mapped_column(default="")

    indicator: Mapped[Indicator] = relationship(lazy="raise_on_sql", back_populates="updates")
    judged_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[judged_by_id])
