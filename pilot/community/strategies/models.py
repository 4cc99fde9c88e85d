"""The strategy of a community: goals from its priorities, actions by who does them, numeric indicators."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.community.changes.models import ChangeRecord
from pilot.community.enums import ChangeCode
from pilot.community.models import Community, Decision, Need, Resource
from pilot.community.priorities.models import RoundItem
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState
from pilot.database import Base, Editable, FixedPoint, Identified, Note


class ObjectiveItem(Base):
    """A chosen priority on which a goal stands."""

    __tablename__ = "objective_item"
    __table_args__ = (Index(None, "item_id"),)

    objective_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("objective.id"), primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round_item.id"), primary_key=True)


class ActionNeed(Base):
    """A need that an action answers."""

    __tablename__ = "action_need"
    __table_args__ = (Index(None, "need_id"),)

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action_item.id"), primary_key=True)
    need_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("need.id"), primary_key=True)


class ActionResource(Base):
    """A resource of the community on which an action builds."""

    __tablename__ = "action_resource"
    __table_args__ = (Index(None, "resource_id"),)

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action_item.id"), primary_key=True)
    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True)


class ActionChange(Base):
    """A change in the community that came of an action; it goes with the change."""

    __tablename__ = "action_change"
    __table_args__ = (Index(None, "change_id"),)

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action_item.id"), primary_key=True)
    change_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("change_record.id", ondelete="CASCADE"), primary_key=True
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
    adopted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))

    strategy: Mapped[Strategy] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")
    adopted_by: Mapped[User] = relationship(lazy="raise_on_sql")


class Objective(Editable, Base):
    """A goal of a strategy and the chosen priorities from which it comes."""

    __tablename__ = "objective"
    __table_args__ = (Index(None, "strategy_id"),)

    strategy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("strategy.id"))
    text: Mapped[str]
    recorded_at: Mapped[dt.datetime]

    strategy: Mapped[Strategy] = relationship(lazy="raise_on_sql")
    items: Mapped[list[RoundItem]] = relationship(
        lazy="raise_on_sql", secondary="objective_item", order_by="RoundItem.rank, RoundItem.number"
    )


class ActionItem(Editable, Base):
    """Something that somebody does by a day; led by a role or an organisation, not by a named person."""

    __tablename__ = "action_item"
    __table_args__ = (
        Index(None, "community_id", "state", "due_on"),
        Index(None, "objective_id"),
        Index(None, "indicator_id"),
        Index(None, "decision_id"),
        CheckConstraint("starts_on IS NULL OR starts_on <= due_on", name="dates_ordered"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        CheckConstraint("grant_asked >= 0 AND grant_received >= 0", name="grant_not_negative"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    objective_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objective.id"))
    indicator_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("indicator.id"))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    what: Mapped[str]
    side: Mapped[Side]
    lead: Mapped[str]
    helpers: Mapped[str] = mapped_column(default="")
    resources_needed: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    funding: Mapped[str] = mapped_column(default="")
    grant_name: Mapped[str] = mapped_column(default="")
    grant_asked: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    grant_received: Mapped[Decimal | None] = mapped_column(FixedPoint(2))
    starts_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date]
    risk: Mapped[str] = mapped_column(default="")
    change_code: Mapped[ChangeCode | None]
    state: Mapped[ActionState] = mapped_column(default=ActionState.PLANNED)
    result: Mapped[Note] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    objective: Mapped[Objective | None] = relationship(lazy="raise_on_sql")
    indicator: Mapped["Indicator | None"] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql")
    needs: Mapped[list[Need]] = relationship(
        lazy="raise_on_sql", secondary="action_need", order_by="Need.recorded_at, Need.id"
    )
    resources: Mapped[list[Resource]] = relationship(
        lazy="raise_on_sql", secondary="action_resource", order_by="Resource.name, Resource.id"
    )
    changes: Mapped[list[ChangeRecord]] = relationship(
        lazy="raise_on_sql", secondary="action_change", order_by="ChangeRecord.happened_on, ChangeRecord.id"
    )


class Indicator(Editable, Base):
    """What shows that a goal is reached: the number at the start and the number that is wanted."""

    __tablename__ = "indicator"
    __table_args__ = (Index(None, "objective_id"),)

    objective_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("objective.id"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[Decimal] = mapped_column(FixedPoint(2))
    target: Mapped[Decimal] = mapped_column(FixedPoint(2))
    counting: Mapped[Counting]
    counts_people: Mapped[bool] = mapped_column(default=False)
    measured_by: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]

    objective: Mapped[Objective] = relationship(lazy="raise_on_sql")
    updates: Mapped[list["IndicatorUpdate"]] = relationship(
        lazy="raise_on_sql",
        back_populates="indicator",
        order_by="IndicatorUpdate.measured_on, IndicatorUpdate.recorded_at, IndicatorUpdate.id",
    )


class IndicatorUpdate(Editable, Base):
    """A value of an indicator; it counts once the mentor or the head of the service has approved it (C13)."""

    __tablename__ = "indicator_update"
    __table_args__ = (
        Index(None, "indicator_id"),
        Index(None, "state"),
        CheckConstraint(
            "(state IN ('approved', 'rejected')) = (judged_at IS NOT NULL)", name="judged_has_moment"
        ),
        CheckConstraint("judged_by_id <> author_id", name="judged_by_another"),
    )

    indicator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("indicator.id"))
    value: Mapped[Decimal] = mapped_column(FixedPoint(2))
    measured_on: Mapped[dt.date]
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    comment: Mapped[Note] = mapped_column(default="")
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[dt.datetime]
    state: Mapped[UpdateState] = mapped_column(default=UpdateState.SENT)
    judged_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    judged_at: Mapped[dt.datetime | None]
    reason: Mapped[Note] = mapped_column(default="")

    indicator: Mapped[Indicator] = relationship(lazy="raise_on_sql", back_populates="updates")
    author: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    judged_by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[judged_by_id])
