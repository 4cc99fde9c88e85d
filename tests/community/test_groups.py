"""Cooperation groups and members: who sees whom, what a level allows, which days are refused."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from pilot.community.enums import GroupLevel, GroupState, LeaderKind, MemberRole, Sector
from pilot.community.groups import rules
from pilot.community.models import CooperationGroup, GroupMember
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client

FOUNDED = {
    "level": "municipal",
    "name": "Cēsu novada sadarbības grupa",
    "purpose": "Apmainīties ar informāciju",
    "tasks": ["P1", "P3"],
    "leader_kind": "community_social_worker",
    "founded_on": "12.01.2023",
    "quorum_pct": "50",
}
MEMBER = {
    "name": "Vilma Apine",
    "organisation": "Vecāku biedrība",
    "sector": "ngo",
    "role": "member",
    "contact": "biedriba@example.lv",
    "informed_on": "10.01.2023",
    "joined_on": "12.01.2023",
}


def test_residents_and_officials_are_counted_apart() -> None:
    sectors = {Sector.ACTIVE_RESIDENT: 2, Sector.POLICE: 1, Sector.BUSINESS: 3}
    assert rules.voices(sectors) == rules.Voices(residents=2, officials=1, members=6)


def test_a_participant_founds_a_group(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    path = f"/pilots/{world.pilot.code}/groups/new"
    assert client.get(path).status_code == 200
    response = client.send(path, **FOUNDED)
    assert response.status_code == 303
    group = db.session.scalars(select(CooperationGroup)).one()
    assert (group.municipality_id, group.state, group.tasks) == (
        world.cesis.id,
        GroupState.FOUNDED,
        ["P1", "P3"],
    )
    assert client.get(response.location).status_code == 200


def test_a_group_without_a_day_is_forming_and_may_stand_under_a_municipal_one(
    client: Client, world: build.World
) -> None:
    parent, community = made.group(world.liga), made.community(world.liga)
    client.sign_in(person(world, "anna"))
    fields = {
        **FOUNDED,
        "level": "territorial",
        "tasks": ["G1"],
        "leader_kind": "local_leader",
        "founded_on": "",
        "parent_id": str(parent.id),
        "community_id": str(community.id),
    }
    response = client.send(f"/pilots/{world.pilot.code}/groups/new", **fields)
    assert response.status_code == 303
    group = db.session.scalars(
        select(CooperationGroup).where(CooperationGroup.level == GroupLevel.TERRITORIAL)
    ).one()
    assert (group.state, group.parent_id) == (GroupState.FORMING, parent.id)
    assert parent.name in client.get(response.location).get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"level": "regional"}, "level"),
        ({"leader_kind": "local_leader"}, "leader_kind"),
        ({"level": "territorial", "tasks": [], "leader_kind": "head_of_unit"}, "leader_kind"),
        ({"tasks": ["P1", "G1"]}, "tasks"),
        ({"quorum_pct": "0"}, "quorum_pct"),
        ({"quorum_pct": "101"}, "quorum_pct"),
        ({"quorum_pct": "puse"}, "quorum_pct"),
        ({"founded_on": "janvārī"}, "founded_on"),
        ({"parent_id": "1"}, "parent_id"),
    ],
)
def test_a_group_that_does_not_fit_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, object], field: str
) -> None:
    client.sign_in(person(world, "anna"))
    response = client.send(f"/pilots/{world.pilot.code}/groups/new", **{**FOUNDED, **changes})
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert "Apmainīties ar informāciju" in text
    assert db.session.scalar(select(func.count(CooperationGroup.id))) == 0


def test_a_municipal_group_stands_under_none(client: Client, world: build.World) -> None:
    parent = made.group(world.anna)
    client.sign_in(person(world, "anna"))
    response = client.send(f"/pilots/{world.pilot.code}/groups/new", **FOUNDED, parent_id=str(parent.id))
    assert response.status_code == 200
    assert 'href="#parent_id' in response.get_data(as_text=True)


def test_the_same_form_sent_twice_founds_one_group(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    fields = client.form(**FOUNDED)
    for _ in range(2):
        client.post(f"/pilots/{world.pilot.code}/groups/new", data=fields)
    assert db.session.scalar(select(func.count(CooperationGroup.id))) == 1


def test_a_group_is_changed_with_its_level_and_not_over_a_newer_version(
    client: Client, world: build.World
) -> None:
    group = made.group(world.anna)
    client.sign_in(person(world, "liga"))
    path, seen = f"/groups/{group.id}/edit", str(group.version)
    page = client.get(path).get_data(as_text=True)
    assert 'name="level"' not in page
    changes = {**FOUNDED, "quorum_pct": "66", "level": "territorial"}
    assert client.send(path, **changes, version=seen).status_code == 303
    assert client.send(path, **FOUNDED, version=seen).status_code == 409
    unfit = client.send(path, **{**FOUNDED, "leader_kind": "activist"}, version="2")
    assert 'href="#leader_kind' in unfit.get_data(as_text=True)
    db.session.refresh(group)
    assert (group.quorum_pct, group.level) == (66, GroupLevel.MUNICIPAL)


def test_a_group_moves_only_along_its_states(client: Client, world: build.World) -> None:
    group = made.group(world.anna, state=GroupState.FORMING)
    client.sign_in(person(world, "anna"))
    path = f"/groups/{group.id}/state"
    assert client.get(path).status_code == 200
    refused = client.send(path, state="suspended", version=str(group.version))
    assert refused.status_code == 200
    assert 'href="#state' in refused.get_data(as_text=True)
    assert client.send(path, state="founded", version=str(group.version)).status_code == 303
    db.session.refresh(group)
    assert group.state is GroupState.FOUNDED


@pytest.mark.parametrize(
    ("who", "status", "people"),
    [
        ("anna", 200, True),
        ("liga", 200, True),
        ("peteris", 404, False),
        ("mentor", 200, False),
        ("other_mentor", 404, False),
        ("manager", 200, True),
        ("coordinator", 200, False),
        ("other_coordinator", 404, False),
        ("observer", 404, False),
        ("lecturer", 403, False),
    ],
)
def test_who_sees_a_group_and_who_its_people(
    client: Client, world: build.World, who: str, status: int, *, people: bool
) -> None:
    community = made.community(world.anna, shared_at=build.NOW)
    group = made.group(world.anna, community_id=community.id)
    member = made.member(group, contact="vilma@example.lv")
    meeting = made.meeting(group, (member,), guests="Rasa Viešņa")
    made.task(meeting, member_id=member.id)
    made.decision(meeting)
    client.sign_in(person(world, who))
    response = client.get(f"/groups/{group.id}")
    assert response.status_code == status
    if status == 200:
        pages = response.get_data(as_text=True)
        pages += client.get(f"/meetings/{meeting.id}").get_data(as_text=True)
        assert "Izmēģināt bibliotēkas telpu" in pages
        assert ("Vilma Apine" in pages) == people
        assert ("vilma@example.lv" in pages) == people
        assert ("Rasa Viešņa" in pages) == people


def test_a_mentor_sees_the_group_of_the_municipality_that_has_no_community(
    client: Client, world: build.World
) -> None:
    here, elsewhere = made.group(world.anna), made.group(world.peteris, "Tukuma grupa")
    client.sign_in(world.other_mentor)
    assert client.get(f"/groups/{here.id}").status_code == 200
    assert client.get(f"/groups/{elsewhere.id}").status_code == 404


def test_an_observer_sees_sums_and_no_group(client: Client, world: build.World) -> None:
    made.group(world.anna)
    text = client.sign_in(world.observer).get(f"/pilots/{world.pilot.code}/groups").get_data(as_text=True)
    assert "Cēsu novads" in text
    assert "Cēsu sadarbības grupa" not in text


def test_the_list_is_closed_to_lecturers_and_other_pilots(client: Client, world: build.World) -> None:
    path = f"/pilots/{world.pilot.code}/groups"
    assert client.sign_in(world.lecturer).get(path).status_code == 403
    assert client.sign_in(world.other_coordinator).get(path).status_code == 404
    assert client.sign_in(person(world, "anna")).get(path).status_code == 200


@pytest.mark.parametrize("who", ["mentor", "manager", "coordinator", "observer", "lecturer"])
def test_only_participants_write_groups_and_members(client: Client, world: build.World, who: str) -> None:
    group = made.group(world.anna)
    member = made.member(group)
    client.sign_in(getattr(world, who))
    for path in (
        f"/pilots/{world.pilot.code}/groups/new",
        f"/groups/{group.id}/edit",
        f"/groups/{group.id}/state",
        f"/groups/{group.id}/members/new",
        f"/members/{member.id}/edit",
        f"/groups/{group.id}/meetings/new",
    ):
        assert client.get(path).status_code == 403


def test_the_page_names_the_sectors_that_are_missing(client: Client, world: build.World) -> None:
    group = made.group(world.anna)
    made.member(group, sector=Sector.NGO)
    made.member(group, "Juris Kalējs", sector=Sector.POLICE)
    client.sign_in(person(world, "anna"))
    text = client.get(f"/groups/{group.id}").get_data(as_text=True)
    missing = text[text.index('class="note warn"') :]
    missing = missing[: missing.index("</ul>")]
    assert missing.count("<li>") == 5


def test_a_member_is_added_who_has_been_told(client: Client, world: build.World) -> None:
    group = made.group(world.anna)
    client.sign_in(person(world, "anna"))
    path = f"/groups/{group.id}/members/new"
    assert client.get(path).status_code == 200
    fields = client.form(**MEMBER)
    for _ in range(2):
        assert client.post(path, data=fields).status_code == 303
    member = db.session.scalars(select(GroupMember)).one()
    assert (member.informed_on, member.role) == (dt.date(2023, 1, 10), MemberRole.MEMBER)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"sector": ""}, "sector"),
        ({"role": "king"}, "role"),
        ({"informed_on": ""}, "informed_on"),
        ({"informed_on": "15.02.2023"}, "informed_on"),
        ({"joined_on": "15.02.2023"}, "joined_on"),
        ({"left_on": "11.01.2023"}, "left_on"),
        ({"left_on": "15.02.2023"}, "left_on"),
        ({"contact": "161175-19997"}, "contact"),
    ],
)
def test_a_member_who_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    group = made.group(world.anna)
    client.sign_in(person(world, "anna"))
    response = client.send(f"/groups/{group.id}/members/new", **{**MEMBER, **changes})
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert "Vecāku biedrība" in text
    assert db.session.scalar(select(func.count(GroupMember.id))) == 0


def test_a_member_leaves_and_stays_in_old_minutes(client: Client, world: build.World) -> None:
    group = made.group(world.anna)
    member = made.member(group)
    meeting = made.meeting(group, (member,))
    client.sign_in(person(world, "anna"))
    path, seen = f"/members/{member.id}/edit", str(member.version)
    assert client.get(path).status_code == 200
    assert client.send(path, **MEMBER, left_on="13.02.2023", version=seen).status_code == 303
    assert client.send(path, **MEMBER, version=seen).status_code == 409
    refused = client.send(path, **MEMBER, left_on="01.01.2023", version="2")
    assert 'href="#left_on' in refused.get_data(as_text=True)
    assert "Vilma Apine" in client.get(f"/meetings/{meeting.id}").get_data(as_text=True)
    client.sign_in(person(world, "peteris"))
    assert client.get(path).status_code == 404


def test_group_pages_cost_the_same_for_one_and_three(client: Client, world: build.World) -> None:
    group = made.group(world.anna)

    def fill(number: int) -> None:
        member = made.member(group, f"Vilma Apine {'I' * number}")
        meeting = made.meeting(group, (member,), number=number)
        made.task(meeting, member_id=member.id)
        made.decision(meeting, number=number)

    fill(1)
    client.sign_in(person(world, "anna"))
    paths = (f"/pilots/{world.pilot.code}/groups", f"/groups/{group.id}")
    costs = [queries_of(client, path) for path in paths]
    fill(2)
    fill(3)
    made.group(world.anna, "Priekuļu grupa", leader_kind=LeaderKind.HEAD_OF_UNIT)
    made.group(world.liga, "Vaives grupa")
    assert [queries_of(client, path) for path in paths] == costs
