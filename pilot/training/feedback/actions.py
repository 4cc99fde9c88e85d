"""Take an answer about a training day without keeping whose it is (T20)."""

import datetime as dt
import secrets
import uuid
from dataclasses import asdict, fields

from sqlalchemy import delete, insert, select

from pilot import audit
from pilot.cohort.models import Participation
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.feedback import queries
from pilot.training.feedback.models import FeedbackAnswer, FeedbackGiven
from pilot.training.feedback.rules import Answer, Problem
from pilot.training.models import TrainingDay

COLUMNS = tuple(field.name for field in fields(Answer))


class FeedbackRefusedError(DomainError):
    """Somebody may not answer about a day."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def give(
    day: TrainingDay, participation: Participation | None, answer: Answer, *, now: dt.datetime, today: dt.date
) -> None:
    """Keep an answer and, apart from it, that the participant has answered; the event names only the day.

    The day is locked first, so two answers at once come one after the other. All answers of the day are
    written anew in a shuffled order: which of them is the newest is in no row.

    :raises FeedbackRefusedError: the participant is not invited, has answered, or the two weeks are over.
    """
    db.session.refresh(day, ["state", "version"], with_for_update=True)
    problem = queries.give_problem(day, participation, today=today)
    if problem is not None or participation is None:
        raise FeedbackRefusedError(problem or Problem.NOT_THERE)
    db.session.execute(insert(FeedbackGiven).values(day_id=day.id, participation_id=participation.id))
    _write_anew(day, answer)
    audit.record("training.feedback-given", day, actor=None, at=now, pilot_id=day.pilot_id)


def _write_anew(day: TrainingDay, answer: Answer) -> None:
    """Replace the answers of a day by themselves and one more, shuffled, with new random ids."""
    columns = [getattr(FeedbackAnswer, name) for name in COLUMNS]
    kept = db.session.execute(select(*columns).where(FeedbackAnswer.day_id == day.id)).mappings()
    rows = [dict(row) for row in kept] + [asdict(answer)]
    secrets.SystemRandom().shuffle(rows)
    db.session.execute(
        delete(FeedbackAnswer)
        .where(FeedbackAnswer.day_id == day.id)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        insert(FeedbackAnswer), [{"id": uuid.uuid4(), "day_id": day.id, **row} for row in rows]
    )
