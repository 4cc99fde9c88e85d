"""The schedule page: the answer first, the check beside it, months, list and paper."""

import datetime as dt

import pytest

from pilot.training.enums import DayState
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training.test_plan import days_of, full_plan, plan_url


def test_a_full_plan_is_answered_and_shows_what_is_met(client: Client, world: build.World) -> None:
    full_plan(world)
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world)).get_data(as_text=True)

    for words in (
        "12 dienas, 96\u00a0ak.\u00a0st. Viss ir ieplānots, sadursmju nav.",
        "12 dienas no 12",
        "Kopā 96\u00a0ak.\u00a0st., kā paredz programma",
        "Katrā mēnesī 4 dienas",
        "Visiem 6 moduļiem ir savas stundas",
        "Neviena diena nav svētkos vai nedēļas nogalē",
        "Nevienam nav jābūt divās vietās reizē",
        "2022. gada septembris",
        "M1</small>",
    ):
        assert words in page


def test_a_day_without_a_venue_is_named_in_the_answer(client: Client, world: build.World) -> None:
    full_plan(world)
    client.sign_in(world.coordinator)
    training.day(
        world.pilot, dt.date(2022, 9, 15), number=99, state=DayState.CANCELLED, change_reason="Slims"
    )
    empty = next(each for each in days_of(world) if each.number == 11)
    empty.venue = " "

    page = client.get(plan_url(world)).get_data(as_text=True)

    assert "Viss ir ieplānots, 1 dienai vēl jānorāda vieta." in page
    assert f'/training-days/{empty.id}/edit">Ierakstīt norises vietu' in page
    assert "1 diena ir pārcelta vai atcelta" in page


def test_a_plan_of_nothing_says_what_to_do(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world)).get_data(as_text=True)

    assert "Vēl nav ieplānota neviena mācību diena." in page
    assert "Pievienojiet pirmo, un šeit parādīsies tās mēnesis." in page


@pytest.mark.parametrize(
    ("view", "has_months", "has_list"),
    [("", True, True), ("months", True, False), ("list", False, True), ("rubbish", True, True)],
)
def test_the_schedule_is_months_or_list_or_both(
    client: Client, world: build.World, view: str, *, has_months: bool, has_list: bool
) -> None:
    full_plan(world)
    client.sign_in(training.person(world.anna))

    page = client.get(plan_url(world, f"?view={view}")).get_data(as_text=True)

    assert ('class="cal"' in page, 'id="days"' in page) == (has_months, has_list)
    assert "Plāna pārbaude" not in page


def test_only_days_that_may_be_moved_are_marked_for_it(client: Client, world: build.World) -> None:
    held = training.day(world.pilot, state=DayState.HELD)
    planned = training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world)).get_data(as_text=True)

    assert f'data-move="/training-days/{planned.id}/move"' in page
    assert f'data-move="/training-days/{held.id}/move"' not in page
    assert 'data-date="2022-09-20"' in page


def test_months_between_two_days_are_shown_though_they_are_empty(client: Client, world: build.World) -> None:
    training.day(world.pilot, dt.date(2022, 9, 15))
    training.day(world.pilot, dt.date(2022, 11, 15), number=2)
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world, "?view=months")).get_data(as_text=True)

    assert "2022. gada oktobris" in page
    assert '<th scope="row">37</th>' in page


def test_the_print_view_has_every_day_on_one_table(client: Client, world: build.World) -> None:
    full_plan(world)
    client.sign_in(training.person(world.anna))

    page = client.get(plan_url(world, "/print")).get_data(as_text=True)

    assert [f"{number}. " in page for number in range(1, 13)] == [True] * 12
    assert "11. 24.11.2022." in page
    assert 'class="sheet across"' in page
