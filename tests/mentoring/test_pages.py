"""Who sees which page of mentoring, what it says first, and what it refuses."""

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import FEBRUARY, JANUARY, closed_month, log, sums, words

HOME = "/pilots/SDK-2022/mentoring"
DAY = "2023-02-14"


def person(participation: Participation) -> User:
    return db.session.get_one(User, participation.user_id)


def typed(*participations: Participation, **changes: Any) -> dict[str, Any]:
    return {
        "people": [str(participation.id) for participation in participations],
        "minutes": "60",
        "day": DAY,
        "form": "in_person",
        **changes,
    }


def log_through_page(client: Client, *participations: Participation, **changes: Any) -> Any:
    return client.send(f"{HOME}/log", **typed(*participations, **changes))


def number_of(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_mentor_logs_with_four_answers_and_reads_what_it_adds_up_to(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    answer = log_through_page(client, english.anna, minutes="120")

    session = db.session.scalars(select(MentorSession)).one()
    assert (session.minutes, session.held_on, session.state) == (120, dt.date(2023, 2, 14), SessionState.HELD)
    assert answer.status_code == 303
    page = words(client.get(answer.location))
    assert "Anna Ozola after this record, February 2023: 2 of 2 h" in page
    assert "Log another session" in page


def test_several_people_make_a_group_session(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    log_through_page(client, english.anna, english.peteris, minutes="90")

    session = db.session.scalars(select(MentorSession)).one()
    assert session.kind == "group"
    assert number_of(SessionAttendee) == 2


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"people": []}, "people", "Choose at least one participant", id="nobody"),
        pytest.param({"minutes": ""}, "minutes", "Choose how long the session was", id="no length"),
        pytest.param(
            {"minutes": "other", "minutes_other": ""},
            "minutes_other",
            "Enter the length, for example 90, 1:30 or 1,5",
            id="other length left empty",
        ),
        pytest.param(
            {"minutes": "other", "minutes_other": "ilgi"},
            "minutes_other",
            "Enter the length, for example 90, 1:30 or 1,5",
            id="a length in words",
        ),
        pytest.param(
            {"minutes": "other", "minutes_other": "0 min"},
            "minutes_other",
            "Enter a length of at least one minute",
            id="no minutes",
        ),
        pytest.param(
            {"minutes": "other", "minutes_other": "481 min", "long_enough": "y"},
            "minutes_other",
            "Shorten the session: it is longer than this pilot allows",
            id="longer than a working day",
        ),
        pytest.param(
            {"day": "other", "day_other": "15.02.2023"},
            "day_other",
            "Choose a day and time that have passed, or mark the session as planned",
            id="tomorrow",
        ),
        pytest.param(
            {"day": "other", "day_other": "31.02.2023"},
            "day_other",
            "Enter the day as in 05.09.2022",
            id="no such day",
        ),
        pytest.param(
            {"day": "other", "day_other": "01.11.2022"},
            "day_other",
            "Choose a day on which you were the mentor of everyone you ticked",
            id="before the pair",
        ),
        pytest.param({"form": ""}, "form", "Choose how you met", id="no form"),
    ],
)
def test_a_bad_answer_is_told_beside_its_field_and_the_text_stays(
    client: Client, english: World, changes: dict[str, Any], field: str, message: str
) -> None:
    client.sign_in(english.mentor)
    given = {"starts": "14.37", **changes}

    page = client.send(f"{HOME}/log", **{**typed(english.anna), **given}).get_data(as_text=True)

    beside = re.search(rf'id="{field}-error">(.*?)</p>', page, re.DOTALL)
    assert beside is not None
    assert message in beside[1]
    assert "14.37" in page
    assert number_of(MentorSession) == 0


def test_a_closed_month_is_named_beside_the_day(client: Client, english: World) -> None:
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.mentor)

    page = log_through_page(client, english.anna, day="other", day_other="31.01.2023")

    assert "January 2023 is closed" in words(page)
    assert number_of(MentorSession) == 0


def test_a_long_session_is_asked_about_once(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    long = {"minutes": "other", "minutes_other": "181 min"}

    asked = log_through_page(client, english.anna, **long)
    assert "longer than 180 minutes: tick the box if it truly was" in words(asked)
    assert number_of(MentorSession) == 0

    log_through_page(client, english.anna, **long, long_enough="y")
    assert db.session.scalars(select(MentorSession.minutes)).one() == 181


def test_a_mentor_is_offered_only_their_own_participants(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    page = words(client.get(f"{HOME}/log"))
    refused = words(log_through_page(client, english.liga))

    assert "Anna Ozola" in page
    assert "Līga Ābele" not in page
    assert "Choose from the given answers" in refused
    assert number_of(MentorSession) == 0


def test_the_same_sending_twice_makes_one_session(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    form = client.form(**typed(english.anna))

    answers = [client.post(f"{HOME}/log", data=form) for _time in range(2)]

    assert answers[0].location == answers[1].location
    assert number_of(MentorSession) == 1
    assert sums(english.anna, FEBRUARY) == (60, 60, 0)


def test_a_plan_is_made_and_took_place_with_one_tap(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    log_through_page(client, english.anna, planned="y")
    session = db.session.scalars(select(MentorSession)).one()
    assert "Did it take place?" in words(client.get(f"{HOME}/log"))

    client.send(f"{HOME}/sessions/{session.id}/hold", version=session.version)

    assert db.session.scalars(select(MentorSession.state)).one() == SessionState.HELD
    assert sums(english.anna, FEBRUARY) == (60, 60, 0)


def test_a_correction_keeps_the_texts_and_moves_the_minutes(client: Client, english: World) -> None:
    session = log(
        english.pilot, english.mentor, english.anna, summary="Runājām par karti", topics=("strategy",)
    )
    client.sign_in(english.mentor)
    shown = client.get(f"{HOME}/sessions/{session.id}/correct").get_data(as_text=True)
    assert "Runājām par karti" in shown

    client.send(
        f"{HOME}/sessions/{session.id}/correct",
        version=session.version,
        held_on="11.01.2023",
        minutes="90 min",
        form="phone",
        summary="Runājām par karti",
    )

    changed = db.session.scalars(select(MentorSession)).one()
    assert (changed.held_on, changed.minutes, changed.form) == (dt.date(2023, 1, 11), 90, "phone")
    assert sums(english.anna) == (90, 90, 0)


def test_a_correction_over_a_newer_one_shows_both(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    seen = session.version
    session.minutes = 75
    db.session.commit()
    client.sign_in(english.mentor)

    answer = client.send(
        f"{HOME}/sessions/{session.id}/correct",
        version=seen,
        held_on="10.01.2023",
        minutes="1:30",
        form="phone",
    )

    assert answer.status_code == 409
    assert db.session.scalars(select(MentorSession.minutes)).one() == 75


def test_nobody_changes_the_session_of_another_mentor(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.other_mentor)

    for path in ("", "/correct", "/delete"):
        assert client.get(f"{HOME}/sessions/{session.id}{path}").status_code == 404
    assert client.send(f"{HOME}/sessions/{session.id}/hold", version=1).status_code == 404


def test_a_deleted_session_is_gone_from_the_pages(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.mentor)

    client.send(f"{HOME}/sessions/{session.id}/delete", version=session.version)

    assert client.get(f"{HOME}/sessions/{session.id}").status_code == 404
    assert sums(english.anna) == (0, 0, 0)


def test_a_participant_confirms_with_one_tap(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    attendee = session.attendees[0]
    client.sign_in(person(english.anna))
    assert "1 session waits for your confirmation" in words(client.get(f"{HOME}/my-sessions"))

    client.send(f"{HOME}/answers/{attendee.id}", version=session.version, answer="confirmed")

    assert db.session.scalars(select(SessionAttendee.confirmation)).one() == ConfirmationState.CONFIRMED
    assert "Nothing waits for your confirmation" in words(client.get(f"{HOME}/my-sessions"))


def test_a_participant_returns_with_a_comment_that_the_mentor_reads(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    url = f"{HOME}/answers/{session.attendees[0].id}"
    client.sign_in(person(english.anna))

    asked = client.send(url, version=session.version, answer="returned", comment="")
    assert "Write to the mentor what you want to say" in words(asked)
    client.send(url, version=session.version, answer="returned", comment="Tikāmies pusstundu")

    assert "Tikāmies pusstundu" in words(client.sign_in(english.mentor).get(f"{HOME}/mine"))


def test_a_participant_answers_only_for_themselves(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    client.sign_in(person(english.liga))

    answer = client.send(f"{HOME}/answers/{session.attendees[0].id}", version=1, answer="confirmed")

    assert answer.status_code == 404


def test_an_answer_into_a_closed_month_is_refused(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(person(english.anna))

    page = client.send(f"{HOME}/answers/{session.attendees[0].id}", version=1, answer="confirmed")

    assert "January 2023 is closed" in words(page)
    assert db.session.scalars(select(SessionAttendee.confirmation)).one() == ConfirmationState.WAITING


def test_the_matrix_says_first_who_is_short(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, minutes=119)
    log(english.pilot, english.mentor, english.peteris, minutes=120, held_on=dt.date(2023, 2, 7))
    client.sign_in(english.coordinator)

    page = words(client.get(HOME))

    assert (
        "February 2023: 1 of 3 have the minimum. "
        "Still missing: Līga Ābele – 120 min, Anna Ozola – 120 min." in page
    )
    assert "Anna Ozola, January 2023: 119 min of 120 min, the month ended short, 1 min still missing" in page


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        pytest.param("coordinator", {"Anna Ozola", "Līga Ābele", "Pēteris Ķirsis"}, id="the pilot"),
        pytest.param("mentor", {"Anna Ozola", "Pēteris Ķirsis"}, id="own mentees"),
        pytest.param("manager", {"Anna Ozola", "Līga Ābele"}, id="own staff"),
        pytest.param("observer", set(), id="nobody by name"),
    ],
)
def test_each_sees_the_rows_of_their_scope(client: Client, english: World, who: str, seen: set[str]) -> None:
    client.sign_in(getattr(english, who))

    page = words(client.get(HOME))

    assert {name for name in ("Anna Ozola", "Līga Ābele", "Pēteris Ķirsis") if name in page} == seen
    assert ("of 3" in page) == (who in {"coordinator", "observer"})


def test_a_participant_sees_only_the_own_row(client: Client, english: World) -> None:
    client.sign_in(person(english.anna))

    page = words(client.get(HOME))

    assert "Līga Ābele" not in page
    assert "Anna Ozola, January 2023" in page


def test_the_sessions_behind_a_cell_add_up_to_it(client: Client, english: World) -> None:
    log(
        english.pilot,
        english.mentor,
        english.anna,
        minutes=75,
        summary="Slepenā piezīme",
        topics=("strategy",),
    )
    log(english.pilot, english.mentor, english.anna, minutes=44)
    url = f"{HOME}/participants/{english.anna.id}/2023-01"

    page = words(client.sign_in(english.coordinator).get(url))

    assert "119 min of 120 min" in page
    assert "Received in sum: 119 min" in page
    assert "Strategy" in page
    assert "Slepen" not in page
    assert "Slepenā piezīme" in words(client.sign_in(english.mentor).get(url))
    assert "Slepenā piezīme" in words(client.sign_in(person(english.anna)).get(url))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("other_mentor", 404),
        ("manager", 404),
        ("observer", 404),
        ("lecturer", 403),
        ("other_coordinator", 404),
    ],
)
def test_single_sessions_are_hidden_from_others(
    client: Client, english: World, who: str, status: int
) -> None:
    log(english.pilot, english.mentor, english.anna)
    client.sign_in(getattr(english, who))

    assert client.get(f"{HOME}/participants/{english.anna.id}/2023-01").status_code == status


def test_the_new_mentor_does_not_read_what_the_old_pair_wrote(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, summary="Slepenā piezīme")
    old = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == english.anna.id)
    ).one()
    old.ends_on = dt.date(2023, 1, 31)
    db.session.flush()
    build.pair(english.anna, english.other_mentor, starts_on=dt.date(2023, 2, 1))
    url = f"{HOME}/participants/{english.anna.id}/2023-01"

    page = words(client.sign_in(english.other_mentor).get(url))

    assert "Received in sum: 60 min" in page
    assert "Slepen" not in page
    assert client.sign_in(english.mentor).get(url).status_code == 404


def test_the_filters_stand_in_the_address(client: Client, english: World) -> None:
    client.sign_in(english.coordinator)

    by_place = words(client.get(f"{HOME}?municipality={english.tukums.id}"))
    by_mentor = words(client.get(f"{HOME}?mentor={english.other_mentor.id}"))
    nonsense = client.get(f"{HOME}?mentor=1&municipality=%00&page=-4")

    assert ("Pēteris Ķirsis" in by_place, "Anna Ozola" in by_place) == (True, False)
    assert ("Līga Ābele" in by_mentor, "Anna Ozola" in by_mentor) == (True, False)
    assert nonsense.status_code == 200


def test_a_pilot_without_a_quota_shows_hours_without_judging(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, minutes=90)
    english.pilot.mentor_quota_minutes = 0
    client.sign_in(english.coordinator)

    page = words(client.get(HOME))

    assert "This pilot promises no minimum" in page
    assert "short" not in page
    assert "1.5" in page


def queries_of(client: Client, path: str) -> int:
    statements: list[str] = []
    db.session.commit()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


@pytest.mark.parametrize("path", ["", "/pairs", "/mine", "/log", "/my-sessions"])
def test_a_page_asks_the_database_the_same_however_many_rows(
    client: Client, english: World, path: str
) -> None:
    log(english.pilot, english.mentor, english.anna)
    who = {"": english.coordinator, "/pairs": english.coordinator, "/my-sessions": person(english.anna)}
    client.sign_in(who.get(path, english.mentor))
    few = queries_of(client, HOME + path)

    for number in range(3):
        user = build.user(f"Zane Lapsa{number}")
        build.role(user, Role.PARTICIPANT, english.pilot, english.cesis)
        someone = build.participation(english.pilot, user, english.cesis)
        build.pair(someone, english.mentor)
        log(english.pilot, english.mentor, someone)
        log(english.pilot, english.mentor, english.anna, minutes=number + 1)

    assert queries_of(client, HOME + path) == few


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", {"coordinator", "mentor", "manager", "observer", "participant"}),
        ("/log", {"mentor"}),
        ("/mine", {"mentor"}),
        ("/my-sessions", {"participant"}),
        ("/pairs", {"coordinator", "mentor", "manager", "participant"}),
        ("/pairs/new", {"coordinator"}),
        ("/months", {"coordinator"}),
        ("/months/2023-01/close", {"coordinator"}),
        ("/months/2023-01/reopen", {"coordinator"}),
        ("/months/2023-01/extend", {"coordinator"}),
    ],
)
def test_each_page_opens_for_its_roles_only(
    client: Client, english: World, path: str, allowed: set[str]
) -> None:
    people = {
        "coordinator": english.coordinator,
        "mentor": english.mentor,
        "manager": english.manager,
        "observer": english.observer,
        "lecturer": english.lecturer,
        "participant": person(english.anna),
    }
    statuses = {name: client.sign_in(user).get(HOME + path).status_code for name, user in people.items()}

    assert statuses == {name: 200 if name in allowed else 403 for name in people}
    assert client.sign_in(english.other_coordinator).get(HOME + path).status_code in {403, 404}
