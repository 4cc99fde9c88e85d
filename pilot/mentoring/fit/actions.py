"""Take what a participant says of a pair, once a month; keep that the coordinator saw to it (M22)."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.rules import Month
from pilot.database import check_version
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.fit import queries
from pilot.mentoring.fit.enums import Fit, Rating
from pilot.mentoring.fit.models import PairFit


def give(
    pilot: Pilot,
    pair: MentoringPair,
    fit: Fit,
    rating: Rating,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> PairFit:
    """Keep how a participant finds the own pair in this month; the mentor is not told.

    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    """
    row = queries.own_answer(pair, Month.of(today))
    if row is None:
        row = PairFit(pair_id=pair.id, month=str(Month.of(today)))
        db.session.add(row)
    else:
        check_version(row, seen)
    row.fit, row.rating, row.given_on, row.settled_at = fit, int(rating), today, None
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    audit.record("mentoring.fit-given", row, actor=actor, at=now, pilot_id=pilot.id, month=row.month)
    return row


def settle(pilot: Pilot, answer: PairFit, *, actor: Viewer, now: dt.datetime) -> PairFit:
    """Keep that the coordinator has seen to an answer; settled once, it stays."""
    answer.settled_at = answer.settled_at or now
    db.session.flush()
    audit.record("mentoring.fit-settled", answer, actor=actor, at=now, pilot_id=pilot.id)
    return answer
