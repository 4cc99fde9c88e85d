"""What needs the coordinator and the lecturers in the training."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from sqlalchemy import select

from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.overview import links
from pilot.overview.tasks import Task, due
from pilot.training import attendance_queries, labels, queries
from pilot.training.availability import queries as availability
from pilot.training.availability import rules
from pilot.training.availability.enums import Standing
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.publishing import labels as publishing_labels
from pilot.training.publishing import queries as publishing
from pilot.web import locale

SHEET_DAYS = dt.timedelta(days=3)


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
                action_label=_("Open the schedule"),
            )
        ]
    return [
        Task(
            what=labels.describe(finding, pilot=pilot),
            why=_("The training plan does not keep what the pilot promises."),
            action_url=links.plan(pilot),
            action_label=_("Open the schedule"),
        )
        for finding in unmet
    ]


def unpublished_changes(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row when days ahead changed since people were last told of the schedule (T9)."""
    version, changes = publishing.unpublished(pilot, today=today)
    if version is None or not changes:
        return []
    return [
        Task(
            what=_(
                "Changes of the schedule are not published: %(changes)s",
                changes=publishing_labels.sum_up(changes),
            ),
            why=_("Participants and lecturers still go by “%(name)s”.", name=version.name),
            action_url=links.publish(pilot),
            action_label=_("Publish changes"),
            due=due(max(today, min(change.first_on for change in changes)), today=today),
        )
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


def days_without_scan(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return a row for each day whose signed sheet is still missing three days afterwards (T14)."""
    return [
        Task(
            what=_("Attach the signed sheet: training day %(number)d", number=day.number),
            why=_(
                "The scan of the signed sheet proves the attendance of %(day)s.", day=locale.day(day.held_on)
            ),
            action_url=links.signed_sheet(day),
            action_label=_("Lock the day") if day.state is DayState.HELD else _("Attach the scan"),
            due=due(day.held_on + SHEET_DAYS, today=today),
        )
        for day in attendance_queries.days_without_scan(pilot, until=today - SHEET_DAYS)
    ]


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
