"""Offering, booking, giving up and taking back, on both engines."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.accounts.models import User
from pilot.cohort.enums import PhaseKind
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import MentoringPair, Participation, UnavailableSpan
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring.bookings import actions, queries
from pilot.mentoring.bookings.actions import BookingRefusedError, OfferRefusedError, SlotRefusedError
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.bookings.rules import Offer, Problem, Refusal, Terms
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession
from pilot.mentoring.slot_rules import Obstacle
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.build import NOW, World
from tests.mentoring.build import FEBRUARY, TODAY, closed_month, log, record, sums

MARCH = Month(2023, 3)
TUESDAY = dt.date(2023, 3, 7)


def offer(world: World, *, seats: int = 1, now: dt.datetime = NOW, **changes: Any) -> tuple[BookingSlot, ...]:
    given: dict[str, Any] = {"first_on": TUESDAY, "starts": dt.time(14), "minutes": 60, **changes}
    terms = Terms(SessionForm.VIDEO, "Zoom", seats, 24)
    made = actions.offer(world.pilot, Offer(**given), terms, actor=build.viewer(world.mentor), now=now)
    return made.slots


def book(world: World, slot: BookingSlot, who: Participation, *, now: dt.datetime = NOW) -> MentorSession:
    actor = build.viewer(db.session.get_one(User, who.user_id))
    return actions.book(world.pilot, slot, who, actor=actor, now=now, today=TODAY)


def give_up(world: World, slot: BookingSlot, who: Participation, *, now: dt.datetime = NOW) -> None:
    actor = build.viewer(db.session.get_one(User, who.user_id))
    actions.give_up(world.pilot, slot, who, actor=actor, now=now, today=TODAY)


def away(world: World, first: dt.date, last: dt.date, **whose: Any) -> None:
    build.keep(
        UnavailableSpan(
            pilot_id=world.pilot.id,
            first_on=first,
            last_on=last,
            entered_at=NOW,
            entered_by_id=world.coordinator.id,
            **whose,
        )
    )


def open_days(world: World, who: Participation, *, now: dt.datetime = NOW) -> list[dt.date]:
    return [slot.held_on for slot in queries.open_to(who, world.pilot, now=now)]


def test_a_booked_time_is_a_planned_session_of_the_mentor(world: World) -> None:
    (slot,) = offer(world)

    session = book(world, slot, world.anna)

    assert (session.mentor_id, session.state, session.kind) == (
        world.mentor.id,
        SessionState.PLANNED,
        SessionKind.INDIVIDUAL,
    )
    assert (session.held_on, session.starts_at, session.minutes) == (TUESDAY, slot.starts_at, 60)
    assert sums(world.anna, MARCH) == (0, 0, 60)
    assert open_days(world, world.peteris) == []
    assert [each.slot.id for each in [queries.get_booked(slot.id, participation=world.anna)]] == [slot.id]


def test_a_group_time_takes_as_many_as_it_has_places(world: World) -> None:
    (slot,) = offer(world, seats=2)

    one, other = book(world, slot, world.anna), book(world, slot, world.peteris)

    assert one.id == other.id
    assert other.kind is SessionKind.GROUP
    assert db.session.scalar(select(func.count(MentorSession.id))) == 1
    assert (sums(world.anna, MARCH), sums(world.peteris, MARCH)) == ((0, 0, 60), (0, 0, 60))
    give_up(world, slot, world.anna)
    assert (other.state, other.kind) == (SessionState.PLANNED, SessionKind.INDIVIDUAL)
    assert (sums(world.anna, MARCH), sums(world.peteris, MARCH)) == ((0, 0, 0), (0, 0, 60))


def test_a_time_is_booked_once_and_free_again_when_given_up(world: World) -> None:
    (slot,) = offer(world)
    session = book(world, slot, world.anna)

    with pytest.raises(BookingRefusedError) as refused:
        book(world, slot, world.peteris)
    assert refused.value.obstacle is Obstacle.FULL
    give_up(world, slot, world.anna)

    assert session.state is SessionState.CANCELLED
    assert sums(world.anna, MARCH) == (0, 0, 0)
    assert book(world, slot, world.peteris).id != session.id


def test_a_booking_is_not_given_up_after_the_notice(world: World) -> None:
    (slot,) = offer(world)
    book(world, slot, world.anna)

    with pytest.raises(SlotRefusedError) as refused:
        give_up(world, slot, world.anna, now=slot.starts_at - dt.timedelta(hours=23))

    assert refused.value.refusal is Refusal.NOTICE_PASSED
    assert sums(world.anna, MARCH) == (0, 0, 60)


def test_only_the_own_mentors_offer_and_only_the_own_booking_is_given_up(world: World) -> None:
    (slot,) = offer(world)

    assert open_days(world, world.liga) == []
    with pytest.raises(NotVisibleError):
        book(world, slot, world.liga)
    book(world, slot, world.anna)
    with pytest.raises(NotVisibleError):
        give_up(world, slot, world.peteris)


def test_holidays_and_days_away_are_neither_offered_nor_shown(world: World) -> None:
    december = dt.datetime(2022, 12, 1, tzinfo=dt.UTC)
    before_christmas, blackout = dt.date(2022, 12, 20), (dt.date(2022, 12, 27), dt.date(2022, 12, 28))
    away(world, *blackout, user_id=world.mentor.id)
    span: dict[str, Any] = {
        "first_on": before_christmas,
        "last_on": dt.date(2023, 1, 10),
        "starts": dt.time(14),
    }

    made = offer(world, now=december, **span)

    assert [slot.held_on for slot in made] == [before_christmas, dt.date(2023, 1, 3), dt.date(2023, 1, 10)]
    away(world, dt.date(2023, 1, 3), dt.date(2023, 1, 3), user_id=world.mentor.id)
    away(world, dt.date(2023, 1, 10), dt.date(2023, 1, 10), participation_id=world.anna.id)
    assert open_days(world, world.anna, now=december) == [before_christmas]
    assert open_days(world, world.peteris, now=december) == [before_christmas, dt.date(2023, 1, 10)]
    with pytest.raises(OfferRefusedError) as refused:
        offer(world, first_on=dt.date(2023, 4, 7), starts=dt.time(10))
    assert dt.date(2023, 4, 7) in holidays_between(dt.date(2023, 4, 7), dt.date(2023, 4, 7))
    assert refused.value.problem is Problem.NOTHING_LEFT


def test_closed_months_and_past_times_are_hidden(world: World) -> None:
    offer(world, first_on=dt.date(2023, 2, 21), last_on=TUESDAY)
    closed_month(world.pilot, FEBRUARY, world.coordinator)

    assert open_days(world, world.anna) == [TUESDAY]
    assert open_days(world, world.anna, now=dt.datetime(2023, 3, 7, 13, tzinfo=dt.UTC)) == []


def test_what_is_offered_or_taken_already_is_left_out(world: World) -> None:
    offer(world, starts=dt.time(15))
    log(world.pilot, world.mentor, world.anna, held_on=TUESDAY, starts=dt.time(17), planned=True)

    made = offer(world, starts=dt.time(14), ends=dt.time(19))

    assert [slot.local_start.hour for slot in made] == [14, 16, 18]


def test_a_session_that_the_mentor_deletes_does_not_open_the_time_again(world: World) -> None:
    (slot,) = offer(world)
    session = book(world, slot, world.anna)
    mentor = build.viewer(world.mentor)

    sessions.cancel_session(world.pilot, session, seen=session.version, actor=mentor, now=NOW)

    assert open_days(world, world.peteris) == []
    actions.withdraw(world.pilot, slot, seen=slot.version, actor=mentor, now=NOW)
    assert len(offer(world)) == 1


def test_a_session_that_the_mentor_moves_leaves_the_time(world: World) -> None:
    (slot,) = offer(world, seats=2)
    session = book(world, slot, world.anna)
    moved = record(world.anna, held_on=TUESDAY, starts=dt.time(16), planned=True)

    sessions.correct_session(
        world.pilot,
        session,
        moved,
        seen=session.version,
        actor=build.viewer(world.mentor),
        now=NOW,
        today=TODAY,
    )

    assert queries.booked_by(world.anna, now=NOW) == []
    assert open_days(world, world.peteris) == []


def test_a_booked_time_cannot_be_taken_back(world: World) -> None:
    (slot,) = offer(world)
    book(world, slot, world.anna)

    with pytest.raises(SlotRefusedError) as refused:
        actions.withdraw(world.pilot, slot, seen=slot.version, actor=build.viewer(world.mentor), now=NOW)

    assert refused.value.refusal is Refusal.BOOKED


def test_a_time_in_the_hour_that_comes_twice_keeps_its_moment(world: World) -> None:
    world.pilot.quota_phase = PhaseKind.OTHER
    offered = offer(
        world,
        first_on=dt.date(2022, 10, 30),
        starts=dt.time(2),
        ends=dt.time(5),
        now=dt.datetime(2022, 10, 1, tzinfo=dt.UTC),
    )
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == world.anna.id)
    ).one()
    pair.starts_on = dt.date(2022, 9, 1)
    db.session.flush()

    moments = [slot.starts_at for slot in offered]
    booked = [
        book(world, slot, world.anna, now=dt.datetime(2022, 10, 1, tzinfo=dt.UTC)).starts_at
        for slot in offered
    ]

    assert booked == moments


def test_the_mentor_hears_of_bookings_once_a_day(world: World) -> None:
    for slot in offer(world, ends=dt.time(17)):
        book(world, slot, world.anna)

    mails = db.session.scalars(select(OutgoingMail)).all()

    assert [(mail.template, mail.recipient_id) for mail in mails] == [("slot_booked", world.mentor.id)]
    assert mails[0].facts == {"code": "SDK-2022"}
