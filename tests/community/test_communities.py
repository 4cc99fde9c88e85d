"""Communities: who reads them, how they are defined, changed and shared."""

from typing import Any

import pytest
from sqlalchemy import event, func, select

from pilot.accounts.models import User
from pilot.audit import AuditEvent
from pilot.community import queries
from pilot.community.enums import CommunityStage, SourceKind
from pilot.community.models import Community
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.conftest import Client

DEFINED = {
    "name": "Priekuļu ciema iedzīvotāji",
    "kind": "place",
    "place": "Priekuļi",
    "why": "Ciemā ir maz kopīgu vietu.",
    "started_on": "05.12.2022",
}


def person(world: build.World, name: str) -> Any:
    found = getattr(world, name)
    return db.session.get(User, found.user_id) if hasattr(found, "user_id") else found


@pytest.mark.parametrize(
    ("who", "shared", "status"),
    [
        ("anna", False, 200),
        ("liga", False, 200),
        ("peteris", False, 404),
        ("peteris", True, 200),
        ("mentor", False, 200),
        ("other_mentor", False, 404),
        ("other_mentor", True, 404),
        ("manager", False, 200),
        ("coordinator", False, 200),
        ("other_coordinator", False, 404),
        ("observer", False, 404),
        ("observer", True, 200),
        ("lecturer", True, 403),
    ],
)
def test_who_reads_a_community(
    client: Client, world: build.World, who: str, *, shared: bool, status: int
) -> None:
    found = made.community(world.anna, shared_at=build.NOW if shared else None)
    made.need(found)
    made.resource(found)
    response = client.sign_in(person(world, who)).get(f"/communities/{found.id}")
    assert response.status_code == status
    names = client.get(f"/pilots/{world.pilot.code}/communities").get_data(as_text=True)
    assert ("Priekuļu ciems" in names) == (status == 200)


def test_a_manager_of_another_municipality_does_not_see_it(client: Client, world: build.World) -> None:
    found = made.community(world.peteris)
    assert client.sign_in(world.manager).get(f"/communities/{found.id}").status_code == 404


def test_a_participant_defines_a_community_and_leads_it(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    page = client.get(f"/pilots/{world.pilot.code}/communities/new")
    assert page.status_code == 200
    response = client.send(f"/pilots/{world.pilot.code}/communities/new", **DEFINED)
    assert response.status_code == 303
    found = db.session.scalars(select(Community)).one()
    assert (found.lead_id, found.municipality_id) == (world.anna.id, world.cesis.id)
    assert found.stage is CommunityStage.GETTING_TO_KNOW
    assert found.shared_at is None
    happened = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "community.community-defined")
    ).one()
    assert happened.subject_id == found.id
    assert client.get(response.location).status_code == 200


def test_the_same_form_sent_twice_defines_one_community(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    fields = client.form(**DEFINED)
    path = f"/pilots/{world.pilot.code}/communities/new"
    first, second = client.post(path, data=fields), client.post(path, data=fields)
    assert first.location == second.location
    assert db.session.scalar(select(func.count(Community.id))) == 1


@pytest.mark.parametrize("who", ["mentor", "manager", "coordinator", "observer", "lecturer"])
def test_only_participants_define_communities(client: Client, world: build.World, who: str) -> None:
    client.sign_in(getattr(world, who))
    assert client.get(f"/pilots/{world.pilot.code}/communities/new").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"kind": "tribe"}, "kind"),
        ({"why": "Kundzei 161175-19997 vajag palīdzību"}, "why"),
        ({"started_on": "31.02.2023"}, "started_on"),
        ({"started_on": "15.02.2023"}, "started_on"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/pilots/{world.pilot.code}/communities/new",
        **{**DEFINED, "boundaries": "Līdz dzelzceļam", **changes},
    )
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert "Līdz dzelzceļam" in text
    assert db.session.scalar(select(func.count(Community.id))) == 0


def test_a_phone_number_in_a_text_has_to_be_confirmed(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    path, fields = f"/pilots/{world.pilot.code}/communities/new", {**DEFINED, "why": "Zvanīt +371 26123456"}
    assert 'name="contact_may_stay"' not in client.get(path).get_data(as_text=True)
    refused = client.send(path, **fields)
    assert refused.status_code == 200
    assert 'name="contact_may_stay"' in refused.get_data(as_text=True)
    assert client.send(path, **fields, contact_may_stay="y").status_code == 303


def test_a_colleague_of_the_municipality_changes_it_and_others_do_not(
    client: Client, world: build.World
) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "liga"))
    assert 'value="1"' in client.get(f"/communities/{found.id}/edit").get_data(as_text=True)
    response = client.send(
        f"/communities/{found.id}/edit", **{**DEFINED, "place": "Vaive"}, version=str(found.version)
    )
    assert response.status_code == 303
    db.session.refresh(found)
    assert found.place == "Vaive"
    client.sign_in(person(world, "peteris"))
    assert client.get(f"/communities/{found.id}/edit").status_code == 404


def test_a_save_over_a_newer_version_is_refused_with_both_texts(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    seen = found.version
    found.place = "Vaive"
    db.session.flush()
    client.sign_in(person(world, "anna"))
    response = client.send(f"/communities/{found.id}/edit", **DEFINED, version=str(seen))
    text = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Vaive" in text
    assert "Ciemā ir maz kopīgu vietu." in text


def test_a_colleague_works_with_the_community_and_is_asked_for_where_there_is_one(
    client: Client, world: build.World
) -> None:
    client.sign_in(person(world, "anna"))
    location = f"/pilots/{world.pilot.code}/communities/new"
    page = client.get(location).get_data(as_text=True)
    assert "Līga" in page
    assert "Pēteris" not in page, "he works in another municipality"
    response = client.send(location, **DEFINED, worker_ids=[str(world.liga.id), str(world.anna.id)])
    assert 'href="#worker_ids' in response.get_data(as_text=True), "the lead is not offered"
    response = client.send(location, **DEFINED, worker_ids=str(world.liga.id))
    assert response.status_code == 303
    assert "Līga" in client.get(response.location).get_data(as_text=True)
    found = db.session.scalars(select(Community)).one()
    assert [each.id for each in queries.workers_of(found)] == [world.liga.id]
    assert client.send(f"{response.location}/edit", **DEFINED, version=str(found.version)).status_code == 303
    assert queries.workers_of(found) == []
    changed = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "community.community-changed")
    ).one()
    assert changed.detail["fields"] == ["workers"]


def test_nobody_is_asked_about_colleagues_where_there_are_none(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "peteris"))
    location = f"/pilots/{world.pilot.code}/communities/new"
    assert "worker_ids" not in client.get(location).get_data(as_text=True)
    assert client.send(location, **DEFINED).status_code == 303


def test_a_fourth_community_is_refused_until_one_is_handed_over(client: Client, world: build.World) -> None:
    led = [made.community(world.anna, f"Kopiena {number}") for number in range(3)]
    client.sign_in(person(world, "anna"))
    location = f"/pilots/{world.pilot.code}/communities/new"
    refused = client.send(location, **DEFINED).get_data(as_text=True)
    assert "Jūs jau vadāt trīs kopienas" in refused
    assert "Ciemā ir maz kopīgu vietu." in refused
    assert db.session.scalar(select(func.count(Community.id))) == 3
    stage = f"/communities/{led[0].id}/stage"
    assert client.send(stage, stage="discontinued", version=str(led[0].version)).status_code == 303
    assert "Pārtraukta" in client.get(f"/communities/{led[0].id}").get_data(as_text=True)
    assert "Pārtraukta" not in client.get(f"/communities/{led[1].id}").get_data(as_text=True)
    assert client.send(location, **DEFINED).status_code == 303


def test_the_stage_moves_and_the_page_names_it(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    assert client.get(f"/communities/{found.id}/stage").status_code == 200
    response = client.send(f"/communities/{found.id}/stage", stage="mobilising", version=str(found.version))
    assert response.status_code == 303
    db.session.refresh(found)
    assert found.stage is CommunityStage.MOBILISING
    assert client.get(response.location).get_data(as_text=True).count('aria-current="step"') == 1


def test_a_participant_proposes_and_a_manager_shares(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    assert client.send(f"/communities/{found.id}/share").status_code == 403
    assert client.send(f"/communities/{found.id}/propose-sharing").status_code == 303
    client.sign_in(world.manager)
    assert client.send(f"/communities/{found.id}/share").status_code == 303
    db.session.refresh(found)
    assert found.share_proposed_at == build.NOW
    assert found.shared_at == build.NOW
    client.sign_in(world.coordinator)
    assert client.send(f"/communities/{found.id}/end-sharing").status_code == 303
    db.session.refresh(found)
    assert found.shared_at is None


def test_what_changes_nothing_says_so(client: Client, world: build.World) -> None:
    found = made.community(world.anna, shared_at=build.LONG_AGO)
    client.sign_in(world.coordinator)
    assert client.send(f"/communities/{found.id}/share").status_code == 303
    db.session.refresh(found)
    assert found.shared_at == build.LONG_AGO
    client.sign_in(person(world, "anna"))
    assert client.send(f"/communities/{found.id}/propose-sharing").status_code == 303
    other = made.community(world.liga)
    client.sign_in(world.manager)
    assert client.send(f"/communities/{other.id}/end-sharing").status_code == 303
    assert db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.subject_id == found.id)) == 0


def test_a_manager_shares_only_what_is_of_the_own_municipality(client: Client, world: build.World) -> None:
    found = made.community(world.peteris)
    assert client.sign_in(world.manager).send(f"/communities/{found.id}/share").status_code == 404


@pytest.mark.parametrize(
    ("who", "shown"),
    [("anna", "3"), ("mentor", "3"), ("coordinator", "3"), ("peteris", "&lt;5"), ("observer", "&lt;5")],
)
def test_a_small_number_of_people_stays_in_its_municipality(
    client: Client, world: build.World, who: str, shown: str
) -> None:
    found = made.community(world.anna, shared_at=build.NOW)
    made.need(found, people=3, source=SourceKind.FOCUS_GROUP)
    page = client.sign_in(person(world, who)).get(f"/communities/{found.id}/findings")
    text = page.get_data(as_text=True)
    assert f"people heard: {shown}" in text or f"uzklausīti: {shown}" in text.lower()


def test_an_observer_reads_no_name_of_a_person(client: Client, world: build.World) -> None:
    found = made.community(world.anna, shared_at=build.NOW)
    client.sign_in(world.observer)
    for path in (f"/communities/{found.id}", f"/pilots/{world.pilot.code}/communities"):
        assert "Ozola" not in client.get(path).get_data(as_text=True)


def test_the_list_costs_the_same_for_one_and_three(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    path = f"/pilots/{world.pilot.code}/communities"
    made.community(world.anna)
    one = queries_of(client, path)
    made.community(world.liga, "Vaive")
    made.community(world.peteris, "Džūkste")
    assert queries_of(client, path) == one


def queries_of(client: Client, path: str) -> int:
    """Count the statements of a page."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = db.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.startswith(("SELECT", "WITH"))])
