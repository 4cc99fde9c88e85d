"""Mentoring agreements: the text for the pair, that it exists and its days for the coordinator."""

import datetime as dt
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.agreements import rules
from pilot.mentoring.agreements.enums import AgreementState, Review
from pilot.mentoring.agreements.models import AgreementReview, MentoringAgreement
from pilot.web.paging import Page, page_of


def visible_pairs(viewer: Viewer) -> Select[MentoringPair]:
    """Return the statement of the pairs whose agreement the viewer may read: the own ones.

    A participant keeps all of them, a mentor those that run.
    """
    people = cohort.visible_participations(viewer, Permission.SESSION_CONTENT_READ)
    is_mine = (MentoringPair.mentor_id == viewer.user_id) & MentoringPair.ends_on.is_(None)
    return (
        select(MentoringPair)
        .join(MentoringPair.participation)
        .where(
            MentoringPair.participation_id.in_(people.with_only_columns(Participation.id)),
            is_mine | (Participation.user_id == viewer.user_id),
        )
    )


def _both() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(MentoringPair.mentor),
        joinedload(MentoringPair.participation).joinedload(Participation.user),
    )


def get_pair(pair_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer, live: bool = False) -> MentoringPair:
    """Return a pair of a pilot whose agreement the viewer may read; `live` ones only to write it.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    statement = (
        visible_pairs(viewer)
        .where(MentoringPair.id == pair_id, MentoringPair.pilot_id == pilot.id)
        .options(*_both())
    )
    if live:
        statement = statement.where(MentoringPair.ends_on.is_(None))
    pair = db.session.scalar(statement)
    if pair is None:
        raise NotVisibleError
    return pair


def versions_of(pair: MentoringPair) -> list[MentoringAgreement]:
    """Return the versions of a pair's agreement that was fetched in scope, the newest first."""
    return list(
        db.session.scalars(
            select(MentoringAgreement)
            .where(MentoringAgreement.pair_id == pair.id)
            .options(joinedload(MentoringAgreement.written_by))
            .order_by(MentoringAgreement.number.desc(), MentoringAgreement.id)
        )
    )


def in_force(versions: Sequence[MentoringAgreement]) -> MentoringAgreement | None:
    """Return the newest version that both have accepted, or None."""
    return next((each for each in versions if each.state is AgreementState.ACCEPTED), None)


def get_version(agreement_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MentoringAgreement:
    """Return a version of an agreement with its pair, for one of the pair.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pairs = visible_pairs(viewer).where(MentoringPair.pilot_id == pilot.id)
    of_pair = joinedload(MentoringAgreement.pair)
    found = db.session.scalar(
        select(MentoringAgreement)
        .where(
            MentoringAgreement.id == agreement_id,
            MentoringAgreement.pair_id.in_(pairs.with_only_columns(MentoringPair.id)),
        )
        .options(
            joinedload(MentoringAgreement.written_by),
            of_pair.joinedload(MentoringPair.mentor),
            of_pair.joinedload(MentoringPair.participation).joinedload(Participation.user),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def content_of(agreement: MentoringAgreement) -> dict[str, Any]:
    """Return what a version says."""
    content: dict[str, Any] = json.loads(agreement.content)
    return content


def reviews_of(pair_ids: Collection[uuid.UUID]) -> Mapping[tuple[uuid.UUID, Review], dt.date]:
    """Return the days on which reviews took place, by pair."""
    rows = db.session.execute(
        select(AgreementReview.pair_id, AgreementReview.review, AgreementReview.held_on)
        .where(AgreementReview.pair_id.in_(pair_ids))
        .order_by(AgreementReview.pair_id, AgreementReview.review)
    )
    return {(pair_id, review): held_on for pair_id, review, held_on in rows}


def proposed_reviews(pilot: Pilot, pair: MentoringPair) -> dict[Review, dt.date]:
    """Propose the days of the reviews of a pair, up to the end of its phase."""
    span = cohort.quota_span(pilot, cohort.phases_of(pilot))
    last_on = span.ends_on if span is not None and span.ends_on is not None else pilot.implementation_to
    return rules.proposed_reviews(pair.starts_on, last_on)


@dataclass(frozen=True)
class Standing:
    """How the agreement of a pair stands, without a word of its text; days as they were set last."""

    pair_id: uuid.UUID
    participation_id: uuid.UUID
    participant: str
    mentor: str
    mentor_id: uuid.UUID
    number: int | None
    state: AgreementState | None
    written_at: dt.datetime | None
    accepted_at: dt.datetime | None
    reviews: Mapping[Review, dt.date]
    held: Mapping[Review, dt.date]

    def due(self, *, today: dt.date) -> list[tuple[Review, dt.date]]:
        """Return the reviews that are near or past and have not taken place."""
        return [
            (review, day)
            for review, day in self.reviews.items()
            if review not in self.held and rules.is_review_due(day, today=today)
        ]


def standings_in(pilot: Pilot, *, viewer: Viewer, number: int = 1) -> Page[Standing]:
    """Return a page of the running pairs of a pilot and how their agreements stand.

    :raises NotVisibleError: the viewer does not manage the pairs of the pilot.
    """
    if not viewer.may_in(pilot.id, Permission.PAIR_MANAGE):
        raise NotVisibleError
    page: Page[MentoringPair] = page_of(
        _running(pilot).join(Participation.user).order_by(User.sort_key, Participation.id, MentoringPair.id),
        number=number,
    )
    return Page(_standings(page.items), page.number, page.pages, page.total)


def own_standings(pilot: Pilot, *, viewer: Viewer) -> list[Standing]:
    """Return how the agreements of the viewer's own running pairs stand, by participant."""
    pairs = db.session.scalars(
        visible_pairs(viewer)
        .where(MentoringPair.pilot_id == pilot.id, MentoringPair.ends_on.is_(None))
        .join(Participation.user)
        .options(*_both())
        .order_by(User.sort_key, Participation.id, MentoringPair.starts_on, MentoringPair.id)
    ).all()
    return _standings(pairs)


def _running(pilot: Pilot) -> Select[MentoringPair]:
    return (
        select(MentoringPair)
        .join(MentoringPair.participation)
        .where(MentoringPair.pilot_id == pilot.id, MentoringPair.ends_on.is_(None))
        .options(*_both())
    )


def _standings(pairs: Sequence[MentoringPair]) -> list[Standing]:
    ids = [pair.id for pair in pairs]
    newest = (
        select(MentoringAgreement.pair_id, func.max(MentoringAgreement.number).label("number"))
        .where(MentoringAgreement.pair_id.in_(ids))
        .group_by(MentoringAgreement.pair_id)
        .subquery()
    )
    latest = {
        row.pair_id: row
        for row in db.session.scalars(
            select(MentoringAgreement)
            .join(
                newest,
                (newest.c.pair_id == MentoringAgreement.pair_id)
                & (newest.c.number == MentoringAgreement.number),
            )
            .order_by(MentoringAgreement.pair_id)
        )
    }
    held = reviews_of(ids)
    return [_standing(pair, latest.get(pair.id), held) for pair in pairs]


def _standing(
    pair: MentoringPair,
    agreement: MentoringAgreement | None,
    held: Mapping[tuple[uuid.UUID, Review], dt.date],
) -> Standing:
    moments = (agreement.mentor_accepted_at, agreement.participant_accepted_at) if agreement else ()
    given = [moment for moment in moments if moment is not None]
    state = agreement.state if agreement else None
    return Standing(
        pair_id=pair.id,
        participation_id=pair.participation_id,
        participant=pair.participation.user.name,
        mentor=pair.mentor.name,
        mentor_id=pair.mentor_id,
        number=agreement.number if agreement else None,
        state=state,
        written_at=agreement.written_at if agreement else None,
        accepted_at=max(given) if state is AgreementState.ACCEPTED else None,
        reviews=agreement.reviews if agreement else {},
        held={review: held[pair.id, review] for review in Review if (pair.id, review) in held},
    )
