"""The stakeholder map on its pages: who stands on it, who is tied to whom, what leaves as a file."""

import csv
import io
import itertools
import uuid
from typing import Any

import openpyxl
import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from pilot.community.models import Community
from pilot.community.network import actions, queries
from pilot.community.network.enums import ActorKind, Circle, Degree, TieKind, TieStrength
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import Problem, TieEntry, ends_of, name_key
from pilot.documents import pdf
from pilot.extensions import db
from pilot.text import sort_key
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client

RECORDED = {"name": "Priekuļu bibliotēka", "kind": "education_and_culture", "circle": "territorial"}
WORK = TieEntry(TieKind.JOINT_WORK, TieStrength.STEADY)
AWKWARD = ('=1+1 "Saule", SIA', "Müller & dēli; „Ābele”", "+371 <b>", "@biedrība", "-, '")


def actor(of: Community, name: str = "Skola", **given: Any) -> Actor:
    found: Actor = build.keep(
        Actor(
            **{
                "community_id": of.id,
                "name": name,
                "name_key": name_key(name),
                "sort_key": sort_key(name),
                "kind": ActorKind.NGO,
                "circle": Circle.TERRITORIAL,
                "recorded_at": build.NOW,
                **given,
            }
        )
    )
    return found


def tie(one: Actor, other: Actor, **given: Any) -> Tie:
    from_id, to_id = ends_of(one.id, other.id)
    found: Tie = build.keep(
        Tie(
            **{
                "community_id": one.community_id,
                "from_id": from_id,
                "to_id": to_id,
                "kind": TieKind.JOINT_WORK,
                "strength": TieStrength.STEADY,
                "recorded_at": build.NOW,
                **given,
            }
        )
    )
    return found


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.get_data(as_text=True))


def test_three_answers_put_an_organisation_on_the_map(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/communities/{place.id}/network"
    empty = page_of(client, path)
    assert "Kartē vēl nav nevienas" in empty
    assert '<svg class="w' not in empty
    response = client.send(f"/communities/{place.id}/actors/new", **RECORDED)
    assert response.status_code == 303
    page = page_of(client, path)
    assert "1 iesaistītā puse, 1 bez saitēm" in page
    assert page.count("<h1") == 1
    assert page.count('aria-labelledby="network-') == 2
    found = db.session.scalars(select(Actor)).one()
    assert (found.name_key, found.influence, found.resource_id) == ("priekuļu bibliotēka", None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Ilze 010180-12345"}, "name"),
        ({"name": "Zvanīt 29 123 456"}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "client"}, "kind"),
        ({"circle": ""}, "circle"),
        ({"about": "ilze@example.lv"}, "about"),
        ({"contact": "29123456", "contact_is_private": "y"}, "contact_consent_on"),
        (
            {"contact": "29123456", "contact_is_private": "y", "contact_consent_on": "15.02.2023"},
            "contact_consent_on",
        ),
        ({"resource_id": str(uuid.UUID(int=1))}, "resource_id"),
    ],
)
def test_what_cannot_stand_on_the_map_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    response = client.send(f"/communities/{place.id}/actors/new", **{**RECORDED, **changes})
    assert response.status_code == 200
    assert f'id="{field}-error"' in response.get_data(as_text=True)
    assert db.session.scalars(select(func.count(Actor.id))).one() == 0


def test_a_name_stands_once_and_the_refusal_leads_to_it(client: Client, world: build.World) -> None:
    place, elsewhere = made.community(world.anna), made.community(world.anna, "Cita kopiena")
    known = actor(place, "Priekuļu bibliotēka")
    school = actor(place, "Skola")
    client.sign_in(person(world, "anna"))
    for path in (f"/communities/{place.id}/actors/new", f"/actors/{school.id}/edit"):
        fields = {**RECORDED, "name": "PRIEKUĻU  bibliotēka", "version": str(school.version)}
        response = client.send(path, **fields)
        page = response.get_data(as_text=True)
        assert response.status_code == 200
        assert 'id="name-error"' in page
        assert f'href="/actors/{known.id}"' in page
    assert client.send(f"/communities/{elsewhere.id}/actors/new", **RECORDED).status_code == 303
    own = {**RECORDED, "name": "Priekuļu Bibliotēka", "version": str(known.version)}
    assert client.send(f"/actors/{known.id}/edit", **own).status_code == 303


def test_a_resource_stands_on_the_map(client: Client, world: build.World) -> None:
    place, elsewhere = made.community(world.anna), made.community(world.anna, "Cita kopiena")
    own, foreign = made.resource(place, "Tautas nams"), made.resource(elsewhere, "Muiža")
    client.sign_in(person(world, "anna"))
    page = page_of(client, f"/resources/{own.id}")
    link = f"/communities/{place.id}/actors/new?name=Tautas+nams&amp;resource_id={own.id}"
    assert link in page
    assert 'value="Tautas nams"' in page_of(client, link.replace("&amp;", "&"))
    refused = client.send(
        f"/communities/{place.id}/actors/new", **{**RECORDED, "resource_id": str(foreign.id)}
    )
    assert 'id="resource_id-error"' in refused.get_data(as_text=True)
    fields = {**RECORDED, "name": "Tautas nams", "resource_id": str(own.id)}
    assert client.send(f"/communities/{place.id}/actors/new", **fields).status_code == 303
    found = db.session.scalars(select(Actor)).one()
    assert f'href="/actors/{found.id}"' in page_of(client, f"/resources/{own.id}")
    assert f'href="/resources/{own.id}"' in page_of(client, f"/actors/{found.id}")
    kept = client.send(f"/resources/{own.id}/delete", version=str(own.version))
    assert kept.status_code == 200, "the map stands on the resource"


def test_a_tie_is_recorded_once_whoever_is_named_first(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    one, other = actor(place, "Bibliotēka"), actor(place, "Skola")
    client.sign_in(person(world, "anna"))
    path = f"/communities/{place.id}/ties/new"
    fields = {"from_id": str(one.id), "to_id": str(other.id), "kind": "joint_work", "strength": "strong"}
    assert client.send(path, **fields).status_code == 303
    again = {**fields, "from_id": str(other.id), "to_id": str(one.id)}
    assert 'id="kind-error"' in client.send(path, **again).get_data(as_text=True)
    assert client.send(path, **{**again, "kind": "resources", "strength": "weak"}).status_code == 303
    page = page_of(client, f"/communities/{place.id}/network")
    assert "2 iesaistītās puses, visām ir saites" in page
    assert "kopīgs darbs, cieša" in page
    assert page.count('class="tie strong" d="M') == 3, "one line in each picture, and one in the key"
    assert page.count('class="tie weak" d="M') == 1, "the weaker of two ties is told in the table"


@pytest.mark.parametrize("to", ["itself", "elsewhere", "nobody"])
def test_a_tie_that_cannot_be_is_refused_beside_the_field(
    client: Client, world: build.World, to: str
) -> None:
    place, elsewhere = made.community(world.anna), made.community(world.anna, "Cita kopiena")
    one = actor(place)
    ends = {"itself": one.id, "elsewhere": actor(elsewhere).id, "nobody": uuid.UUID(int=1)}
    client.sign_in(person(world, "anna"))
    fields = {"from_id": str(one.id), "to_id": str(ends[to]), "kind": "formal", "strength": "weak"}
    response = client.send(f"/communities/{place.id}/ties/new", **fields)
    assert 'id="to_id-error"' in response.get_data(as_text=True)
    problem = Problem.TIE_TO_ITSELF if to == "itself" else Problem.ACTOR_ELSEWHERE
    with pytest.raises(actions.NetworkRefusedError) as refused:
        actions.tie(one, ends[to], WORK, actor=build.viewer(person(world, "anna")), now=build.NOW)
    assert refused.value.problem is problem
    assert db.session.scalars(select(func.count(Tie.id))).one() == 0


def test_a_tie_is_put_right_and_taken_back(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    one, other = actor(place, "Bibliotēka"), actor(place, "Skola")
    work, contract = tie(one, other), tie(one, other, kind=TieKind.FORMAL)
    client.sign_in(person(world, "anna"))
    fields = {"kind": "formal", "strength": "strong", "note": "Ceturtdienās"}
    refused = client.send(f"/ties/{work.id}/edit", version="1", **fields)
    assert 'id="kind-error"' in refused.get_data(as_text=True)
    changed = client.send(f"/ties/{work.id}/edit", version="1", **{**fields, "kind": "joint_work"})
    assert changed.status_code == 303
    assert "Ceturtdienās" in page_of(client, changed.location)
    late = client.send(f"/ties/{work.id}/edit", version="1", **{**fields, "kind": "joint_work"})
    assert late.status_code == 409
    assert client.send(f"/ties/{contract.id}/delete").status_code == 303
    assert [found.note for found in db.session.scalars(select(Tie))] == ["Ceturtdienās"]


def test_deleting_asks_first_and_says_how_many_ties_go(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    hub, one, other = (actor(place, name) for name in ("Bibliotēka", "Skola", "Koris"))
    tie(hub, one), tie(hub, other), tie(one, other)
    client.sign_in(person(world, "anna"))
    page = page_of(client, f"/actors/{hub.id}/delete")
    assert "Kopā ar to neatgriezeniski pazudīs 2 saites" in page
    assert "Koris (kopīgs darbs, pastāvīga)" in page
    assert db.session.scalars(select(func.count(Actor.id))).one() == 3, "it only asked"
    response = client.send(f"/actors/{hub.id}/delete", version=str(hub.version))
    assert response.status_code == 303
    assert "Dzēsta kopā ar 2 saitēm" in page_of(client, response.location)
    assert {found.name for found in db.session.scalars(select(Actor))} == {"Skola", "Koris"}
    assert db.session.scalars(select(func.count(Tie.id))).one() == 1


def test_who_stands_alone_is_named_and_filters_keep_the_numbers(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    library, school = actor(place, "Bibliotēka"), actor(place, "Skola")
    actor(place, "NVA filiāle", circle=Circle.OUTSIDE, kind=ActorKind.STATE)
    tie(library, school)
    client.sign_in(person(world, "anna"))
    page = page_of(client, f"/communities/{place.id}/network")
    alone = page.partition('id="alone"')[2].partition("</section>")[0]
    assert "NVA filiāle" in alone
    assert "Skola" not in alone
    outside = page_of(client, f"/communities/{place.id}/network?circle=outside")
    table = outside.partition("<tbody")[2]
    assert "3. <a" in table
    assert "Bibliotēka" not in table
    assert "3 iesaistītās puses, 1 bez saitēm" in outside
    assert "Šiem filtriem neatbilst" in page_of(client, f"/communities/{place.id}/network?kind=business")
    assert "Bibliotēka" in page_of(client, f"/communities/{place.id}/network?kind=nothing")


def test_what_to_do_with_whom_is_for_those_who_work_there(client: Client, world: build.World) -> None:
    place = made.community(world.anna, shared_at=build.NOW)
    judged = actor(place, "Apvienības pārvalde", influence=Degree.VERY_MUCH, interest=Degree.LITTLE)
    actor(place, "Koris")
    path = f"/communities/{place.id}/network"
    page = page_of(client.sign_in(person(world, "anna")), path)
    win = page.partition('id="q-win"')[2].partition("</section>")[0]
    assert "Apvienības pārvalde" in win
    assert "Vēl nav novērtēta 1 iesaistītās puses" in page
    for who in ("peteris", "observer"):
        client.sign_in(person(world, who))
        assert "q-win" not in page_of(client, path)
        assert "Ieinteresētība" not in page_of(client, f"/actors/{judged.id}")
        sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}.xlsx").data))["Elements"]
        assert "Influence" not in [cell.value for cell in sheet[1]]


@pytest.mark.parametrize(
    ("who", "of_organisation", "of_person"),
    [
        ("anna", True, True),
        ("manager", True, True),
        ("mentor", True, False),
        ("coordinator", True, False),
        ("peteris", False, False),
        ("observer", False, False),
    ],
)
def test_who_reads_a_contact(
    client: Client, world: build.World, who: str, *, of_organisation: bool, of_person: bool
) -> None:
    place = made.community(world.anna, shared_at=build.NOW)
    office = actor(place, "Pārvalde", contact="birojs@example.lv")
    private = {"contact_is_private": True, "contact_consent_on": build.NOW.date()}
    elder = actor(place, "Ciema vecākais", contact="26000111", **private)
    client.sign_in(person(world, who))
    assert ("birojs@example.lv" in page_of(client, f"/actors/{office.id}")) == of_organisation
    assert ("26000111" in page_of(client, f"/actors/{elder.id}")) == of_person
    whole = page_of(client, f"/communities/{place.id}/network")
    assert "Ciema vecākais" in whole
    assert "26000111" not in whole
    assert ("actors/new" in whole) == (who == "anna")


def awkward(world: build.World) -> Community:
    place = made.community(world.anna)
    names = [actor(place, name, about=name, influence=Degree.MUCH) for name in AWKWARD]
    for one, other in itertools.pairwise(names):
        tie(one, other, strength=TieStrength.STRONG, note="=SUM(A1)")
    return place


def test_the_workbook_is_what_kumu_reads(client: Client, world: build.World) -> None:
    place = awkward(world)
    client.sign_in(person(world, "anna"))
    response = client.get(f"/communities/{place.id}/network.xlsx")
    assert response.headers["Content-Disposition"].endswith('kumu.xlsx"')
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.sheetnames == ["Elements", "Connections"]
    elements, connections = ([[cell.value for cell in row] for row in sheet] for sheet in book)
    assert elements[0] == ["Label", "Type", "Circle", "Description", "Influence", "Interest"]
    assert connections[0] == ["From", "To", "Direction", "Type", "Strength", "Description"]
    labels = {row[0] for row in elements[1:]}
    assert labels == set(AWKWARD)
    assert len(connections) == len(AWKWARD)
    assert all({row[0], row[1]} <= labels for row in connections[1:])
    assert {tuple(row[2:5]) for row in connections[1:]} == {("undirected", "Kopīgs darbs", 3)}
    for sheet in book:
        texts = [cell for row in sheet for cell in row if isinstance(cell.value, str)]
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)


def test_the_two_tables_are_what_gephi_reads(client: Client, world: build.World) -> None:
    place = awkward(world)
    client.sign_in(person(world, "anna"))
    read = {
        part: list(
            csv.DictReader(
                io.StringIO(client.get(f"/communities/{place.id}/network-{part}.csv").data.decode("utf-8"))
            )
        )
        for part in ("nodes", "edges")
    }
    assert list(read["nodes"][0]) == ["Id", "Label", "Kind", "Circle", "Influence", "Interest"]
    assert list(read["edges"][0]) == ["Source", "Target", "Type", "Weight", "Kind"]
    ids = {row["Id"] for row in read["nodes"]}
    assert len(ids) == len(AWKWARD)
    assert all({row["Source"], row["Target"]} <= ids for row in read["edges"])
    assert {(row["Type"], row["Weight"]) for row in read["edges"]} == {("Undirected", "3")}
    shown = {row["Label"] for row in read["nodes"]}
    assert shown == {f"'{name}" if name[0] in "=+-@" else name for name in AWKWARD}


def test_many_actors_are_all_in_the_table_and_cost_no_more_queries(
    client: Client, world: build.World
) -> None:
    place = made.community(world.anna)
    path = f"/communities/{place.id}/network"
    actors = [actor(place, f"Biedrība {number}") for number in range(3)]
    tie(actors[0], actors[1])
    client.sign_in(person(world, "anna"))
    few = queries_of(client, path)
    actors += [actor(place, f"Biedrība {number}") for number in range(3, 70)]
    for one, other in itertools.pairwise(actors):
        if one is not actors[0]:
            tie(one, other)
    assert queries_of(client, path) == few
    page = page_of(client, path)
    assert "Attēlā redzamas 60 no 70" in page
    assert page.count('<th scope="row"') == 70
    assert [node.number for node in queries.network_of(place).nodes] == list(range(1, 71))


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_map_stands_in_the_assessment_and_is_no_part_of_a_version(
    client: Client, world: build.World, language: str
) -> None:
    place = made.community(world.anna)
    made.need(place)
    tie(actor(place, "Bibliotēka"), actor(place, "=Koris <b>"))
    actor(place, "NVA filiāle", circle=Circle.OUTSIDE)
    client.sign_in(person(world, "anna"))
    page = page_of(client, f"/communities/{place.id}/papers/assessment")
    assert 'id="network-w-title"' in page
    assert "NVA filiāle" in page
    client.send(f"/communities/{place.id}/papers/assessment/send")
    with force_locale(language):
        printed = client.get(f"/communities/{place.id}/papers.pdf?language={language}")
    assert printed.data.startswith(b"%PDF")
    assert printed.mimetype == pdf.MIMETYPE
    version = page_of(client, f"/communities/{place.id}/papers/assessment")
    kept = version.partition('href="/papers/')[2].partition('"')[0]
    assert "Bibliotēka (kopīgs darbs, pastāvīga)" in page_of(client, f"/papers/{kept}")
    assert 'id="network-w-title"' not in page_of(client, f"/papers/{kept}")
