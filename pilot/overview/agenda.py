"""The days ahead: training, planned sessions, meetings of the groups, and public holidays."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import or_, select

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.queries import visible_participations
from pilot.community.enums import MeetingState
from pilot.community.models import CooperationGroup, Meeting
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.overview import links
from pilot.training.publishing import queries as publishing
from pilot.web import locale

SHOWN = 6
HORIZON = dt.timedelta(days=45)


@dataclass(frozen=True)
class Ahead:
    """A day of the agenda, as the page's macro shows it."""

    on: dt.date
    title: str
    detail: str
    url: str | None = None

    @property
    def datetime(self) -> str:
        return self.on.isoformat()

    @property
    def day(self) -> str:
        return f"{self.on.day}." if locale.language() == "lv" else str(self.on.day)

    @property
    def month(self) -> str:
        return locale.short_month(self.on)


def days_ahead(pilots: list[Pilot], *, viewer: Viewer, today: dt.date) -> list[Ahead]:
    """Return the viewer's next days of all pilots, holidays included, the soonest first."""
    found = [
        Ahead(on, name, _("Public holiday"))
        for on, name in holidays_between(today, today + HORIZON, language=locale.language()).items()
    ]
    for pilot in pilots:
        found += _training(pilot, viewer=viewer, today=today)
        found += _sessions(pilot, viewer=viewer, today=today)
        found += _meetings(pilot, viewer=viewer, today=today)
    return sorted(found, key=lambda ahead: ahead.on)[:SHOWN]


def _training(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Ahead]:
    if not viewer.may_in(pilot.id, Permission.TRAINING_READ):
        return []
    return [
        Ahead(
            day.held_on,
            _("Training day %(number)d", number=day.number),
            f"{locale.clock_time(day.starts_at)} · {day.venue}",
            links.training_day(day.id),
        )
        for day in publishing.next_days(
            pilot, manages=viewer.may_in(pilot.id, Permission.TRAINING_MANAGE), today=today
        )
    ]


def _sessions(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Ahead]:
    """Return the planned sessions that the viewer leads or attends; nobody else's are shown."""
    own = select(Participation.id).where(
        Participation.pilot_id == pilot.id, Participation.user_id == viewer.user_id
    )
    attends = MentorSession.id.in_(
        select(SessionAttendee.session_id).where(SessionAttendee.participation_id.in_(own))
    )
    rows = db.session.execute(
        select(MentorSession.id, MentorSession.held_on, MentorSession.minutes, MentorSession.mentor_id)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.state == SessionState.PLANNED,
            MentorSession.held_on.between(today, today + HORIZON),
            or_(MentorSession.mentor_id == viewer.user_id, attends),
        )
        .order_by(MentorSession.held_on, MentorSession.id)
        .limit(SHOWN)
    )
    return [
        Ahead(
            on,
            _("Mentoring session"),
            locale.minutes(minutes),
            links.session(pilot, session_id) if mentor_id == viewer.user_id else links.my_sessions(pilot),
        )
        for session_id, on, minutes, mentor_id in rows
    ]


def _meetings(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Ahead]:
    seen = visible_participations(viewer, Permission.GROUP_READ).where(Participation.pilot_id == pilot.id)
    rows = db.session.execute(
        select(Meeting.id, Meeting.held_on, Meeting.place, CooperationGroup.name)
        .join(CooperationGroup, CooperationGroup.id == Meeting.group_id)
        .where(
            CooperationGroup.pilot_id == pilot.id,
            CooperationGroup.municipality_id.in_(seen.with_only_columns(Participation.municipality_id)),
            Meeting.state == MeetingState.PLANNED,
            Meeting.held_on.between(today, today + HORIZON),
        )
        .order_by(Meeting.held_on, Meeting.id)
        .limit(SHOWN)
    )
    return [
        Ahead(on, _("Meeting of the group"), f"{name} · {place}", links.meeting(meeting_id))
        for meeting_id, on, place, name in rows
    ]
