"""A mentor's absence on its pages: stating it, what it does, and who stands in."""

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from pilot.audit import AuditEvent
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, UnavailableSpan
from pilot.extensions import db
from tests import build
from tests.build import NOW, World
from tests.conftest import Client
from tests.mentoring.build import log, sums, words

HOME = "/pilots/SDK-2022/mentoring"


def away(world: World, first_on: dt.date, last_on: dt.date, mentor_id: uuid.UUID | None = None) -> str:
    """Keep an absence and return the address of its cover page."""
    mentor_id = mentor_id or world.mentor.id
    span = build.keep(
        UnavailableSpan(
            pilot_id=world.pilot.id,
            user_id=mentor_id,
            first_on=first_on,
            last_on=last_on,
            entered_by_id=mentor_id,
            entered_at=NOW,
        )
    )
    return f"{HOME}/cover/{span.id}"


def test_a_mentor_states_days_and_the_coordinator_has_a_task(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    url = f"{HOME}/mentors/{english.mentor.id}/away"

    first = client.send(url, first_on="01.03.2023", last_on="15.03.2023")
    second = client.send(url, first_on="16.03.2023", last_on="31.03.2023")

    assert (first.status_code, second.status_code) == (303, 303)
    span = db.session.scalars(select(UnavailableSpan)).one()
    assert (span.first_on, span.last_on) == (dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert [action for action in actions if "absence" in action] == ["mentoring.absence-added"] * 2
    home = words(client.sign_in(english.coordinator).get("/?all=1"))
    assert "Mentor away: Māra Kalniņa" in home
    assert "2 pairs have nobody who stands in." in home
    client.sign_in(english.mentor).send(f"{HOME}/away/{span.id}/remove")
    assert db.session.scalars(select(UnavailableSpan)).all() == []


@pytest.mark.parametrize(
    ("first_on", "last_on", "refused"),
    [
        ("10.03.2023", "09.03.2023", "Enter a last day that is not before the first day"),
        ("01.02.2023", "02.02.2023", "These days are over; enter days from today on"),
        ("01.03.2023", "01.03.2025", "Enter at most 400 days at once"),
        ("30.02.2023", "", "Enter the day as in 05.09.2022"),
        ("", "", "Enter the first day"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(
    client: Client, english: World, first_on: str, last_on: str, refused: str
) -> None:
    client.sign_in(english.coordinator)

    page = client.send(f"{HOME}/mentors/{english.mentor.id}/away", first_on=first_on, last_on=last_on)

    assert refused in words(page)
    assert db.session.scalars(select(UnavailableSpan)).all() == []


def test_nobody_states_days_of_another_mentor(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    assert client.get(f"{HOME}/mentors/{english.other_mentor.id}/away").status_code == 404
    cover = away(english, dt.date(2023, 3, 1), dt.date(2023, 3, 31), english.other_mentor.id)
    assert client.send(cover.replace("cover", "away") + "/remove").status_code == 404
    assert client.get(cover).status_code == 403


def test_an_absence_over_a_month_is_covered_with_one_button(client: Client, english: World) -> None:
    cover = away(english, dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    client.sign_in(english.coordinator)

    before = words(client.get(cover))
    chosen = {f"p{person.id.hex}": str(english.other_mentor.id) for person in (english.anna, english.peteris)}
    answer = client.send(cover, **chosen)

    assert "For 2 pairs the minimum becomes impossible." in before
    assert "Jānis Liepa · proposed" in before
    assert "1 now, 3 with the proposal, at most 5" in before
    assert answer.status_code == 303
    pairs = db.session.scalars(select(MentoringPair).where(MentoringPair.role == PairRole.SUBSTITUTE)).all()
    assert {(pair.mentor_id, pair.starts_on, pair.ends_on) for pair in pairs} == {
        (english.other_mentor.id, dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    }
    after = words(client.get(cover))
    assert "The absence puts no minimum at risk." in after
    assert "Jānis Liepa stands in" in after
    assert "Mentor away" not in words(client.get("/?all=1"))
    log(english.pilot, english.other_mentor, english.anna, held_on=dt.date(2023, 3, 2), planned=True)
    assert db.session.scalars(select(MentoringPair.id)).all()
    assert sums(english.anna) == (0, 0, 0)


def test_a_few_days_away_need_nobody(client: Client, english: World) -> None:
    cover = away(english, dt.date(2023, 3, 1), dt.date(2023, 3, 3))
    client.sign_in(english.coordinator)

    page = words(client.get(cover))

    assert "The absence puts no minimum at risk." in page
    assert "March 2023" in page
    assert "the minimum can be reached all the same" in page
    assert "Mentor away" not in words(client.get("/?all=1"))


def test_who_is_away_on_all_days_is_not_asked(client: Client, english: World) -> None:
    away(english, dt.date(2023, 2, 1), dt.date(2023, 4, 30), english.other_mentor.id)
    cover = away(english, dt.date(2023, 3, 1), dt.date(2023, 3, 31))

    page = words(client.sign_in(english.coordinator).get(cover))

    assert "No other mentor of the pilot is there in these days." in page
