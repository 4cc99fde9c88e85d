"""Whom a check-in is about: the viewer's own participation, and the days that take place today."""

import datetime as dt

from sqlalchemy import or_, select

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.training import queries
from pilot.training.models import CheckIn, TrainingDay


def own_participation(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> Participation | None:
    """Return the viewer's own participation in a pilot, while it runs."""
    return db.session.scalar(
        select(Participation).where(
            Participation.pilot_id == pilot.id,
            Participation.user_id == viewer.user_id,
            Participation.started_on <= today,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= today),
        )
    )


def days_today(pilot: Pilot, *, today: dt.date) -> list[TrainingDay]:
    """Return the days of a pilot that take place today."""
    return queries.days_on(pilot.id, today)


def own_check_ins(participation: Participation, days: list[TrainingDay]) -> list[CheckIn]:
    """Return where a participant has checked in already."""
    return list(
        db.session.scalars(
            select(CheckIn)
            .where(CheckIn.participation_id == participation.id, CheckIn.day_id.in_([day.id for day in days]))
            .order_by(CheckIn.checked_in_at, CheckIn.id)
        )
    )
