"""Offered times in the viewer's scope, who booked them, and what speaks against each."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from pilot.accounts.viewer import Viewer
from pilot.cohort import absence_queries
from pilot.cohort import queries as cohort
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month, Span
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.mentoring.bookings import rules
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.bookings.rules import Calendar, Obstacle, Person, Slot, Taken
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee

MOST_SHOWN = 200
CHOICES = ("minutes", "form", "place", "seats", "notice_hours")
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Offered:
    """A time on its mentor's page: who booked it, and what hides it from participants."""

    slot: BookingSlot
    booked: tuple[str, ...]
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Booked:
    """A booking: the time, the session that it became and the participant's place in it."""

    slot: BookingSlot
    session: MentorSession
    place: SessionAttendee


def attendees_of(slot: BookingSlot) -> list[SessionAttendee]:
    """Return who booked a time: the people of its session, as long as that is a plan for this time."""
    session = slot.session
    if session is None or session.state is not SessionState.PLANNED or session.starts_at != slot.starts_at:
        return []
    return list(session.attendees)


def seats_left(slot: BookingSlot) -> int:
    """Return how many more may book; none where the mentor deleted or moved the session."""
    booked = attendees_of(slot)
    return slot.seats - len(booked) if booked or slot.session_id is None else 0


def _slots() -> Select[BookingSlot]:
    of_session = joinedload(BookingSlot.session).selectinload(MentorSession.attendees)
    return (
        select(BookingSlot)
        .options(
            joinedload(BookingSlot.mentor),
            of_session.joinedload(SessionAttendee.participation).joinedload(Participation.user),
            of_session.selectinload(SessionAttendee.shares),
        )
        .order_by(BookingSlot.starts_at, BookingSlot.id)
        .execution_options(populate_existing=True)
    )


def offered_by(pilot: Pilot, *, viewer: Viewer, now: dt.datetime) -> list[Offered]:
    """Return the coming times that the viewer offers, the earliest first."""
    slots = db.session.scalars(
        _slots()
        .where(
            BookingSlot.pilot_id == pilot.id,
            BookingSlot.mentor_id == viewer.user_id,
            BookingSlot.starts_at > now,
        )
        .limit(MOST_SHOWN)
    ).all()
    calendar = calendar_of(pilot, slots, now=now)
    return [
        Offered(
            slot,
            tuple(attendee.participation.user.name for attendee in attendees_of(slot)),
            rules.obstacle(as_judged(slot), calendar),
        )
        for slot in slots
    ]


def last_choices(pilot: Pilot, *, viewer: Viewer) -> dict[str, Any]:
    """Return what the viewer chose for the time offered last, to propose the same again."""
    last = db.session.scalar(
        select(BookingSlot)
        .where(BookingSlot.pilot_id == pilot.id, BookingSlot.mentor_id == viewer.user_id)
        .order_by(BookingSlot.offered_at.desc(), BookingSlot.id)
        .limit(1)
    )
    return {name: getattr(last, name) for name in CHOICES} if last is not None else {}


def get_own_slot(slot_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> BookingSlot:
    """Return a time that the viewer offers.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    slot = db.session.scalar(
        _slots().where(
            BookingSlot.id == slot_id,
            BookingSlot.pilot_id == pilot.id,
            BookingSlot.mentor_id == viewer.user_id,
        )
    )
    if slot is None:
        raise NotVisibleError
    return slot


def _of_own_mentors(participation: Participation) -> Select[BookingSlot]:
    """Return the statement of the times that the mentors of a participant offer (M15)."""
    is_paired = exists().where(
        MentoringPair.participation_id == participation.id,
        MentoringPair.mentor_id == BookingSlot.mentor_id,
        MentoringPair.ends_on.is_(None),
    )
    return _slots().where(BookingSlot.pilot_id == participation.pilot_id, is_paired)


def get_slot(slot_id: uuid.UUID, *, participation: Participation) -> BookingSlot:
    """Return a time of one of a participant's mentors, as the database has it now.

    :raises NotVisibleError: there is none of this id for this participant.
    """
    slot = db.session.scalar(_of_own_mentors(participation).where(BookingSlot.id == slot_id))
    if slot is None:
        raise NotVisibleError
    return slot


def open_to(participation: Participation, pilot: Pilot, *, now: dt.datetime) -> list[BookingSlot]:
    """Return the times that a participant may book now, the earliest first."""
    slots = db.session.scalars(
        _of_own_mentors(participation).where(BookingSlot.starts_at > now).limit(MOST_SHOWN)
    ).all()
    if not slots:
        return []
    calendar = calendar_of(pilot, slots, now=now)
    person = person_of(participation, slots)
    return [slot for slot in slots if rules.obstacle(as_judged(slot), calendar, person) is None]


def booked_by(participation: Participation, *, now: dt.datetime) -> list[BookingSlot]:
    """Return the coming times that a participant booked, the earliest first."""
    is_booked = BookingSlot.session.has(
        MentorSession.attendees.any(SessionAttendee.participation_id == participation.id)
    )
    slots = db.session.scalars(
        _slots().where(BookingSlot.pilot_id == participation.pilot_id, is_booked, BookingSlot.starts_at > now)
    ).all()
    return [slot for slot in slots if booking_of(slot, participation) is not None]


def get_booked(slot_id: uuid.UUID, *, participation: Participation) -> Booked:
    """Return a time that a participant booked, as the database has it now.

    :raises NotVisibleError: this participant has booked none of this id.
    """
    slot = db.session.scalar(
        _slots().where(BookingSlot.id == slot_id, BookingSlot.pilot_id == participation.pilot_id)
    )
    place = booking_of(slot, participation) if slot is not None else None
    if slot is None or slot.session is None or place is None:
        raise NotVisibleError
    return Booked(slot, slot.session, place)


def booking_of(slot: BookingSlot, participation: Participation) -> SessionAttendee | None:
    """Return a participant's place in the session of a time, or None."""
    own = (each for each in attendees_of(slot) if each.participation_id == participation.id)
    return next(own, None)


def obstacle_to(
    slot: BookingSlot, participation: Participation, pilot: Pilot, *, now: dt.datetime
) -> Obstacle | None:
    """Return why a participant may not book a time, or None."""
    calendar = calendar_of(pilot, [slot], now=now)
    return rules.obstacle(as_judged(slot), calendar, person_of(participation, [slot]))


def as_judged(slot: BookingSlot) -> Slot:
    return Slot(
        mentor_id=slot.mentor_id,
        held_on=slot.held_on,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        seats_left=seats_left(slot),
        session_id=slot.session_id,
    )


def calendar_of(pilot: Pilot, slots: Sequence[BookingSlot | Slot], *, now: dt.datetime) -> Calendar:
    """Gather what times are judged against: a fixed number of queries however many times."""
    days = {slot.held_on for slot in slots} or {now.date()}
    first, last = min(days), max(days)
    mentors = {slot.mentor_id for slot in slots}
    return Calendar(
        now=now,
        phase=mentoring.mentoring_phase(pilot),
        holidays=frozenset(holidays_between(first, last)),
        closed_months=frozenset(Month.parse(month) for month in cohort.closed_months(pilot.id)),
        away=absence_queries.busy_dates(pilot.id, first, last),
        taken=_sessions_of(mentors, first, last),
    )


def _sessions_of(
    mentors: Collection[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[Taken]]:
    """Return the sessions of mentors with a time of day, also those of other pilots."""
    found: dict[uuid.UUID, list[Taken]] = {}
    for mentor_id, taken in _timed(first, last, MentorSession.mentor_id.in_(mentors)):
        found.setdefault(mentor_id, []).append(taken)
    return found


def person_of(participation: Participation, slots: Sequence[BookingSlot | Slot]) -> Person:
    """Gather what a participant's bookings are judged against."""
    days = [slot.held_on for slot in slots]
    first, last = min(days), max(days)
    pairs: dict[uuid.UUID, list[Span]] = {}
    for pair in cohort.pairs_of(participation):
        pairs.setdefault(pair.mentor_id, []).append(Span(pair.starts_on, pair.ends_on))
    is_there = MentorSession.attendees.any(SessionAttendee.participation_id == participation.id)
    return Person(
        pairs=pairs,
        away=absence_queries.absent_dates(participation.pilot_id, first, last).get(
            participation.id, frozenset()
        ),
        taken=[taken for _mentor_id, taken in _timed(first, last, is_there)],
    )


def _timed(first: dt.date, last: dt.date, whose: ColumnElement[bool]) -> list[tuple[uuid.UUID, Taken]]:
    """Return the stretches of the live sessions of some people around some days."""
    rows = db.session.execute(
        select(MentorSession.id, MentorSession.starts_at, MentorSession.ends_at, MentorSession.mentor_id)
        .where(
            whose,
            MentorSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
            MentorSession.starts_at.is_not(None),
            MentorSession.held_on.between(first - A_DAY, last + A_DAY),
        )
        .order_by(MentorSession.starts_at, MentorSession.id)
    )
    return [
        (mentor_id, Taken(session_id, starts_at, ends_at))
        for session_id, starts_at, ends_at, mentor_id in rows
        if starts_at is not None and ends_at is not None
    ]


def live_slots(mentor_id: uuid.UUID, first: dt.date, last: dt.date) -> list[Taken]:
    """Return the times that a mentor offers on some days, in whatever pilot."""
    rows = db.session.scalars(
        select(BookingSlot)
        .where(BookingSlot.mentor_id == mentor_id, BookingSlot.held_on.between(first, last))
        .order_by(BookingSlot.starts_at, BookingSlot.id)
    )
    return [Taken(row.id, row.starts_at, row.ends_at) for row in rows]
