"""What needs the coordinator and the lecturers in the training."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from sqlalchemy import select

from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.overview import links
from pilot.overview.tasks import Task, due
from pilot.training import labels, queries
from pilot.training.availability import queries as availability
from pilot.training.availability import rules
from pilot.training.availability.enums import Standing
from pilot.training.models import TrainingDay
from pilot.web import locale


def unmet_rules(pilot: Pilot) -> list[Task]:
    """Return a row for each rule that the training plan does not keep and nobody accepted (R4).

    A pilot without a single day has one row: there is nothing yet that could break a rule.
    """
    unmet = queries.unmet_rules(pilot)
    if unmet and not queries.has_days(pilot):
        return [
            Task(
                what=_("Plan the training days"),
                why=_("No training day is planned yet."),
                action_url=links.plan(pilot),
                action_label=_("Open the plan"),
            )
        ]
    return [
        Task(
            what=labels.describe(finding, pilot=pilot),
            why=_("The training plan does not keep what the pilot promises."),
            action_url=links.plan(pilot),
            action_label=_("Open the plan"),
        )
        for finding in unmet
    ]


def days_without_attendance(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each day up to today of which nobody's attendance is taken."""
    return [_take(day, today=today) for day in queries.days_without_attendance(pilot, today=today)]


def own_days_without_attendance(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return the same rows for the days on which a lecturer teaches."""
    taught = set(
        db.session.scalars(
            select(TrainingDay.id).where(TrainingDay.pilot_id == pilot.id, queries.is_taught_by(user_id))
        )
    )
    waiting = queries.days_without_attendance(pilot, today=today)
    return [_take(day, today=today) for day in waiting if day.id in taught]


def availability_asked(pilot: Pilot, *, user_id: uuid.UUID) -> list[Task]:
    """Return a row for a lecturer who was asked for dates and has not answered."""
    asked = availability.request_of(pilot.id, user_id)
    if asked is None or rules.standing(asked.asked_at, asked.answered_at) is not Standing.ASKED:
        return []
    return [
        Task(
            what=_("Say when you cannot teach"),
            why=_("The coordinator is planning the training days."),
            action_url=links.own_dates(pilot),
            action_label=_("Answer"),
        )
    ]


def _take(day: TrainingDay, *, today: dt.date) -> Task:
    return Task(
        what=_("Take attendance: training day %(number)d", number=day.number),
        why=f"{locale.day(day.held_on)} {locale.clock_time(day.starts_at)} · {day.venue}",
        action_url=links.attendance(day.id),
        action_label=_("Take attendance"),
        due=due(day.held_on, today=today),
    )
