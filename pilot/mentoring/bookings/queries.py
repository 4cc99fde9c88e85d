"""Offered times in the viewer's scope, who booked them, and what speaks against each."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import slot_queries, slot_rules
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.rules import RIGA
from pilot.mentoring.slot_rules import Calendar, Obstacle, Slot, Taken

MOST_SHOWN = 200
CHOICES = ("minutes", "form", "place", "seats", "notice_hours")


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
    calendar = _calendar_of(pilot, slots, now=now)
    return [
        Offered(
            slot,
            tuple(attendee.participation.user.name for attendee in attendees_of(slot)),
            slot_rules.obstacle(as_judged(slot), calendar),
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


def _of_own_mentors(participation: Participation, now: dt.datetime) -> Select[BookingSlot]:
    """Return the statement of the times that those offer who are mentors of a participant now (M15)."""
    today = now.astimezone(RIGA).date()
    is_paired = exists().where(
        MentoringPair.participation_id == participation.id,
        MentoringPair.mentor_id == BookingSlot.mentor_id,
        or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= today),
    )
    return _slots().where(BookingSlot.pilot_id == participation.pilot_id, is_paired)


def get_slot(slot_id: uuid.UUID, *, participation: Participation, now: dt.datetime) -> BookingSlot:
    """Return a time of one of a participant's mentors, as the database has it now.

    :raises NotVisibleError: there is none of this id for this participant.
    """
    slot = db.session.scalar(_of_own_mentors(participation, now).where(BookingSlot.id == slot_id))
    if slot is None:
        raise NotVisibleError
    return slot


def open_to(participation: Participation, pilot: Pilot, *, now: dt.datetime) -> list[BookingSlot]:
    """Return the times that a participant may book now, the earliest first."""
    slots = db.session.scalars(
        _of_own_mentors(participation, now).where(BookingSlot.starts_at > now).limit(MOST_SHOWN)
    ).all()
    if not slots:
        return []
    calendar = _calendar_of(pilot, slots, now=now)
    person = slot_queries.person_of(participation, {slot.held_on for slot in slots})
    return [slot for slot in slots if slot_rules.obstacle(as_judged(slot), calendar, person) is None]


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
    calendar = _calendar_of(pilot, [slot], now=now)
    return slot_rules.obstacle(
        as_judged(slot), calendar, slot_queries.person_of(participation, [slot.held_on])
    )


def as_judged(slot: BookingSlot) -> Slot:
    return Slot(
        mentor_id=slot.mentor_id,
        held_on=slot.held_on,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        seats_left=seats_left(slot),
        session_id=slot.session_id,
    )


def _calendar_of(pilot: Pilot, slots: Sequence[BookingSlot], *, now: dt.datetime) -> Calendar:
    days, mentors = {slot.held_on for slot in slots}, {slot.mentor_id for slot in slots}
    return slot_queries.calendar_of(pilot, days, mentors, now=now)


def live_slots(mentor_id: uuid.UUID, first: dt.date, last: dt.date) -> list[Taken]:
    """Return the times that a mentor offers on some days, in whatever pilot."""
    rows = db.session.scalars(
        select(BookingSlot)
        .where(BookingSlot.mentor_id == mentor_id, BookingSlot.held_on.between(first, last))
        .order_by(BookingSlot.starts_at, BookingSlot.id)
    )
    return [Taken(row.id, row.starts_at, row.ends_at) for row in rows]
