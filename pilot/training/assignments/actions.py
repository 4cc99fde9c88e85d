"""Set tasks, hand work in, accept or return it; every version that was handed in stays readable (T19)."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.outbox import actions as outbox
from pilot.training.assignments import rules
from pilot.training.assignments.entries import Assessment, AssignmentEntry, WorkEntry
from pilot.training.assignments.enums import Verdict, WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.assignments.rules import Problem
from pilot.training.models import Module

RETURNED_MAIL = "work_returned"


class WorkRefusedError(DomainError):
    """An assignment, a piece of work or its assessment is refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def set_assignment(module: Module, entry: AssignmentEntry, *, actor: Viewer, now: dt.datetime) -> Assignment:
    """Set a task of a module for all participants."""
    assignment = Assignment(module_id=module.id, **asdict(entry))
    db.session.add(assignment)
    db.session.flush()
    audit.record(
        "training.assignment-set",
        assignment,
        actor=actor,
        at=now,
        pilot_id=module.pilot_id,
        due_on=entry.due_on,
        mandatory=entry.mandatory,
    )
    return assignment


def change_assignment(
    assignment: Assignment, entry: AssignmentEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Assignment:
    """Change a task; what was handed in stays as it is, and lateness follows the new day."""
    check_version(assignment, seen)
    before = assignment.due_on
    for name, value in asdict(entry).items():
        setattr(assignment, name, value)
    db.session.flush()
    audit.record(
        "training.assignment-changed",
        assignment,
        actor=actor,
        at=now,
        pilot_id=assignment.module.pilot_id,
        due_before=before,
        due_on=entry.due_on,
        mandatory=entry.mandatory,
    )
    return assignment


def remove_assignment(assignment: Assignment, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a task that nobody has begun.

    :raises WorkRefusedError: somebody has begun it.
    """
    if db.session.scalar(select(exists().where(AssignedWork.assignment_id == assignment.id))):
        raise WorkRefusedError(Problem.WORK_BEGUN)
    audit.record(
        "training.assignment-removed", assignment, actor=actor, at=now, pilot_id=assignment.module.pilot_id
    )
    db.session.delete(assignment)
    db.session.flush()


def save_draft(
    assignment: Assignment,
    participation: Participation,
    entry: WorkEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> AssignedWork:
    """Keep what the author has written so far; nobody else reads it before it is handed in.

    :raises WorkRefusedError: the work is with the lecturer, or accepted.
    :raises EditedMeanwhileError: it was saved from another window since it was seen.
    """
    work = _write(assignment, participation, entry, seen=seen)
    audit.record("training.work-saved", work, actor=actor, at=now, pilot_id=participation.pilot_id)
    return work


def _write(
    assignment: Assignment, participation: Participation, entry: WorkEntry, *, seen: int
) -> AssignedWork:
    """Write the author's text into the work, which begins with it."""
    work = _work_of(assignment, participation)
    if not rules.may_write(work.state if work else None):
        raise WorkRefusedError(Problem.NOT_OPEN_TO_AUTHOR)
    if work is None:
        work = AssignedWork(
            assignment_id=assignment.id, participation_id=participation.id, state=WorkState.DRAFT
        )
        db.session.add(work)
    else:
        check_version(work, seen)
    work.text = entry.text
    work.done_in_tool = entry.is_done_in_tool and assignment.tool is not None
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    return work


def _work_of(assignment: Assignment, participation: Participation) -> AssignedWork | None:
    return db.session.scalar(
        select(AssignedWork).where(
            AssignedWork.assignment_id == assignment.id, AssignedWork.participation_id == participation.id
        )
    )


def hand_in(
    assignment: Assignment,
    participation: Participation,
    entry: WorkEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> WorkVersion:
    """Hand a piece of work in, for the first time or again; earlier versions stay.

    :raises WorkRefusedError: there is nothing to hand in, or the work is not the author's to change now.
    :raises EditedMeanwhileError: it was saved from another window since it was seen.
    """
    before = _work_of(assignment, participation)
    problem = rules.hand_in_problem(
        before.state if before else None,
        text=entry.text,
        is_done_in_tool=entry.is_done_in_tool and assignment.tool is not None,
    )
    if problem is not None:
        raise WorkRefusedError(problem)
    work = _write(assignment, participation, entry, seen=seen)
    work.state = WorkState.SUBMITTED
    version = WorkVersion(
        work_id=work.id,
        number=_last_number(work) + 1,
        text=work.text,
        done_in_tool=work.done_in_tool,
        handed_in_on=today,
    )
    db.session.add(version)
    db.session.flush()
    audit.record(
        "training.work-handed-in",
        work,
        actor=actor,
        at=now,
        pilot_id=participation.pilot_id,
        number=version.number,
    )
    return version


def _last_number(work: AssignedWork) -> int:
    last = select(WorkVersion.number).where(WorkVersion.work_id == work.id)
    return db.session.scalar(last.order_by(WorkVersion.number.desc()).limit(1)) or 0


def assess(
    work: AssignedWork,
    assessment: Assessment,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> WorkVersion:
    """Accept the version that waits, or return it with a comment and one mail to its author.

    :raises WorkRefusedError: it is the assessor's own, nothing waits, or the comment is missing.
    :raises EditedMeanwhileError: somebody assessed it since it was seen.
    """
    check_version(work, seen)
    problem = rules.assess_problem(
        work.state,
        verdict=assessment.verdict,
        comment=assessment.comment,
        author_id=work.participation.user_id,
        assessor_id=actor.user_id,
    )
    if problem is not None:
        raise WorkRefusedError(problem)
    version = work.versions[-1]
    version.verdict, version.comment = assessment.verdict, assessment.comment
    version.assessed_on, version.assessed_by_id = today, actor.user_id
    work.state = rules.state_after(assessment.verdict)
    db.session.flush()
    audit.record(
        "training.work-assessed",
        work,
        actor=actor,
        at=now,
        pilot_id=work.participation.pilot_id,
        number=version.number,
        verdict=str(assessment.verdict),
    )
    if assessment.verdict is Verdict.RETURNED:
        _tell_author(work, version, now=now)
    return version


def _tell_author(work: AssignedWork, version: WorkVersion, *, now: dt.datetime) -> None:
    mail = outbox.Message(
        key=f"{RETURNED_MAIL}:{version.id}",
        template=RETURNED_MAIL,
        recipient_id=work.participation.user_id,
        pilot_id=work.participation.pilot_id,
        facts={"assigned_id": str(work.assignment_id)},
    )
    outbox.queue(mail, now=now)
