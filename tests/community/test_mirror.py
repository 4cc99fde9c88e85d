"""The mirror: figures equal the diary, and nothing is told of too few people (item 10, R18)."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from pilot.cohort.models import Participation
from pilot.community.enums import PlaceClass, SocialWorkRole, SocialWorkTask, WorkMode
from pilot.community.mirror import queries
from pilot.community.mirror.rules import Cell, Hours, Mirror, Piece, Quarter, by_quarter, mirror_of, told
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

FIRST = Quarter(2023, 1)
PEOPLE = [uuid.UUID(int=number) for number in range(8)]
pieces = st.lists(
    st.builds(
        Piece,
        person=st.sampled_from(PEOPLE),
        done_on=st.dates(dt.date(2022, 11, 1), dt.date(2023, 5, 31)),
        minutes=st.integers(60, 300),
        outside_minutes=st.integers(0, 60),
        place_class=st.none() | st.sampled_from(PlaceClass),
        mode=st.none() | st.sampled_from(WorkMode),
        task=st.none() | st.sampled_from(SocialWorkTask),
        roles=st.lists(st.sampled_from(SocialWorkRole), max_size=3, unique=True).map(tuple),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2022-12-31", Quarter(2022, 4)), ("2023-01-01", FIRST), ("2023-03-31", FIRST)],
)
def test_quarters_are_those_of_the_calendar(day: str, quarter: Quarter) -> None:
    assert Quarter.of(dt.date.fromisoformat(day)) == quarter


@given(pieces)
def test_sums_are_those_of_a_plain_count(given_pieces: list[Piece]) -> None:
    for quarter, mirror in by_quarter(given_pieces).items():
        own = [piece for piece in given_pieces if Quarter.of(piece.done_on) == quarter]
        assert (mirror.activities, mirror.people) == (len(own), len({piece.person for piece in own}))
        for role in SocialWorkRole:
            used = [piece.person for piece in own if role in piece.roles]
            assert mirror.roles.get(role, Cell()) == Cell(len(used), len(set(used)))
            assert (role in mirror.unused_roles) is (not used)
        for mode in WorkMode:
            assert mirror.modes.get(mode, Cell()).amount == sum(piece.mode is mode for piece in own)
        for place in PlaceClass:
            minutes = sum(piece.minutes for piece in own if piece.place_class is place)
            assert mirror.places.get(place, Cell()).amount == minutes
        outside = sum(piece.outside_minutes for piece in own)
        assert mirror.hours.get(Hours.OUTSIDE, Cell()).amount == outside


@given(pieces)
def test_nothing_is_told_of_fewer_than_five_people(given_pieces: list[Piece]) -> None:
    whole = mirror_of(given_pieces)
    shown = told(whole, threshold=5)
    assert (shown is None) is (whole.people < 5)
    if shown is None:
        return
    for name in ("modes", "roles", "tasks", "places", "hours"):
        cells, full = getattr(shown, name), getattr(whole, name)
        hidden = [key for key, cell in cells.items() if cell.amount is None]
        assert all(cells[key] == full[key] for key in cells if key not in hidden)
        assert all(key in hidden for key, cell in full.items() if cell.people < 5)
        assert len(hidden) != 1 or len(cells) == 1, "a single hidden one is the total less the rest"


def filled(of: Participation, number: int) -> None:
    for each in range(number + 1):
        made.entry(
            of,
            done_on=dt.date(2023, 1, 9) + dt.timedelta(days=each),
            minutes=30 + each,
            outside_minutes=each,
            place_class=PlaceClass.OUTSIDE_OFFICE if each % 2 == 0 else PlaceClass.OFFICE,
            mode=WorkMode.WITH,
            task="T1",
            roles=["guide"],
        )


def asked(statement: str, **values: Any) -> Any:
    return db.session.execute(text(statement), values).one()


def test_the_figures_equal_sql_over_the_diary(client: Client, world: build.World) -> None:
    filled(world.anna, 4)
    filled(world.liga, 2)
    made.entry(world.anna, done_on=dt.date(2022, 12, 5), minutes=10, mode=WorkMode.FOR)
    mirror = queries.mirrors_of(world.anna)[FIRST]
    activities, outside, out, with_them = asked(
        "SELECT count(*), sum(outside_minutes),"
        " sum(CASE WHEN place_class = 'outside_office' THEN minutes ELSE 0 END),"
        " sum(CASE WHEN mode = 'with' THEN 1 ELSE 0 END)"
        " FROM diary_entry JOIN participation ON participation.id = diary_entry.participation_id"
        " JOIN user_account ON user_account.id = participation.user_id"
        " WHERE user_account.email = :email AND done_on BETWEEN '2023-01-01' AND '2023-03-31'",
        email=person(world, "anna").email,
    )
    assert mirror.activities == activities == 5
    assert mirror.hours[Hours.OUTSIDE].amount == outside == 10
    assert mirror.places[PlaceClass.OUTSIDE_OFFICE].amount == out
    assert mirror.modes[WorkMode.WITH].amount == with_them
    page = client.sign_in(person(world, "anna")).get(f"/pilots/{world.pilot.code}/diary/mirror")
    assert "2023. gada I ceturksnis" in page.get_data(as_text=True)
    assert "Mediators, Aizstāvis" in page.get_data(as_text=True), "roles that were not used"
    earlier = client.get(f"/pilots/{world.pilot.code}/diary/mirror?quarter=2022-4")
    assert "2022. gada IV ceturksnis" in earlier.get_data(as_text=True)


def test_the_mirror_of_a_pilot_needs_five_people(client: Client, world: build.World) -> None:
    for each in (world.anna, world.liga, world.peteris):
        filled(each, 1)
    assert queries.mirrors_in(world.pilot, until=build.NOW.date()) == {FIRST: None}
    path = f"/pilots/{world.pilot.code}/mirror"
    for who in ("coordinator", "observer"):
        page = client.sign_in(getattr(world, who)).get(path).get_data(as_text=True)
        assert "pārāk maz cilvēku" in page
        assert "<svg" not in page[page.index("<main") :]
    for number in range(3):
        newcomer = build.user(f"Jauna Dalībniece{number}")
        filled(build.participation(world.pilot, newcomer, world.cesis), 1)
    mirror = queries.mirrors_in(world.pilot, until=build.NOW.date())[FIRST]
    assert isinstance(mirror, Mirror)
    assert (mirror.activities, mirror.people) == (12, 6)
    assert mirror.roles[SocialWorkRole.GUIDE] == Cell(12, 6)
    page = client.sign_in(world.observer).get(path).get_data(as_text=True)
    assert "12" in page
    assert "Ozola" not in page


def test_the_own_mirror_is_empty_before_the_first_entry(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    page = client.get(f"/pilots/{world.pilot.code}/diary/mirror").get_data(as_text=True)
    assert "tiklīdz dienasgrāmatā būs ieraksti" in page
    assert client.sign_in(world.mentor).get(f"/pilots/{world.pilot.code}/diary/mirror").status_code == 403
