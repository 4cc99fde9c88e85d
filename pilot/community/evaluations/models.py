"""The final evaluation of a pilot: by participants, by their mentors, by heads of service."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.community.evaluations.enums import EvaluationKind, PostDecision, Question
from pilot.database import Base, Editable, Note
from pilot.municipalities.models import Municipality


class Evaluation(Editable, Base):
    """What one author says at the end; nobody else reads a draft, what was handed in stands."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("author_id", "kind", "participation_id"),
        UniqueConstraint("author_id", "kind", "municipality_id", "pilot_id"),
        Index(None, "pilot_id"),
        Index(None, "participation_id"),
        CheckConstraint("(participation_id IS NULL) <> (municipality_id IS NULL)", name="one_subject"),
        CheckConstraint("load_pct IS NULL OR load_pct BETWEEN 1 AND 100", name="load_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[EvaluationKind]
    participation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("participation.id"))
    municipality_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("municipality.id"))
    obstacles: Mapped[list[str]]
    decision: Mapped[PostDecision | None]
    load_pct: Mapped[int | None]
    post_from: Mapped[dt.date | None]
    handed_in_at: Mapped[dt.datetime | None]

    author: Mapped[User] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation | None] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["EvaluationAnswer"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="EvaluationAnswer.question"
    )


class EvaluationAnswer(Base):
    """The answer to one question: a step of the scale where it is rated, and words."""

    __tablename__ = "evaluation_answer"
    __table_args__ = (CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 6", name="rating_in_range"),)

    evaluation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    question: Mapped[Question] = mapped_column(primary_key=True)
    rating: Mapped[int | None]
    text: Mapped[Note] = mapped_column(default="")
