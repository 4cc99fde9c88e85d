"""Offer make-up work, approve what somebody made up, revoke it with a reason (T17)."""

import datetime as dt

from sqlalchemy import select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError, NotVisibleError
from pilot.extensions import db
from pilot.training.entries import MadeUpEntry, MakeUpEntry
from pilot.training.makeups import queries, rules
from pilot.training.makeups.rules import Problem, Work
from pilot.training.models import MadeUp, MakeUp


class MakeUpRefusedError(DomainError):
    """Make-up work is refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def offer(pilot: Pilot, entry: MakeUpEntry, *, actor: Viewer, now: dt.datetime) -> MakeUp:
    """Offer work to those who missed something of a module."""
    make_up = MakeUp(
        module_id=entry.module_id,
        kind=entry.kind,
        title=entry.title,
        minutes=entry.minutes,
        instructions=entry.instructions,
        is_open=entry.is_open,
    )
    db.session.add(make_up)
    db.session.flush()
    audit.record(
        "training.make-up-offered", make_up, actor=actor, at=now, pilot_id=pilot.id, minutes=entry.minutes
    )
    return make_up


def change(make_up: MakeUp, entry: MakeUpEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> MakeUp:
    """Change what is offered; its length and module stand once somebody made it up.

    :raises EditedMeanwhileError: somebody saved it since it was seen.
    :raises MakeUpRefusedError: somebody made it up with the old length.
    """
    check_version(make_up, seen)
    stands = (entry.minutes, entry.module_id) != (make_up.minutes, make_up.module_id)
    if stands and queries.was_made_up(make_up):
        raise MakeUpRefusedError(Problem.MINUTES_STAND)
    make_up.module_id, make_up.kind = entry.module_id, entry.kind
    make_up.title, make_up.minutes = entry.title, entry.minutes
    make_up.instructions, make_up.is_open = entry.instructions, entry.is_open
    db.session.flush()
    audit.record(
        "training.make-up-changed",
        make_up,
        actor=actor,
        at=now,
        pilot_id=make_up.module.pilot_id,
        minutes=make_up.minutes,
    )
    return make_up


def approve(
    make_up: MakeUp, entry: MadeUpEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> MadeUp:
    """Approve that a participant made work up, on a day and with evidence.

    :raises NotVisibleError: the participant is not of this pilot, or missed nothing.
    :raises MakeUpRefusedError: the rules of make-up work speak against it.
    """
    db.session.execute(  # two approvals at once wait for each other
        select(Participation.id).where(Participation.id == entry.participation_id).with_for_update()
    )
    found = {candidate.participation.id: candidate for candidate in queries.candidates(make_up)}
    candidate = found.get(entry.participation_id)
    if candidate is None:
        raise NotVisibleError
    work = _work_of(make_up, entry, candidate, actor=actor)
    if problem := rules.approval_problem(work, today=today):
        raise MakeUpRefusedError(problem)
    done = MadeUp(
        make_up_id=make_up.id,
        participation_id=entry.participation_id,
        minutes=make_up.minutes,
        done_on=entry.done_on,
        evidence=entry.evidence,
        approved_by_id=actor.user_id,
        approved_at=now,
    )
    db.session.add(done)
    db.session.flush()
    audit.record(
        "training.make-up-approved",
        done,
        actor=actor,
        at=now,
        pilot_id=make_up.module.pilot_id,
        participation=entry.participation_id,
        minutes=done.minutes,
    )
    return done


def _work_of(make_up: MakeUp, entry: MadeUpEntry, candidate: queries.Candidate, *, actor: Viewer) -> Work:
    """Return what the rule judges: this work as this person did it."""
    pilot = make_up.module.pilot
    return Work(
        minutes=make_up.minutes,
        done_on=entry.done_on,
        is_open=make_up.is_open,
        is_own=candidate.participation.user_id == actor.user_id,
        is_done=queries.is_done(make_up, entry.participation_id),
        missed=candidate.missed,
        made_up=candidate.made_up,
        cap=pilot.make_up_cap_minutes,
        is_month_closed=cohort.is_closed(pilot.id, entry.done_on),
        started_on=candidate.participation.started_on,
        ended_on=candidate.participation.ended_on,
    )


def revoke(done: MadeUp, *, reason: str, seen: int, actor: Viewer, now: dt.datetime) -> MadeUp:
    """Take made up work back with a reason; the row stays.

    :raises EditedMeanwhileError: somebody changed it since it was seen.
    :raises MakeUpRefusedError: it was revoked already, or its month is closed.
    """
    check_version(done, seen)
    if done.revoked_at is not None:
        raise MakeUpRefusedError(Problem.REVOKED_ALREADY)
    pilot_id = done.make_up.module.pilot_id
    if cohort.is_closed(pilot_id, done.done_on):
        raise MakeUpRefusedError(Problem.MONTH_CLOSED)
    done.revoked_at, done.revoked_by_id, done.revoke_reason = now, actor.user_id, reason
    db.session.flush()
    audit.record(
        "training.make-up-revoked",
        done,
        actor=actor,
        at=now,
        pilot_id=pilot_id,
        participation=done.participation_id,
        minutes=done.minutes,
    )
    return done
