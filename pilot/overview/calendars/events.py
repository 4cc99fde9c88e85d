"""What stands in a person's calendar: training days, own classes, sessions, meetings; nothing private."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import Select, func, or_, select

from pilot import clock
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.audit import AuditEvent
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.community.enums import MeetingState
from pilot.community.models import CooperationGroup, Meeting
from pilot.extensions import db
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.overview.calendars.rules import Event
from pilot.training import queries as training
from pilot.training.enums import DayMode
from pilot.training.labels import MODES
from pilot.training.models import TrainingDay
from pilot.training.publishing import queries as publishing
from pilot.training.publishing.calendar_days import CalendarDay
from pilot.training.publishing.labels import hours
from pilot.web import locale
from pilot.web.links import address_of


def own(viewer: Viewer) -> list[Event]:
    """Return all that is planned for a person: training of own pilots, sessions, meetings of own groups."""
    found: list[Event] = []
    for pilot in cohort.pilots_of(viewer, Permission.CALENDAR_SUBSCRIBE):
        found += in_pilot(viewer, pilot)
    return [*found, *_sessions(viewer), *_meetings(viewer)]


def of_day(day: TrainingDay) -> list[Event]:
    """Return a training day as the calendars of its pilot show it, an unpublished one as it is planned."""
    published = publishing.calendar_days(day.pilot)
    found = [each for each in published if each.day.uid == day.calendar_uid]
    if not found:
        found = publishing.calendar_state(training.days_of_event(day), since=day.pilot.created_at)
    return [_training_day(each, day.pilot) for each in found]


def in_pilot(viewer: Viewer, pilot: Pilot) -> list[Event]:
    """Return the training of a pilot as far as a person may have it: all days, or the classes they teach."""
    scopes = viewer.scopes_in(pilot.id, Permission.CALENDAR_SUBSCRIBE)
    if {scope.reach for scope in scopes} != {Reach.TAUGHT}:
        return [_training_day(each, pilot) for each in publishing.calendar_days(pilot)]
    taught = publishing.calendar_days(pilot, taught_by=viewer.user_id)
    return [_classes(each, pilot, viewer.user_id) for each in taught]


def _training_day(each: CalendarDay, pilot: Pilot) -> Event:
    day = each.day
    number = _("Training day %(number)d", number=day.number)
    return _event(
        each,
        uid=f"training-day-{day.uid}",
        times=(day.starts_at, day.ends_at),
        title=f"{number} – {_title(pilot)}",
        lines=[f"{hours(held)} {held.topic}" for held in day.classes],
    )


def _classes(each: CalendarDay, pilot: Pilot, person_id: uuid.UUID) -> Event:
    held = each.day.classes_of(person_id)
    topics = "; ".join(taught.topic for taught in held)
    return _event(
        each,
        uid=f"classes-{each.day.uid}",
        times=(min(taught.starts_at for taught in held), max(taught.ends_at for taught in held)),
        title=f"{topics} – {_title(pilot)}",
        lines=[f"{hours(taught)} {taught.topic}" for taught in held],
    )


def _event(
    each: CalendarDay, *, uid: str, times: tuple[dt.time, dt.time], title: str, lines: Iterable[str]
) -> Event:
    day = each.day
    mode = str(MODES[DayMode(day.mode)]) if day.mode != DayMode.IN_PERSON else ""
    starts, ends = (dt.datetime.combine(day.held_on, time, clock.RIGA) for time in times)
    return Event(
        uid=_uid(uid),
        sequence=each.sequence,
        changed_at=each.changed_at,
        starts=starts,
        ends=ends,
        title=title,
        place=", ".join(text for text in (day.venue, day.address) if text) or mode,
        text="\n".join([text for text in (mode, day.access_note) if text] + list(lines)),
        url=address_of("training.day", day_id=day.id),
        is_cancelled=each.is_cancelled,
    )


def _title(pilot: Pilot) -> str:
    return pilot.title_en if locale.language() == "en" else pilot.title_lv


def _uid(text: str) -> str:
    """Return a name that no event of another system has, and that outlives a change of our address."""
    return f"{text}@kopdarbs"


def _sessions(viewer: Viewer) -> list[Event]:
    """Return the planned sessions that a person leads or attends, and those called off before they came.

    Neither who comes nor where nor what about: a calendar is read on screens of others.
    """
    mine = select(Participation.id).where(Participation.user_id == viewer.user_id)
    attends = select(SessionAttendee.session_id).where(SessionAttendee.participation_id.in_(mine))
    sessions = db.session.execute(
        select(MentorSession, Pilot.code)
        .join(Pilot, Pilot.id == MentorSession.pilot_id)
        .where(
            MentorSession.state.in_([SessionState.PLANNED, SessionState.CANCELLED]),
            MentorSession.pilot_id.in_(_pilots_of(viewer)),
            or_(MentorSession.mentor_id == viewer.user_id, MentorSession.id.in_(attends)),
        )
        .order_by(MentorSession.held_on, MentorSession.id)
    ).all()
    changed = _last_changes(session.id for session, _code in sessions)
    found = (
        _session(session, code, viewer, changed.get(session.id, session.logged_at))
        for session, code in sessions
    )
    return [event for event in found if not event.is_cancelled or _was_ahead(event)]


def _session(session: MentorSession, code: str, viewer: Viewer, changed_at: dt.datetime) -> Event:
    leads = session.mentor_id == viewer.user_id
    page = {"session_id": session.id} if leads else {}
    return Event(
        uid=_uid(f"session-{session.id}"),
        sequence=session.version - 1,
        changed_at=changed_at,
        starts=session.starts_at.astimezone(clock.RIGA) if session.starts_at else session.held_on,
        ends=session.ends_at.astimezone(clock.RIGA) if session.ends_at else None,
        title=_("Mentoring session"),
        url=address_of("sessions.session" if leads else "sessions.my_sessions", code=code, **page),
        is_cancelled=session.state is SessionState.CANCELLED,
    )


def _was_ahead(event: Event) -> bool:
    """Tell whether an event was called off before it came: only then calendars showed it."""
    day = event.starts.date() if isinstance(event.starts, dt.datetime) else event.starts
    return event.changed_at.astimezone(clock.RIGA).date() <= day


def _meetings(viewer: Viewer) -> list[Event]:
    """Return the planned meetings of the groups that a person runs with the own municipality."""
    own_places = cohort.visible_participations(viewer, Permission.GROUP_WRITE).with_only_columns(
        Participation.pilot_id, Participation.municipality_id
    )
    meetings = db.session.execute(
        select(Meeting, CooperationGroup.name)
        .join(CooperationGroup, CooperationGroup.id == Meeting.group_id)
        .join(
            places := own_places.distinct().subquery(),
            (places.c.pilot_id == CooperationGroup.pilot_id)
            & (places.c.municipality_id == CooperationGroup.municipality_id),
        )
        .where(Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.held_on, Meeting.id)
    ).all()
    changed = _last_changes(meeting.id for meeting, _name in meetings)
    return [
        _meeting(meeting, name, changed.get(meeting.id, meeting.recorded_at)) for meeting, name in meetings
    ]


def _meeting(meeting: Meeting, name: str, changed_at: dt.datetime) -> Event:
    has_times = meeting.starts_at is not None and meeting.ends_at is not None
    return Event(
        uid=_uid(f"meeting-{meeting.id}"),
        sequence=meeting.version - 1,
        changed_at=changed_at,
        starts=dt.datetime.combine(meeting.held_on, meeting.starts_at, clock.RIGA)
        if has_times and meeting.starts_at
        else meeting.held_on,
        ends=dt.datetime.combine(meeting.held_on, meeting.ends_at, clock.RIGA)
        if has_times and meeting.ends_at
        else None,
        title=f"{_('Meeting of the group')} – {name}",
        place=meeting.place,
        url=address_of("meetings.meeting", meeting_id=meeting.id),
    )


def _pilots_of(viewer: Viewer) -> Select[uuid.UUID]:
    return cohort.visible_pilots(viewer).with_only_columns(Pilot.id)


def _last_changes(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.datetime]:
    """Return when things last changed, as the audit trail has it."""
    rows = db.session.execute(
        select(AuditEvent.subject_id, func.max(AuditEvent.at).label("changed_at"))
        .where(AuditEvent.subject_id.in_(list(ids)))
        .group_by(AuditEvent.subject_id)
    )
    return {each.subject_id: each.changed_at for each in rows}
