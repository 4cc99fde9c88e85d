"""Writes to applications: what a municipality applies with, whom it nominates, what speaks for them."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy.exc import IntegrityError

from pilot import audit, database, text
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.database import Identified
from pilot.extensions import db
from pilot.recruiting import queries, rules
from pilot.recruiting.actions import RecruitingRefusedError
from pilot.recruiting.enums import Assessment, RecruitingState
from pilot.recruiting.models import Application, Candidacy, Evidence, Nominee


def record_application(
    candidacy: Candidacy,
    entry: rules.ApplicationEntry,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Application:
    """Record the application of a municipality and freeze its population; it has then applied (RM2).

    :raises RecruitingRefusedError: it is of a day to come, there is one already, or recruiting is over.
    """
    _refuse_application(candidacy, entry, actor=actor, today=today)
    application = Application(
        candidacy_id=candidacy.id,
        population_at_submission=candidacy.municipality.population,
        **asdict(entry),
    )
    try:
        with db.session.begin_nested():
            db.session.add(application)
    except IntegrityError:
        raise RecruitingRefusedError(rules.Problem.ALREADY_APPLIED) from None
    before = candidacy.state
    if rules.may_move(before, RecruitingState.APPLIED):
        candidacy.state = RecruitingState.APPLIED
        db.session.flush()
    audit.record(
        "recruiting.application-recorded",
        application,
        actor=actor,
        at=now,
        pilot_id=candidacy.pilot_id,
        submitted_on=entry.submitted_on,
        before=before,
        after=candidacy.state,
    )
    return application


def change_application(
    application: Application,
    entry: rules.ApplicationEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Change an application; the population stays that of its submission (RM2).

    :raises RecruitingRefusedError: it is of a day to come, or may not change any more.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(application, seen)
    _refuse_application(application.candidacy, entry, actor=actor, today=today)
    for name, value in asdict(entry).items():
        setattr(application, name, value)
    db.session.flush()
    _record("application-changed", application, application, actor=actor, now=now)


def add_nominee(
    application: Application, entry: rules.NomineeEntry, *, actor: Viewer, now: dt.datetime
) -> Nominee:
    """Add a social worker whom the municipality nominates.

    :raises RecruitingRefusedError: the e-mail is another nominee's of the pilot, or nothing may change.
    """
    _refuse_nominee(application, entry, actor=actor)
    nominee = Nominee(application_id=application.id, sort_key=_sort_key(entry), **asdict(entry))
    db.session.add(nominee)
    db.session.flush()
    _record("nominee-added", nominee, application, actor=actor, now=now)
    return nominee


def change_nominee(
    nominee: Nominee, entry: rules.NomineeEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> None:
    """Change what is known of a nominee who has not been enrolled.

    :raises RecruitingRefusedError: the e-mail is another nominee's, or nothing may change any more.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(nominee, seen)
    if nominee.participation_id is not None:
        raise RecruitingRefusedError(rules.Problem.ALREADY_ENROLLED)
    _refuse_nominee(nominee.application, entry, actor=actor, besides=nominee)
    for name, value in asdict(entry).items():
        setattr(nominee, name, value)
    nominee.sort_key = _sort_key(entry)
    db.session.flush()
    _record("nominee-changed", nominee, nominee.application, actor=actor, now=now)


def add_evidence(
    nominee: Nominee, entry: rules.EvidenceEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Evidence:
    """Add what speaks for a criterion of a nominee, assessed or not yet (RM4).

    :raises RecruitingRefusedError: the pilot does not ask for this criterion.
    """
    _refuse_criterion(nominee, entry)
    evidence = Evidence(nominee_id=nominee.id, **asdict(entry))
    _sign(evidence, actor=actor, today=today)
    db.session.add(evidence)
    db.session.flush()
    _record_assessment("evidence-added", evidence, nominee, actor=actor, now=now)
    return evidence


def assess_evidence(
    evidence: Evidence,
    entry: rules.EvidenceEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Assess a piece of evidence, or correct what it is (RM4).

    :raises RecruitingRefusedError: the pilot does not ask for this criterion.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(evidence, seen)
    _refuse_criterion(evidence.nominee, entry)
    before = evidence.assessment
    for name, value in asdict(entry).items():
        setattr(evidence, name, value)
    if evidence.assessment is not before:
        _sign(evidence, actor=actor, today=today)
    db.session.flush()
    _record_assessment("evidence-assessed", evidence, evidence.nominee, actor=actor, now=now)


def _refuse_application(
    candidacy: Candidacy, entry: rules.ApplicationEntry, *, actor: Viewer, today: dt.date
) -> None:
    decides = _decides(candidacy, actor)
    problem = rules.application_problem(entry, state=candidacy.state, decides=decides, today=today)
    if problem is not None:
        raise RecruitingRefusedError(problem)


def _refuse_nominee(
    application: Application,
    entry: rules.NomineeEntry,
    *,
    actor: Viewer,
    besides: Nominee | None = None,
) -> None:
    candidacy = application.candidacy
    problem = rules.writing_problem(candidacy.state, decides=_decides(candidacy, actor))
    if problem is not None:
        raise RecruitingRefusedError(problem)
    known = besides.id if besides else None
    if queries.email_is_taken(entry.email, pilot_id=candidacy.pilot_id, besides=known):
        raise RecruitingRefusedError(rules.Problem.EMAIL_TAKEN)


def _refuse_criterion(nominee: Nominee, entry: rules.EvidenceEntry) -> None:
    if entry.criterion not in nominee.application.candidacy.pilot.eligibility_criteria:
        raise RecruitingRefusedError(rules.Problem.CRITERION_NOT_ASKED)


def _decides(candidacy: Candidacy, actor: Viewer) -> bool:
    return actor.may_in(candidacy.pilot_id, Permission.APPLICATION_DECIDE)


def _sign(evidence: Evidence, *, actor: Viewer, today: dt.date) -> None:
    """Keep who assessed when; what is not assessed yet has neither."""
    is_assessed = evidence.assessment is not Assessment.PENDING
    evidence.assessor_id = actor.user_id if is_assessed else None
    evidence.assessed_on = today if is_assessed else None


def _sort_key(entry: rules.NomineeEntry) -> str:
    return text.sort_key(f"{entry.family_name} {entry.given_name}")


def _record(
    action: str, row: Identified, application: Application, *, actor: Viewer, now: dt.datetime
) -> None:
    pilot_id = application.candidacy.pilot_id
    audit.record(f"recruiting.{action}", row, actor=actor, at=now, pilot_id=pilot_id)


def _record_assessment(
    action: str, evidence: Evidence, nominee: Nominee, *, actor: Viewer, now: dt.datetime
) -> None:
    audit.record(
        f"recruiting.{action}",
        evidence,
        actor=actor,
        at=now,
        pilot_id=nominee.application.candidacy.pilot_id,
        criterion=evidence.criterion,
        assessment=evidence.assessment,
    )
