"""The network without a database: names, ties, quadrants, and where everybody stands in the picture."""

import datetime as dt
import math
import uuid
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.community.network import layout, rules
from pilot.community.network.enums import ActorKind, Circle, Degree, TieStrength
from pilot.community.network.layout import Box, Point
from pilot.community.network.rules import ActorEntry, Problem, Quadrant, Wanted

TODAY = dt.date(2023, 2, 14)
CIRCLES = st.lists(st.sampled_from(Circle), max_size=80)
PLACES = st.builds(Point, st.integers(0, 900), st.integers(0, 600))


def entry(**given_values: object) -> ActorEntry:
    return ActorEntry(
        **{"name": "Bibliotēka", "kind": ActorKind.NGO, "circle": Circle.TERRITORIAL, **given_values}  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, None),
        ({"contact": "64100000"}, None),
        ({"contact": "26000111", "contact_is_private": True}, Problem.CONSENT_MISSING),
        ({"contact_is_private": True}, None),
        ({"contact": "26000111", "contact_is_private": True, "contact_consent_on": TODAY}, None),
        ({"contact_consent_on": TODAY + dt.timedelta(days=1)}, Problem.CONSENT_AHEAD),
    ],
)
def test_a_private_contact_needs_its_consent(values: dict[str, object], problem: Problem | None) -> None:
    assert rules.actor_problem(entry(**values), today=TODAY) is problem


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Priekuļu bibliotēka", "PRIEKUĻU  bibliotēka", True),
        ("Priekuļu bibliotēka", "Priekulu biblioteka", False),
        ("Straße", "STRASSE", True),
    ],
)
def test_two_spellings_of_one_name(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case
    assert (rules.name_key(one) == rules.name_key(other)) == same


@given(st.text(max_size=200))
def test_the_key_of_a_name_fits_its_column(name: str) -> None:
    assert len(rules.name_key(name)) <= 200


@given(st.uuids(), st.uuids())
def test_a_tie_has_its_ends_in_one_order_whoever_was_named_first(one: uuid.UUID, other: uuid.UUID) -> None:
    assert rules.ends_of(one, other) == rules.ends_of(other, one) == tuple(sorted((one, other)))


@pytest.mark.parametrize(
    ("influence", "interest", "quadrant"),
    [
        (Degree.VERY_MUCH, Degree.MUCH, Quadrant.INVOLVE),
        (Degree.MUCH, Degree.LITTLE, Quadrant.WIN),
        (Degree.LITTLE, Degree.VERY_MUCH, Quadrant.STRENGTHEN),
        (Degree.VERY_LITTLE, Degree.LITTLE, Quadrant.WATCH),
        (None, Degree.MUCH, None),
        (Degree.MUCH, None, None),
    ],
)
def test_what_to_do_with_whom(
    influence: Degree | None, interest: Degree | None, quadrant: Quadrant | None
) -> None:
    assert rules.quadrant_of(influence, interest) is quadrant


def test_degrees_and_strengths_rise() -> None:
    assert [rules.DEGREES[degree] for degree in Degree] == [1, 2, 3, 4]
    assert [rules.WEIGHTS[strength] for strength in TieStrength] == [1, 2, 3]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), True),
        (Wanted(circle=Circle.OUTSIDE), False),
        (Wanted(kind=ActorKind.NGO), True),
        (Wanted(circle=Circle.TERRITORIAL, kind=ActorKind.STATE), False),
    ],
)
def test_the_filters_of_the_map(wanted: Wanted, found: bool) -> None:  # noqa: FBT001 - a case
    assert rules.is_wanted(ActorKind.NGO, Circle.TERRITORIAL, wanted) is found


@given(st.lists(st.integers(0, 9), max_size=150))
def test_those_with_most_ties_are_drawn_in_the_order_of_the_table(ties: list[int]) -> None:
    drawn = rules.to_draw(ties)
    assert drawn == sorted(set(drawn))
    assert len(drawn) == min(len(ties), rules.MOST_DRAWN)
    left = set(range(len(ties))) - set(drawn)
    assert all(ties[kept] >= ties[gone] for kept in drawn for gone in left)


@given(CIRCLES)
def test_the_bands_fill_the_picture_from_the_middle_outwards(circles: list[Circle]) -> None:
    found = layout.bands({circle: circles.count(circle) for circle in Circle})
    bands = [found[circle] for circle in Circle]
    assert bands[0].inner == 0
    assert math.isclose(bands[-1].outer, 1)
    assert all(one.outer == other.inner for one, other in pairwise(bands))
    assert all(band.outer - band.inner > 0.05 for band in bands), "an empty circle keeps room for its name"


@given(CIRCLES)
def test_everybody_stands_in_the_own_band_and_nobody_on_another(circles: list[Circle]) -> None:
    found = layout.places(circles)
    bands = layout.bands({circle: circles.count(circle) for circle in Circle})
    assert found == layout.places(circles), "the same actors stand at the same places"
    for circle, point in zip(circles, found, strict=True):
        assert bands[circle].inner < math.hypot(point.x, point.y) < bands[circle].outer
    for one, other in combinations(found, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 0.01


@given(st.lists(st.sampled_from(Circle), max_size=rules.MOST_DRAWN))
def test_shapes_of_a_drawn_picture_do_not_touch(circles: list[Circle]) -> None:
    for one, other in combinations(layout.places(circles), 2):
        assert math.dist((one.x * 330, one.y * 316), (other.x * 330, other.y * 316)) > 20


@given(st.lists(PLACES, max_size=40, unique=True), st.text("ā b„", max_size=60))
def test_a_name_covers_neither_a_shape_nor_another_name(places: list[Point], name: str) -> None:
    frame = Box(0, 0, 960, 660)
    found = layout.captions(places, [name or "x"] * len(places), radius=10, frame=frame, taken=())
    rooms = [caption.room for caption in found if caption is not None]
    assert all(frame.holds(room) for room in rooms)
    assert not any(one.touches(other) for one, other in combinations(rooms, 2))
    shapes = [Box(at.x - 10, at.y - 10, at.x + 10, at.y + 10) for at in places]
    assert not any(room.touches(shape) for room in rooms for shape in shapes)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Bibliotēka", ("Bibliotēka",)),
        ("Cēsu novada sociālais dienests", ("Cēsu novada", "sociālais dienests")),
        ("Kopienasiniciatīvubiedrība", ("Kopienasiniciatīvubi", "edrība")),
        ("Sociālā darba kopienā plānošanas biedrība", ("Sociālā darba", "kopienā plānošanas…")),
    ],
)
def test_a_name_takes_two_lines_at_most(name: str, lines: tuple[str, ...]) -> None:
    assert layout.wrapped(name) == lines


def test_a_tie_bends_past_an_actor_that_stands_in_its_way() -> None:
    start, end, middle = Point(0, 0), Point(400, 0), Point(200, 0)
    free = layout.bend_of(start, end, middle=middle, others=(), room=15)
    past = layout.bend_of(start, end, middle=middle, others=[Point(200, 0)], room=15)
    assert free == Point(200, 0)
    assert past == Point(200, 80)
    crowd = [Point(200, y) for y in range(-200, 201, 10)]
    assert layout.bend_of(start, end, middle=middle, others=crowd, room=15) == free
