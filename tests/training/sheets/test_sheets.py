"""The list to sign and the whole table, as far as each may see."""

import datetime as dt

from flask import Flask
from flask_babel import force_locale

from pilot.accounts.enums import Locale
from pilot.cohort import publicity
from pilot.cohort.enums import FunderSet
from pilot.training import attendance_queries
from pilot.training import queries as planned
from pilot.training.sheets import papers, queries
from tests import build
from tests.conftest import Client
from tests.training import build as training

HELD_ON = dt.date(2022, 10, 28)


def test_the_list_of_a_day_names_who_is_expected_and_leaves_rows_for_others(
    app: Flask, world: build.World
) -> None:
    world.pilot.project_no, world.pilot.activity_no = "9.2.1.1/15/I/001", "15.4."
    world.pilot.funder_set = FunderSet.ESF_2014_2020
    world.peteris.ended_on = HELD_ON - dt.timedelta(days=1)
    day = training.day(world.pilot, HELD_ON, number=8, venue="Kopienas centrs „Durbe”", address="Tukums")
    training.held_class(day, world.lecturer)
    people = [line.participation for line in attendance_queries.roll_of(day).lines]
    seen = planned.get_day(day.id, viewer=build.viewer(world.coordinator))

    with app.test_request_context(), force_locale("lv"):
        found = papers.attendance_sheet(seen, people)

    assert found["people"] == [
        ["1.", "Līga Ābele", "Cēsu novads", "", "", ""],
        ["2.", "Anna Ozola", "Cēsu novads", "", "", ""],
        *([f"{number}.", "", "", "", "", ""] for number in (3, 4, 5)),
    ]
    assert (found["title"], found["language"]) == ("Dalībnieku saraksts: 28.10.2022.", "lv")
    assert dict(found["facts"]) == {
        "Projekts": "Nr. 9.2.1.1/15/I/001, darbība 15.4.",
        "Finansējums": "Eiropas Savienība, Eiropas Sociālais fonds; Nacionālais attīstības plāns 2020",
        "Mācību diena": "8",
        "Datums": "28.10.2022., piektdiena",
        "Laiks": "9.30–16.30",
        "Norises vieta": "Kopienas centrs „Durbe”, Tukums",
        "Lektori": "Inga Zariņa",
        "Plānots": "8\u00a0ak.\u00a0st.",
    }


def test_each_period_has_its_own_set_of_logos() -> None:
    sets = {kind: publicity.logos(kind, organisation="LLF", language="lv") for kind in FunderSet}

    old, new = sets[FunderSet.ESF_2014_2020], sets[FunderSet.ESF_PLUS_2021_2027]
    assert (old["flag"], old["union"], old["slogan"], old["plan"][-1]) == (
        True,
        ("Eiropas Savienība", "Eiropas Sociālais fonds"),
        "IEGULDĪJUMS TAVĀ NĀKOTNĒ",
        "plāns 2020",
    )
    assert (new["flag"], new["union"], new["slogan"], new["plan"][-1]) == (
        True,
        ("Līdzfinansē", "Eiropas Savienība"),
        "",
        "plāns 2027",
    )
    assert (sets[FunderSet.OTHER]["flag"], sets[FunderSet.OTHER]["names"]) == (False, ("LLF",))
    assert not any(sets[FunderSet.NONE].values())


def test_the_table_has_minutes_hours_and_shares(app: Flask, world: build.World) -> None:
    first = training.day(world.pilot, dt.date(2022, 10, 27), number=1)
    second = training.day(world.pilot, HELD_ON, number=2)
    training.attendance(first, world.anna)
    training.attendance(second, world.anna, 210)
    table, rows = queries.whole_table(world.pilot, viewer=build.viewer(world.coordinator))

    with app.test_request_context(), force_locale("lv"):
        found = papers.attendance_matrix(world.pilot, table, rows, None)

    anna = next(row for row in found["people"] if row[1].startswith("Anna"))
    assert found["days"] == ["1.\n27.10.", "2.\n28.10."]
    assert anna == [
        "3.",
        "Anna Ozola\nCēsu novads",
        "360",
        "210*",
        "570",
        "12,67",
        "79,2\u00a0%",
        "79,2\u00a0%",
    ]


def test_a_participant_gets_the_own_line_and_an_observer_only_sums(
    client: Client, world: build.World
) -> None:
    training.attendance(training.day(world.pilot, HELD_ON), world.anna)
    path = "/pilots/SDK-2022/training/attendance-table"

    own = client.sign_in(training.person(world.anna)).get(path)
    of_all = client.sign_in(world.observer).get(path)

    assert [own.mimetype, of_all.mimetype] == ["application/pdf"] * 2
    table, rows = queries.whole_table(world.pilot, viewer=build.viewer(training.person(world.anna)))
    assert [row.participation.id for row in rows] == [world.anna.id]
    assert table.has_sums
    assert queries.whole_table(world.pilot, viewer=build.viewer(world.observer))[1] == []


def test_a_lecturer_prints_the_list_of_taught_days_only(client: Client, world: build.World) -> None:
    taught, other = training.day(world.pilot, HELD_ON), training.day(world.pilot, number=2)
    training.held_class(taught, world.lecturer)
    world.lecturer.locale = Locale.EN
    client.sign_in(world.lecturer)

    assert client.get(f"/training-days/{taught.id}/attendance-sheet").data.startswith(b"%PDF-")
    assert client.get(f"/training-days/{other.id}/attendance-sheet").status_code == 404
    assert "List to sign (PDF)" in client.get(f"/training-days/{taught.id}").get_data(as_text=True)
