"""Findings: the register and its filters, merging, deleting drafts, and what a small number tells whom."""

from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot.community import queries as community_queries
from pilot.community import rules as community_rules
from pilot.community.enums import GoalDomain, NeedKind, ResourceKind, SourceKind, Theme
from pilot.community.findings import actions, pages, queries, rules
from pilot.community.findings.models import Match
from pilot.community.findings.rules import Problem
from pilot.community.methods.enums import Method
from pilot.community.methods.models import MethodUse
from pilot.community.models import Need, Source
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person, queries_of
from tests.community.test_needs import HEARD
from tests.conftest import Client

QUICK = {
    "kind": "problem",
    "title": "Pie veikala nav, kur apsēsties",
    "source_kind": "observation",
    "source_told_on": "13.02.2023",
}


def viewer_of(world: build.World, name: str) -> Any:
    return build.viewer(person(world, name))


def test_four_answers_are_enough(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    assert client.send(f"/communities/{found.id}/needs/new", **QUICK).status_code == 303
    need = db.session.scalars(select(Need)).one()
    assert (need.domain, need.theme, need.people_groups, need.scale) == (None, None, [], None)
    page = client.get(f"/needs/{need.id}").get_data(as_text=True)
    assert QUICK["title"] in page


def test_how_often_a_need_is_felt_stands_on_its_page(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    location = f"/communities/{found.id}/needs/new"
    assert client.send(location, **QUICK, frequency="weekly").status_code == 303
    need = db.session.scalars(select(Need)).one()
    assert "Katru nedēļu" in client.get(f"/needs/{need.id}").get_data(as_text=True)
    refused = client.send(location, **QUICK, frequency="often").get_data(as_text=True)
    assert 'href="#frequency' in refused
    assert QUICK["title"] in refused


def test_evidence_points_at_the_use_of_a_method(client: Client, world: build.World) -> None:
    place, other = made.community(world.anna), made.community(world.peteris, "Cita")
    walk, foreign = (
        build.keep(
            MethodUse(
                community_id=each.id,
                method=Method.EXPLORATORY_WALK,
                held_on=build.NOW.date(),
                reached=9,
                recorded_at=build.NOW,
            )
        )
        for each in (place, other)
    )
    client.sign_in(person(world, "anna"))
    path = f"/communities/{place.id}/needs/new"
    refused = client.send(path, **QUICK, source_method_use=str(foreign.id))
    assert 'href="#source_method_use"' in refused.get_data(as_text=True)
    saved = client.send(path, **QUICK, source_method_use=str(walk.id))
    assert f"/method-uses/{walk.id}" in client.get(saved.location).get_data(as_text=True)


def test_a_theme_brings_its_domain(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    fields = {**QUICK, "theme": "loneliness", "people_groups": "seniors"}
    assert client.send(f"/communities/{found.id}/needs/new", **fields).status_code == 303
    need = db.session.scalars(select(Need)).one()
    assert (need.domain, need.people_groups) == (GoalDomain.NON_MATERIAL, ["seniors"])


def test_a_theme_of_another_domain_is_refused_beside_the_field(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    response = client.send(f"/communities/{found.id}/needs/new", **{**HEARD, "theme": "loneliness"})
    text = response.get_data(as_text=True)
    assert 'href="#theme"' in text
    assert HEARD["title"] in text
    assert '<details class="data" open>' in text
    assert db.session.scalar(select(func.count(Need.id))) == 0


@pytest.mark.parametrize("theme", list(Theme))
def test_every_theme_has_a_domain_and_kinds_that_help(theme: Theme) -> None:
    assert rules.DOMAIN_OF[theme] in GoalDomain
    assert rules.helpful_kinds(theme, None)
    own, *others = sorted(GoalDomain, key=lambda domain: domain is not rules.DOMAIN_OF[theme])
    entry = rules.NeedEntry(NeedKind.NEED, "Vieta", theme=theme, domain=own)
    assert rules.need_problem(entry) is None
    for other in others:
        wrong = rules.NeedEntry(NeedKind.NEED, "Vieta", theme=theme, domain=other)
        assert rules.need_problem(wrong) is Problem.THEME_OF_OTHER_DOMAIN


def test_a_domain_alone_suggests_and_nothing_suggests_nothing() -> None:
    assert rules.helpful_kinds(None, GoalDomain.NON_MATERIAL)[0] is ResourceKind.RESIDENTS
    assert rules.helpful_kinds(None, None) == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Autobuss", "Vieni paši", "Soliņi"}),
        ("kind=problem", {"Vieni paši"}),
        ("domain=infrastructure", {"Autobuss", "Soliņi"}),
        ("theme=public_transport", {"Autobuss"}),
        ("group=seniors", {"Autobuss", "Vieni paši"}),
        ("sure=confirmed", {"Autobuss"}),
        ("sure=assumption", {"Vieni paši", "Soliņi"}),
        ("kind=problem&sure=confirmed", set()),
        ("theme=nothing", {"Autobuss", "Vieni paši", "Soliņi"}),
        ("sure=maybe&kind=problem", {"Autobuss", "Vieni paši", "Soliņi"}),
    ],
)
def test_the_register_is_filtered(client: Client, world: build.World, query: str, found: set[str]) -> None:
    place = made.community(world.anna)
    bus = made.need(place, "Autobuss", theme=Theme.PUBLIC_TRANSPORT, people_groups=["seniors"])
    made.source(need_id=bus.id, kind=SourceKind.SURVEY)
    made.need(
        place,
        "Vieni paši",
        kind=NeedKind.PROBLEM,
        domain=GoalDomain.NON_MATERIAL,
        people_groups=["lonely_people", "seniors"],
    )
    made.need(place, "Soliņi")
    made.need(place, "Apvienota", merged_into_id=bus.id)
    client.sign_in(person(world, "anna"))
    text = client.get(f"/communities/{place.id}/findings?{query}").get_data(as_text=True)
    assert {title for title in ("Autobuss", "Vieni paši", "Soliņi", "Apvienota") if title in text} == found


def test_an_empty_register_says_what_to_do(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    for path in ("findings", "resources", "matches", "swot"):
        assert client.get(f"/communities/{place.id}/{path}").status_code == 200


KINDS = st.sampled_from([SourceKind.SURVEY, SourceKind.INTERVIEW])
PEOPLE = st.sampled_from(["", "seniori", "Seniori ", "jaunieši"])


def test_the_database_confirms_as_the_rule_does(world: build.World) -> None:
    place = made.community(world.anna)

    @given(st.lists(st.tuples(KINDS, PEOPLE), max_size=4))
    def agrees(told: list[tuple[SourceKind, str]]) -> None:
        need = bare_need(place, "Vieta")
        for kind, told_by in told:
            made.source(need_id=need.id, kind=kind, told_by=told_by)
        facts = [community_rules.SourceFact(kind, told_by) for kind, told_by in told]
        sure = select(community_queries.is_confirmed()).select_from(Need).where(Need.id == need.id)
        assert bool(db.session.scalar(sure)) is community_rules.is_confirmed(facts)

    agrees()


def test_merging_keeps_every_source_and_taking_out_gives_each_back(world: build.World) -> None:
    actor = viewer_of(world, "anna")

    @given(
        st.lists(st.integers(0, 2), min_size=3, max_size=3),
        st.permutations(range(3)),
        st.permutations(range(2)),
    )
    def holds(sizes: list[int], order: list[int], back: list[int]) -> None:
        place = made.community(world.anna)
        needs = [bare_need(place, f"N{number}") for number in order]
        for need, size in zip(needs, sizes, strict=True):
            for _ in range(size):
                made.source(need_id=need.id)
        before = sources_by_need(place)
        for need, into in pairwise(needs):
            actions.merge_needs(need, into, seen=need.version, actor=actor, now=build.NOW)
            assert sum(map(len, sources_by_need(place).values())) == sum(sizes)
        assert set(sources_by_need(place)) <= {needs[-1].id}
        assert [need.id for need in community_queries.needs_of(place)] == [needs[-1].id]
        for number in back:
            need = needs[number]
            actions.split_need(need, seen=need.version, actor=actor, now=build.NOW)
        assert sources_by_need(place) == before

    holds()


def bare_need(place: Any, title: str) -> Need:
    found: Need = build.keep(
        Need(community_id=place.id, kind=NeedKind.NEED, title=title, recorded_at=build.NOW)
    )
    return found


def sources_by_need(place: Any) -> dict[Any, set[Any]]:
    db.session.expire_all()
    found: dict[Any, set[Any]] = {}
    rows = db.session.execute(
        select(Source.need_id, Source.id)
        .join(Need, Source.need_id == Need.id)
        .where(Need.community_id == place.id)
    )
    for need_id, source_id in rows:
        found.setdefault(need_id, set()).add(source_id)
    return found


@pytest.mark.parametrize(
    ("is_merged", "kept_is_merged", "is_same", "problem"),
    [
        (False, False, False, None),
        (True, False, False, Problem.IS_MERGED),
        (False, True, False, Problem.CANNOT_MERGE),
        (False, False, True, Problem.CANNOT_MERGE),
    ],
)
def test_what_can_be_merged(
    *, is_merged: bool, kept_is_merged: bool, is_same: bool, problem: Problem | None
) -> None:
    found = rules.merge_problem(is_merged=is_merged, kept_is_merged=kept_is_merged, is_same=is_same)
    assert found is problem


def test_a_duplicate_is_merged_and_stays_readable(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    kept, twin = made.need(place, "Gaisma ceļā"), made.need(place, "Tumšs ceļš", source=SourceKind.SURVEY)
    lamp, shop = made.resource(place, "Lampa"), made.resource(place, "Veikals")
    for need, resource in ((kept, lamp), (twin, lamp), (twin, shop)):
        build.keep(Match(need_id=need.id, resource_id=resource.id, matched_at=build.NOW))
    client.sign_in(person(world, "anna"))
    page = client.get(f"/needs/{twin.id}/merge").get_data(as_text=True)
    assert "Gaisma ceļā" in page
    nobody = client.send(f"/needs/{twin.id}/merge", version="1", into="")
    assert 'href="#into"' in nobody.get_data(as_text=True)
    merged = client.send(f"/needs/{twin.id}/merge", version=str(twin.version), into=str(kept.id))
    assert merged.location.endswith(f"/needs/{kept.id}")
    assert set(db.session.scalars(select(Source.need_id).where(Source.need_id.is_not(None)))) == {kept.id}
    assert sorted(db.session.scalars(select(Match.resource_id).where(Match.need_id == kept.id))) == sorted(
        [lamp.id, shop.id]
    )
    assert "Tumšs ceļš" not in client.get(f"/communities/{place.id}/findings").get_data(as_text=True)
    assert "Gaisma ceļā" in client.get(f"/needs/{twin.id}").get_data(as_text=True)
    assert "Tumšs ceļš" in client.get(f"/needs/{kept.id}").get_data(as_text=True)
    db.session.refresh(twin)
    seen = str(twin.version)
    for path, fields in (("edit", {**HEARD, "version": seen}), ("sources/new", QUICK)):
        assert client.send(f"/needs/{twin.id}/{path}", **fields).status_code == 200
    assert client.send(f"/needs/{twin.id}/delete", version=seen).status_code == 200
    assert client.send(f"/needs/{twin.id}/merge", version=seen, into=str(kept.id)).status_code == 200
    assert client.get(f"/needs/{twin.id}/split").status_code == 200
    assert client.send(f"/needs/{twin.id}/split", version=seen).status_code == 303
    db.session.refresh(twin)
    again = client.send(f"/needs/{twin.id}/split", version=str(twin.version))
    assert again.status_code == 200


def test_a_draft_is_deleted_and_what_is_used_is_not(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    draft, used = made.need(place, "Soliņi"), made.need(place, "Autobuss")
    helper, unused = made.resource(place, "Šoferis"), made.resource(place, "Skola")
    build.keep(Match(need_id=used.id, resource_id=helper.id, matched_at=build.NOW))
    client.sign_in(person(world, "anna"))
    for path in (f"/needs/{draft.id}", f"/resources/{unused.id}"):
        assert client.get(f"{path}/delete").status_code == 200
        assert client.send(f"{path}/delete", version="1").status_code == 303
        assert client.get(path).status_code == 404
    for path in (f"/needs/{used.id}", f"/resources/{helper.id}"):
        assert client.send(f"{path}/delete", version="1").status_code == 200
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("people", "total", "shown"),
    [
        ([], "", []),
        ([None], "", []),
        ([3], "<5", ["<5"]),
        ([7, 3], "10", ["…", "<5"]),
        ([2, 2], "<5", ["<5", "<5"]),
        ([9, 8], "17", ["9", "8"]),
        ([9, 8, 1, None], "18", ["9", "…", "<5"]),
    ],
)
def test_small_numbers_do_not_leave_the_municipality(
    app: Flask, world: build.World, people: list[int | None], total: str, shown: list[str]
) -> None:
    need = made.need(made.community(world.anna), people=None)
    sources = [made.source(need_id=need.id, people=count) for count in people]
    with app.test_request_context():
        heard = pages.Reader(threshold=5, reads_private=False).heard(sources)
    assert heard.total == total
    assert [_dots(number) for number in heard.by_source.values()] == shown
    inside = pages.Reader(threshold=0, reads_private=True).heard(sources)
    assert list(inside.by_source.values()) == [str(count) for count in people if count is not None]


def _dots(number: str) -> str:
    """Write … for the word that says that a number is hidden."""
    return number if number.removeprefix("<").isdecimal() else "…"


@pytest.mark.parametrize(("who", "sees"), [("anna", True), ("mentor", True), ("observer", False)])
def test_an_observer_reads_fewer_than_five(
    client: Client, world: build.World, who: str, *, sees: bool
) -> None:
    place = made.community(world.anna, shared_at=build.NOW)
    need = made.need(place, people=3)
    made.source(need_id=need.id, people=117)
    client.sign_in(person(world, who))
    for path in (f"/communities/{place.id}/findings", f"/needs/{need.id}"):
        text = client.get(path).get_data(as_text=True)
        assert "uzklausīti: 120" in text or "Uzklausīti kopā: 120" in text
        assert ("uzklausīti: 117" in text) is (sees and "/needs/" in path)


def test_the_register_costs_the_same_for_one_and_many(client: Client, world: build.World) -> None:
    place = made.community(world.anna)
    client.sign_in(person(world, "anna"))
    paths = [f"/communities/{place.id}/{name}" for name in ("findings", "resources", "matches")]
    made.need(place)
    made.resource(place)
    few = [queries_of(client, path) for path in paths]
    for number in range(60):
        made.need(place, f"Vajadzība {number}")
        made.resource(place, f"Resurss {number}")
    assert [queries_of(client, path) for path in paths] == few
    assert "page=2" in client.get(paths[0]).get_data(as_text=True)


def test_a_paper_gets_everything_that_counts(world: build.World) -> None:
    place = made.community(world.anna)
    need, resource = made.need(place), made.resource(place)
    made.source(need_id=need.id, kind=SourceKind.SURVEY)
    made.need(place, "Apvienota", merged_into_id=need.id)
    match = build.keep(Match(need_id=need.id, resource_id=resource.id, matched_at=build.NOW))
    db.session.expire_all()
    found = queries.register_of(place)
    assert [(line.need.id, line.confirmed, line.resources) for line in found.needs] == [
        (need.id, True, (resource,))
    ]
    assert (found.resources, found.matches, found.swot, found.strategies) == ((resource,), (match,), (), ())
    assert queries.sums_of(place) == queries.Sums(1, 1, 0, 1, 0, 0)
