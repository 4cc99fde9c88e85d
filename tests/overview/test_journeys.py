"""The row of journeys below the menu of the training."""

import re

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
