"""Rounds in which needs are scored and voted on, the chosen priorities, and what residents said to them."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.models import Community, Need
from pilot.community.priorities.enums import (
    CriterionCode,
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)
from pilot.database import Base, Editable, Identified, Note


class PriorityRound(Editable, Base):
    """Needs of a community and the criteria they are scored by; both are frozen with scoring (R14)."""

    __tablename__ = "priority_round"
    __table_args__ = (
        Index(None, "community_id"),
        CheckConstraint("dots BETWEEN 1 AND 20", name="dots_in_range"),
        CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened_has_moment"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
        CheckConstraint("(token_hash IS NULL) = (vote_opened_at IS NULL)", name="vote_has_token"),
        CheckConstraint("vote_closed_at IS NULL OR vote_opened_at IS NOT NULL", name="vote_opened_first"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str]
    state: Mapped[RoundState] = mapped_column(default=RoundState.DRAFT)
    dots: Mapped[int] = mapped_column(default=5)
    recorded_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    vote_opened_at: Mapped[dt.datetime | None]
    vote_closed_at: Mapped[dt.datetime | None]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    items: Mapped[list["RoundItem"]] = relationship(
        lazy="raise_on_sql", back_populates="round", order_by="RoundItem.number"
    )
    criteria: Mapped[list["Criterion"]] = relationship(
        lazy="raise_on_sql", back_populates="round", order_by="Criterion.code"
    )
    scorers: Mapped[list["Scorer"]] = relationship(
        lazy="raise_on_sql", back_populates="round", order_by="Scorer.kind, Scorer.number"
    )

    @property
    def vote_is_open(self) -> bool:
        """Tell whether ballots are taken."""
        return self.vote_opened_at is not None and self.vote_closed_at is None


class Criterion(Editable, Base):
    """A criterion of a round with its weight and words; a weight of 0 leaves it out."""

    __tablename__ = "priority_criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "code"),
        CheckConstraint("weight BETWEEN 0 AND 10", name="weight_in_range"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_round.id"))
    code: Mapped[CriterionCode]
    weight: Mapped[int]
    name_lv: Mapped[str]
    name_en: Mapped[str]
    low_lv: Mapped[str]
    low_en: Mapped[str]
    high_lv: Mapped[str]
    high_en: Mapped[str]

    round: Mapped[PriorityRound] = relationship(lazy="raise_on_sql", back_populates="criteria")


class RoundItem(Editable, Base):
    """A need in a round; `rank` is its place among the chosen priorities, with the reasons that were due."""

    __tablename__ = "round_item"
    __table_args__ = (
        UniqueConstraint("round_id", "need_id"),
        UniqueConstraint("round_id", "number"),
        Index(None, "need_id"),
        CheckConstraint("chosen = (rank IS NOT NULL)", name="chosen_has_rank"),
        CheckConstraint("rank IS NULL OR rank BETWEEN 1 AND 99", name="rank_in_range"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_round.id"))
    need_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("need.id"))
    number: Mapped[int]
    chosen: Mapped[bool] = mapped_column(default=False)
    rank: Mapped[int | None]
    order_reason: Mapped[Note] = mapped_column(default="")
    assumption_reason: Mapped[Note] = mapped_column(default="")

    round: Mapped[PriorityRound] = relationship(lazy="raise_on_sql", back_populates="items")
    need: Mapped[Need] = relationship(lazy="raise_on_sql")
    card: Mapped["PriorityCard | None"] = relationship(lazy="raise_on_sql", back_populates="item")


class Scorer(Editable, Base):
    """One filled sheet: a kind and a running number, never a name."""

    __tablename__ = "priority_scorer"
    __table_args__ = (
        UniqueConstraint("round_id", "kind", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_round.id"))
    kind: Mapped[ScorerKind]
    number: Mapped[int]

    round: Mapped[PriorityRound] = relationship(lazy="raise_on_sql", back_populates="scorers")
    scores: Mapped[list["Score"]] = relationship(
        lazy="raise_on_sql", back_populates="scorer", cascade="all, delete-orphan"
    )


class Score(Base):
    """What one sheet gives one need by one criterion; what was left empty has no row."""

    __tablename__ = "priority_score"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 5", name="value_in_range"),
        Index(None, "item_id"),
        Index(None, "criterion_id"),
    )

    scorer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_scorer.id"), primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round_item.id"), primary_key=True)
    criterion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_criterion.id"), primary_key=True)
    value: Mapped[int]

    scorer: Mapped[Scorer] = relationship(lazy="raise_on_sql", back_populates="scores")


class Ballot(Identified, Base):
    """One person's dots, without person, address or moment; the hash only tells a second sending."""

    __tablename__ = "priority_ballot"
    __table_args__ = (UniqueConstraint("round_id", "token_hash"),)

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_round.id"))
    token_hash: Mapped[str] = mapped_column(String(64))


class BallotDots(Base):
    """How many dots a ballot gives a need."""

    __tablename__ = "priority_ballot_dots"
    __table_args__ = (
        CheckConstraint("dots BETWEEN 1 AND 20", name="dots_in_range"),
        Index(None, "item_id"),
    )

    ballot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_ballot.id"), primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round_item.id"), primary_key=True)
    dots: Mapped[int]


class PriorityCard(Editable, Base):
    """The five questions about a priority (domain d.6), to be filled one after the other."""

    __tablename__ = "priority_card"
    __table_args__ = (UniqueConstraint("item_id"),)

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("round_item.id"))
    why: Mapped[Note] = mapped_column(default="")
    elsewhere: Mapped[Note] = mapped_column(default="")
    here: Mapped[Note] = mapped_column(default="")
    already: Mapped[Note] = mapped_column(default="")
    possible: Mapped[Note] = mapped_column(default="")
    sources: Mapped[Note] = mapped_column(default="")
    changed_at: Mapped[dt.datetime]

    item: Mapped[RoundItem] = relationship(lazy="raise_on_sql", back_populates="card")


class Validation(Editable, Base):
    """How the result of a round was brought back to the community, and what came of it (step 7)."""

    __tablename__ = "priority_validation"
    __table_args__ = (
        Index(None, "community_id"),
        Index(None, "round_id"),
        CheckConstraint("people BETWEEN 1 AND 100000", name="people_in_range"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("priority_round.id"))
    held_on: Mapped[dt.date]
    way: Mapped[ValidationWay]
    people: Mapped[int]
    groups: Mapped[list[str]]
    said: Mapped[Note]
    corrections: Mapped[Note] = mapped_column(default="")
    result: Mapped[ValidationResult]
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    round: Mapped[PriorityRound] = relationship(lazy="raise_on_sql")
