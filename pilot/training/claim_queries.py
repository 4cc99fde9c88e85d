"""What lecturers claim of the clock: the classes they teach on days that take place, in whatever pilot."""

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import select

from pilot.cohort.claim_rules import RIGA, Claim
from pilot.cohort.enums import ClaimKind
from pilot.extensions import db
from pilot.training import queries
from pilot.training.models import ClassLecturer, ClassSession, TrainingDay


def claims(people: Collection[uuid.UUID], first: dt.date, last: dt.date) -> list[Claim]:
    """Return the classes of the days from the first to the last; days moved or cancelled have none."""
    classes = db.session.execute(
        select(
            ClassSession.id,
            ClassLecturer.user_id,
            TrainingDay.pilot_id,
            TrainingDay.held_on,
            ClassSession.minutes,
            ClassSession.starts_at,
            ClassSession.ends_at,
        )
        .join(ClassLecturer, ClassLecturer.class_id == ClassSession.id)
        .join(TrainingDay, TrainingDay.id == ClassSession.day_id)
        .where(ClassLecturer.user_id.in_(people), queries.is_live(), TrainingDay.held_on.between(first, last))
        .order_by(TrainingDay.held_on, ClassSession.starts_at, ClassSession.id, ClassLecturer.user_id)
    )
    return [
        Claim(
            lecturer_id,
            class_id,
            ClaimKind.CLASS,
            pilot_id,
            held_on,
            minutes,
            _moment(held_on, starts_at),
            _moment(held_on, ends_at),
        )
        for class_id, lecturer_id, pilot_id, held_on, minutes, starts_at, ends_at in classes
    ]


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=RIGA).astimezone(dt.UTC)
