"""SVID: lines in four boxes that stand on findings, and one line for each pair of boxes."""

import pytest
from sqlalchemy import func, select

from pilot.community.findings.enums import SwotBox, SwotPair
from pilot.community.findings.models import SwotItem, SwotLink, SwotStrategy
from pilot.community.findings.rules import BOXES_OF
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

LINE = {"box": "strength", "text": "Bibliotēka atvērta vakaros", "origin": "group"}


def test_every_pair_joins_what_is_inside_with_what_is_outside() -> None:
    assert set(BOXES_OF) == set(SwotPair)
    for inside, outside in BOXES_OF.values():
        assert inside in {SwotBox.STRENGTH, SwotBox.WEAKNESS}
        assert outside in {SwotBox.OPPORTUNITY, SwotBox.THREAT}


def test_a_line_stands_on_findings_of_the_community(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    need, resource = made.need(place), made.resource(place)
    foreign = made.need(made.community(world.peteris, "Cita"), "Cita vajadzība")
    client.sign_in(person(world, "anna"))
    path = f"/communities/{place.id}/swot/new"
    assert client.get(f"{path}?box=threat").status_code == 200
    wrong = client.send(path, **LINE, findings=str(foreign.id))
    assert 'href="#findings-0"' in wrong.get_data(as_text=True)
    assert client.send(path, **LINE, findings=str(need.id)).status_code == 303
    item = db.session.scalars(select(SwotItem)).one()
    edit = f"/swot/{item.id}/edit"
    assert LINE["text"] in client.get(edit).get_data(as_text=True)
    changed = client.send(
        edit, **{**LINE, "text": "Divas telpas"}, findings=str(resource.id), version=str(item.version)
    )
    assert changed.status_code == 303
    assert db.session.scalars(select(SwotLink.resource_id)).all() == [resource.id]
    text = client.get(f"/communities/{place.id}/swot").get_data(as_text=True)
    assert "Divas telpas" in text
    assert resource.name in text
    assert client.send(f"/needs/{need.id}/delete", version="1").status_code == 303
    assert client.send(f"/resources/{resource.id}/delete", version="1").status_code == 200
    assert client.send(f"/swot/{item.id}/delete").status_code == 303
    assert db.session.scalar(select(func.count(SwotLink.id))) == 0
    assert client.send(f"/swot/{item.id}/delete").status_code == 404


@pytest.mark.parametrize("name", list(LINE))
def test_a_line_needs_its_three_answers(client: Client, world: build.World, name: str) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    text = client.send(f"/communities/{place.id}/swot/new", **{**LINE, name: ""}).get_data(as_text=True)
    assert f'href="#{name}' in text


def test_one_line_joins_two_boxes(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/communities/{place.id}/swot/strengths_opportunities"
    assert client.get(path).status_code == 200
    assert client.send(path, text="").status_code == 200
    assert client.send(path, text="Pieteikties konkursam").status_code == 303
    assert client.send(path, text="Pieteikties diviem", version="1").status_code == 303
    late = client.send(path, text="Mana rinda", version="1")
    assert late.status_code == 409
    assert "Mana rinda" in late.get_data(as_text=True)
    assert db.session.scalars(select(SwotStrategy.text)).all() == ["Pieteikties diviem"]
    assert client.get(f"/communities/{place.id}/swot/strengths").status_code == 404
