"""Small numbers are hidden, and so is what would give them away by subtraction (C17, P6)."""

from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort.small_counts import hide_small, hide_small_table

K = 5
CELLS = st.dictionaries(st.integers(0, 20), st.integers(0, 30), max_size=8)


def test_total_of_ten_with_seven_and_three_does_not_reveal_three() -> None:
    assert hide_small({"seven": 7, "three": 3}, threshold=K) == {"seven": None, "three": None}


def test_least_other_cell_is_hidden_beside_a_single_small_one() -> None:
    shown = hide_small({"a": 3, "b": 20, "c": 9, "d": 0}, threshold=K)
    assert shown == {"a": None, "b": 20, "c": None, "d": 0}


def test_two_small_cells_of_four_together_take_a_third_with_them() -> None:
    assert hide_small({"a": 2, "b": 2, "c": 8, "d": 9}, threshold=K) == {
        "a": None,
        "b": None,
        "c": None,
        "d": 9,
    }


def test_nothing_small_is_shown_as_it_is() -> None:
    assert hide_small({"a": 5, "b": 0}, threshold=K) == {"a": 5, "b": 0}


def test_a_total_that_is_small_itself_hides_every_cell() -> None:
    assert hide_small({"a": 3, "b": 0}, threshold=K) == {"a": None, "b": None}


@given(CELLS)
def test_no_small_cell_is_shown_and_the_hidden_ones_are_not_alone(cells: dict[int, int]) -> None:
    shown = hide_small(cells, threshold=K)
    hidden = [key for key, people in shown.items() if people is None]
    assert all(people is None or people == 0 or people >= K for people in shown.values())
    assert all(shown[key] in {None, cells[key]} for key in cells)
    if hidden and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert sum(cells[key] for key in hidden) >= K


@given(CELLS)
def test_without_a_threshold_nothing_is_hidden(cells: dict[int, int]) -> None:
    assert hide_small(cells, threshold=0) == cells


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 15), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_no_line_of_a_table_gives_a_single_small_cell_away(rows: list[list[int]]) -> None:
    shown = hide_small_table(rows, threshold=K)
    lines = [
        *zip(rows, shown, strict=True),
        *zip(zip(*rows, strict=True), zip(*shown, strict=True), strict=True),
    ]
    for real, seen in lines:
        hidden = [people for people, one in zip(real, seen, strict=True) if one is None]
        assert all(one is None or one == 0 or one >= K for one in seen)
        assert len(hidden) != 1 or len(real) == 1
        assert not hidden or sum(hidden) >= K or len(hidden) == len(real)
