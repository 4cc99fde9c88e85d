"""What a home has of booking and of recurring plans: times that are free or booked, and a series."""

import datetime as dt

from sqlalchemy import select

from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.series.models import SeriesOccurrence, SessionSeries
from tests.build import LONG_AGO, keep
from tests.sweep.home import Found, Home


def bookings_of(home: Home) -> Found:
    """Build the times of a home's mentor; where nobody is live, they lie in the past."""
    month = 4 if home.live else 1
    starts_at = dt.datetime(2023, month, home.number, 12, tzinfo=dt.UTC)
    free, offered = _slot(home, starts_at), _slot(home, starts_at + dt.timedelta(hours=1))
    booked = _slot(home, starts_at + dt.timedelta(hours=2))
    booked.session_id = _session(home, booked).id
    mentor, people = {"owners": frozenset({home.mentor.id})}, {"owners": _mentees(home)}
    own = {"owners": frozenset({home.participation.user_id} if home.live else ())}
    return {
        "slot_id": ({"slot_id": free.id}, people),
        "offered_slot_id": ({"slot_id": offered.id}, mentor),
        "booked_slot_id": ({"slot_id": booked.id}, own),
        "series_id": ({"series_id": _series(home, booked).id}, mentor),
    }


def _mentees(home: Home) -> frozenset[object]:
    """Return whose mentor the mentor of a home is now: all of them see the mentor's times."""
    users = (
        select(Participation.user_id)
        .join(MentoringPair, MentoringPair.participation_id == Participation.id)
        .where(MentoringPair.mentor_id == home.mentor.id, MentoringPair.ends_on.is_(None))
    )
    return frozenset(db.session.scalars(users))


def _slot(home: Home, starts_at: dt.datetime) -> BookingSlot:
    slot: BookingSlot = keep(
        BookingSlot(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=starts_at.date(),
            starts_at=starts_at,
            minutes=60,
            form=SessionForm.VIDEO,
            seats=2,
            notice_hours=24,
            offered_at=LONG_AGO,
        )
    )
    return slot


def _session(home: Home, slot: BookingSlot) -> MentorSession:
    session: MentorSession = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=slot.held_on,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            minutes=slot.minutes,
            form=slot.form,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED if home.live else SessionState.CANCELLED,
            topics=[],
            logged_at=LONG_AGO,
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=slot.held_on, minutes=slot.minutes))
    return session


def _series(home: Home, slot: BookingSlot) -> SessionSeries:
    series: SessionSeries = keep(
        SessionSeries(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            participation_id=home.participation.id,
            rhythm=Rhythm.WEEKLY,
            first_on=slot.held_on,
            until_on=slot.held_on,
            starts=slot.local_start,
            minutes=slot.minutes,
            form=slot.form,
            planned_at=LONG_AGO,
        )
    )
    keep(SeriesOccurrence(series_id=series.id, session_id=slot.session_id, due_on=slot.held_on))
    return series
