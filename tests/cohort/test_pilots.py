"""Pilots, their settings and phases."""

import datetime as dt
from typing import Any

import pytest
from html5lib import parse
from sqlalchemy import select

from pilot.accounts.enums import Locale
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort import queries
from pilot.cohort.models import Phase
from pilot.extensions import db
from tests import build
from tests.conftest import Client
from tests.overview.test_home import queries_of

SETTINGS = "/pilots/SDK-2022/settings"


def fields_of(client: Client, path: str) -> dict[str, Any]:
    """Return a page's form as a browser would send it back."""
    document = parse(client.get(path).get_data(as_text=True), namespaceHTMLElements=False)
    form = next(form for form in document.iter("form") if "form" in (form.get("class") or "").split())
    found: dict[str, Any] = {}
    for control in form.iter("input"):
        name, kind = control.get("name") or "", control.get("type")
        if kind == "checkbox" and "checked" in control.attrib:
            found.setdefault(name, []).append(control.get("value"))
        elif kind not in {"checkbox", "radio"} or "checked" in control.attrib:
            found[name] = control.get("value") or ""
    for select_ in form.iter("select"):
        chosen = [option.get("value") for option in select_.iter("option") if "selected" in option.attrib]
        found[select_.get("name") or ""] = chosen[0] if chosen else ""
    for area in form.iter("textarea"):
        found[area.get("name") or ""] = (area.text or "").strip()
    return found


def test_settings_are_changed_and_the_change_is_recorded(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    response = client.send(SETTINGS, **{**fields_of(client, SETTINGS), "mentor_quota_minutes": "150"})

    db.session.refresh(world.pilot)
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "cohort.settings-changed"))
    assert (response.status_code, world.pilot.mentor_quota_minutes) == (303, 150)
    assert event is not None
    assert event.detail == {"mentor_quota_minutes": [120, 150]}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("academic_hour_minutes", "61"),
        ("training_days", "divpadsmit"),
        ("session_warning_minutes", "481"),
        ("recruitment_to", "01.01.2022"),
        ("implementation_from", "01.01.2022"),
        ("eligibility_criteria", []),
        ("retention_until", ""),
        ("contact_email", "nav"),
    ],
)
def test_a_wrong_setting_is_told_beside_its_field(
    client: Client, world: build.World, field: str, typed: Any
) -> None:
    client.sign_in(world.coordinator)

    response = client.send(
        SETTINGS, **{**fields_of(client, SETTINGS), "title_lv": "Cits nosaukums", field: typed}
    )

    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'"{field}-error"' in text
    assert "Cits nosaukums" in text


def test_settings_saved_over_a_newer_version_are_kept_apart(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    mine = fields_of(client, SETTINGS)
    client.send(SETTINGS, **{**fields_of(client, SETTINGS), "title_lv": "Viņas nosaukums"})

    response = client.send(SETTINGS, **{**mine, "title_lv": "Mans nosaukums", "idem": build.new_key()})

    text = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Mans nosaukums" in text
    assert "Viņas nosaukums" in text


def test_days_that_do_not_give_the_volume_are_shown_but_do_not_block(
    client: Client, world: build.World
) -> None:
    world.coordinator.locale = Locale.EN
    client.sign_in(world.coordinator)

    response = client.send(SETTINGS, **{**fields_of(client, SETTINGS), "training_days": "11"})

    assert response.status_code == 303
    assert "3\u00a0960 min" in client.get(SETTINGS).get_data(as_text=True)


def test_a_phase_moves_with_a_reason_and_its_plan_stays(client: Client, world: build.World) -> None:
    phase = queries.phases_of(world.pilot)[0]
    path = f"/pilots/SDK-2022/phases/{phase.id}"
    client.sign_in(world.coordinator)
    fields = {**fields_of(client, path), "ends_on": "02.12.2022"}

    refused = client.send(path, **fields)
    accepted = client.send(path, **{**fields, "reason": "Slimoja lektore", "idem": build.new_key()})

    db.session.refresh(phase)
    assert "reason-error" in refused.get_data(as_text=True)
    assert accepted.status_code == 303
    assert (phase.ends_on, phase.planned_ends_on) == (dt.date(2022, 12, 2), dt.date(2022, 11, 25))
    assert phase.change_reason == "Slimoja lektore"
    assert "Slimoja lektore" in client.get("/pilots/SDK-2022/phases").get_data(as_text=True)


def test_a_stage_stays_inside_its_phase(client: Client, world: build.World) -> None:
    practice = queries.phases_of(world.pilot)[1]
    stage = build.phase(
        world.pilot,
        practice.kind,
        practice.starts_on,
        dt.date(2022, 12, 31),
        parent_id=practice.id,
        name_lv="Sagatavošanās",
    )
    path = f"/pilots/SDK-2022/phases/{stage.id}"
    client.sign_in(world.coordinator)

    response = client.send(path, **{**fields_of(client, path), "starts_on": "01.11.2022", "reason": "Agrāk"})

    assert "ends_on-error" in response.get_data(as_text=True)


def test_a_phase_is_added_and_one_that_ends_first_is_refused(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    fields = {
        "kind": "closing",
        "name_lv": "Noslēgums",
        "name_en": "Closing",
        "starts_on": "01.06.2023",
        "ends_on": "31.05.2023",
    }

    refused = client.send("/pilots/SDK-2022/phases/new", **fields)
    accepted = client.send("/pilots/SDK-2022/phases/new", **{**fields, "ends_on": "31.12.2023"})

    assert "ends_on-error" in refused.get_data(as_text=True)
    assert accepted.status_code == 303
    assert [phase.name_en for phase in db.session.scalars(select(Phase).where(Phase.kind == "closing"))] == [
        "Closing"
    ]


@pytest.mark.parametrize("who", ["mentor", "lecturer", "manager", "observer"])
def test_only_the_coordinator_changes_a_pilot(client: Client, world: build.World, who: str) -> None:
    client.sign_in(getattr(world, who))

    assert client.get(SETTINGS).status_code == 403
    assert client.get("/pilots/SDK-2022/phases").status_code == 403


def test_each_person_lists_only_the_own_pilots(client: Client, world: build.World) -> None:
    text = client.sign_in(world.mentor).get("/pilots").get_data(as_text=True)

    assert "SDK-2022" in text
    assert "CITS-2023" not in text


def test_an_administrator_lists_all_pilots_and_opens_none(client: Client, world: build.World) -> None:
    administrator = build.user("Administrators Kaspars")
    build.role(administrator, Role.ADMINISTRATOR, None)

    text = client.sign_in(administrator).get("/pilots").get_data(as_text=True)

    assert "SDK-2022" in text
    assert 'href="/pilots/SDK-2022"' not in text
    assert world.pilot.title_lv in text


def test_the_list_asks_the_same_number_of_questions_for_more_pilots(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    few = queries_of(client, "/pilots")
    for code in ("TRE-2024", "CET-2025"):
        build.role(world.coordinator, Role.COORDINATOR, build.pilot(code))

    assert queries_of(client, "/pilots") == few
