"""Addresses of calendars: who may read them, what stands in them, and when they stop (X10, X11)."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from sqlalchemy import select

from pilot.accounts.enums import Locale, UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.clock import RIGA
from pilot.community.enums import MeetingState
from pilot.extensions import db
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.overview.calendars.models import CalendarFeed
from pilot.training.enums import DayMode
from pilot.training.models import TrainingDay
from pilot.training.publishing import queries as publishing
from tests import build
from tests.community import build as community
from tests.conftest import Client
from tests.sweep.stage import told
from tests.training import build as training

PRIVATE = "Ļoti personiski"


def address(client: Client, person: User, code: str = "") -> str:
    """Let a person make the address of a calendar and return its path."""
    client.sign_in(person)
    client.send("/calendar-feeds/make", pilot=code)
    page = client.get("/calendar-feeds").get_data(as_text=True)
    found = page.partition("readonly>")[2].partition("</textarea>")[0]
    return found.removeprefix("http://localhost")


def events(client: Client, path: str) -> dict[str, Any]:
    """Return the events of a feed by their titles, read without being signed in."""
    client.delete_cookie("session")
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    found = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}


def session(world: build.World, **given: Any) -> MentorSession:
    found: MentorSession = build.keep(
        MentorSession(
            **{
                "pilot_id": world.pilot.id,
                "mentor_id": world.mentor.id,
                "held_on": dt.date(2023, 2, 21),
                "minutes": 60,
                "form": SessionForm.IN_PERSON,
                "kind": SessionKind.INDIVIDUAL,
                "state": SessionState.PLANNED,
                "place": PRIVATE,
                "topics": [],
                "summary": PRIVATE,
                "logged_at": build.NOW,
                **given,
            }
        )
    )
    build.keep(SessionAttendee(session_id=found.id, participation_id=world.anna.id))
    return found


def published(world: build.World, client: Client) -> None:
    db.session.commit()
    seen = publishing.preview_of(world.pilot, today=dt.date(2023, 2, 14)).seen
    client.sign_in(world.coordinator)
    client.send(f"/pilots/{world.pilot.code}/training/publish", name="Versija", reason="Tā vajag.", seen=seen)


def test_a_participants_calendar_holds_days_sessions_and_meetings_but_nothing_private(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, dt.date(2023, 3, 9), number=7, access_note="Durvju kods pie Elīnas")
    training.held_class(day, world.lecturer)
    session(
        world,
        starts_at=dt.datetime(2023, 2, 21, 15, tzinfo=RIGA),
        ends_at=dt.datetime(2023, 2, 21, 16, tzinfo=RIGA),
    )
    here = community.group(world.anna)
    community.meeting(
        here,
        held_on=dt.date(2023, 3, 1),
        starts_at=dt.time(17),
        ends_at=dt.time(18, 30),
        state=MeetingState.PLANNED,
        agenda=PRIVATE,
    )
    there = community.group(world.peteris, "Tukuma grupa")
    community.meeting(there, state=MeetingState.PLANNED)

    path = address(client, training.person(world.anna))
    found = events(client, path)

    assert sorted(found) == [
        "7. mācību diena – Sociālais darbs kopienā",
        "Grupas sanāksme – Cēsu sadarbības grupa",
        "Mentoringa sesija",
    ]
    one_day, meeting, led = (found[title] for title in sorted(found))
    assert one_day["DTSTART"].dt == dt.datetime(2023, 3, 9, 9, 30, tzinfo=RIGA)
    assert str(one_day["DESCRIPTION"]) == "Durvju kods pie Elīnas\n9.30–12.30 Kopienas definēšana"
    assert led["DTEND"].dt == dt.datetime(2023, 2, 21, 16, tzinfo=RIGA)
    assert meeting["DTSTART"].dt == dt.datetime(2023, 3, 1, 17, tzinfo=RIGA)
    assert PRIVATE not in client.get(path).get_data(as_text=True)


def test_a_lecturer_gets_the_own_classes_and_a_mentor_the_own_sessions(
    client: Client, world: build.World
) -> None:
    taught, other = (training.day(world.pilot, number=number) for number in (1, 2))
    training.held_class(taught, world.lecturer, starts_at=dt.time(10))
    training.held_class(taught, world.lecturer, topic="Resursi", starts_at=dt.time(13), ends_at=dt.time(15))
    training.held_class(other, world.other_mentor)
    session(world)
    session(world, mentor_id=world.other_mentor.id)

    lecturer = events(client, address(client, world.lecturer))
    mentor = events(client, address(client, world.mentor))

    [classes] = lecturer.values()
    assert str(classes["SUMMARY"]) == "Kopienas definēšana; Resursi – Sociālais darbs kopienā"
    assert (classes["DTSTART"].dt.time(), classes["DTEND"].dt.time()) == (dt.time(10), dt.time(15))
    assert sorted(mentor) == [
        "1. mācību diena – Sociālais darbs kopienā",
        "2. mācību diena – Sociālais darbs kopienā",
        "Mentoringa sesija",
    ]
    assert mentor["Mentoringa sesija"]["DTSTART"].dt == dt.date(2023, 2, 21)


def test_the_calendar_speaks_its_owners_language(client: Client, world: build.World) -> None:
    training.day(world.pilot, number=7, mode=DayMode.REMOTE, venue="")
    person = training.person(world.anna)
    person.locale = Locale.EN

    [event] = events(client, address(client, person)).values()

    assert str(event["SUMMARY"]) == "Training day 7 – Social work in the community"
    assert str(event["LOCATION"]) == "Remotely"


def test_a_feed_shows_what_was_published_and_what_became_of_it(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, dt.date(2023, 3, 9), number=7)
    published(world, client)
    path = address(client, training.person(world.anna), world.pilot.code)
    client.sign_in(world.coordinator)
    client.send(
        f"/training-days/{day.id}/move",
        version="1",
        held_on="10.03.2023",
        starts_at="9.30",
        ends_at="16.30",
        change_reason="Slimība.",
        confirmed="y",
    )
    [draft] = events(client, path).values()
    published(world, client)
    [moved] = events(client, path).values()
    new = db.session.scalars(select(TrainingDay).where(TrainingDay.held_on == dt.date(2023, 3, 10))).one()
    client.sign_in(world.coordinator)
    client.send(f"/training-days/{new.id}/cancel", version="1", change_reason="Slimība.")
    published(world, client)
    [cancelled] = events(client, path).values()

    assert [
        (event["UID"], event["SEQUENCE"], event["DTSTART"].dt.day, str(event["STATUS"]))
        for event in (draft, moved, cancelled)
    ] == [
        (draft["UID"], 0, 9, "CONFIRMED"),
        (draft["UID"], 1, 10, "CONFIRMED"),
        (draft["UID"], 2, 10, "CANCELLED"),
    ]
    assert cancelled["LAST-MODIFIED"].dt == build.NOW


def test_a_session_called_off_before_it_came_is_cancelled_in_the_calendar(
    client: Client, world: build.World
) -> None:
    ahead = session(world, state=SessionState.CANCELLED)
    session(world, state=SessionState.CANCELLED, held_on=dt.date(2023, 1, 10))

    [event] = events(client, address(client, world.mentor)).values()

    assert (str(event["UID"]), str(event["STATUS"])) == (f"session-{ahead.id}@kopdarbs", "CANCELLED")


def test_a_reader_that_has_the_newest_gets_no_second_copy(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, number=7)
    path = address(client, training.person(world.anna))
    client.delete_cookie("session")

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    day.venue = "Cēsis"
    changed = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def unknown(client: Client, path: str) -> bool:
    """Tell whether an address answers as one that never was."""
    client.delete_cookie("session")
    never = f"/calendar/{'0' * 32}.{'a' * 43}.ics"
    asked, not_there = client.get(path), client.get(never)
    return (asked.status_code, told(asked)) == (404, told(not_there))


def test_the_secret_alone_opens_and_only_its_hash_is_kept(client: Client, world: build.World) -> None:
    path = address(client, training.person(world.anna))
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    feed = db.session.scalars(select(CalendarFeed)).one()
    secret = token.partition(".")[2]

    once_more = client.get("/calendar-feeds").get_data(as_text=True)

    assert len(secret) == 43
    assert feed.token_hash != secret
    assert secret not in once_more
    assert unknown(client, f"/calendar/{feed.id.hex}.{secret[:-1]}{'b' if secret[-1] == 'a' else 'a'}.ics")
    assert unknown(client, "/calendar/x.ics")
    assert not unknown(client, path)


def test_a_replaced_or_revoked_address_is_as_if_it_never_was(client: Client, world: build.World) -> None:
    person = training.person(world.anna)
    old = address(client, person)
    new = address(client, person)
    feed = db.session.scalars(select(CalendarFeed)).one()
    assert unknown(client, old)
    assert not unknown(client, new)

    client.sign_in(person)
    client.send(f"/calendar-feeds/{feed.id}/revoke")

    assert unknown(client, new)
    actions = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.subject_id == feed.id).order_by(AuditEvent.action)
    ).all()
    assert actions == ["calendars.feed-made", "calendars.feed-made", "calendars.feed-revoked"]


def test_nobody_makes_an_address_of_a_pilot_of_others(client: Client, world: build.World) -> None:
    client.sign_in(training.person(world.anna))

    answer = client.send("/calendar-feeds/make", pilot=world.other_pilot.code)

    assert answer.status_code == 404
    assert db.session.scalars(select(CalendarFeed)).all() == []


@pytest.mark.parametrize("code", ["", "SDK-2022"])
@pytest.mark.parametrize("who", ["observer", "manager"])
def test_who_only_looks_on_gets_no_address_and_an_older_one_is_dead(
    client: Client, world: build.World, who: str, code: str
) -> None:
    person = getattr(world, who)
    path = address(client, world.mentor, code)
    db.session.scalars(select(CalendarFeed)).one().user_id = person.id
    db.session.flush()
    client.sign_in(person)

    made = client.send("/calendar-feeds/make", pilot=code)
    schedule = client.get(f"/pilots/{world.pilot.code}/training").get_data(as_text=True)

    assert made.status_code == 403
    assert 'name="pilot"' not in client.get("/calendar-feeds").get_data(as_text=True)
    assert "/calendar-feeds" not in schedule
    assert unknown(client, path)


@pytest.mark.parametrize("code", ["", "SDK-2022"])
def test_who_left_or_was_closed_reads_nothing_any_more(client: Client, world: build.World, code: str) -> None:
    left, closed = world.lecturer, training.person(world.anna)
    paths = [address(client, person, code) for person in (left, closed)]
    assert not any(unknown(client, path) for path in paths)

    role = db.session.scalars(
        select(RoleAssignment).where(RoleAssignment.user_id == left.id, RoleAssignment.role == Role.LECTURER)
    ).one()
    role.ended_at = build.NOW
    closed.state = UserState.CLOSED

    assert all(unknown(client, path) for path in paths)


def test_a_day_is_downloaded_as_one_event(client: Client, world: build.World) -> None:
    day, _other = (training.day(world.pilot, number=number) for number in (7, 8))
    published(world, client)
    draft = training.day(world.pilot, number=9)
    client.sign_in(training.person(world.anna))

    answers = [client.get(f"/training-days/{each.id}/calendar.ics") for each in (day, draft)]

    found = [icalendar.Calendar.from_ical(answer.data).walk("VEVENT") for answer in answers]
    assert [[str(event["UID"]) for event in each] for each in found] == [
        [f"training-day-{day.calendar_uid}@kopdarbs"],
        [f"training-day-{draft.calendar_uid}@kopdarbs"],
    ]
    assert answers[0].headers["Content-Disposition"] == "attachment; filename=kopdarbs-7.ics"


def test_a_lecturers_feed_of_a_whole_pilot_has_the_taught_days_alone(
    client: Client, world: build.World
) -> None:
    taught, other = (training.day(world.pilot, number=number) for number in (1, 2))
    training.held_class(taught, world.lecturer)
    training.held_class(other, world.other_mentor, topic="Resursi")

    own = events(client, address(client, world.lecturer, world.pilot.code))
    build.role(world.lecturer, Role.MENTOR, world.pilot)
    whole = events(client, address(client, world.lecturer, world.pilot.code))

    assert sorted(own) == ["Kopienas definēšana – Sociālais darbs kopienā"]
    assert sorted(whole) == [
        "1. mācību diena – Sociālais darbs kopienā",
        "2. mācību diena – Sociālais darbs kopienā",
    ]
