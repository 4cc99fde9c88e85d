"""Write agreed steps with a session, change them, close and open them again (M19)."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import AgreedStep, MentorSession
from pilot.mentoring.steps import rules
from pilot.mentoring.steps.enums import Problem
from pilot.mentoring.steps.rules import StepEntry


class StepRefusedError(DomainError):
    """A step that may not be written, closed or opened so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def agree(
    pilot: Pilot,
    session: MentorSession,
    entry: StepEntry,
    people: Collection[uuid.UUID],
    *,
    actor: Viewer,
    now: dt.datetime,
) -> list[AgreedStep]:
    """Write a step with a session of the actor, a row for each of the people it is for.

    :raises StepRefusedError: a rule is against it; nothing was written.
    """
    attendees = {attendee.participation_id for attendee in session.attendees}
    problem = rules.problem_with(
        entry,
        agreed_on=session.held_on,
        is_held=session.state is SessionState.HELD,
        is_month_closed=cohort.is_closed(pilot.id, session.held_on),
        people=people,
        attendees=attendees,
    )
    if problem is not None or not people:
        raise StepRefusedError(problem or Problem.NOBODY)
    last = db.session.scalar(select(func.max(AgreedStep.number)).where(AgreedStep.session_id == session.id))
    steps = [
        AgreedStep(
            participation_id=person,
            session_id=session.id,
            number=(last or 0) + 1,
            owner=entry.owner,
            what=entry.what,
            due_on=entry.due_on,
        )
        for person in sorted(people)
    ]
    db.session.add_all(steps)
    db.session.flush()
    audit.record("mentoring.step-agreed", session, actor=actor, at=now, pilot_id=pilot.id, steps=len(steps))
    return steps


def change(
    pilot: Pilot, step: AgreedStep, entry: StepEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> AgreedStep:
    """Put the words, the person or the day of a step right.

    :raises EditedMeanwhileError: the step was saved by somebody else since `seen`.
    :raises StepRefusedError: a rule is against it.
    """
    check_version(step, seen)
    problem = rules.problem_with(
        entry,
        agreed_on=step.session.held_on,
        is_month_closed=cohort.is_closed(pilot.id, step.session.held_on),
    )
    if problem is not None:
        raise StepRefusedError(problem)
    step.owner, step.what, step.due_on = entry.owner, entry.what, entry.due_on
    db.session.flush()
    audit.record("mentoring.step-changed", step, actor=actor, at=now, pilot_id=pilot.id)
    return step


def close(
    pilot: Pilot,
    step: AgreedStep,
    *,
    closed_in: MentorSession | None,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> AgreedStep:
    """Say that a step is done, in a session that the participant attended or between sessions.

    :raises EditedMeanwhileError: the step was saved by somebody else since `seen`.
    :raises StepRefusedError: it is closed, or the session is another's, not held yet, or came before it.
    """
    check_version(step, seen)
    if closed_in is not None and step.participation_id not in {
        attendee.participation_id for attendee in closed_in.attendees
    }:
        raise StepRefusedError(Problem.NOT_THEIRS)
    if closed_in is not None and closed_in.state is not SessionState.HELD:
        raise StepRefusedError(Problem.NOT_HELD)
    problem = rules.close_problem(
        closed_on=step.closed_on,
        agreed_on=step.session.held_on,
        closed_in=closed_in.held_on if closed_in else None,
    )
    if problem is not None:
        raise StepRefusedError(problem)
    step.closed_on, step.closed_by_id = today, actor.user_id
    step.closed_in_id = closed_in.id if closed_in else None
    db.session.flush()
    audit.record("mentoring.step-closed", step, actor=actor, at=now, pilot_id=pilot.id)
    return step


def reopen(pilot: Pilot, step: AgreedStep, *, seen: int, actor: Viewer, now: dt.datetime) -> AgreedStep:
    """Open a step again that is not done after all.

    :raises EditedMeanwhileError: the step was saved by somebody else since `seen`.
    :raises StepRefusedError: it is open.
    """
    check_version(step, seen)
    if step.closed_on is None:
        raise StepRefusedError(Problem.STILL_OPEN)
    step.closed_on = step.closed_in_id = step.closed_by_id = None
    db.session.flush()
    audit.record("mentoring.step-reopened", step, actor=actor, at=now, pilot_id=pilot.id)
    return step
