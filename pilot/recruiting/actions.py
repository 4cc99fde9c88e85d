"""Writes of recruiting: who is asked, what was said, where each municipality stands, who is enrolled."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.exc import IntegrityError

from pilot import audit, database
from pilot.accounts import actions as accounts
from pilot.accounts import invitations
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from pilot.recruiting import queries, rules
from pilot.recruiting.enums import Eligibility, RecruitingState, StateGroup
from pilot.recruiting.models import Candidacy, ContactLogEntry, Nominee


class RecruitingRefusedError(DomainError):
    """A rule of recruiting refused what was entered."""

    def __init__(self, problem: rules.Problem, *, allowed: Collection[RecruitingState] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.allowed = allowed


def add_municipalities(
    pilot: Pilot, municipalities: Sequence[Municipality], *, actor: Viewer, now: dt.datetime
) -> list[Candidacy]:
    """Add municipalities to the recruiting of a pilot.

    :raises RecruitingRefusedError: one of them is there already, or there is none to add.
    """
    added = [
        Candidacy(pilot_id=pilot.id, municipality_id=each.id, state=RecruitingState.IDENTIFIED)
        for each in municipalities
    ]
    if not added:
        raise RecruitingRefusedError(rules.Problem.ALREADY_ADDED)
    try:
        with db.session.begin_nested():
            db.session.add_all(added)
    except IntegrityError:
        raise RecruitingRefusedError(rules.Problem.ALREADY_ADDED) from None
    audit.record(
        "recruiting.municipalities-added",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        municipalities=[each.id for each in municipalities],
    )
    return added


def move(candidacy: Candidacy, entry: rules.MoveEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Take a municipality to its next state (RM9).

    :raises RecruitingRefusedError: the step does not exist, with those that do, or the reason is missing.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(candidacy, seen)
    problem = rules.move_problem(candidacy.state, entry.state, reason=entry.reason)
    if problem is not None:
        raise RecruitingRefusedError(problem, allowed=rules.TRANSITIONS[candidacy.state])
    before, candidacy.state = candidacy.state, entry.state
    candidacy.decision_note = entry.reason or candidacy.decision_note
    is_reserve = entry.state is RecruitingState.RESERVE
    candidacy.reserve_priority = entry.reserve_priority if is_reserve else None
    db.session.flush()
    _record("candidacy-moved", candidacy, actor=actor, now=now, before=before, after=entry.state)


def change_candidacy(
    candidacy: Candidacy,
    entry: rules.CandidacyEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Keep the contact person, the planned places and the agreement of a municipality.

    :raises RecruitingRefusedError: the agreement is of a day to come.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(candidacy, seen)
    if entry.agreement_on is not None and entry.agreement_on > today:
        raise RecruitingRefusedError(rules.Problem.AGREED_IN_FUTURE)
    for name, value in asdict(entry).items():
        setattr(candidacy, name, value)
    db.session.flush()
    _record("candidacy-changed", candidacy, actor=actor, now=now, planned_places=entry.planned_places)


def log_contact(
    candidacy: Candidacy, entry: rules.ContactEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> ContactLogEntry:
    """Log a contact with a municipality and what comes next.

    :raises RecruitingRefusedError: it lies in the future, or its next step is incomplete or earlier.
    """
    problem = rules.contact_problem(entry, today=today)
    if problem is not None:
        raise RecruitingRefusedError(problem)
    contact = ContactLogEntry(
        candidacy_id=candidacy.id, author_id=actor.user_id, logged_at=now, **asdict(entry)
    )
    db.session.add(contact)
    db.session.flush()
    _record("contact-logged", candidacy, actor=actor, now=now, channel=entry.channel, made_on=entry.made_on)
    return contact


def finish_step(contact: ContactLogEntry, *, actor: Viewer, now: dt.datetime, today: dt.date) -> None:
    """Mark the next step of a contact as done.

    :raises RecruitingRefusedError: it has none, or it is done already.
    """
    if not contact.next_step or contact.next_step_done_on is not None:
        raise RecruitingRefusedError(rules.Problem.NO_OPEN_STEP)
    contact.next_step_done_on = today
    db.session.flush()
    audit.record(
        "recruiting.step-finished", contact, actor=actor, at=now, pilot_id=contact.candidacy.pilot_id
    )


def enrol(nominee: Nominee, *, override_reason: str, actor: Viewer, now: dt.datetime) -> Participation:
    """Confirm a nominee of a selected municipality as participant, with an account and the role (R3).

    Who has no account yet is invited by mail.

    :raises RecruitingRefusedError: the municipality is not selected, or the nominee is not eligible and no
        reason is given, takes part already, or has a closed account.
    """
    candidacy = nominee.application.candidacy
    judged = queries.judge(nominee, pilot=candidacy.pilot).eligibility
    _refuse_enrolment(nominee, candidacy, judged=judged, override_reason=override_reason)
    user = _account_of(nominee, candidacy, actor=actor, now=now)
    is_override = judged is not Eligibility.ELIGIBLE
    participation = Participation(
        pilot_id=candidacy.pilot_id,
        user_id=user.id,
        municipality_id=candidacy.municipality_id,
        job_title=nominee.job_title,
        state=ParticipationState.CONFIRMED,
        override_reason=override_reason if is_override else "",
    )
    try:
        with db.session.begin_nested():
            db.session.add(participation)
    except IntegrityError:
        raise RecruitingRefusedError(rules.Problem.ALREADY_ENROLLED) from None
    nominee.participation_id = participation.id
    accounts.grant_role(
        user,
        Role.PARTICIPANT,
        pilot_id=candidacy.pilot_id,
        municipality_id=candidacy.municipality_id,
        actor=actor,
        now=now,
    )
    audit.record(
        "recruiting.participant-enrolled",
        participation,
        actor=actor,
        at=now,
        pilot_id=candidacy.pilot_id,
        eligibility=judged,
        overridden=is_override,
    )
    if user.state is UserState.INVITED:
        invitations.invite(user, actor=actor, pilot_id=candidacy.pilot_id, now=now)
    return participation


def _refuse_enrolment(
    nominee: Nominee, candidacy: Candidacy, *, judged: Eligibility, override_reason: str
) -> None:
    if nominee.participation_id is not None:
        raise RecruitingRefusedError(rules.Problem.ALREADY_ENROLLED)
    if candidacy.state not in rules.GROUPS[StateGroup.SELECTED] - {RecruitingState.COMPLETED}:
        raise RecruitingRefusedError(rules.Problem.NOT_SELECTED)
    problem = rules.override_problem(judged, reason=override_reason)
    if problem is not None:
        raise RecruitingRefusedError(problem)


def _account_of(nominee: Nominee, candidacy: Candidacy, *, actor: Viewer, now: dt.datetime) -> User:
    """Return the account of the nominee's e-mail, a new one where there is none."""
    known = accounts.user_by_email(nominee.email)
    if known is not None:
        if known.state is UserState.CLOSED:
            raise RecruitingRefusedError(rules.Problem.ACCOUNT_CLOSED)
        return known
    entry = accounts.PersonEntry(
        given_name=nominee.given_name,
        family_name=nominee.family_name,
        email=nominee.email,
        job_title=nominee.job_title or None,
        organisation=candidacy.municipality.name,
    )
    return accounts.add_user(entry, actor=actor, now=now)


def _record(action: str, candidacy: Candidacy, *, actor: Viewer, now: dt.datetime, **detail: Any) -> None:
    audit.record(
        f"recruiting.{action}", candidacy, actor=actor, at=now, pilot_id=candidacy.pilot_id, **detail
    )
