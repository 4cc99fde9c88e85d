"""Offer times, book one, give a booking up, take a free time back (M15).

Whoever changes the times of a mentor first locks that mentor's account row, as the actions of sessions do:
two who take the last place at once come one after the other, and the second one sees that it is gone.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring import month_sums, slot_queries, slot_rules
from pilot.mentoring.bookings import queries, rules
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.bookings.rules import Offer, Problem, Refusal, Terms
from pilot.mentoring.enums import SessionKind
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.rules import Record
from pilot.mentoring.slot_rules import Obstacle, Slot
from pilot.outbox import actions as outbox


class OfferRefusedError(DomainError):
    """An offer is refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class BookingRefusedError(DomainError):
    """A time cannot be booked; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


class SlotRefusedError(DomainError):
    """A booking cannot be given up, or a time not be taken back; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True)
class Outcome:
    """What became of an offer: the times that participants see, and those left out."""

    slots: tuple[BookingSlot, ...]
    left_out: int


def offer(pilot: Pilot, wanted: Offer, terms: Terms, *, actor: Viewer, now: dt.datetime) -> Outcome:
    """Offer the times of the actor; holidays, days away, taken times and closed months are left out.

    :raises OfferRefusedError: a rule is against it, or nothing is left to offer.
    """
    problem = rules.offer_problem(wanted, session_max_minutes=pilot.session_max_minutes)
    if problem is not None:
        raise OfferRefusedError(problem)
    _take_turns(actor.user_id)
    times, length = rules.times_of(wanted), dt.timedelta(minutes=wanted.minutes)
    slots = [Slot(actor.user_id, day, begin, begin + length) for day, begin in times]
    free = _still_free(pilot, slots, now=now)
    if not free:
        raise OfferRefusedError(Problem.NOTHING_LEFT)
    rows = tuple(
        BookingSlot(
            pilot_id=pilot.id,
            mentor_id=actor.user_id,
            held_on=slot.held_on,
            starts_at=slot.starts_at,
            minutes=wanted.minutes,
            form=terms.form,
            place=terms.place,
            seats=terms.seats,
            notice_hours=terms.notice_hours,
            offered_at=now,
        )
        for slot in free
    )
    db.session.add_all(rows)
    db.session.flush()
    audit.record("mentoring.times-offered", rows[0], actor=actor, at=now, pilot_id=pilot.id, times=len(rows))
    return Outcome(rows, len(slots) - len(rows))


def _still_free(pilot: Pilot, slots: Sequence[Slot], *, now: dt.datetime) -> list[Slot]:
    """Return the times against which nothing speaks, and that the mentor does not offer already."""
    if not slots:
        return []
    days = [slot.held_on for slot in slots]
    calendar = slot_queries.calendar_of(pilot, days, [slots[0].mentor_id], now=now)
    offered = queries.live_slots(slots[0].mentor_id, min(days), max(days))
    return [
        slot
        for slot in slots
        if slot_rules.obstacle(slot, calendar) is None
        and not any(each.starts_at < slot.ends_at and slot.starts_at < each.ends_at for each in offered)
    ]


def book(
    pilot: Pilot,
    slot: BookingSlot,
    participation: Participation,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentorSession:
    """Book a time of one's mentor: it becomes a planned session, or one more joins the planned session.

    :raises BookingRefusedError: somebody was faster, or something else speaks against it.
    :raises SessionRefusedError: a rule of sessions is against it.
    """
    _take_turns(slot.mentor_id, participation.id)
    slot = queries.get_slot(slot.id, participation=participation, now=now)
    obstacle = queries.obstacle_to(slot, participation, pilot, now=now)
    if obstacle is not None:
        raise BookingRefusedError(obstacle)
    session = slot.session
    if session is None:
        session = _plan(pilot, slot, participation, actor=actor, now=now, today=today)
        slot.session_id = session.id
    else:
        _join(pilot, session, participation)
    db.session.flush()
    _tell(pilot, slot, "slot_booked", now=now, today=today)
    audit.record(
        "mentoring.time-booked",
        session,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        participation=participation.id,
    )
    return session


def _plan(
    pilot: Pilot,
    slot: BookingSlot,
    participation: Participation,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentorSession:
    record = Record(
        participation_ids=frozenset({participation.id}),
        held_on=slot.held_on,
        minutes=slot.minutes,
        form=slot.form,
        planned=True,
        starts=slot.local_start,
        place=slot.place,
    )
    mentor = Viewer(slot.mentor_id, slot.mentor.name, ())
    return sessions.log_session(pilot, record, actor=mentor, by=actor, now=now, today=today)


def _join(pilot: Pilot, session: MentorSession, participation: Participation) -> None:
    """Add one more to a planned session, which is a group session from then on."""
    session.attendees.append(
        SessionAttendee(
            participation_id=participation.id,
            shares=[SessionShare(held_on=session.held_on, minutes=session.minutes)],
        )
    )
    _count_again(pilot, session, {participation.id})


def _count_again(pilot: Pilot, session: MentorSession, changed: set[uuid.UUID]) -> None:
    """Set the kind of a session right after somebody came or went, and the sums of all whom it concerns."""
    people = {attendee.participation_id for attendee in session.attendees}
    session.kind = SessionKind.GROUP if len(people) > 1 else SessionKind.INDIVIDUAL
    db.session.flush()
    month_sums.recount(pilot, people | changed, {Month.of(session.held_on)})


def give_up(
    pilot: Pilot,
    slot: BookingSlot,
    participation: Participation,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Give up a booking in good time: the place is free again.

    :raises SlotRefusedError: less than the mentor's notice is left.
    :raises SessionRefusedError: the month is closed.
    """
    _take_turns(slot.mentor_id, *(each.participation_id for each in queries.attendees_of(slot)))
    booked = queries.get_booked(slot.id, participation=participation)
    slot, session = booked.slot, booked.session
    if not rules.may_give_up(slot.starts_at, notice_hours=slot.notice_hours, now=now):
        raise SlotRefusedError(Refusal.NOTICE_PASSED)
    if len(session.attendees) > 1:
        session.attendees.remove(booked.place)
        _count_again(pilot, session, {participation.id})
    else:
        sessions.cancel_session(pilot, session, seen=session.version, actor=actor, now=now)
        slot.session_id = None
    db.session.flush()
    _tell(pilot, slot, "slot_given_up", now=now, today=today)
    audit.record(
        "mentoring.booking-given-up",
        session,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        participation=participation.id,
    )


def withdraw(pilot: Pilot, slot: BookingSlot, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Take back a time that nobody booked.

    :raises EditedMeanwhileError: the time was changed since `seen`.
    :raises SlotRefusedError: somebody booked it.
    """
    _take_turns(slot.mentor_id)
    slot = queries.get_own_slot(slot.id, pilot=pilot, viewer=actor)
    if queries.attendees_of(slot):
        raise SlotRefusedError(Refusal.BOOKED)
    check_version(slot, seen)
    audit.record("mentoring.time-withdrawn", slot, actor=actor, at=now, pilot_id=pilot.id)
    db.session.delete(slot)
    db.session.flush()


def _take_turns(mentor_id: uuid.UUID, *participations: uuid.UUID) -> None:
    """Wait for whoever changes the times of the same mentor, or the sessions of the same participants."""
    db.session.execute(select(User.id).where(User.id == mentor_id).with_for_update(key_share=True))
    db.session.execute(
        select(Participation.id)
        .where(Participation.id.in_(participations))
        .order_by(Participation.id)
        .with_for_update(key_share=True)
    )


def _tell(pilot: Pilot, slot: BookingSlot, template: str, *, now: dt.datetime, today: dt.date) -> None:
    """Write to the mentor that something changed: once a day at most, without saying what or who."""
    message = outbox.Message(
        key=f"{template}:{pilot.id}:{slot.mentor_id}:{today}",
        template=template,
        recipient_id=slot.mentor_id,
        pilot_id=pilot.id,
        facts={"code": pilot.code},
    )
    outbox.queue_once(message, now=now)
