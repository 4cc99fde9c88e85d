"""The profile of a community: sources, numbers that add up, places that stay vague (C1, C4, C15)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot.community.profiles import rules
from pilot.community.profiles.enums import AgeGroup, Block, PlaceKind
from pilot.community.profiles.models import AgeCount, IndicatorValue, MapPoint, ProfileBlock
from pilot.community.profiles.rules import PointEntry, Problem
from pilot.extensions import db
from pilot.web.fields import read_number
from tests import build
from tests.community.build import community, resource
from tests.community.test_communities import person

NOW = dt.datetime(2023, 2, 1, 8, 0, tzinfo=dt.UTC)


def test_missing_blocks_are_named_in_their_order() -> None:
    assert rules.missing_blocks(set(Block) - {Block.HISTORY, Block.POWER}) == (Block.HISTORY, Block.POWER)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("", None),
        ("2021", None),
        ("05.09.2022", None),
        ("2021. gada 1. janvāris", None),
        ("pērn", Problem.NO_YEAR),
        ("99.99.2022", Problem.NO_YEAR),
        ("2024", Problem.YEAR_AHEAD),
        ("12345", Problem.NO_YEAR),
    ],
)
def test_as_of_names_a_year_that_has_come(as_of: str, expected: Problem | None) -> None:
    assert rules.as_of_problem(as_of, this_year=2023) is expected


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "www.csp.gov.lv", "ftp://x.lv/a", "https://", "//x.lv"]
)
def test_only_links_of_the_web_are_taken(link: str) -> None:
    assert rules.link_problem(link) is Problem.NOT_A_LINK
    assert rules.link_problem("https://stat.gov.lv/lv") is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12,5", Decimal("12.5")),
        ("12.50", Decimal("12.5")),
        ("1 250", Decimal(1250)),
        ("-3", Decimal(-3)),
        ("ap 20", None),
        ("N/A", None),
        ("1,234", None),
        ("1_0", None),
        ("٣", None),
        ("1e5", None),
    ],
)
def test_a_number_is_read_alone(typed: str, expected: Decimal | None) -> None:
    assert read_number(typed, places=2) == expected


@given(st.dictionaries(st.sampled_from(AgeGroup), st.integers(0, 500)), st.integers(0, 4000))
def test_what_is_left_over_completes_the_total(groups: dict[AgeGroup, int], total: int) -> None:
    assert sum(groups.values()) + rules.not_stated(total, groups) == total


@given(
    st.decimals("55.6", "58.1", places=5),
    st.decimals("20.6", "28.4", places=5),
)
def test_a_place_without_permission_is_kept_to_about_a_kilometre(
    latitude: Decimal, longitude: Decimal
) -> None:
    vague = rules.kept_point(PointEntry("Nams", PlaceKind.OTHER, latitude, longitude, exact=False))
    exact = rules.kept_point(PointEntry("Nams", PlaceKind.OTHER, latitude, longitude, exact=True))
    assert exact == (latitude, longitude)
    assert all(value == value.quantize(Decimal("0.01")) for value in vague)
    assert abs(vague[0] - latitude) <= Decimal("0.005")


def page(of: Any) -> str:
    return f"/communities/{of.id}/profile"


def test_a_block_stands_with_its_source_and_what_is_missing_is_named(world: build.World, client: Any) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    client.send(f"{page(of)}/history", text="Skola dibināta 1881. gadā", source="Novada muzejs", as_of="2021")
    text = client.get(page(of)).get_data(as_text=True)
    assert "Avots: Novada muzejs" in text
    assert "uz 2021" in text
    missing = text.partition('id="missing"')[2].partition("</section>")[0]
    assert missing.count("<li>") == len(Block) - 1
    assert "Vēsture un identitāte" not in missing


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"text": ""}, "text"),
        ({"text": "Skola", "as_of": "pērn"}, "as_of"),
        ({"text": "Skola", "as_of": "2030"}, "as_of"),
        ({"text": "Vilma 161175-19997"}, "text"),
        ({"text": "Zvanīt +371 29123456"}, "text"),
    ],
    ids=["nothing", "no year", "year ahead", "identity number", "phone"],
)
def test_a_block_is_refused_beside_its_field(
    world: build.World, client: Any, fields: dict[str, str], place: str
) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    answer = client.send(f"{page(of)}/history", **fields)
    text = answer.get_data(as_text=True)
    assert f'id="{place}-error"' in text
    assert fields["text"] in text
    assert db.session.scalar(select(func.count()).select_from(ProfileBlock)) == 0


FIGURE = {
    "name": "Bezdarbs",
    "value": "6,4",
    "unit": "%",
    "year": "2022",
    "source": "NVA",
    "quality": "official",
}


def test_a_figure_stands_beside_those_of_municipality_and_country(world: build.World, client: Any) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    client.send(f"{page(of)}/material/figures/new", **FIGURE, of_municipality="5,90", of_latvia="7")
    row = db.session.scalars(select(IndicatorValue)).one()
    assert (row.value, row.of_municipality, row.of_latvia) == (Decimal("6.4"), Decimal("5.9"), Decimal(7))
    text = client.get(page(of)).get_data(as_text=True)
    assert ">6,4<" in text
    assert ">5,9<" in text
    client.send(f"/indicators/{row.id}/edit", **{**FIGURE, "value": "1 250"}, version="1")
    db.session.expire_all()
    assert row.value == Decimal(1250)
    client.send(f"/indicators/{row.id}/remove")
    assert db.session.scalar(select(func.count()).select_from(IndicatorValue)) == 0


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"value": "ap 20"}, "value"),
        ({"value": "N/A"}, "value"),
        ({"year": "2030"}, "year"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"source": ""}, "source"),
    ],
    ids=["about 20", "N/A", "year ahead", "no link", "no source"],
)
def test_a_figure_is_refused_beside_its_field(
    world: build.World, client: Any, changed: dict[str, str], place: str
) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    answer = client.send(f"{page(of)}/material/figures/new", **{**FIGURE, **changed})
    text = answer.get_data(as_text=True)
    assert f'id="{place}-error"' in text
    assert "Bezdarbs" in text
    assert db.session.scalar(select(func.count()).select_from(IndicatorValue)) == 0


def ages(**given_groups: str) -> dict[str, str]:
    return {"year": "2022", "source": "CSP", **given_groups}


def test_ages_that_do_not_add_up_are_refused_with_what_is_left_over(world: build.World, client: Any) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    address = f"/communities/{of.id}/ages"
    short = client.send(address, **ages(total="12", from_25="8", from_65="3")).get_data(as_text=True)
    assert 'id="not_stated-error"' in short
    assert "ierakstiet laukā „nav norādīts”: 1" in short
    over = client.send(address, **ages(total="10", from_25="8", from_65="3")).get_data(as_text=True)
    assert 'id="total-error"' in over
    assert db.session.scalar(select(func.count()).select_from(AgeCount)) == 0
    client.send(address, **ages(total="12", from_25="8", from_65="3", not_stated="1"))
    assert db.session.scalar(select(func.sum(AgeCount.people))) == 12


def test_small_groups_of_residents_stay_in_the_municipality(world: build.World, client: Any) -> None:
    of = community(world.anna, shared_at=NOW)
    client.sign_in(person(world, "anna"))
    client.send(f"/communities/{of.id}/ages", **ages(total="40", from_7="3", from_25="20", from_65="17"))
    assert "<dd>3</dd>" in client.get(page(of)).get_data(as_text=True)
    client.sign_in(world.observer)
    text = client.get(page(of)).get_data(as_text=True)
    assert "<dd>3</dd>" not in text
    assert "<dd>17</dd>" not in text
    assert "<dd>20</dd>" in text


def test_a_place_is_drawn_numbered_and_outsiders_read_only_the_name_of_the_parish(
    world: build.World, client: Any
) -> None:
    of = community(world.anna, shared_at=NOW)
    client.sign_in(person(world, "anna"))
    point = {"name": "Saieta nams", "kind": "meeting_place", "latitude": "57,31194", "longitude": "25,27461"}
    client.send(f"/communities/{of.id}/places/new", **point)
    row = db.session.scalars(select(MapPoint)).one()
    assert (row.latitude, row.longitude, row.exact) == (Decimal("57.31"), Decimal("25.27"), False)
    assert "<svg" in client.get(page(of)).get_data(as_text=True)
    abroad = client.send(f"/communities/{of.id}/places/new", **{**point, "latitude": "25,27"})
    assert 'id="latitude-error"' in abroad.get_data(as_text=True)
    client.sign_in(world.observer)
    text = client.get(page(of)).get_data(as_text=True)
    assert "Saieta nams" not in text
    assert "Priekuļi" in text
    client.sign_in(person(world, "anna"))
    client.send(f"/places/{row.id}/remove")
    assert db.session.scalar(select(func.count()).select_from(MapPoint)) == 0


def test_a_resource_is_put_on_the_map_and_its_place_leads_back_to_it(world: build.World, client: Any) -> None:
    of, other = community(world.anna), community(world.peteris, "Cita")
    library, foreign = resource(of, "Priekuļu bibliotēka"), resource(other, "Cita telpa")
    client.sign_in(person(world, "anna"))
    location = f"/communities/{of.id}/places/new"
    link = f"{location}?name=Priekuļu+bibliotēka&amp;resource={library.id}"
    assert f"resource={library.id}" in client.get(f"/resources/{library.id}").get_data(as_text=True)
    offered = client.get(link.replace("&amp;", "&")).get_data(as_text=True)
    assert "Priekuļu bibliotēka" in offered
    assert "Cita telpa" not in offered
    point = {"name": "Bibliotēka", "kind": "institution", "latitude": "57,31", "longitude": "25,27"}
    refused = client.send(location, **point, resource_id=str(foreign.id)).get_data(as_text=True)
    assert 'href="#resource_id' in refused
    assert client.send(location, **point, resource_id=str(library.id)).status_code == 303
    assert f"/resources/{library.id}" in client.get(page(of)).get_data(as_text=True)


def test_a_small_number_of_people_stays_in_the_municipality_and_an_unpublished_one_too(
    world: build.World, client: Any
) -> None:
    of = community(world.anna, shared_at=NOW)
    client.sign_in(person(world, "anna"))
    for name, value, quality in (
        ("Vientuļi seniori", "3", "official"),
        ("Kaimiņi", "61", "residents"),
        ("Jaunieši", "62", "official"),
    ):
        figure = {**FIGURE, "name": name, "value": value, "quality": quality}
        client.send(f"{page(of)}/residents/figures/new", **figure, counts_people="y")
    assert ">3<" in client.get(page(of)).get_data(as_text=True)
    client.sign_in(world.observer)
    text = client.get(page(of)).get_data(as_text=True)
    paper = client.get(f"/communities/{of.id}/papers/profile").get_data(as_text=True)
    for shown in (text, paper):
        assert "Vientuļi seniori" not in shown
        assert "Kaimiņi" not in shown
        assert "Jaunieši" in shown


def test_ages_that_were_saved_elsewhere_are_not_overwritten(world: build.World, client: Any) -> None:
    of = community(world.anna)
    client.sign_in(person(world, "anna"))
    address = f"/communities/{of.id}/ages"
    client.send(address, **ages(total="12", from_25="12"))
    client.send(address, **ages(total="13", from_25="13"), version="1")
    late = client.send(address, **ages(total="14", from_25="14"), version="1")
    assert late.status_code == 409
    assert db.session.scalar(select(func.sum(AgeCount.people))) == 13
