"""The quick log: defaults, the exact time, lengths in every spelling, and what is added after saving."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from pilot.accounts.roles import Role
from pilot.cohort.enums import PhaseKind
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionState
from pilot.mentoring.models import LengthHabit, MentorSession, SessionAttendee, SessionShare, SessionUndo
from pilot.mentoring.rules import is_entered_late
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import FEBRUARY, JANUARY, closed_month, log, sums, words

HOME = "/pilots/SDK-2022/mentoring"
OTHER = {"minutes": "other", "day": "other"}


def send(client: Client, world: World, **changes: Any) -> Any:
    typed = {"people": [str(world.anna.id)], "minutes": "60", "day": "2023-02-14", "form": "in_person"}
    return client.send(f"{HOME}/log", **{**typed, **changes})


def beside(page: Any, field: str) -> str:
    """Return what a page says beside a field."""
    found = re.search(rf'id="{field}-error">.*?<span>(.*?)</span>', page.get_data(as_text=True), re.DOTALL)
    return found[1] if found else ""


def the_session() -> MentorSession:
    return db.session.scalars(select(MentorSession)).one()


def number_of(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_whom_a_mentor_met_last_is_offered_first(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 10))
    log(english.pilot, english.mentor, english.peteris, held_on=dt.date(2023, 2, 10))
    client.sign_in(english.mentor)

    page = words(client.get(f"{HOME}/log"))

    assert page.index("Pēteris Ķirsis") < page.index("Anna Ozola")


def test_the_line_above_the_button_knows_every_month_of_a_person(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, minutes=75)
    client.sign_in(english.mentor)

    page = client.get(f"{HOME}/log").get_data(as_text=True)

    known = re.search(r'data-months="([^"]*)"', page)
    assert known is not None
    months = json.loads(known[1].replace("&#34;", '"'))
    assert (months["2023-01"], months["2023-02"]) == ([75, 120, "Jan"], [0, 120, "Feb"])


def test_a_start_and_an_end_give_the_length(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    send(client, english, minutes="other", day="2023-02-13", starts="9.00", ends="10.15")

    session = the_session()
    assert session.minutes == 75
    assert session.starts_at == dt.datetime(2023, 2, 13, 7, 0, tzinfo=dt.UTC)
    assert session.ends_at == dt.datetime(2023, 2, 13, 8, 15, tzinfo=dt.UTC)


def test_times_that_contradict_the_length_are_refused_with_their_numbers(
    client: Client, english: World
) -> None:
    client.sign_in(english.mentor)

    page = send(client, english, day="2023-02-13", starts="14.00", ends="15.30")

    said = beside(page, "ends").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("From 14:00 to 15:30 is 1 h 30 min, the length says 1 h")
    assert number_of(MentorSession) == 0


def test_an_end_without_a_start_asks_for_the_start(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = send(client, english, day="2023-02-13", ends="15.30")

    assert beside(page, "starts") == "Enter the start time too, as in 9.30"


@pytest.mark.parametrize(
    ("day", "minutes", "changes"),
    [
        pytest.param("30.10.2022", 240, {}, id="the night with an hour twice"),
        pytest.param("26.03.2023", 120, {"planned": "y"}, id="the night without an hour"),
    ],
)
def test_from_two_to_five_is_what_truly_passes(
    client: Client, english: World, day: str, minutes: int, changes: dict[str, str]
) -> None:
    build.pair(english.anna, english.other_mentor, starts_on=dt.date(2022, 9, 1), role="consultant")
    english.pilot.quota_phase = PhaseKind.OTHER
    build.phase(english.pilot, PhaseKind.OTHER, dt.date(2022, 9, 1), dt.date(2023, 5, 31))
    client.sign_in(english.other_mentor)

    send(
        client,
        english,
        **OTHER,
        day_other=day,
        starts="2.00",
        ends="5.00",
        long_enough="y",
        **changes,
    )

    assert the_session().minutes == minutes


def test_a_session_over_midnight_has_half_an_hour_in_each_month(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    send(client, english, **OTHER, day_other="31.01.2023", starts="23.30", ends="0.30")

    shares = db.session.scalars(select(SessionShare.minutes).order_by(SessionShare.held_on)).all()
    assert list(shares) == [30, 30]
    assert (sums(english.anna, JANUARY), sums(english.anna, FEBRUARY)) == ((30, 30, 0), (30, 30, 0))


def test_over_midnight_the_closed_part_is_named(client: Client, english: World) -> None:
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.mentor)

    page = send(client, english, **OTHER, day_other="31.01.2023", starts="23.30", ends="0.30")

    assert beside(page, "day_other") == "Ask the coordinator to open the month: January 2023 is closed"
    assert number_of(MentorSession) == 0


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-1", "Enter the length, for example 90, 1:30 or 1,5"),
        ("25:99", "Enter the length, for example 90, 1:30 or 1,5"),
        ("abc", "Enter the length, for example 90, 1:30 or 1,5"),
        ("8.20", "8.20 can be read in two ways. Type 8:20 for hours and minutes, or the minutes"),
    ],
)
def test_a_length_that_is_not_clear_says_what_to_type(
    client: Client, english: World, typed: str, message: str
) -> None:
    client.sign_in(english.mentor)

    page = send(client, english, minutes="other", minutes_other=typed)

    assert beside(page, "minutes_other") == message
    assert f'value="{typed}"' in page.get_data(as_text=True)
    assert number_of(MentorSession) == 0


def test_a_number_alone_is_asked_about_once_and_then_remembered(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    bare = {"minutes": "other", "minutes_other": "90"}

    asked = beside(send(client, english, **bare), "bare_minutes").replace("\N{NO-BREAK SPACE}", " ")
    assert asked == "Are these minutes? That would be 1 h 30 min. Tick the box, or type it as 1:30 or 1,5"
    assert (number_of(MentorSession), number_of(LengthHabit)) == (0, 0)

    send(client, english, **bare, bare_minutes="y")
    send(client, english, **bare, day="2023-02-13")

    assert list(db.session.scalars(select(MentorSession.minutes))) == [90, 90]
    assert number_of(LengthHabit) == 1


def test_what_a_person_means_by_a_number_is_not_asked_of_another(client: Client, english: World) -> None:
    db.session.add(LengthHabit(user_id=english.other_mentor.id, told_at=build.NOW))
    client.sign_in(english.mentor)

    page = send(client, english, minutes="other", minutes_other="90")

    assert beside(page, "bare_minutes")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1h30", {"minutes": 90, "words": "= 1\N{NO-BREAK SPACE}h 30\N{NO-BREAK SPACE}min"}),
        ("45m", {"minutes": 45, "words": "= 45\N{NO-BREAK SPACE}min"}),
        ("abc", {"minutes": None, "words": "Enter the length, for example 90, 1:30 or 1,5"}),
    ],
)
def test_the_script_asks_how_a_length_is_understood(
    client: Client, english: World, typed: str, answer: dict[str, Any]
) -> None:
    client.sign_in(english.mentor)

    assert client.get(f"{HOME}/length", query_string={"typed": typed}).get_json() == answer


@pytest.mark.parametrize(
    ("starts", "message"),
    [
        ("10.59", "Change the time: you already have a session then. If you were all together"),
        ("11.00", ""),
    ],
)
def test_a_mentor_in_two_places_at_once_is_refused_beside_the_time(
    client: Client, english: World, starts: str, message: str
) -> None:
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 13), starts=dt.time(10))
    client.sign_in(english.mentor)

    page = send(client, english, people=[str(english.peteris.id)], day="2023-02-13", starts=starts)

    assert beside(page, "starts").startswith(message)
    assert number_of(MentorSession) == (1 if message else 2)


def test_a_participant_in_two_places_at_once_is_refused_beside_the_time(
    client: Client, english: World
) -> None:
    build.pair(english.anna, english.other_mentor, role="consultant")
    log(english.pilot, english.other_mentor, english.anna, held_on=dt.date(2023, 2, 13), starts=dt.time(10))
    client.sign_in(english.mentor)

    page = send(client, english, day="2023-02-13", starts="10.30")

    assert beside(page, "starts") == "Change the time: the participant already has a session then"


def test_a_day_outside_the_phase_is_refused_beside_the_day(client: Client, english: World) -> None:
    build.pair(english.anna, english.other_mentor, starts_on=dt.date(2022, 9, 1), role="consultant")
    client.sign_in(english.other_mentor)

    page = send(client, english, day="other", day_other="01.11.2022")

    assert beside(page, "day_other") == "Choose a day within the phase in which mentors meet participants"


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("26.12.2022", "26.12.2022 is a public holiday: Second Day of Christmas"),
        ("12.02.2023", "12.02.2023 is a Sunday"),
        ("13.02.2023", None),
    ],
)
def test_a_holiday_or_a_sunday_is_stored_with_a_note(
    client: Client, english: World, day: str, note: str | None
) -> None:
    client.sign_in(english.mentor)

    page = words(client.get(send(client, english, day="other", day_other=day).location))

    assert ("is a" in page) == (note is not None)
    assert note is None or note in page
    assert number_of(MentorSession) == 1


def test_a_session_over_a_week_old_is_marked_as_entered_late(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    late = send(client, english, day="other", day_other="06.02.2023").location
    in_time = send(client, english, day="other", day_other="07.02.2023").location
    db.session.execute(delete(SessionUndo))

    assert "Entered later: 14.02.2023" in words(client.get(late))
    assert "Entered later" not in words(client.get(in_time))
    assert words(client.get(f"{HOME}/mine")).count("Entered later") == 1


def test_a_week_is_the_limit_of_late() -> None:
    held_on = dt.date(2023, 2, 1)

    assert not is_entered_late(held_on, logged_on=held_on + dt.timedelta(days=7))
    assert is_entered_late(held_on, logged_on=held_on + dt.timedelta(days=8))


def test_support_in_writing_is_kept_apart(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = words(client.get(send(client, english, form="written").location))

    assert the_session().form is SessionForm.WRITTEN
    assert sums(english.anna, FEBRUARY) == (0, 0, 0)
    assert "Support in writing is kept apart: it adds nothing to the hours." in page
    assert "after this record" not in page


def test_a_meeting_that_turns_out_to_be_a_letter_counts_no_more(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    session.attendees[0].confirmation = ConfirmationState.CONFIRMED
    db.session.commit()
    client.sign_in(english.mentor)

    client.send(f"{HOME}/sessions/{session.id}/details", version=session.version, form="written")

    assert sums(english.anna) == (0, 0, 0)
    assert db.session.scalars(select(SessionAttendee.confirmation)).one() is ConfirmationState.WAITING


def test_everything_else_is_added_after_saving(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    saved = send(client, english).location
    assert "Add: topics · what you agreed · how you met" in words(client.get(saved))

    client.send(
        f"{saved}/details",
        version=the_session().version,
        form="video",
        place="Cēsu bibliotēka",
        topics=["resources", "strategy"],
        summary="Runājām par apkaimes karti",
        next_on="21.02.2023",
    )

    session = the_session()
    assert (session.minutes, session.held_on, session.form) == (60, dt.date(2023, 2, 14), SessionForm.VIDEO)
    assert (session.place, session.topics) == ("Cēsu bibliotēka", ["resources", "strategy"])
    assert session.summary == "Runājām par apkaimes karti"
    assert session.next_on == dt.date(2023, 2, 21)


def test_an_identity_number_is_refused_beside_its_field(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.mentor)

    page = client.send(
        f"{HOME}/sessions/{session.id}/details", version=1, form="video", summary="Klients 010190-12345"
    )

    assert beside(page, "summary").startswith("This looks like a personal identity number")


def test_place_and_topics_are_offered_from_the_last_time_with_the_same_person(
    client: Client, english: World
) -> None:
    told = {"place": "Cēsu bibliotēka", "topics": ("strategy",)}
    log(english.pilot, english.mentor, english.anna, **told)
    log(english.pilot, english.mentor, english.peteris, place="Tukums", held_on=dt.date(2023, 1, 20))
    session = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 7))
    client.sign_in(english.mentor)

    page = client.get(f"{HOME}/sessions/{session.id}/details").get_data(as_text=True)

    assert 'value="Cēsu bibliotēka"' in page
    assert re.search(r'<input[^>]*checked[^>]*value="strategy"', page)
    assert "Place and topics are those of the last time" in page


def test_a_closed_month_takes_no_details(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.mentor)

    page = client.send(f"{HOME}/sessions/{session.id}/details", version=1, form="video", summary="Par karti")

    assert "January 2023 is closed" in words(page)
    assert "Par karti" in words(page)
    assert the_session().summary == ""


def test_a_plan_is_made_for_a_day_to_come(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    send(client, english, day="other", day_other="21.02.2023", starts="14.00", planned="y")

    assert the_session().state is SessionState.PLANNED
    assert sums(english.anna, FEBRUARY) == (0, 0, 60)


def test_who_is_no_mentor_cannot_ask_how_a_length_is_understood(client: Client, english: World) -> None:
    build.role(english.manager, Role.AUDITOR, None)
    client.sign_in(english.manager)

    assert client.get(f"{HOME}/length", query_string={"typed": "90"}).status_code == 403
