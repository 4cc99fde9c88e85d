"""Statements: rows, head and the other pages agree; documents are alike to the byte and run nothing."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.models import MentoringPair, MonthClose, Pilot
from pilot.cohort.rules import Month
from pilot.documents.sheets import Value
from pilot.extensions import db
from pilot.mentoring.models import MissedMonthReason
from pilot.overview.statements import labels, papers, queries, tables
from pilot.overview.statements.enums import Subject
from pilot.overview.statements.queries import Edition
from pilot.overview.statements.shapes import Statement, Table
from pilot.training.enums import DayState
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.documents.test_pdf import letters
from tests.mentoring import build as mentoring
from tests.mentoring.build import JANUARY, TODAY, log, words
from tests.mentoring.timesheets.build import line, taught_day

BASE = "/pilots/SDK-2022/statements"


def statement(pilot: Pilot, subject: Subject, person: User, month: Month = JANUARY) -> Statement:
    db.session.flush()
    with current_app.test_request_context(), force_locale("en"):
        return tables.of_workers(pilot, month, subject, [person], today=TODAY)[0]


def documents(found: Statement, *, today: dt.date) -> tuple[bytes, bytes]:
    with current_app.test_request_context(), force_locale("lv"):
        return papers.one(found, today=today), papers.spreadsheet(found, today=today)


def minutes_of(table: Table) -> list[Value]:
    return [row[5] for row in table.rows]


def minutes_in(page: str) -> list[int]:
    """Return the minutes that a page writes as 90 min (1:30)."""
    return [int(found) for found in re.findall(r"\b(\d+) min \(", page)]


def sheet(answer: Any) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))


def test_rows_head_ledger_and_pilot_page_have_the_same_minutes_of_a_mentor(
    client: Client, english: World
) -> None:
    log(english.pilot, english.mentor, english.anna, english.peteris, minutes=90)
    log(english.pilot, english.mentor, english.anna, minutes=45, held_on=dt.date(2023, 1, 20))
    line(english.pilot, english.mentor, worked_on=dt.date(2023, 1, 11))
    found = statement(english.pilot, Subject.MENTOR, english.mentor)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{BASE}/mentors/{english.mentor.id}/2023-01"))
    ledger = words(client.get("/pilots/SDK-2022/working-time?view=worked&month=2023-01"))
    pilot_page = words(client.get("/pilots/SDK-2022"))

    assert minutes_of(found.tables[0]) == [90, 45]
    assert minutes_in(page) == [135, 60, 135, 60]
    assert "Māra Kalniņa 135 min (2:15)" in ledger
    assert "a minute that is claimed twice counts once. 135 " in pilot_page


def test_rows_head_month_page_and_ledger_have_the_same_minutes_of_a_participant(
    client: Client, english: World
) -> None:
    log(english.pilot, english.mentor, english.anna, english.peteris, minutes=90)
    log(english.pilot, english.mentor, english.anna, minutes=45, held_on=dt.date(2023, 1, 20))
    log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 31), planned=True)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{BASE}/participants/{english.anna.id}/2023-01"))
    month = words(client.get(f"/pilots/SDK-2022/mentoring/participants/{english.anna.id}/2023-01"))
    ledger = words(client.get("/pilots/SDK-2022/working-time?view=received&month=2023-01"))

    assert minutes_in(page) == [135, 135]
    assert "Received in sum: 135 min" in month
    assert "Anna Ozola Cēsu novads 135 min (2:15)" in ledger


def test_two_classes_of_four_academic_hours_are_eight_in_six_hours(client: Client, english: World) -> None:
    taught_day(english.pilot, english.lecturer)
    taught_day(english.pilot, english.lecturer, dt.date(2023, 1, 17), number=2, state=DayState.CANCELLED)
    client.sign_in(english.lecturer)

    found = statement(english.pilot, Subject.LECTURER, english.lecturer)
    page = words(client.get(f"{BASE}/lecturers/{english.lecturer.id}/2023-01"))

    assert "8 ac. h = 6 h = 360 min (6:00)" in page
    assert [row[4:6] for row in found.tables[0].rows] == [(4, 180), (4, 180)]


def test_a_day_moved_onto_a_session_is_claimed_twice_and_counted_once(client: Client, english: World) -> None:
    log(english.pilot, english.mentor, english.anna, starts=dt.time(12))
    build.role(english.mentor, Role.LECTURER, english.pilot)
    taught_day(english.pilot, english.mentor)
    client.sign_in(english.mentor)

    as_mentor = words(client.get(f"{BASE}/mentors/{english.mentor.id}/2023-01"))
    as_lecturer = words(client.get(f"{BASE}/lecturers/{english.mentor.id}/2023-01"))
    client.sign_in(english.coordinator)
    pilot_page = words(client.get("/pilots/SDK-2022"))

    assert minutes_in(as_mentor)[0] == 30
    assert (
        "claimed: 60 min; claimed twice, counted once: 30 min – class of the training, 10.01.2023, 9:30–12:30"
    ) in as_mentor
    assert minutes_in(as_lecturer)[0] == 360
    assert "a minute that is claimed twice counts once. 30 " in pilot_page


def test_a_mentor_reports_each_participant_with_what_is_missing_and_why(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, minutes=119, topics=("resources", "strategy"))
    log(world.pilot, world.mentor, world.peteris, minutes=130, held_on=dt.date(2023, 1, 12))
    build.keep(
        MissedMonthReason(
            participation_id=world.anna.id,
            month="2023-01",
            reason="participant_ill",
            note="Slimoja divas nedēļas.",
            recorded_by_id=world.coordinator.id,
            recorded_at=build.NOW,
        )
    )

    table = statement(world.pilot, Subject.MENTOR, world.mentor).tables[2]

    assert (table.title, table.total) == ("By participant", "")
    assert table.rows == (
        ("Pēteris Ķirsis", 130, 120, 0, "", ""),
        (
            *("Anna Ozola", 119, 120, 1),
            *("The participant was ill", "Resources, Strategy"),
        ),
    )


def test_who_was_the_mentor_for_a_part_of_the_month_sees_only_the_own_minutes(world: World) -> None:
    log(world.pilot, world.mentor, world.anna)
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == world.anna.id)
    ).one()
    pair.ends_on = dt.date(2023, 1, 15)

    rows = statement(world.pilot, Subject.MENTOR, world.mentor).tables[2].rows

    assert [row[:4] for row in rows if row[0] == "Anna Ozola"] == [("Anna Ozola", 60, None, None)]


def test_a_line_stands_on_the_statement_of_the_role_it_was_written_for(world: World) -> None:
    build.role(world.mentor, Role.LECTURER, world.pilot)
    line(world.pilot, world.mentor)

    found = [statement(world.pilot, subject, world.mentor) for subject in (Subject.MENTOR, Subject.LECTURER)]

    assert [len(each.tables[1].rows) for each in found] == [1, 0]


def test_a_session_over_midnight_stands_in_both_months_with_its_own_minutes(world: World) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 31), starts=dt.time(23, 30))

    found = [statement(world.pilot, Subject.MENTOR, world.mentor, Month(2023, month)) for month in (1, 2)]

    assert [[(row[0], row[5]) for row in each.tables[0].rows] for each in found] == [
        [(dt.date(2023, 1, 31), 30)],
        [(dt.date(2023, 2, 1), 30)],
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(Edition(is_closed=False, number=0), "draft", id="open"),
        pytest.param(Edition(is_closed=True, number=1), "closed month, edition 1", id="closed"),
        pytest.param(Edition(is_closed=False, number=2), "draft of corrected edition 2", id="reopened"),
        pytest.param(
            Edition(is_closed=True, number=2), "closed month, corrected edition 2", id="closed again"
        ),
    ],
)
def test_a_statement_says_in_which_edition_its_month_stands(given: Edition, said: str) -> None:
    assert labels.edition(given) == said


def test_a_month_that_was_opened_again_has_the_number_of_its_edition(world: World) -> None:
    before = queries.edition_of(world.pilot, JANUARY)
    closed: MonthClose = mentoring.closed_month(world.pilot, JANUARY, world.coordinator)
    after = queries.edition_of(world.pilot, JANUARY)
    closed.reopened_at, closed.revision = build.NOW, 2
    db.session.flush()

    assert (before, after, queries.edition_of(world.pilot, JANUARY)) == (
        Edition(is_closed=False, number=0),
        Edition(is_closed=True, number=1, closed_on=build.NOW.date()),
        Edition(is_closed=False, number=2),
    )


def test_the_spreadsheet_has_real_days_and_numbers_and_runs_no_formula(
    client: Client, english: World
) -> None:
    person = db.session.get_one(User, english.anna.user_id)
    person.given_name, person.family_name = "=1+1", "@SUM(A1)"
    log(english.pilot, english.mentor, english.anna, starts=dt.time(9))
    client.sign_in(english.mentor)

    answer = client.get(f"{BASE}/mentors/{english.mentor.id}/2023-01/xlsx?language=en")
    rows = sheet(answer)

    row = next(row for row in rows if isinstance(row[0], dt.datetime))
    assert row[:6] == (
        *(dt.datetime(2023, 1, 10), dt.time(9), dt.time(10)),  # noqa: DTZ001 - a day of a sheet
        *("Individual session", "=1+1 @SUM(A1)", 60),
    )
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert ("Total", None, None, None, None, 60) in [row[:6] for row in rows]


def test_a_closed_month_gives_the_same_bytes_on_another_day_and_a_draft_bears_its_day(world: World) -> None:
    log(world.pilot, world.mentor, world.anna)
    tomorrow = TODAY + dt.timedelta(days=1)

    draft = statement(world.pilot, Subject.MENTOR, world.mentor)
    mentoring.closed_month(world.pilot, JANUARY, world.coordinator)
    closed = statement(world.pilot, Subject.MENTOR, world.mentor)

    assert documents(draft, today=TODAY) == documents(draft, today=TODAY)
    assert documents(draft, today=TODAY) != documents(draft, today=tomorrow)
    assert documents(closed, today=TODAY) == documents(closed, today=tomorrow)


def test_the_pdf_is_tagged_and_has_the_letters_of_latvian(client: Client, world: World) -> None:
    log(world.pilot, world.mentor, world.peteris)
    client.sign_in(world.coordinator)

    content = client.get(f"{BASE}/participants/{world.peteris.id}/2023-01/pdf").data

    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert set("Ķēīņš") <= letters(content)


def test_all_mentors_of_a_month_are_one_document(client: Client, world: World) -> None:
    log(world.pilot, world.mentor, world.anna)
    client.sign_in(world.coordinator)

    answer = client.get(f"{BASE}/mentors/2023-01/pdf")

    assert answer.mimetype == "application/pdf"
    assert len(re.findall(rb"/Type /Page\b", answer.data)) in {0, 2}


@pytest.mark.parametrize("month", ["2022-08", "2023-06"])
def test_a_month_outside_the_pilot_is_not_there(client: Client, world: World, month: str) -> None:
    client.sign_in(world.coordinator)

    assert client.get(f"{BASE}/mentors/{world.mentor.id}/{month}").status_code == 404


def test_nobody_has_a_statement_of_a_role_they_never_had(client: Client, world: World) -> None:
    client.sign_in(world.coordinator)

    assert client.get(f"{BASE}/lecturers/{world.mentor.id}/2023-01").status_code == 404
