"""What needs somebody because a mentor session and training are at the same time: two areas meet (R8)."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from pilot import clock
from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.overview import links
from pilot.overview.tasks import Task, due
from pilot.training import labels, rules
from pilot.training import queries as training
from pilot.training.models import TrainingDay


@dataclass(frozen=True)
class _Clash:
    """A planned session in which a participant would have to be in training as well."""

    session: MentorSession
    person: User
    day: TrainingDay


def sessions_during_training(
    pilot: Pilot, *, today: dt.date, mentor_id: uuid.UUID | None = None
) -> list[Task]:
    """Return a row for each planned session at the same time as training; of all mentors, or of one."""
    return [
        Task(
            what=_("%(name)s has a mentor session during training", name=clash.person.name),
            why=f"{labels.day_name(clash.day)}: {clash.day.venue or '–'}",
            action_url=links.session(pilot, clash.session.id)
            if mentor_id
            else links.training_day(clash.day.id),
            action_label=_("Open the session") if mentor_id else _("Open day"),
            due=due(clash.day.held_on, today=today),
        )
        for clash in _clashes(pilot, today=today)
        if mentor_id in {None, clash.session.mentor_id}
    ]


def _clashes(pilot: Pilot, *, today: dt.date) -> list[_Clash]:
    days = {day.id: day for day in _days(pilot, today=today)}
    dates = {day.held_on for day in days.values()}
    attendees = {attendee.id: attendee for attendee in _planned(pilot, dates)} if dates else {}
    sessions = [
        rules.Engagement(
            attendee.participation_id, attendee.id, attendee.session.starts_at, attendee.session.ends_at
        )
        for attendee in attendees.values()
        if attendee.session.starts_at is not None and attendee.session.ends_at is not None
    ]
    people = {engagement.person_id for engagement in sessions}
    trained = [
        rules.Engagement(
            person, day.id, _moment(day.held_on, day.starts_at), _moment(day.held_on, day.ends_at)
        )
        for day in days.values()
        for person in people
    ]
    pairs = (
        (
            attendees.get(found.first_id) or attendees.get(found.second_id),
            days.get(found.first_id) or days.get(found.second_id),
        )
        for found in rules.double_bookings([*sessions, *trained])
    )
    return [
        _Clash(attendee.session, attendee.participation.user, day)
        for attendee, day in pairs
        if attendee is not None and day is not None
    ]


def _planned(pilot: Pilot, dates: Collection[dt.date]) -> Sequence[SessionAttendee]:
    """Return who is at the planned sessions of these dates: on others there is no training to meet."""
    return db.session.scalars(
        select(SessionAttendee)
        .join(SessionAttendee.session)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.state == SessionState.PLANNED,
            MentorSession.held_on.in_(dates),
            MentorSession.starts_at.is_not(None),
        )
        .options(
            contains_eager(SessionAttendee.session),
            joinedload(SessionAttendee.participation).joinedload(Participation.user),
        )
        .order_by(MentorSession.held_on, MentorSession.starts_at, SessionAttendee.id)
    ).all()


def _days(pilot: Pilot, *, today: dt.date) -> Sequence[TrainingDay]:
    return db.session.scalars(
        select(TrainingDay)
        .where(TrainingDay.pilot_id == pilot.id, training.is_live(), TrainingDay.held_on >= today)
        .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
    ).all()


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, clock.RIGA)
