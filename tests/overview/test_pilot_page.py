"""The page of a pilot: who reads what of it."""

import datetime as dt

import pytest

from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import PilotState
from pilot.cohort.models import AcceptedDeviation, MonthClose
from pilot.extensions import db
from pilot.training.models import Module
from tests import build
from tests.conftest import Client
from tests.overview import build as overview
from tests.overview.test_home import page, queries_of

PATH = "/pilots/SDK-2022"
NAMES = ("Anna Ozola", "Līga Ābele", "Pēteris Ķirsis")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("coordinator", NAMES),
        ("mentor", ("Anna Ozola", "Pēteris Ķirsis")),
        ("manager", ("Anna Ozola", "Līga Ābele")),
        ("lecturer", ()),
        ("observer", ()),
    ],
)
def test_each_role_reads_only_its_people(
    client: Client, world: build.World, who: str, expected: tuple[str, ...]
) -> None:
    text = page(client, getattr(world, who), PATH)

    assert tuple(name for name in NAMES if name in text) == expected


def test_a_participant_reads_only_the_own_row(client: Client, world: build.World) -> None:
    text = page(client, db.session.get_one(User, world.liga.user_id), PATH)

    assert [name for name in NAMES if f">{name}</a>" in text and "participations" in text][-1:] == [
        "Līga Ābele"
    ]
    assert "Pēteris Ķirsis" not in text


def test_the_targets_show_plan_and_deviation(client: Client, world: build.World) -> None:
    text = page(client, world.coordinator, PATH)

    assert 'data-l="Plan">10</td>' in text
    assert 'data-l="Deviation">−7</td>' in text
    assert "3 participants, 2 municipalities." in text


def test_an_observer_reads_no_small_counts_of_a_municipality(client: Client, world: build.World) -> None:
    text = page(client, world.observer, PATH)

    assert "Cēsu novads" in text
    assert "fewer than 5 participants" in text


def test_a_lecturer_reads_the_days_taught(client: Client, world: build.World) -> None:
    overview.taught_by(overview.day(world.pilot, dt.date(2022, 9, 5), number=4), world.lecturer)

    text = page(client, world.lecturer, PATH)

    assert "Training day 4" in text
    assert "Mentor minutes received" not in text


def test_another_pilots_coordinator_finds_nothing(client: Client, world: build.World) -> None:
    assert client.sign_in(world.other_coordinator).get(PATH).status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_more_people(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    client.get(PATH)
    few = queries_of(client, PATH)
    for name in ("Ilze Zīle", "Dainis Ronis"):
        person = build.user(name)
        build.role(person, Role.PARTICIPANT, world.pilot, world.tukums)
        build.participation(world.pilot, person, world.tukums)

    assert queries_of(client, PATH) == few


def test_the_accessibility_statement_is_open_to_all(client: Client) -> None:
    response = client.get("/accessibility")

    assert response.status_code == 200
    assert "2.2" in response.get_data(as_text=True)


def test_a_step_with_unmet_conditions_asks_for_a_reason(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    path = f"{PATH}/state/closing"

    refused = client.send(path, version=world.pilot.version, reason=" ")
    db.session.refresh(world.pilot)
    before = world.pilot.state
    accepted = client.send(path, version=world.pilot.version, reason="Projekts beidzas agrāk")
    db.session.refresh(world.pilot)

    assert (refused.status_code, before) == (200, PilotState.PRACTICE)
    assert "reason-error" in refused.get_data(as_text=True)
    assert (accepted.status_code, world.pilot.state) == (303, PilotState.CLOSING)
    assert [kept.rule for kept in db.session.query(AcceptedDeviation)] == ["state:closing"]


def test_a_pilot_is_not_archived_while_months_are_open(client: Client, world: build.World) -> None:
    world.pilot.state = PilotState.CLOSING
    client.sign_in(world.coordinator)

    refused = client.send(f"{PATH}/state/archived", version=world.pilot.version, reason="Viss")
    db.session.refresh(world.pilot)

    assert (refused.status_code, world.pilot.state) == (200, PilotState.CLOSING)


def test_a_pilot_is_archived_when_all_months_are_closed(client: Client, world: build.World) -> None:
    world.pilot.state = PilotState.CLOSING
    for month in ("2022-11", "2022-12", "2023-01", "2023-02"):
        build.keep(
            MonthClose(
                pilot_id=world.pilot.id, month=month, closed_at=build.NOW, closed_by_id=world.coordinator.id
            )
        )
    client.sign_in(world.coordinator)

    response = client.send(f"{PATH}/state/archived", version=world.pilot.version)
    db.session.refresh(world.pilot)

    assert (response.status_code, world.pilot.state) == (303, PilotState.ARCHIVED)


def test_a_step_over_a_state_is_refused(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    refused = client.send(f"{PATH}/state/recruiting", version=world.pilot.version, reason="Vēlreiz")

    assert refused.status_code == 200
    assert "reason-error" in refused.get_data(as_text=True)


@pytest.mark.parametrize("state", ["training", "practice", "recruiting", "cancelled"])
def test_each_step_shows_its_conditions(client: Client, world: build.World, state: str) -> None:
    assert client.sign_in(world.coordinator).get(f"{PATH}/state/{state}").status_code == 200


def test_an_unknown_state_is_not_found(client: Client, world: build.World) -> None:
    assert client.sign_in(world.coordinator).get(f"{PATH}/state/asleep").status_code == 404


def create_fields(client: Client) -> dict[str, str]:
    """Return the fields of the second step as the page filled them in."""
    from html5lib import parse  # noqa: PLC0415 - only this helper reads forms

    text = client.get("/pilots/new?preset=sdk_2022&year=2027").get_data(as_text=True)
    document = parse(text, namespaceHTMLElements=False)
    found: dict[str, str] = {}
    for control in document.iter("input"):
        name, kind = control.get("name"), control.get("type")
        if name and (kind not in {"checkbox", "radio"} or "checked" in control.attrib):
            found.setdefault(name, control.get("value") or "")
    for select in document.iter("select"):
        chosen = next((option for option in select.iter("option") if "selected" in option.attrib), None)
        found[select.get("name") or ""] = "" if chosen is None else chosen.get("value") or ""
    return found


def test_a_pilot_is_created_from_a_preset(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    fields = {
        **create_fields(client),
        "code": "SDK-2027",
        "title_lv": "Jauns pilotprojekts",
        "title_en": "New pilot",
        "retention_until": "31.12.2035",
        "eligibility_criteria": ["experience", "leadership_support"],
    }

    response = client.send("/pilots/new?preset=sdk_2022&year=2027", **fields)

    assert (response.status_code, response.location) == (303, "/pilots/SDK-2027")
    assert client.get("/pilots/SDK-2027").status_code == 200
    assert [module.minutes for module in db.session.query(Module)] == [720] * 6


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("code", "sdk 2027", "capital letters"),
        ("code", "SDK-2022", "Another pilot has this code"),
        ("retention_until", "", "records are kept"),
        ("retention_until", "31.02.2035", "Enter the day as in"),
        ("academic_hour_minutes", "39", "from 40 to 60"),
        ("training_max_minutes", "100", "must not be less"),
        ("implementation_to", "01.01.2020", "must not be before"),
        ("title_lv", "Anna 010190-12345", "identity number"),
    ],
)
def test_a_wrong_number_is_told_beside_its_field(
    client: Client, world: build.World, field: str, typed: str, message: str
) -> None:
    world.coordinator.locale = Locale.EN
    client.sign_in(world.coordinator)
    fields = {
        **create_fields(client),
        "code": "SDK-2027",
        "title_lv": "Jauns pilotprojekts",
        "title_en": "New pilot",
        "retention_until": "31.12.2035",
        "eligibility_criteria": ["experience"],
        field: typed,
    }

    response = client.send("/pilots/new?preset=sdk_2022&year=2027", **fields)

    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in text
    assert message in text
    assert "Jauns pilotprojekts" in text or field == "title_lv"


def test_only_coordinators_create_pilots(client: Client, world: build.World) -> None:
    assert client.sign_in(world.mentor).get("/pilots/new").status_code == 403
