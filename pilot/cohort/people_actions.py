"""Writes to the people of a pilot: inviting, ending a role, withdrawing, replacing."""

import datetime as dt

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts import actions as accounts
from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort import queries
from pilot.cohort.entries import InvitationEntry, ParticipantEntry, ReplacementEntry
from pilot.cohort.enums import ParticipationState, WithdrawalReason
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Problem, withdrawal_problem
from pilot.errors import DomainError
from pilot.extensions import db

OF_A_MUNICIPALITY = frozenset({Role.MANAGER, Role.APPLICANT})
INVITABLE = frozenset({Role.MENTOR, Role.LECTURER, Role.MANAGER, Role.OBSERVER, Role.APPLICANT})


class PersonRefusedError(DomainError):
    """A person cannot be invited, withdrawn, replaced or lose a role in this way."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def give_role(pilot: Pilot, entry: InvitationEntry, *, actor: audit.Actor, now: dt.datetime) -> User:
    """Give a person, new or known, a role in a pilot; the view sends the invitation.

    :raises PersonRefusedError: the role is not given here, needs a municipality or is held already,
        or the account is closed.
    """
    if entry.role not in INVITABLE:
        raise PersonRefusedError(Problem.ROLE_NOT_OURS)
    if entry.role in OF_A_MUNICIPALITY and entry.municipality_id is None:
        raise PersonRefusedError(Problem.MUNICIPALITY_MISSING)
    user = _person(entry, actor=actor, now=now)
    if queries.live_role(user.id, entry.role, pilot) is not None:
        raise PersonRefusedError(Problem.HAS_ROLE_ALREADY)
    municipality_id = entry.municipality_id if entry.role in OF_A_MUNICIPALITY else None
    accounts.grant_role(
        user, entry.role, pilot_id=pilot.id, municipality_id=municipality_id, actor=actor, now=now
    )
    return user


def end_role(assignment: RoleAssignment, *, actor: audit.Actor, now: dt.datetime, today: dt.date) -> None:
    """End a role in a pilot now.

    :raises PersonRefusedError: the role ends elsewhere, or a mentor still has participants.
    """
    if assignment.role not in INVITABLE or assignment.ended_at is not None:
        raise PersonRefusedError(Problem.ROLE_NOT_OURS)
    if assignment.role is Role.MENTOR and _has_pairs(assignment, today=today):
        raise PersonRefusedError(Problem.MENTOR_HAS_PAIRS)
    accounts.end_role(assignment, actor=actor, now=now)


def withdraw(
    participation: Participation,
    *,
    on: dt.date,
    reason: WithdrawalReason,
    actor: audit.Actor,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """End a participation, its pairs and its role; hours and attendance stay where they are (RM12).

    :raises PersonRefusedError: it ended already, or the day is out of order or in a closed month.
    """
    problem = withdrawal_problem(
        participation.state,
        on,
        started_on=participation.started_on,
        today=today,
        month_is_closed=queries.is_closed(participation.pilot_id, on),
    )
    if problem:
        raise PersonRefusedError(problem)
    participation.state = ParticipationState.WITHDRAWN
    participation.ended_on, participation.withdrawal_reason = on, reason
    for pair in queries.pairs_running_after(participation.id, on):
        pair.ends_on = max(on, pair.starts_on)
    role = queries.live_role_of(participation)
    if role is not None:
        accounts.end_role(role, actor=actor, now=now)
    db.session.flush()
    audit.record(
        "cohort.participation-withdrawn",
        participation,
        actor=actor,
        at=now,
        pilot_id=participation.pilot_id,
        ended_on=on,
    )


def replace_participant(
    withdrawn: Participation, entry: ReplacementEntry, *, actor: audit.Actor, now: dt.datetime, today: dt.date
) -> Participation:
    """Give the place of a withdrawn participant to another person, who starts with 0 hours (RM12).

    :raises PersonRefusedError: the place is not free, the day is wrong, or the person takes part already.
    """
    if problem := _replacement_problem(withdrawn, entry.started_on, today=today):
        raise PersonRefusedError(problem)
    user = _person(entry, actor=actor, now=now)
    participation = Participation(
        pilot_id=withdrawn.pilot_id,
        user_id=user.id,
        municipality_id=withdrawn.municipality_id,
        job_title=entry.job_title,
        state=ParticipationState.ACTIVE,
        started_on=entry.started_on,
        replaces_id=withdrawn.id,
        override_reason=entry.eligibility,
    )
    try:
        with db.session.begin_nested():
            db.session.add(participation)
    except IntegrityError:
        raise PersonRefusedError(Problem.ALREADY_TAKES_PART) from None
    accounts.grant_role(
        user,
        Role.PARTICIPANT,
        pilot_id=withdrawn.pilot_id,
        municipality_id=withdrawn.municipality_id,
        actor=actor,
        now=now,
    )
    audit.record(
        "cohort.participant-replaced",
        participation,
        actor=actor,
        at=now,
        pilot_id=withdrawn.pilot_id,
        replaces_id=withdrawn.id,
        started_on=entry.started_on,
    )
    return participation


def add_participant(
    pilot: Pilot, entry: ParticipantEntry, *, actor: audit.Actor, now: dt.datetime, today: dt.date
) -> User:
    """Let a person, new or known, take part for a municipality; the view sends the invitation (R3).

    :raises PersonRefusedError: the person takes part already, or the account is closed.
    """
    user = _person(entry, actor=actor, now=now)
    has_begun = entry.started_on is not None and entry.started_on <= today
    participation = Participation(
        pilot_id=pilot.id,
        user_id=user.id,
        municipality_id=entry.municipality_id,
        job_title=entry.job_title,
        state=ParticipationState.ACTIVE if has_begun else ParticipationState.CONFIRMED,
        started_on=entry.started_on,
        override_reason=entry.eligibility,
    )
    try:
        with db.session.begin_nested():
            db.session.add(participation)
    except IntegrityError:
        raise PersonRefusedError(Problem.ALREADY_TAKES_PART) from None
    place = entry.municipality_id
    accounts.grant_role(
        user, Role.PARTICIPANT, pilot_id=pilot.id, municipality_id=place, actor=actor, now=now
    )
    audit.record(
        "cohort.participant-added",
        participation,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        started_on=entry.started_on,
    )
    return user


def _replacement_problem(withdrawn: Participation, started_on: dt.date, *, today: dt.date) -> Problem | None:
    db.session.execute(select(Participation.id).where(Participation.id == withdrawn.id).with_for_update())
    if withdrawn.state is not ParticipationState.WITHDRAWN:
        return Problem.NOT_WITHDRAWN
    if db.session.scalar(select(exists().where(Participation.replaces_id == withdrawn.id))):
        return Problem.ALREADY_REPLACED
    if started_on > today:
        return Problem.IN_FUTURE
    if withdrawn.ended_on is not None and started_on < withdrawn.ended_on:
        return Problem.BEFORE_START
    return None


def _person(
    entry: InvitationEntry | ParticipantEntry | ReplacementEntry, *, actor: audit.Actor, now: dt.datetime
) -> User:
    user = accounts.user_by_email(entry.email)
    if user is not None and user.state is UserState.CLOSED:
        raise PersonRefusedError(Problem.ACCOUNT_CLOSED)
    if user is not None:
        return user
    person = accounts.PersonEntry(entry.given_name, entry.family_name, entry.email, entry.locale)
    return accounts.add_user(person, actor=actor, now=now)


def _has_pairs(assignment: RoleAssignment, *, today: dt.date) -> bool:
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    MentoringPair.pilot_id == assignment.pilot_id,
                    MentoringPair.mentor_id == assignment.user_id,
                    or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= today),
                )
            )
        )
    )
