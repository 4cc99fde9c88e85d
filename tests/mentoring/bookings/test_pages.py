"""What a mentor and a participant see of booking, and what is refused beside its field."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.mentoring.bookings.models import BookingSlot
from tests.build import World
from tests.conftest import Client
from tests.mentoring.bookings.test_actions import book, offer
from tests.mentoring.build import words

HOME = "/pilots/SDK-2022/mentoring/bookings"
OFFER = {
    "day": "07.03.2023",
    "until": "",
    "starts": "14.00",
    "ends": "17.00",
    "minutes": "60",
    "form": "video",
    "seats": "1",
    "notice_hours": "24",
}


def person(participation: Participation) -> User:
    return db.session.get_one(User, participation.user_id)


def test_a_mentor_offers_and_a_participant_books_with_one_tap(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    answer = client.send(f"{HOME}/offers/new", **{**OFFER, "until": "14.03.2023"})
    assert "6 times offered" in words(client.get(answer.location))

    client.sign_in(person(english.anna))
    slot = db.session.scalars(select(BookingSlot).order_by(BookingSlot.starts_at)).first()
    assert slot is not None
    answer = client.send(f"{HOME}/{slot.id}/book")
    page = words(client.get(answer.location))
    assert "What you booked 7 March 2023, Tuesday, 14:00–15:00 Māra Kalniņa, By video" in page

    client.sign_in(english.mentor)
    page = words(client.get(f"{HOME}/offers"))
    assert "5 times can be booked" in page
    assert "booked Anna Ozola" in page


def test_what_was_taken_is_told_beside_the_time_with_the_next_ones(client: Client, english: World) -> None:
    first, _second = offer(english, ends=dt.time(16))
    book(english, first, english.peteris)
    db.session.commit()
    client.sign_in(person(english.anna))

    answer = client.send(f"{HOME}/{first.id}/book")

    assert answer.status_code == 409
    page = words(answer)
    assert "14:00–15:00 , Māra Kalniņa By video, Zoom Somebody else was faster" in page
    assert "15:00–16:00 , Māra Kalniņa" in page


def test_a_booking_is_given_up_and_too_late_is_told(client: Client, english: World) -> None:
    (slot,) = offer(english, first_on=dt.date(2023, 2, 15), starts=dt.time(9))
    book(english, slot, english.anna)
    (later,) = offer(english)
    book(english, later, english.anna)
    db.session.commit()
    client.sign_in(person(english.anna))

    late = client.send(f"{HOME}/{slot.id}/give-up")
    assert "It is too late to give up this time here. Tell your mentor." in words(client.get(late.location))
    given_up = client.send(f"{HOME}/{later.id}/give-up")

    page = words(client.get(given_up.location))
    assert "You gave up the time" in page
    assert "Free times 7 March 2023" in page


def test_a_free_time_is_taken_back_and_a_booked_one_is_not(client: Client, english: World) -> None:
    free, taken = offer(english, ends=dt.time(16))
    book(english, taken, english.anna)
    db.session.commit()
    client.sign_in(english.mentor)

    for slot in (free, taken):
        client.send(f"{HOME}/offers/{slot.id}/withdraw", version=slot.version)

    page = words(client.get(f"{HOME}/offers"))
    assert "Somebody booked this time. Delete the planned session instead." in page
    assert db.session.scalars(select(BookingSlot.id)).all() == [taken.id]


def test_empty_pages_say_what_to_do(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    assert "You offer no times. Offer some" in words(client.get(f"{HOME}/offers"))
    client.sign_in(person(english.anna))
    assert "Your mentor offers no free times now" in words(client.get(HOME))


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"day": "31.02.2023"}, "day", "Enter the day as in 05.09.2022"),
        ({"day": "07.02.2023"}, "day", "Choose another day or time"),
        ({"until": "06.03.2023"}, "until", "Choose a last day that is not before the first one"),
        ({"starts": "25"}, "starts", "Enter the time as in 9.30"),
        ({"ends": "14.30"}, "ends", "Choose a later end: not even one session fits in"),
        ({"minutes": "481", "ends": ""}, "minutes", "Shorten the session"),
        ({"seats": "31"}, "seats", "Enter a whole number from 1 to 30"),
        ({"notice_hours": "x"}, "notice_hours", "Enter a whole number"),
    ],
)
def test_a_bad_offer_is_told_beside_its_field(
    client: Client, english: World, changes: dict[str, Any], field: str, message: str
) -> None:
    client.sign_in(english.mentor)

    page = client.send(f"{HOME}/offers/new", **{**OFFER, **changes}).get_data(as_text=True)

    assert message in page.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert db.session.scalar(select(func.count(BookingSlot.id))) == 0
