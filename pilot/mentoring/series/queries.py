"""Recurring plans in the viewer's scope, and what a new one would plan."""

import datetime as dt
import uuid

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import slot_queries, slot_rules
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.series import rules
from pilot.mentoring.series.models import SeriesOccurrence, SessionSeries
from pilot.mentoring.series.rules import Occurrence, Rule
from pilot.mentoring.slot_rules import Obstacle, Slot


def get_mentee(participation_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> Participation:
    """Return a participant for whom the viewer may plan sessions.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    participation = cohort.get_participation(
        participation_id, viewer=viewer, permission=Permission.SESSION_CREATE
    )
    if participation.pilot_id != pilot.id:
        raise NotVisibleError
    return participation


def preview(
    pilot: Pilot, participation: Participation, rule: Rule, *, mentor_id: uuid.UUID, now: dt.datetime
) -> list[Occurrence]:
    """Return the days of a recurring session with what is against each; writes nothing (M16)."""
    days = [rule.first_on, rule.until_on + rules.MOST_DAYS_LATER * rules.A_DAY]
    calendar = slot_queries.calendar_of(pilot, days, [mentor_id], now=now)
    person = slot_queries.person_of(participation, days)
    length = dt.timedelta(minutes=rule.minutes)

    def obstacle_on(day: dt.date) -> Obstacle | None:
        begin = slot_rules.moment_of(day, rule.starts)
        if begin is None:
            return Obstacle.NO_SUCH_TIME
        return slot_rules.obstacle(Slot(mentor_id, day, begin, begin + length), calendar, person)

    return rules.occurrences(rule, obstacle_on)


def _series(pilot: Pilot, viewer: Viewer) -> Select[SessionSeries]:
    return (
        select(SessionSeries)
        .where(SessionSeries.pilot_id == pilot.id, SessionSeries.mentor_id == viewer.user_id)
        .options(joinedload(SessionSeries.participation).joinedload(Participation.user))
        .order_by(SessionSeries.first_on, SessionSeries.id)
    )


def series_with(participation: Participation, *, pilot: Pilot, viewer: Viewer) -> list[SessionSeries]:
    """Return the viewer's recurring plans for a participant that were not ended, the earliest first."""
    return list(
        db.session.scalars(
            _series(pilot, viewer).where(
                SessionSeries.participation_id == participation.id, SessionSeries.ended_at.is_(None)
            )
        )
    )


def get_series(series_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> SessionSeries:
    """Return a recurring plan of the viewer with its sessions.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    of_session = selectinload(SessionSeries.occurrences).joinedload(SeriesOccurrence.session)
    series = db.session.scalar(
        _series(pilot, viewer)
        .where(SessionSeries.id == series_id)
        .options(of_session.selectinload(MentorSession.attendees).selectinload(SessionAttendee.shares))
        .execution_options(populate_existing=True)
    )
    if series is None or not viewer.may_in(pilot.id, Permission.SESSION_UPDATE):
        raise NotVisibleError
    return series
