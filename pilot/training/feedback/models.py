"""Answers that nobody signed, and who has answered: two tables that nothing connects.

An answer holds no person, no participation and no moment. Its id is random and changes: whenever an answer
is added, all answers of the day are written anew in a shuffled order with new ids (`actions.give`), so
neither ids, nor the order of rows, nor the transaction that wrote a row (`xmin` on PostgreSQL) tell which
came last. On SQLite both tables are kept in the order of their keys, without row numbers (`WITHOUT ROWID`).
"""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base, Identified, Note


class FeedbackAnswer(Identified, Base):
    """One answer about a training day."""

    __tablename__ = "feedback_answer"
    __table_args__ = (
        Index(None, "day_id"),
        CheckConstraint("content BETWEEN 1 AND 5", name="content_in_range"),
        CheckConstraint("lecturer BETWEEN 1 AND 5", name="lecturer_in_range"),
        CheckConstraint("usefulness BETWEEN 1 AND 5", name="usefulness_in_range"),
        {"sqlite_with_rowid": False},
    )

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"))
    content: Mapped[int]
    lecturer: Mapped[int]
    usefulness: Mapped[int]
    to_keep: Mapped[Note] = mapped_column(default="")
    to_change: Mapped[Note] = mapped_column(default="")


class FeedbackGiven(Base):
    """That a participant has answered about a day, so that nobody answers twice."""

    __tablename__ = "feedback_given"
    __table_args__ = (Index(None, "participation_id"), {"sqlite_with_rowid": False})

    day_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("training_day.id"), primary_key=True)
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"), primary_key=True)
