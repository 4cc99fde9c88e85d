"""A list of many people comes in pages of fifty, each person on exactly one of them."""

import re

import pytest

from pilot.accounts.roles import Role
from tests import build
from tests.conftest import Client

MANY = 60
LISTS = {
    "people": "/pilots/SDK-2022/people",
    "pilot": "/pilots/SDK-2022",
    "matrix": "/pilots/SDK-2022/mentoring",
    "attendance": "/pilots/SDK-2022/training/attendance",
}


@pytest.fixture
def crowd(world: build.World) -> list[str]:
    """Add sixty participants and return their names."""
    names = []
    for number in range(MANY):
        person = build.user(f"Dzidra Paraudziņa-{number:02}x")
        build.role(person, Role.PARTICIPANT, world.pilot, world.cesis)
        build.participation(world.pilot, person, world.cesis)
        names.append(person.name)
    return names


def shown_on(client: Client, path: str) -> list[str]:
    page = client.get(path)
    assert page.status_code == 200, path
    return re.findall(
        r'<th scope="row"[^>]*>\s*(?:<a[^>]*>)?\s*(Dzidra Paraudziņa-\d\dx)', page.get_data(as_text=True)
    )


@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_everybody_is_on_one_of_two_pages(
    client: Client, world: build.World, crowd: list[str], path: str
) -> None:
    client.sign_in(world.coordinator)

    first, second = set(shown_on(client, path)), set(shown_on(client, f"{path}?page=2"))

    assert first
    assert second
    assert not first & second
    assert first | second == set(crowd)


@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_the_pages_are_linked_and_said(
    client: Client,
    world: build.World,
    crowd: list[str],  # noqa: ARG001 - fills the second page
    path: str,
) -> None:
    client.sign_in(world.coordinator)

    first = client.get(path).get_data(as_text=True)
    last = client.get(f"{path}?page=2").get_data(as_text=True)

    assert "1. lapa no 2" in first
    assert f'rel="next" href="{path}?page=2"' in first
    assert f'rel="prev" href="{path}?page=1"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "²", "9" * 30, ""])
@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_a_page_that_is_not_there_is_the_nearest_that_is(
    client: Client,
    world: build.World,
    crowd: list[str],  # noqa: ARG001 - fills the second page
    path: str,
    number: str,
) -> None:
    client.sign_in(world.coordinator)

    assert shown_on(client, f"{path}?page={number}")


def test_a_home_shows_the_first_participants_and_the_way_to_all(
    client: Client, world: build.World, crowd: list[str]
) -> None:
    client.sign_in(world.coordinator)

    home = client.get("/").get_data(as_text=True)

    assert "Visi dalībnieki: 63" in home
    assert 0 < sum(f">{name}</a>" in home for name in crowd) <= 25


def test_the_tasks_after_the_fifth_come_in_pages(
    client: Client, world: build.World, crowd: list[str]
) -> None:
    client.sign_in(world.coordinator)
    missing = re.compile(r"Izvēlieties mentoru[^<]*(Dzidra Paraudziņa-\d\dx)")

    pages = [client.get(f"/?all=1&page={number}").get_data(as_text=True) for number in (1, 2, 3, 4)]

    assert {name for page in pages for name in missing.findall(page)} >= set(crowd)
