"""The pages of the time sheet: what is typed stays, and a refusal stands beside its field."""

import datetime as dt
import html
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.roles import Role
from pilot.extensions import db
from pilot.mentoring.timesheets.enums import Capacity
from pilot.mentoring.timesheets.models import Supervision, WorkLine
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, closed_month, log, words
from tests.mentoring.timesheets.build import line, supervision, taught_day

SHEET = "/pilots/SDK-2022/mentoring/time-sheet"
FIELDS = {"worked_on": "10.01.2023", "starts": "9.00", "ends": "10.30", "kind": "writing", "note": "Pārskats"}


def beside(response: Any, name: str) -> str:
    """Return what a page says beside a field, or nothing."""
    page = response.get_data(as_text=True)
    if f'id="{name}-error"' not in page:
        return ""
    said = page.split(f'id="{name}-error"')[1].split("</p>")[0].split("<span>")[1].split("</span>")[0]
    return html.unescape(said).replace("\N{NO-BREAK SPACE}", " ")


def test_a_mentor_writes_working_time_down(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    answer = client.send(f"{SHEET}/new", **FIELDS)
    page = words(client.get(answer.location))

    row = db.session.scalar(select(WorkLine))
    assert row is not None
    assert (row.minutes, row.capacity, row.user_id) == (90, Capacity.MENTOR, english.mentor.id)
    assert "10.01.2023 9:00–10:30 90 min Writing Pārskats" in page.replace("Time ", "")


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        pytest.param(
            "minutes",
            {"starts": "", "ends": "", "minutes": "0"},
            "Enter a length of at least one minute, or from when to when",
            id="zero",
        ),
        pytest.param(
            "minutes",
            {"starts": "", "ends": "", "minutes": "481"},
            "Enter at most 480 minutes; write longer work down in several lines",
            id="over the longest",
        ),
        pytest.param(
            "minutes",
            {"minutes": "-1"},
            "Enter the length, for example 90, 1:30 or 1,5",
            id="no length at all",
        ),
        pytest.param("starts", {"starts": "25:99"}, "Enter the time as in 9.30", id="no time at all"),
        pytest.param("worked_on", {"worked_on": "abc"}, "Enter the day as in 05.09.2022", id="no day at all"),
        pytest.param(
            "ends",
            {"ends": "8"},
            "Enter an end after the start; write work over midnight down in two lines",
            id="it ends first",
        ),
        pytest.param("starts", {"starts": ""}, "Enter also when it began", id="no start"),
        pytest.param(
            "worked_on",
            {"worked_on": "15.02.2023"},
            "Choose a day and time that have passed",
            id="tomorrow",
        ),
        pytest.param(
            "worked_on", {"worked_on": "31.08.2022"}, "Choose a day within the pilot", id="before it"
        ),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    client: Client, english: World, field: str, given: dict[str, str], said: str
) -> None:
    client.sign_in(english.mentor)

    answer = client.send(f"{SHEET}/new", **{**FIELDS, **given})

    assert beside(answer, field) == said
    assert "Pārskats" in answer.get_data(as_text=True)
    assert db.session.scalar(select(WorkLine)) is None


def test_a_clash_names_kind_day_and_time_and_no_participant(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, starts=dt.time(10))
    client.sign_in(english.mentor)

    answer = client.send(f"{SHEET}/new", **FIELDS)

    said = "Change the time: it overlaps with mentor session, 10.01.2023, 10:00–11:00"
    assert beside(answer, "starts") == said


def test_a_session_over_a_class_is_refused_beside_its_start(client: Client, english: World) -> None:
    build.role(english.mentor, Role.LECTURER, english.pilot)
    taught_day(english.pilot, english.mentor, dt.date(2023, 2, 13))
    client.sign_in(english.mentor)

    answer = client.send(
        "/pilots/SDK-2022/mentoring/log",
        people=str(english.anna.id),
        minutes="60",
        day="2023-02-13",
        form="video",
        starts="12.00",
    )

    said = "Change the time: it overlaps with class of the training, 13.02.2023, 9:30–12:30"
    assert beside(answer, "starts") == said


def test_only_who_has_two_roles_is_asked_as_whom_they_worked(client: Client, english: World) -> None:
    asked = "As whom did you work?"
    client.sign_in(english.mentor)

    alone = client.get(f"{SHEET}/new").get_data(as_text=True)
    build.role(english.mentor, Role.LECTURER, english.pilot)
    both = client.get(f"{SHEET}/new").get_data(as_text=True)
    client.send(f"{SHEET}/new", **FIELDS, capacity="lecturer")

    row = db.session.scalar(select(WorkLine))
    assert (asked in alone, asked in both) == (False, True)
    assert row is not None
    assert row.capacity is Capacity.LECTURER


def test_a_closed_month_offers_no_buttons_and_says_why(client: Client, english: World) -> None:
    own = line(english.pilot, english.mentor)
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.mentor)

    page = client.get(f"{SHEET}?month=2023-01").get_data(as_text=True)
    answer = client.send(f"{SHEET}/{own.id}/remove", version="1")

    assert "The month is closed" in page
    assert f"{SHEET}/{own.id}" not in page
    assert "Ask the coordinator to open the month: it is closed" in words(answer)


def test_a_participant_writes_supervision_down_and_nothing_else(client: Client, english: World) -> None:
    anna = build.keep(english.anna).user_id
    client.sign_in(db.session.get_one(type(english.mentor), anna))

    client.send(f"{SHEET}/supervision/new", held_on="10.01.2023", kind="group", minutes="180")
    page = words(client.get(f"{SHEET}?month=2023-01"))

    row = db.session.scalar(select(Supervision))
    assert row is not None
    assert (row.minutes, row.user_id) == (180, anna)
    assert "2023: 1 supervision, 180 min" in page
    assert client.get(f"{SHEET}/new").status_code == 403


def test_supervision_is_changed_and_removed(client: Client, english: World) -> None:
    attended = supervision(english.pilot, english.mentor)
    url = f"{SHEET}/supervision/{attended.id}"
    client.sign_in(english.mentor)

    client.send(url, held_on="11.01.2023", kind="group", minutes="90", version="1")
    changed = db.session.scalar(select(Supervision.minutes))
    client.send(f"{url}/remove", version="2")

    assert changed == 90
    assert db.session.scalar(select(Supervision)) is None


def test_a_line_keeps_the_session_it_belongs_to(client: Client, english: World) -> None:
    held = log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.mentor)

    client.send(f"{SHEET}/new", **FIELDS, session_id=str(held.id))
    row = db.session.scalars(select(WorkLine)).one()
    page = client.get(f"{SHEET}/{row.id}").get_data(as_text=True)

    assert row.session_id == held.id
    assert f'selected value="{held.id}"' in page
