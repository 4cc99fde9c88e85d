"""Builders for the overview: days, sessions, months and groups around the small pilot."""

import datetime as dt

from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.community.enums import GroupLevel, LeaderKind, MeetingState
from pilot.community.models import CooperationGroup, GroupTask, Meeting
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.municipalities.models import Municipality
from pilot.training.enums import DayState
from pilot.training.models import Attendance, TrainingDay
from tests.build import LONG_AGO, keep
from tests.training import build as training


def day(of: Pilot, held_on: dt.date, *, number: int = 1, state: DayState = DayState.HELD) -> TrainingDay:
    return training.day(of, held_on, number=number, state=state)


def taught_by(of: TrainingDay, lecturer: User) -> None:
    training.held_class(of, lecturer, ends_at=dt.time(11), minutes=90)


def attendance(
    of: TrainingDay, participation: Participation, recorder: User, minutes: int = 360
) -> Attendance:
    return training.attendance(of, participation, minutes, recorded_by_id=recorder.id, recorded_at=LONG_AGO)


def session(
    participation: Participation,
    mentor: User,
    held_on: dt.date,
    *,
    minutes: int = 60,
    state: SessionState = SessionState.HELD,
    confirmation: ConfirmationState = ConfirmationState.WAITING,
) -> SessionAttendee:
    """Keep a session with its attendee and share; its month is kept by `month`."""
    held = keep(
        MentorSession(
            pilot_id=participation.pilot_id,
            mentor_id=mentor.id,
            held_on=held_on,
            minutes=minutes,
            form=SessionForm.VIDEO,
            kind=SessionKind.INDIVIDUAL,
            state=state,
            topics=["resources"],
            logged_at=LONG_AGO,
        )
    )
    attendee: SessionAttendee = keep(
        SessionAttendee(session_id=held.id, participation_id=participation.id, confirmation=confirmation)
    )
    keep(SessionShare(attendee_id=attendee.id, held_on=held_on, minutes=minutes))
    return attendee


def month(participation: Participation, name: str, minutes: int) -> MonthMinutes:
    found: MonthMinutes = keep(
        MonthMinutes(
            participation_id=participation.id,
            month=name,
            pilot_id=participation.pilot_id,
            received_minutes=minutes,
            counted_minutes=minutes,
            planned_minutes=0,
        )
    )
    return found


def group(of: Pilot, place: Municipality) -> CooperationGroup:
    found: CooperationGroup = keep(
        CooperationGroup(
            pilot_id=of.id,
            municipality_id=place.id,
            level=GroupLevel.MUNICIPAL,
            name="Sadarbības grupa",
            tasks=[],
            leader_kind=LeaderKind.HEAD_OF_UNIT,
        )
    )
    return found


def task(of: CooperationGroup, due_on: dt.date) -> GroupTask:
    meeting = keep(
        Meeting(
            group_id=of.id,
            number=1,
            held_on=dt.date(2023, 1, 20),
            place="Cēsis",
            agenda="Telpas",
            state=MeetingState.HELD,
            recorded_at=LONG_AGO,
        )
    )
    found: GroupTask = keep(
        GroupTask(group_id=of.id, meeting_id=meeting.id, text="Sarunāt telpas", due_on=due_on)
    )
    return found
