"""Save an evaluation as a draft, and hand it in."""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.rules import Span
from pilot.community.evaluations import queries, rules
from pilot.community.evaluations.enums import Question
from pilot.community.evaluations.models import Evaluation, EvaluationAnswer
from pilot.community.evaluations.queries import Subject
from pilot.community.evaluations.rules import Entry, Problem
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db


class EvaluationRefusedError(DomainError):
    """An evaluation was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class EvaluationIncompleteError(DomainError):
    """An evaluation that was to be handed in lacks answers; `lacking` names them."""

    def __init__(self, lacking: dict[Question | None, Problem]) -> None:
        super().__init__("incomplete")
        self.lacking = lacking


def save(
    subject: Subject,
    entry: Entry,
    *,
    practice: Span | None,
    hand_in: bool,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Evaluation:
    """Keep what the author says of a subject, as a draft or handed in for good (domain d.8).

    :raises EvaluationRefusedError: it is too early, or it was handed in before.
    :raises EvaluationIncompleteError: answers are missing that handing in needs.
    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    """
    problem = rules.save_problem(practice, hand_in=hand_in, today=today)
    if problem is not None:
        raise EvaluationRefusedError(problem)
    row = queries.find(subject, author_id=actor.user_id)
    if row is not None and row.handed_in_at is not None:
        raise EvaluationRefusedError(Problem.HANDED_IN)
    if hand_in and (lacking := rules.lacking(subject.kind, entry)):
        raise EvaluationIncompleteError(lacking)
    row = _written(row, subject, entry, seen=seen, actor=actor)
    row.handed_in_at = now if hand_in else None
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    kind = "community.evaluation-handed-in" if hand_in else "community.evaluation-saved"
    audit.record(kind, row, actor=actor, at=now, pilot_id=subject.pilot.id, kind=subject.kind)
    return row


def _written(
    row: Evaluation | None, subject: Subject, entry: Entry, *, seen: int, actor: Viewer
) -> Evaluation:
    if row is None:
        row = Evaluation(
            pilot_id=subject.pilot.id,
            author_id=actor.user_id,
            kind=subject.kind,
            participation_id=subject.participation.id if subject.participation else None,
            municipality_id=subject.municipality.id if subject.municipality else None,
            answers=[],
        )
        db.session.add(row)
    else:
        check_version(row, seen)
        flag_modified(row, "obstacles")
    row.obstacles = [str(obstacle) for obstacle in entry.obstacles]
    row.decision, row.load_pct, row.post_from = entry.decision, entry.load_pct, entry.post_from
    kept = {answer.question: answer for answer in row.answers}
    for question, said in entry.answers.items():
        answer = kept.get(question)
        if answer is None:
            answer = EvaluationAnswer(question=question)
            row.answers.append(answer)
        answer.rating = int(said.rating) if said.rating else None
        answer.text = said.text
    return row
