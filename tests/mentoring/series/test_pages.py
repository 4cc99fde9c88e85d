"""A series from the first look to its end, through the pages."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from pilot.cohort.models import UnavailableSpan
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession
from pilot.mentoring.series.models import SeriesOccurrence, SessionSeries
from tests import build
from tests.build import NOW, World
from tests.conftest import Client
from tests.mentoring.build import FEBRUARY, TODAY, log, record, sums, words

APRIL = Month(2023, 4)
HOME = "/pilots/SDK-2022/mentoring"
EASTER = dt.date(2023, 4, 10)
MONDAYS = {
    "day": "03.04.2023",
    "until": "30.04.2023",
    "rhythm": "weekly",
    "starts": "14.00",
    "minutes": "60",
    "form": "video",
}


def number_of(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def address(world: World, **changes: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in {**MONDAYS, **changes}.items())
    return f"{HOME}/participants/{world.anna.id}/series?{asked}"


def seen(client: Client, url: str) -> str:
    page = client.get(url).get_data(as_text=True)
    before, _name, after = page.partition('name="seen"')
    assert before
    return after.partition('value="')[2].partition('"')[0]


def save(client: Client, url: str, **fields: Any) -> Any:
    return client.send(url, seen=seen(client, url), **fields)


def days() -> list[dt.date]:
    return list(
        db.session.scalars(
            select(MentorSession.held_on)
            .where(MentorSession.state == SessionState.PLANNED)
            .order_by(MentorSession.held_on)
        )
    )


def test_the_days_are_shown_before_anything_is_planned(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = words(client.get(address(english)))

    assert "10.04.2023, Monday skipped: public holiday" in page
    assert "11.04.2023" in page
    assert "A month without a fifth such weekday is skipped" in page
    assert number_of(MentorSession) == 0


def test_a_holiday_is_skipped_unless_it_is_moved(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    save(client, address(english))
    assert days() == [dt.date(2023, 4, day) for day in (3, 17, 24)]
    assert sums(english.anna, APRIL) == (0, 0, 180)

    save(client, address(english, starts="16.00"), moved=[str(EASTER)])
    assert days().count(dt.date(2023, 4, 11)) == 1
    log(english.pilot, english.mentor, english.anna)
    db.session.commit()
    listed = words(client.get(f"{HOME}/mine")).partition("Log a whole month")[2]
    assert "03.04.2023" in listed
    assert "24.04.2023" not in listed
    assert "10.01.2023" in listed
    assert number_of(SessionSeries) == 2


def test_days_away_of_both_are_skipped(client: Client, english: World) -> None:
    for day, whose in (
        (17, {"user_id": english.mentor.id}),
        (24, {"participation_id": english.anna.id}),
    ):
        build.keep(
            UnavailableSpan(
                pilot_id=english.pilot.id,
                first_on=dt.date(2023, 4, day),
                last_on=dt.date(2023, 4, day),
                entered_at=NOW,
                entered_by_id=english.coordinator.id,
                **whose,
            )
        )
    client.sign_in(english.mentor)

    page = words(client.get(address(english)))
    save(client, address(english))

    assert "skipped: you are away" in page
    assert "skipped: the participant is away" in page
    assert days() == [dt.date(2023, 4, 3)]


def test_days_that_changed_meanwhile_are_shown_again(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    answer = client.send(address(english), seen="2023-04-03//")

    assert "Something changed meanwhile. Look at the days again and save." in words(answer)
    assert number_of(MentorSession) == 0


def test_a_plan_that_makes_no_sense_is_told_beside_its_field(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = client.get(address(english, until="02.04.2023")).get_data(as_text=True)
    past = words(save(client, address(english, day="06.02.2023", until="13.02.2023")))

    assert "Choose a last day that is not before the first one" in page.partition('id="until-error"')[2]
    assert "Nothing would be planned" in past
    assert number_of(SessionSeries) == 0


def test_one_session_is_changed_by_itself_and_the_end_takes_only_what_is_to_come(
    client: Client, english: World, monkeypatch: Any
) -> None:
    client.sign_in(english.mentor)
    weekly = address(english, day="14.02.2023", until="28.02.2023", starts="10.15")
    series_url = save(client, weekly).location
    occurrences = db.session.scalars(select(SeriesOccurrence).order_by(SeriesOccurrence.due_on)).all()
    first, second, third = (db.session.get_one(MentorSession, each.session_id) for each in occurrences)
    moved = record(english.anna, held_on=dt.date(2023, 2, 22), planned=True, starts=dt.time(9))
    mentor = build.viewer(english.mentor)
    for session in (first, second, third):
        db.session.refresh(session, ["attendees"])
        for attendee in session.attendees:
            db.session.refresh(attendee, ["shares"])
    sessions.correct_session(
        english.pilot, second, moved, seen=second.version, actor=mentor, now=NOW, today=TODAY
    )
    db.session.commit()

    assert "22.02.2023" in words(client.get(series_url))
    assert "instead of 21.02.2023" in words(client.get(series_url))
    monkeypatch.setattr("pilot.clock.now", lambda: dt.datetime(2023, 2, 14, 8, 16, tzinfo=dt.UTC))
    series = db.session.scalars(select(SessionSeries)).one()
    answer = client.send(f"{series_url}/end", version=series.version)

    assert answer.status_code == 303, words(answer)
    assert "The series is ended, 2 plans deleted" in words(client.get(answer.location))
    db.session.expire_all()
    assert [session.state for session in (first, second, third)] == [
        SessionState.PLANNED,
        SessionState.CANCELLED,
        SessionState.CANCELLED,
    ]
    assert series.ended_at is not None
    assert sums(english.anna, FEBRUARY) == (0, 0, 60)
    again = client.send(f"{series_url}/end", version=series.version)
    assert "This series was ended already" in words(client.get(again.location))
