"""The least total cost, held against every possible choice."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pilot.mentoring.matching.assignment import assign

LEFT_OUT = 1000
Case = tuple[list[list[int | None]], list[list[int]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw up to seven rows and four columns with up to three places each."""
    columns = draw(st.integers(1, 4))
    cell = st.one_of(st.none(), st.integers(0, 12))
    rows = draw(
        st.lists(st.lists(cell, min_size=columns, max_size=columns), max_size=7 if columns < 4 else 5)
    )
    places = draw(
        st.lists(st.lists(st.integers(0, 5), max_size=3).map(sorted), min_size=columns, max_size=columns)
    )
    return rows, places


def price(
    costs: list[list[int | None]], places: list[list[int]], chosen: tuple[int | None, ...]
) -> int | None:
    """Return what a choice costs, or None where it may not be made; who is left out costs most."""
    total = 0
    for row, column in enumerate(chosen):
        if column is None:
            total += LEFT_OUT
            continue
        cost = costs[row][column]
        if cost is None:
            return None
        total += cost
    for column, prices in enumerate(places):
        used = chosen.count(column)
        if used > len(prices):
            return None
        total += sum(prices[:used])
    return total


def least(costs: list[list[int | None]], places: list[list[int]], fixed: dict[int, int]) -> int | None:
    """Return the least price of all choices that keep what is fixed."""
    options = [[fixed[row]] if row in fixed else [*range(len(places)), None] for row in range(len(costs))]
    prices = [price(costs, places, chosen) for chosen in product(*options)]
    return min((found for found in prices if found is not None), default=None)


@given(cases())
def test_nothing_is_cheaper_than_the_plan(case: Case) -> None:
    costs, places = case

    plan = assign(costs, places)

    assert price(costs, places, plan.columns) == least(costs, places, {})
    assert assign(costs, places) == plan


@given(cases())
def test_another_choice_costs_what_is_said(case: Case) -> None:
    costs, places = case
    costs = costs[:4]
    plan = assign(costs, places)
    best = least(costs, places, {})
    assert best is not None

    for row, column in product(range(len(costs)), range(len(places))):
        forced = least(costs, places, {row: column})
        is_dear = forced is None or forced // LEFT_OUT > best // LEFT_OUT
        assert plan.more[row][column] == (None if is_dear or forced is None else forced - best)


def test_the_load_is_spread() -> None:
    plan = assign([[0, 0]] * 4, [[0, 1, 2], [0, 1, 2]])

    assert sorted(column for column in plan.columns if column is not None) == [0, 0, 1, 1]


def test_who_has_no_place_left_is_named() -> None:
    plan = assign([[3], [1]], [[0]])

    assert plan.columns == (None, 0)
