"""The row of journeys below the menu of an area."""

import re

from pilot.accounts.roles import Role
from tests import build
from tests.conftest import Client
from tests.training import build as training

CURRENT = re.compile(r'aria-current="page">([^<]+)</a>')


def journeys_at(client: Client, path: str) -> str:
    page = client.get(path).get_data(as_text=True)
    return page.partition('<nav class="journeys"')[2].partition("</nav>")[0]


def test_a_page_of_a_journey_that_is_not_the_viewers_stands_under_the_schedule(
    client: Client, world: build.World
) -> None:
    training.module(world.pilot, 1)
    base = f"/pilots/{world.pilot.code}"
    of_lecturer = journeys_at(client.sign_in(world.lecturer), f"{base}/my-dates")
    of_coordinator = journeys_at(client.sign_in(world.coordinator), f"{base}/availability")

    assert CURRENT.findall(of_lecturer) == ["Grafiks"]
    assert CURRENT.findall(of_coordinator) == ["Pieejamība"]


def test_a_session_stands_under_the_mentors_own_participants(client: Client, world: build.World) -> None:
    base = f"/pilots/{world.pilot.code}/mentoring"
    row = journeys_at(client.sign_in(world.mentor), f"{base}/pairs")

    assert CURRENT.findall(row) == ["Pāri"]
    assert ">Mani dalībnieki</a>" in row
    assert ">Manas sesijas</a>" not in row


def test_journeys_without_participants_say_where_to_add_them(client: Client, world: build.World) -> None:
    empty = build.pilot("TUKSA-2023")
    build.role(world.coordinator, Role.COORDINATOR, empty)
    client.sign_in(world.coordinator)
    base = f"/pilots/{empty.code}"
    pages = [
        client.get(f"{base}{path}").get_data(as_text=True)
        for path in ("/training/attendance", "/availability", "/training/certificates/issue")
    ]

    assert all(f'<a class="btn" href="{base}/people">Cilvēki</a>' in page for page in pages)
