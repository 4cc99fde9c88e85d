"""What participants said of their pairs; but for the own answer it is for the coordinator's pages alone."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.fit import rules
from pilot.mentoring.fit.enums import Fit
from pilot.mentoring.fit.models import PairFit


@dataclass(frozen=True)
class MentorSum:
    """How useful the sessions of a mentor are found: how many answers, and from three on their mean."""

    mentor: str
    count: int
    mean: Decimal | None


def own_answer(pair: MentoringPair, month: Month) -> PairFit | None:
    """Return what was said of a pair, fetched in scope, in a month, or None."""
    return db.session.scalar(select(PairFit).where(PairFit.pair_id == pair.id, PairFit.month == str(month)))


def answers_in(pilot: Pilot) -> list[PairFit]:
    """Return all answers of a pilot with pair and people, the newest first."""
    return list(
        db.session.scalars(
            select(PairFit)
            .join(PairFit.pair)
            .join(MentoringPair.participation)
            .join(Participation.user)
            .where(MentoringPair.pilot_id == pilot.id)
            .options(
                contains_eager(PairFit.pair).joinedload(MentoringPair.mentor),
                contains_eager(PairFit.pair)
                .contains_eager(MentoringPair.participation)
                .contains_eager(Participation.user),
            )
            .order_by(PairFit.month.desc(), User.sort_key, PairFit.id)
        )
    )


def latest(answers: list[PairFit]) -> list[PairFit]:
    """Return of answers, the newest first, the newest of each pair."""
    found: dict[uuid.UUID, PairFit] = {}
    for each in answers:
        found.setdefault(each.pair_id, each)
    return list(found.values())


def sums_of(answers: list[PairFit]) -> list[MentorSum]:
    """Return the ratings by mentor, by name; no mean below three answers (M22)."""
    ratings: dict[uuid.UUID, list[int]] = defaultdict(list)
    mentors: dict[uuid.UUID, User] = {}
    for each in answers:
        ratings[each.pair.mentor_id].append(each.rating)
        mentors[each.pair.mentor_id] = each.pair.mentor
    return [
        MentorSum(mentor.name, len(ratings[key]), rules.mean(ratings[key]))
        for key, mentor in sorted(mentors.items(), key=lambda item: (item[1].sort_key, item[0]))
    ]


def unsettled(pilot: Pilot) -> list[PairFit]:
    """Return who said that a running pair is no fit and was not seen to, the longest waiting first."""
    return list(
        db.session.scalars(
            select(PairFit)
            .join(PairFit.pair)
            .where(
                MentoringPair.pilot_id == pilot.id,
                MentoringPair.ends_on.is_(None),
                PairFit.fit == Fit.NOT_A_FIT,
                PairFit.settled_at.is_(None),
            )
            .options(
                contains_eager(PairFit.pair)
                .joinedload(MentoringPair.participation)
                .joinedload(Participation.user),
                contains_eager(PairFit.pair).joinedload(MentoringPair.mentor),
            )
            .order_by(PairFit.given_on, PairFit.id)
        )
    )


def get_answer(answer_id: uuid.UUID, *, pilot: Pilot) -> PairFit:
    """Return an answer of a pilot; who may ask is the view's door.

    :raises NotVisibleError: the pilot has none of this id.
    """
    found = db.session.scalar(
        select(PairFit)
        .join(PairFit.pair)
        .where(PairFit.id == answer_id, MentoringPair.pilot_id == pilot.id)
        .options(joinedload(PairFit.pair))
    )
    if found is None:
        raise NotVisibleError
    return found
