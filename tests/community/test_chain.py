"""The page of the chain: its list, its picture, its gaps, and a link that is taken away (C21)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from pilot.audit import AuditEvent
from pilot.community.chain import queries
from pilot.community.chain.rules import Bond, Gap, gaps
from pilot.community.changes.enums import ChangeKind, Initiator
from pilot.community.changes.models import ChangeRecord
from pilot.community.findings.actions import merge_needs
from pilot.community.findings.models import Match
from pilot.community.models import Community, CooperationGroup, Decision, Meeting, Need, Resource
from pilot.community.priorities.enums import RoundState
from pilot.community.priorities.models import PriorityRound, RoundItem
from pilot.community.strategies.enums import ActionState, Approach, Side
from pilot.community.strategies.models import ActionItem, Strategy, StrategyVersion
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.conftest import Client


@dataclass
class Links:
    """A community whose one need leads to a change, by way of everything between."""

    community: Community
    need: Need
    resource: Resource
    decision: Decision
    action: ActionItem
    change: ChangeRecord


def action(of: Community, what: str = "Atvērt bibliotēku vakaros", **given: Any) -> ActionItem:
    found: ActionItem = build.keep(
        ActionItem(
            **{
                "community_id": of.id,
                "what": what,
                "side": Side.COMMUNITY,
                "lead": "Iedzīvotāju kopa",
                "due_on": dt.date(2023, 3, 31),
                "state": ActionState.PLANNED,
                "recorded_at": build.NOW,
                "needs": [],
                "resources": [],
                "changes": [],
                **given,
            }
        )
    )
    return found


def change(of: Community, text: str = "Bibliotēka ir atvērta", **given: Any) -> ChangeRecord:
    found: ChangeRecord = build.keep(
        ChangeRecord(
            **{
                "community_id": of.id,
                "kind": ChangeKind.PRACTICE,
                "text": text,
                "happened_on": dt.date(2023, 2, 9),
                "evidence": "Darba laiks pie durvīm",
                "initiator": Initiator.COMMUNITY,
                "recorded_at": build.NOW,
                **given,
            }
        )
    )
    return found


def priority(of: Community, need: Need) -> None:
    round_ = build.keep(
        PriorityRound(
            community_id=of.id,
            title="Prioritātes",
            state=RoundState.CLOSED,
            recorded_at=build.NOW,
            opened_at=build.NOW,
            closed_at=build.NOW,
        )
    )
    build.keep(RoundItem(round_id=round_.id, need_id=need.id, number=1, chosen=True, rank=1))


@pytest.fixture
def links(world: build.World) -> Links:
    of = made.community(world.anna)
    need, resource = made.need(of), made.resource(of)
    build.keep(Match(need_id=need.id, resource_id=resource.id, matched_at=build.NOW))
    priority(of, need)
    decided = made.decision(made.meeting(made.group(world.anna, community_id=of.id)))
    came = change(of)
    done = action(of, decision_id=decided.id, needs=[need], resources=[resource], changes=[came])
    return Links(of, need, resource, decided, done, came)


def meeting_of(links: Links) -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.id == links.decision.meeting_id)).one()


def bonds_left(world: build.World, links: Links) -> set[Bond]:
    db.session.expire_all()
    chain = queries.chain_of(links.community, viewer=build.viewer(person(world, "anna"))).chain
    return {bond for bond in Bond if chain.pairs(bond)}


def broken(client: Client, links: Links) -> str:
    return client.get(f"/communities/{links.community.id}/chain").get_data(as_text=True)


def ends(links: Links) -> dict[Bond, tuple[Any, Any]]:
    return {
        Bond.MATCH: (links.need, links.resource),
        Bond.NEED_ACTION: (links.need, links.action),
        Bond.RESOURCE_ACTION: (links.resource, links.action),
        Bond.DECISION_ACTION: (links.decision, links.action),
        Bond.ACTION_CHANGE: (links.action, links.change),
    }


def address(links: Links, bond: Bond) -> str:
    left, right = ends(links)[bond]
    return f"/communities/{links.community.id}/chain/{bond}/{left.id}/{right.id}/unlink"


def test_a_whole_chain_has_no_gap_and_stands_as_a_list_and_as_a_picture(
    client: Client, world: build.World, links: Links
) -> None:
    client.sign_in(person(world, "anna"))
    page = broken(client, links)
    assert "Katrai prioritātei ir darbība" in page
    for text in (links.need.title, links.resource.name, links.decision.text, links.action.what):
        assert text in page
    assert page.count('class="bond"') == 2 * len(Bond), "once wide, once for phones"


def test_each_gap_is_found_and_named(client: Client, world: build.World, links: Links) -> None:
    """The four seeded gaps, and the two that are to be thought over."""
    lonely = made.need(links.community, "Seniori ziemā neiziet no mājas")
    priority(links.community, lonely)
    solved = made.need(links.community, "Tumša iela")
    unowned = made.decision(meeting_of(links), number=2, text="Lūgt apgaismojumu")
    stray = action(links.community, "Svētki pagastā")
    lit = action(
        links.community, "Ielikt lampas", side=Side.MUNICIPALITY, state=ActionState.DONE, needs=[solved]
    )
    unproven = change(links.community, "Kaimiņi sveicinās", evidence="")
    bus = made.resource(links.community, "Kaimiņiene ar busiņu")
    client.sign_in(person(world, "anna"))
    page = broken(client, links)
    assert "Ķēde ir pārtrūkusi 6 vietās" in page
    found = gaps(queries.chain_of(links.community, viewer=build.viewer(person(world, "anna"))).chain)
    assert found == {
        Gap.PRIORITY_WITHOUT_ACTION: {lonely.id},
        Gap.DECISION_WITHOUT_OWNER: {unowned.id},
        Gap.ACTION_WITHOUT_NEED: {stray.id},
        Gap.CHANGE_WITHOUT_EVIDENCE: {unproven.id},
        Gap.RESOURCE_NEVER_USED: {bus.id},
        Gap.SOLVED_WITHOUT_COMMUNITY: {solved.id},
    }
    assert lit.what in page


def test_a_task_of_a_member_owns_a_decision(client: Client, world: build.World, links: Links) -> None:
    meeting = meeting_of(links)
    decided = made.decision(meeting, number=2, text="Lūgt apgaismojumu")
    task = made.task(meeting, decision_id=decided.id)
    client.sign_in(person(world, "anna"))
    assert "Lēmumi, par kuriem neviens neatbild" in broken(client, links)
    task.member_id = made.member(db.session.get_one(CooperationGroup, meeting.group_id)).id
    db.session.commit()
    assert "Lēmumi, par kuriem neviens neatbild" not in broken(client, links)


def test_a_decision_by_which_a_strategy_was_adopted_is_carried_out(
    client: Client, world: build.World, links: Links
) -> None:
    decided = made.decision(meeting_of(links), number=2, text="Pieņemt stratēģiju")
    client.sign_in(person(world, "anna"))
    assert "Lēmumi, par kuriem neviens neatbild" in broken(client, links)
    strategy = build.keep(
        Strategy(community_id=links.community.id, vision="Mēs", approach=Approach.DEVELOPMENT)
    )
    build.keep(
        StrategyVersion(
            strategy_id=strategy.id,
            decision_id=decided.id,
            number=1,
            content="{}",
            sha256="0" * 64,
            adopted_at=build.NOW,
            adopted_by_id=world.anna.user_id,
        )
    )
    assert "Lēmumi, par kuriem neviens neatbild" not in broken(client, links)


def test_a_merged_need_hands_its_actions_over_and_an_action_of_both_stays_once(
    world: build.World, links: Links
) -> None:
    twin = made.need(links.community, "Kur sanākt vakaros")
    both = action(links.community, "Svētku vakars", needs=[twin, links.need])
    own = action(links.community, "Galda spēles", needs=[twin])
    anna = build.viewer(person(world, "anna"))
    merge_needs(twin, links.need, seen=twin.version, actor=anna, now=build.NOW)
    chain = queries.chain_of(links.community, viewer=anna).chain
    assert chain.pairs(Bond.NEED_ACTION) == {(links.need.id, each.id) for each in (links.action, both, own)}
    assert gaps(chain)[Gap.ACTION_WITHOUT_NEED] == frozenset()


def test_a_dropped_action_answers_nothing(client: Client, world: build.World, links: Links) -> None:
    links.action.state = ActionState.DROPPED
    db.session.commit()
    client.sign_in(person(world, "anna"))
    page = broken(client, links)
    assert "Prioritātes bez darbības" in page
    assert links.action.what not in page


@pytest.mark.parametrize("bond", list(Bond))
def test_taking_a_link_away_asks_first(client: Client, world: build.World, links: Links, bond: Bond) -> None:
    client.sign_in(person(world, "anna"))
    location = address(links, bond)
    assert location in broken(client, links)
    asked = client.get(location).get_data(as_text=True)
    assert "Noņemt saiti?" in asked
    assert len(bonds_left(world, links)) == len(Bond), "asking changes nothing"
    assert client.send(location).status_code == 303
    assert bonds_left(world, links) == set(Bond) - {bond}
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "community.chain-unlinked")
    ).one()
    assert event.detail["bond"] == bond
    assert client.get(location).status_code == 404


@pytest.mark.parametrize("name", ["match-maker", "need", "%20"])
def test_a_link_of_an_unknown_kind_is_not_there(
    client: Client, world: build.World, links: Links, name: str
) -> None:
    client.sign_in(person(world, "anna"))
    location = address(links, Bond.MATCH).replace("/match/", f"/{name}/")
    assert client.get(location).status_code == 404


def test_who_reads_a_shared_community_reads_no_minutes(
    client: Client, world: build.World, links: Links
) -> None:
    links.community.shared_at = build.NOW
    db.session.commit()
    client.sign_in(person(world, "peteris"))
    page = broken(client, links)
    assert links.action.what in page
    assert links.decision.text not in page
    assert client.get(address(links, Bond.MATCH)).status_code == 404


def test_an_empty_community_is_told_where_the_chain_begins(client: Client, world: build.World) -> None:
    of = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    page = client.get(f"/communities/{of.id}/chain").get_data(as_text=True)
    assert f"/communities/{of.id}/priorities" in page
    assert "<svg" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_page_costs_the_same_for_many_records(client: Client, world: build.World, links: Links) -> None:
    client.sign_in(person(world, "anna"))
    location = f"/communities/{links.community.id}/chain"
    before = queries_of(client, location)
    for number in range(12):
        need = made.need(links.community, f"Vajadzība {number}")
        action(links.community, f"Darbība {number}", needs=[need])
    assert queries_of(client, location) == before
