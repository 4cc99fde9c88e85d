"""Take a participant's self-assessment at the moment that is open (T21)."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.training.competence import queries, rules
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.competence.rules import Problem, Rating


class RatingRefusedError(DomainError):
    """A self-assessment is refused: its moment is not open."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def rate(
    pilot: Pilot,
    participation: Participation,
    moment: Moment | None,
    ratings: Mapping[uuid.UUID, Rating],
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> SelfRating:
    """Keep how a participant rates themselves on the modules, the first time or again.

    :raises RatingRefusedError: the moment is not open.
    :raises EditedMeanwhileError: it was saved from another window since it was seen.
    """
    windows = queries.windows_of(pilot, today=today)
    problem = rules.rate_problem(windows, moment, today=today)
    if problem is not None or moment is None:
        raise RatingRefusedError(problem or Problem.OTHER_MOMENT)
    row = _row_of(participation, moment, seen=seen)
    row.rated_on, row.open_until = today, windows[moment].last_on
    _write_lines(row, ratings)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    audit.record("training.self-rated", row, actor=actor, at=now, pilot_id=pilot.id, moment=str(moment))
    return row


def _row_of(participation: Participation, moment: Moment, *, seen: int) -> SelfRating:
    """Return the participant's row of a moment, a new one at first; every save raises its version."""
    row = db.session.scalar(
        select(SelfRating)
        .where(SelfRating.participation_id == participation.id, SelfRating.moment == moment)
        .options(selectinload(SelfRating.lines))
    )
    if row is None:
        row = SelfRating(participation_id=participation.id, moment=moment, lines=[])
        db.session.add(row)
        return row
    check_version(row, seen)
    flag_modified(row, "rated_on")
    return row


def _write_lines(row: SelfRating, ratings: Mapping[uuid.UUID, Rating]) -> None:
    lines = {line.module_id: line for line in row.lines}
    for module_id, rating in ratings.items():
        line = lines.get(module_id)
        if line is None:
            line = SelfRatingLine(module_id=module_id)
            row.lines.append(line)
        line.level, line.example = int(rating.level), rating.example
