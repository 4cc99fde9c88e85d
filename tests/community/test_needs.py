"""Needs and resources: recorded with a source, confirmed by a second one, changed by the municipality."""

from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.community.enums import ResourceState, SourceKind
from pilot.community.models import Need, Resource, Source
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client

HEARD = {
    "kind": "need",
    "title": "Vieta, kur satikties vakaros",
    "domain": "infrastructure",
    "scale": "most",
    "source_kind": "conversation",
    "source_description": "Sarunas pie veikala",
    "source_told_on": "11.01.2023",
    "source_people": "14",
}
SOURCE = {
    "source_kind": "survey",
    "source_description": "Aptauja bibliotēkā",
    "source_told_on": "27.01.2023",
}
RESOURCE = {**SOURCE, "kind": "premises", "name": "Bibliotēka", "state": "known"}


def test_a_need_is_recorded_with_its_source(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    assert client.get(f"/communities/{found.id}/needs/new").status_code == 200
    response = client.send(f"/communities/{found.id}/needs/new", **HEARD)
    assert response.status_code == 303
    source = db.session.scalars(select(Source)).one()
    assert (source.kind, source.people) == (SourceKind.CONVERSATION, 14)
    assert source.need_id == db.session.scalars(select(Need.id)).one()


def test_the_same_form_sent_twice_records_one_need(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    fields = client.form(**HEARD)
    for _ in range(2):
        client.post(f"/communities/{found.id}/needs/new", data=fields)
    assert db.session.scalar(select(func.count(Need.id))) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Kundze 161175-19997 grib satikties"}, "title"),
        ({"source_kind": ""}, "source_kind"),
        ({"source_told_on": "15.02.2023"}, "source_told_on"),
        ({"source_people": "ap 20"}, "source_people"),
        ({"source_people": "0"}, "source_people"),
        ({"scale": "everyone"}, "scale"),
    ],
)
def test_a_need_that_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/communities/{found.id}/needs/new", **{**HEARD, "affected_groups": "seniori un bērni", **changes}
    )
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert "seniori un bērni" in text
    assert db.session.scalar(select(func.count(Need.id))) == 0


@pytest.mark.parametrize(
    ("sources", "confirmed"),
    [
        ([], False),
        ([{"kind": SourceKind.CONVERSATION, "told_by": ""}], False),
        ([{"kind": SourceKind.CONVERSATION, "told_by": "seniori"}], False),
        ([{"kind": SourceKind.SURVEY}], True),
    ],
)
def test_a_need_is_an_assumption_until_a_second_independent_source(
    client: Client, world: build.World, sources: list[dict[str, Any]], *, confirmed: bool
) -> None:
    found = made.community(world.anna)
    need = made.need(found)
    for given in sources:
        made.source(need_id=need.id, **given)
    text = client.sign_in(person(world, "anna")).get(f"/communities/{found.id}/findings")
    assert ('class="tag warn"' in text.get_data(as_text=True)) is not confirmed


def test_a_source_is_added_to_a_need_and_to_a_resource(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    need, resource = made.need(found), made.resource(found)
    client.sign_in(person(world, "liga"))
    for path in (f"/needs/{need.id}/sources/new", f"/resources/{resource.id}/sources/new"):
        assert client.get(path).status_code == 200
        assert client.send(path, **SOURCE).status_code == 303
        ahead = client.send(path, **{**SOURCE, "source_told_on": "15.02.2023"})
        assert ahead.status_code == 200
        assert 'href="#source_told_on"' in ahead.get_data(as_text=True)
    assert db.session.scalar(select(func.count(Source.id))) == 4


def test_the_words_of_a_need_are_changed_and_not_lost(client: Client, world: build.World) -> None:
    need = made.need(made.community(world.anna))
    client.sign_in(person(world, "anna"))
    assert need.title in client.get(f"/needs/{need.id}/edit").get_data(as_text=True)
    seen = need.version
    changed = client.send(f"/needs/{need.id}/edit", **{**HEARD, "title": "Telpa vakariem"}, version=str(seen))
    assert changed.status_code == 303
    late = client.send(f"/needs/{need.id}/edit", **{**HEARD, "title": "Mana versija"}, version=str(seen))
    assert late.status_code == 409
    assert "Mana versija" in late.get_data(as_text=True)
    db.session.refresh(need)
    assert need.title == "Telpa vakariem"


def test_a_resource_is_recorded_and_won(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/communities/{found.id}/resources/new"
    assert client.get(path).status_code == 200
    assert client.send(path, **RESOURCE).status_code == 303
    assert client.send(path, **{**RESOURCE, "source_told_on": "15.02.2023"}).status_code == 200
    resource = db.session.scalars(select(Resource)).one()
    edit = f"/resources/{resource.id}/edit"
    assert client.get(edit).status_code == 200
    seen = str(resource.version)
    assert client.send(edit, **{**RESOURCE, "state": "involved"}, version=seen).status_code == 303
    assert client.send(edit, **RESOURCE, version=seen).status_code == 409
    db.session.refresh(resource)
    assert resource.state is ResourceState.INVOLVED


@pytest.mark.parametrize(
    ("who", "status"),
    [("peteris", 404), ("mentor", 403), ("manager", 403), ("coordinator", 403), ("observer", 403)],
)
def test_who_may_not_write_needs(client: Client, world: build.World, who: str, status: int) -> None:
    found = made.community(world.anna, shared_at=build.NOW)
    need, resource = made.need(found), made.resource(found)
    client.sign_in(person(world, who))
    for path in (
        f"/communities/{found.id}/needs/new",
        f"/communities/{found.id}/resources/new",
        f"/needs/{need.id}/edit",
        f"/needs/{need.id}/sources/new",
        f"/resources/{resource.id}/edit",
        f"/resources/{resource.id}/sources/new",
    ):
        assert client.get(path).status_code == status


def test_the_page_costs_the_same_for_one_and_three_needs(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    made.need(found)
    made.resource(found)
    client.sign_in(person(world, "anna"))
    one = queries_of(client, f"/communities/{found.id}")
    for title in ("Gaismas pagalmos", "Autobuss uz pilsētu"):
        made.need(found, title)
        made.resource(found, title)
    assert queries_of(client, f"/communities/{found.id}") == one


def test_the_form_asks_what_was_heard_before_where(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    for path, first in (("needs", 'name="title"'), ("resources", 'name="offers"')):
        text = client.get(f"/communities/{found.id}/{path}/new").get_data(as_text=True)
        assert text.index(first) < text.index('name="source_kind"')
