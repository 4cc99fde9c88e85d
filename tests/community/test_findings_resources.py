"""Resources: how far they are won, whose contact is shown to whom, and which needs they answer."""

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from pilot.community.enums import ResourceKind, ResourceState, Theme
from pilot.community.findings import rules
from pilot.community.findings.models import Match
from pilot.community.findings.rules import Problem
from pilot.community.models import Resource
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.community.test_needs import RESOURCE
from tests.conftest import Client

TODAY = dt.date(2023, 2, 14)
PHONE = "26 000 111"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, None),
        ({"contact": PHONE}, None),
        ({"contact": PHONE, "contact_is_private": True}, Problem.CONSENT_MISSING),
        ({"contact": PHONE, "contact_is_private": True, "contact_consent_on": TODAY}, None),
        ({"contact_consent_on": TODAY + dt.timedelta(1)}, Problem.CONSENT_AHEAD),
        ({"checked_on": TODAY + dt.timedelta(1)}, Problem.CHECKED_AHEAD),
        ({"checked_on": TODAY}, None),
    ],
)
def test_a_private_contact_needs_consent(given: dict[str, object], problem: Problem | None) -> None:
    entry = rules.ResourceEntry(ResourceKind.RESIDENTS, "Kaimiņiene", ResourceState.KNOWN, **given)  # type: ignore[arg-type]
    assert rules.resource_problem(entry, today=TODAY) is problem


@pytest.mark.parametrize(
    ("private", "consent", "inside", "shown"),
    [
        (False, None, False, True),
        (True, None, True, False),
        (True, TODAY, True, True),
        (True, TODAY, False, False),
    ],
)
def test_whose_contact_is_shown(*, private: bool, consent: dt.date | None, inside: bool, shown: bool) -> None:
    assert rules.may_show_contact(is_private=private, consent_on=consent, in_municipality=inside) is shown


def test_the_database_keeps_no_private_contact_without_consent(world: build.World) -> None:
    found = made.community(world.anna)
    with pytest.raises(IntegrityError):
        made.resource(found, contact=PHONE, contact_is_private=True)


@pytest.mark.parametrize(
    ("who", "private", "organisation"),
    [
        ("anna", True, True),
        ("liga", True, True),
        ("manager", True, True),
        ("mentor", False, True),
        ("coordinator", False, True),
        ("peteris", False, True),
        ("observer", False, True),
    ],
)
def test_a_private_contact_stays_in_the_municipality(
    client: Client, world: build.World, who: str, *, private: bool, organisation: bool
) -> None:
    place = made.community(world.anna, shared_at=build.NOW)
    neighbour = made.resource(
        place, "Kaimiņiene", contact=PHONE, contact_is_private=True, contact_consent_on=TODAY
    )
    library = made.resource(place, contact="67000222")
    client.sign_in(person(world, who))
    assert (PHONE in client.get(f"/resources/{neighbour.id}").get_data(as_text=True)) is private
    assert ("67000222" in client.get(f"/resources/{library.id}").get_data(as_text=True)) is organisation
    assert PHONE not in client.get(f"/communities/{place.id}/resources").get_data(as_text=True)


def test_a_contact_without_consent_is_refused_beside_the_day(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    fields = {**RESOURCE, "contact": PHONE, "contact_is_private": "y"}
    path = f"/communities/{place.id}/resources/new"
    refused = client.send(path, **fields).get_data(as_text=True)
    assert 'href="#contact_consent_on"' in refused
    assert PHONE in refused
    assert db.session.scalar(select(func.count(Resource.id))) == 0
    assert client.send(path, **fields, contact_consent_on="13.02.2023").status_code == 303


def test_a_resource_is_won_forward_and_back(client: Client, world: build.World) -> None:
    resource = made.resource(made.community(world.anna))
    client.sign_in(person(world, "anna"))
    path = f"/resources/{resource.id}/state"
    assert 'value="14.02.2023"' in client.get(path).get_data(as_text=True)
    for state in ("involved", "approached"):
        db.session.refresh(resource)
        version = str(resource.version)
        assert client.send(path, state=state, checked_on="13.02.2023", version=version).status_code == 303
    db.session.refresh(resource)
    assert (resource.state, resource.checked_on) == (ResourceState.APPROACHED, dt.date(2023, 2, 13))
    ahead = client.send(path, state="known", checked_on="15.02.2023", version=str(resource.version))
    assert 'href="#checked_on"' in ahead.get_data(as_text=True)
    assert client.send(path, state="known", checked_on="13.02.2023", version="1").status_code == 409


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Bibliotēka", "Ceptuve", "Koris"}),
        ("kind=premises", {"Bibliotēka"}),
        ("state=agrees", {"Ceptuve"}),
        ("unused=y", {"Ceptuve", "Koris"}),
        ("kind=associations&state=agrees", set()),
        ("kind=nothing", {"Bibliotēka", "Ceptuve", "Koris"}),
    ],
)
def test_the_inventory_is_filtered(client: Client, world: build.World, query: str, found: set[str]) -> None:
    place = made.community(world.anna)
    library = made.resource(place)
    made.resource(place, "Ceptuve", kind=ResourceKind.ENTREPRENEURS, state=ResourceState.AGREES)
    made.resource(place, "Koris", kind=ResourceKind.ASSOCIATIONS)
    build.keep(Match(need_id=made.need(place).id, resource_id=library.id, matched_at=build.NOW))
    client.sign_in(person(world, "anna"))
    text = client.get(f"/communities/{place.id}/resources?{query}").get_data(as_text=True)
    assert {name for name in ("Bibliotēka", "Ceptuve", "Koris") if name in text} == found


def test_what_nothing_answers_comes_first_with_a_proposal(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    covered = made.need(place, "Vieta vakaros", theme=Theme.MEETING_PLACES)
    bare = made.need(place, "Vientulība", theme=Theme.LONELINESS)
    library, choir = made.resource(place), made.resource(place, "Koris", kind=ResourceKind.ASSOCIATIONS)
    build.keep(Match(need_id=covered.id, resource_id=library.id, matched_at=build.NOW))
    client.sign_in(person(world, "anna"))
    text = client.get(f"/communities/{place.id}/matches").get_data(as_text=True)
    assert text.index(f"n-{bare.id}") < text.index(f"n-{covered.id}")
    assert f"resource={choir.id}" in text
    assert f"resource={library.id}" not in text


def test_a_match_is_made_changed_and_taken_back(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    need, library = made.need(place), made.resource(place)
    foreign = made.resource(made.community(world.peteris, "Cita"), "Cita telpa")
    client.sign_in(person(world, "anna"))
    path = f"/needs/{need.id}/matches/new"
    assert f'value="{library.id}" selected' in client.get(f"{path}?resource={library.id}").get_data(
        as_text=True
    ).replace(f'selected value="{library.id}"', f'value="{library.id}" selected')
    assert 'href="#resource"' in client.send(path, resource=str(foreign.id)).get_data(as_text=True)
    assert client.send(path, resource=str(library.id), note="Telpa").status_code == 303
    twice = client.send(path, resource=str(library.id))
    assert 'href="#resource"' in twice.get_data(as_text=True)
    match = db.session.scalars(select(Match)).one()
    assert client.get(f"/matches/{match.id}/edit").status_code == 200
    assert client.send(f"/matches/{match.id}/edit", note="Telpa vakaros", version="1").status_code == 303
    assert "Telpa vakaros" in client.get(f"/resources/{library.id}").get_data(as_text=True)
    link = f"/communities/{place.id}/chain/match/{need.id}/{library.id}/unlink"
    assert link in client.get(f"/communities/{place.id}/matches").get_data(as_text=True)
    parted = client.send(link)
    assert parted.status_code == 303
    assert parted.location.endswith(f"/communities/{place.id}/matches#n-{need.id}")
    assert db.session.scalar(select(func.count(Match.id))) == 0
    assert client.send(link).status_code == 404
