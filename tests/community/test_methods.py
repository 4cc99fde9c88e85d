"""Uses of methods: parts that add up, a meaning to finish, no names, and who has not been heard."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from pilot.community.enums import PeopleGroup
from pilot.community.methods import rules
from pilot.community.methods.enums import Method, MethodGroup
from pilot.community.methods.library import CARDS, chosen
from pilot.community.methods.models import GroupReach, MethodFile, MethodUse, PlannedMethod
from pilot.community.methods.pages import reach_table
from pilot.community.methods.rules import Problem, Reached, Refusal, UseEntry, matrix_of
from pilot.community.models import Community
from pilot.extensions import db
from pilot.files.models import StoredFile
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

TODAY = dt.date(2023, 2, 14)
ENTRY = UseEntry(
    method=Method.FOCUS_GROUP,
    held_on=dt.date(2023, 2, 6),
    ended_on=None,
    place="Bibliotēka",
    led_by="",
    invited=15,
    reached=12,
    women=8,
    men=3,
    not_stated=1,
    groups={PeopleGroup.PARENTS: 12, PeopleGroup.SENIORS: None},
    not_reached="",
    languages="",
    consent="",
    observations="",
    meaning="Trūkst vietas, kur satikties.",
    limits="",
)
HELD = {
    "method": "focus_group",
    "held_on": "06.02.2023.",
    "place": "Bibliotēka",
    "reached": "12",
    "women": "8",
    "men": "3",
    "not_stated": "1",
    "groups": ["parents", "seniors"],
    "of_parents": "12",
    "observations": "Runāja par ceļu uz pieturu.",
}
USES = st.lists(
    st.builds(Reached, st.sampled_from(Method), st.sampled_from(PeopleGroup), st.none() | st.integers(1, 40))
)


def use(of: Community, **given: Any) -> MethodUse:
    groups = given.pop("groups", {})
    found: MethodUse = build.keep(
        MethodUse(
            **{
                "community_id": of.id,
                "method": Method.FOCUS_GROUP,
                "held_on": dt.date(2023, 2, 6),
                "reached": 12,
                "recorded_at": build.NOW,
                **given,
            }
        )
    )
    for group, people in groups.items():
        build.keep(GroupReach(use_id=found.id, people_group=group, people=people))
    return found


def page(client: Client, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_the_library_has_24_cards_in_six_groups_with_every_text() -> None:
    assert len(CARDS) == 24
    assert {card.group for card in CARDS.values()} == set(MethodGroup)
    for card in CARDS.values():
        assert card.purposes
        assert 3 <= len(card.steps) <= 5
        assert 0 <= card.cost <= 3
        assert 0 <= card.digital <= 3
    assert sum(len(cards) for cards in chosen(None, None, None).values()) == 24
    assert all(card.cost == 0 for cards in chosen(None, 0, None).values() for _method, card in cards)


def test_eight_women_and_three_men_are_not_twelve_until_one_is_not_stated() -> None:
    told = replace(ENTRY, not_stated=None)
    refusal = rules.use_refusal(told, today=TODAY, finishes=False)
    assert refusal == Refusal(Problem.PARTS_TOO_FEW, 1)
    assert rules.use_refusal(ENTRY, today=TODAY, finishes=True) is None
    assert rules.parts_refusal(12, None, None, None) is None


@given(st.integers(0, 60), *(st.none() | st.integers(0, 40) for _ in range(3)))
def test_the_number_that_is_offered_fits(
    reached: int, women: int | None, men: int | None, not_stated: int | None
) -> None:
    refusal = rules.parts_refusal(reached, women, men, not_stated)
    if refusal is not None and refusal.problem is Problem.PARTS_TOO_FEW:
        assert rules.parts_refusal(reached, women, men, refusal.number) is None
    if refusal is not None and refusal.problem is Problem.PARTS_TOO_MANY:
        assert sum(part or 0 for part in (women, men, not_stated)) - refusal.number == reached


@pytest.mark.parametrize(
    ("changes", "finishes", "problem"),
    [
        ({"held_on": dt.date(2023, 2, 15)}, False, Problem.HELD_AHEAD),
        ({"ended_on": dt.date(2023, 2, 15)}, False, Problem.ENDED_AHEAD),
        ({"ended_on": dt.date(2023, 2, 5)}, False, Problem.ENDED_BEFORE_START),
        ({"men": 4}, False, Problem.PARTS_TOO_MANY),
        ({"groups": {PeopleGroup.PARENTS: 13}}, False, Problem.GROUP_TOO_MANY),
        ({"meaning": " "}, True, Problem.MEANING_MISSING),
        ({"meaning": ""}, False, None),
    ],
)
def test_what_cannot_be_kept_is_named(
    changes: dict[str, Any], problem: Problem | None, *, finishes: bool
) -> None:
    refusal = rules.use_refusal(replace(ENTRY, **changes), today=TODAY, finishes=finishes)
    assert (refusal.problem if refusal else None) is problem


@given(USES)
def test_the_reach_matrix_is_what_counting_by_hand_gives(reached: list[Reached]) -> None:
    matrix = matrix_of(reached, used=[each.method for each in reached])
    for group in PeopleGroup:
        for method in Method:
            here = [each for each in reached if (each.group, each.method) == (group, method)]
            cell = matrix.cell(group, method)
            assert (cell.uses, cell.people) == (len(here), sum(each.people or 0 for each in here))
    assert set(matrix.unheard) == set(PeopleGroup) - {each.group for each in reached}
    assert list(matrix.methods) == [each for each in Method if each in {one.method for one in reached}]


@given(USES)
def test_an_outsider_reads_no_count_below_the_threshold(reached: list[Reached]) -> None:
    matrix = matrix_of(reached, used=[each.method for each in reached])
    for row in reach_table(matrix, threshold=5).rows:
        assert all(cell.people is None or not 0 < cell.people < 5 for cell in row.cells)


def test_a_use_is_kept_as_a_draft_finished_and_reopened(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/communities/{found.id}/methods/new"
    refused = client.send(path, **HELD, finish="y").get_data(as_text=True)
    assert 'href="#meaning"' in refused
    assert "Runāja par ceļu uz pieturu." in refused
    assert client.send(path, **HELD).status_code == 303
    draft = db.session.scalars(select(MethodUse)).one()
    assert not draft.finished_at
    reach = db.session.execute(select(GroupReach.people_group, GroupReach.people))
    assert {row.people_group: row.people for row in reach} == {
        PeopleGroup.PARENTS: 12,
        PeopleGroup.SENIORS: None,
    }
    edit = f"/method-uses/{draft.id}/edit"
    changed = {**HELD, "groups": ["children"], "of_parents": "", "meaning": "Ceļš vieno."}
    assert client.send(edit, **changed, version=str(draft.version), finish="y").status_code == 303
    db.session.expire_all()
    assert draft.finished_at
    assert db.session.scalars(select(GroupReach.people_group)).all() == [PeopleGroup.CHILDREN]
    assert client.send(edit, **changed, version=str(draft.version)).status_code == 200
    assert client.send(f"/method-uses/{draft.id}/reopen", version=str(draft.version)).status_code == 303
    db.session.expire_all()
    assert draft.finished_at is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"not_stated": ""}, "not_stated"),
        ({"held_on": "15.02.2023."}, "held_on"),
        ({"observations": "Kundze 161175-19997 stāstīja"}, "observations"),
        ({"reached": ""}, "reached"),
        ({"of_parents": "13"}, "of_parents"),
        ({"of_parents": "0"}, "of_parents"),
        ({"method": "gossip"}, "method"),
    ],
)
def test_a_use_that_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    text = client.send(f"/communities/{found.id}/methods/new", **{**HELD, **changes}).get_data(as_text=True)
    assert f'href="#{field}' in text
    assert db.session.scalar(select(MethodUse.id)) is None


def test_no_field_of_a_use_asks_for_a_name() -> None:
    names = {column.name for column in MethodUse.__table__.columns}
    assert not {name for name in names if "name" in name or "person" in name or "contact" in name}


def test_what_was_planned_is_done_once_it_is_recorded_and_stays(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/communities/{found.id}/plan"
    typed = {"method": "focus_group", "groups": ["seniors"], "due_on": "20.02.2023."}
    assert client.send(f"{path}/methods/new", **typed).status_code == 303
    planned = db.session.scalars(select(PlannedMethod)).one()
    record = f"/communities/{found.id}/methods/new?planned={planned.id}"
    assert 'value="focus_group" selected' in page(client, record).replace(
        'selected value="focus_group"', 'value="focus_group" selected'
    )
    assert client.send(record, **HELD, planned=str(planned.id)).status_code == 303
    used = db.session.scalars(select(MethodUse)).one()
    assert f"/method-uses/{used.id}" in page(client, path)
    client.send(f"/planned-methods/{planned.id}/remove")
    assert db.session.scalars(select(PlannedMethod)).one().id == planned.id


def test_files_of_a_use_open_inside_and_go_with_their_bytes(client: Client, world: build.World) -> None:
    found = made.community(world.anna, shared_at=build.NOW)
    held = use(found)
    client.sign_in(person(world, "anna"))
    upload = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "karte.pdf")
    assert client.send(f"/method-uses/{held.id}/files/new", upload=upload).status_code == 303
    file_id = db.session.scalars(select(MethodFile.id)).one()
    assert client.get(f"/method-files/{file_id}").status_code == 200
    client.sign_in(person(world, "peteris"))
    assert client.get(f"/method-files/{file_id}").status_code == 404
    assert "karte.pdf" not in page(client, f"/method-uses/{held.id}")
    client.sign_in(person(world, "anna"))
    client.send(f"/method-files/{file_id}/remove")
    assert db.session.scalar(select(StoredFile.id)) is None


def test_an_outsider_reads_no_small_number(client: Client, world: build.World) -> None:
    found = made.community(world.anna, shared_at=build.NOW)
    held = use(found, reached=23, women=20, men=3, groups={PeopleGroup.SENIORS: 3, PeopleGroup.PARENTS: 17})
    client.sign_in(person(world, "anna"))
    assert "<dd>20</dd>" in page(client, f"/method-uses/{held.id}")
    client.sign_in(person(world, "observer"))
    text = page(client, f"/method-uses/{held.id}")
    assert "<dd>23</dd>" in text
    assert "<dd>20</dd>" not in text
    assert "<dd>3</dd>" not in text
    reach = page(client, f"/communities/{found.id}/reach")
    assert ": 3<" not in reach
    assert ": 17<" not in reach


def test_the_pages_of_the_library_open_and_filter(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    base = f"/pilots/{world.pilot.code}/methods"
    assert page(client, base).count('class="card pad stack"') == 24
    assert page(client, f"{base}?cost=0&digital=0&purpose=discuss").count('class="card pad stack"') == 1
    assert client.get(f"{base}?cost=much").status_code == 200
    assert client.get(f"{base}/world_cafe").status_code == 200
    assert client.get(f"{base}/world_cafe/sheet").status_code == 200
    assert client.get(f"{base}/gossip").status_code == 404
