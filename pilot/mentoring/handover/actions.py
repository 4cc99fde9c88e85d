"""Hand over the summaries of earlier pairs to the mentor of a new one, or take that back (M20)."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MentoringPair, Pilot
from pilot.database import check_version
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.handover import queries
from pilot.mentoring.handover.models import HandOver


def say(
    pilot: Pilot, pair: MentoringPair, *, is_released: bool, seen: int, actor: Viewer, now: dt.datetime
) -> HandOver:
    """Say as the participant whether the mentor of a pair may read the summaries of earlier pairs.

    :raises EditedMeanwhileError: it was said from another window since `seen`.
    """
    row = queries.hand_over_of(pair)
    if row is None:
        row = HandOver(pair_id=pair.id)
        db.session.add(row)
    else:
        check_version(row, seen)
    row.released_at = now if is_released else None
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    deed = "handed-over" if is_released else "hand-over-taken-back"
    audit.record(f"mentoring.{deed}", row, actor=actor, at=now, pilot_id=pilot.id)
    return row
