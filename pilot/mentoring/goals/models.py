"""Goals of the practice: the participant's, so that they stay when the mentor changes."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Participation
from pilot.database import Base, Editable, Note
from pilot.mentoring.enums import Topic
from pilot.mentoring.goals.enums import GoalState


class PracticeGoal(Editable, Base):
    """A goal that a participant works towards with the mentor."""

    __tablename__ = "practice_goal"
    __table_args__ = (
        CheckConstraint("state NOT IN ('changed', 'dropped') OR reason <> ''", name="explained"),
        Index(None, "participation_id"),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    text: Mapped[Note]
    topic: Mapped[Topic | None]
    indicator: Mapped[Note] = mapped_column(default="")
    due_on: Mapped[dt.date | None]
    state: Mapped[GoalState] = mapped_column(default=GoalState.ACTIVE)
    reason: Mapped[Note] = mapped_column(default="")
    written_at: Mapped[dt.datetime]
    settled_on: Mapped[dt.date | None]

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
