"""Write a mentoring agreement, accept it, change it as a new version, and say that a review took place."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.models import MentoringPair, Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.agreements import rules
from pilot.mentoring.agreements.enums import AgreementState, Problem, Review
from pilot.mentoring.agreements.models import AgreementReview, MentoringAgreement
from pilot.mentoring.agreements.rules import Parties, Terms


class AgreementRefusedError(DomainError):
    """An agreement that may not be written or accepted so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def write(
    pilot: Pilot,
    pair: MentoringPair,
    terms: Terms,
    *,
    seen: tuple[int, int],
    actor: Viewer,
    now: dt.datetime,
) -> MentoringAgreement:
    """Write the agreement of a pair; once somebody has accepted a version, a change makes the next one.

    `seen` is the number of the version that stood in the form, and how often that had been saved.

    :raises EditedMeanwhileError: the agreement was saved by somebody else since it was seen.
    :raises AgreementRefusedError: a rule is against the terms.
    """
    latest = _latest(pair)
    if (latest.number, latest.version) != seen if latest else seen != (0, 0):
        raise EditedMeanwhileError
    problem = rules.problem_with(terms, begins_on=pair.starts_on)
    if problem is not None:
        raise AgreementRefusedError(problem)
    parties = Parties(pair.id, pair.mentor_id, pair.participation.user_id)
    text = canonical.text_of(rules.content_of(terms, parties))
    if latest is not None and latest.content == text:
        return latest
    row = latest
    if row is None or row.state is not AgreementState.DRAFT:
        row = MentoringAgreement(pair_id=pair.id, number=latest.number + 1 if latest else 1)
        db.session.add(row)
    row.content, row.sha256 = text, canonical.hash_of(text)
    row.start_on, row.middle_on, row.end_on = (terms.reviews[review] for review in Review)
    row.written_at, row.written_by_id = now, actor.user_id
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    audit.record(
        "mentoring.agreement-written", row, actor=actor, at=now, pilot_id=pilot.id, number=row.number
    )
    return row


def accept(
    pilot: Pilot,
    pair: MentoringPair,
    agreement: MentoringAgreement,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> MentoringAgreement:
    """Accept the newest version as the one of the pair who the actor is.

    :raises EditedMeanwhileError: the text was changed since `seen`.
    :raises AgreementRefusedError: there is a newer version, or the actor has accepted this one.
    """
    check_version(agreement, seen)
    latest = _latest(pair)
    if latest is None or latest.id != agreement.id:
        raise AgreementRefusedError(Problem.NOT_LATEST)
    is_mentor = actor.user_id == pair.mentor_id
    if (agreement.mentor_accepted_at if is_mentor else agreement.participant_accepted_at) is not None:
        raise AgreementRefusedError(Problem.ACCEPTED_ALREADY)
    if is_mentor:
        agreement.mentor_accepted_at = now
    else:
        agreement.participant_accepted_at = now
    db.session.flush()
    audit.record(
        "mentoring.agreement-accepted",
        agreement,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        number=agreement.number,
        sha256=agreement.sha256,
    )
    return agreement


def record_review(
    pilot: Pilot, pair: MentoringPair, review: Review, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> AgreementReview:
    """Say that the pair looked at its agreement today.

    :raises AgreementRefusedError: there is no agreement, or this review took place.
    """
    if _latest(pair) is None:
        raise AgreementRefusedError(Problem.NO_AGREEMENT)
    row = AgreementReview(pair_id=pair.id, review=review, held_on=today, recorded_by_id=actor.user_id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as clash:
        raise AgreementRefusedError(Problem.REVIEWED_ALREADY) from clash
    audit.record(
        "mentoring.agreement-reviewed", row, actor=actor, at=now, pilot_id=pilot.id, review=str(review)
    )
    return row


def _latest(pair: MentoringPair) -> MentoringAgreement | None:
    return db.session.scalar(
        select(MentoringAgreement)
        .where(MentoringAgreement.pair_id == pair.id)
        .order_by(MentoringAgreement.number.desc(), MentoringAgreement.id)
        .limit(1)
    )
