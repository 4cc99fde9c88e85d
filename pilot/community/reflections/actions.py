"""Write, change, delete and share the own reflections."""

import datetime as dt
import uuid

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.community.reflections import rules
from pilot.community.reflections.models import Reflection
from pilot.community.reflections.rules import Answers, Problem
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class ReflectionRefusedError(DomainError):
    """A reflection was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def write(
    participation: Participation,
    answers: Answers,
    *,
    reflected_on: dt.date,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Reflection:
    """Write a reflection, read by nobody but its author.

    :raises ReflectionRefusedError: nothing is answered, or the day has not come yet.
    """
    _check(answers, reflected_on=reflected_on, today=today)
    row = Reflection(
        participation_id=participation.id, reflected_on=reflected_on, written_at=now, **vars(answers)
    )
    db.session.add(row)
    db.session.flush()
    _note("written", row, participation.pilot_id, actor, now)
    return row


def change(
    row: Reflection,
    answers: Answers,
    *,
    reflected_on: dt.date,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Change an own reflection; with whom it is shared stays.

    :raises EditedMeanwhileError: it was saved elsewhere since it was shown.
    :raises ReflectionRefusedError: nothing is answered, or the day has not come yet.
    """
    check_version(row, seen)
    _check(answers, reflected_on=reflected_on, today=today)
    row.reflected_on = reflected_on
    for name, value in vars(answers).items():
        setattr(row, name, value)
    db.session.flush()
    _note("changed", row, row.participation.pilot_id, actor, now)


def share(
    row: Reflection, mentor: User | None, *, named: uuid.UUID | None, actor: Viewer, now: dt.datetime
) -> None:
    """Share an own reflection with the mentor of now, who was named on the page.

    :raises ReflectionRefusedError: there is no mentor, or another one than was named.
    """
    if mentor is None:
        raise ReflectionRefusedError(Problem.NO_MENTOR)
    if mentor.id != named:
        raise ReflectionRefusedError(Problem.ANOTHER_MENTOR)
    row.shared_with_id, row.shared_at = mentor.id, now
    db.session.flush()
    _note("shared", row, row.participation.pilot_id, actor, now)


def withdraw(row: Reflection, *, actor: Viewer, now: dt.datetime) -> None:
    """Take back that a reflection is shared: from then on nobody else reads it."""
    row.shared_with_id = row.shared_at = None
    db.session.flush()
    _note("withdrawn", row, row.participation.pilot_id, actor, now)


def delete(row: Reflection, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete an own reflection; only that it was there stays in the audit trail."""
    _note("deleted", row, row.participation.pilot_id, actor, now)
    db.session.delete(row)
    db.session.flush()


def _check(answers: Answers, *, reflected_on: dt.date, today: dt.date) -> None:
    if problem := rules.problem(answers, reflected_on=reflected_on, today=today):
        raise ReflectionRefusedError(problem)


def _note(what: str, row: Reflection, pilot_id: uuid.UUID, actor: Viewer, now: dt.datetime) -> None:
    audit.record(f"community.reflection-{what}", row, actor=actor, at=now, pilot_id=pilot_id)
