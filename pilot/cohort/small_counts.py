"""Hide small numbers of people, and what would give them away by subtraction (R18, P6)."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")
Place = tuple[int, int]


def hide_small(cells: Mapping[Key, int], *, threshold: int) -> dict[Key, int | None]:
    """Return the cells of one total with 1 to threshold - 1 hidden as None, and enough others beside them.

    A single hidden cell would be the total less the rest, so the least shown one is hidden with it, and a
    further one while the hidden cells add up to less than the threshold. A threshold of 0 hides nothing.
    """
    hidden = _hidden(cells, (), threshold=threshold)
    return {key: None if key in hidden else people for key, people in cells.items()}


def hide_small_table(rows: Sequence[Sequence[int]], *, threshold: int) -> list[list[int | None]]:
    """Return a table whose totals are shown, with what is small hidden along every row and column."""
    hidden: set[Place] = set()
    lines = _lines(height=len(rows), width=len(rows[0]) if rows else 0)
    known = -1
    while known < len(hidden):
        known = len(hidden)
        for line in lines:
            cells = {(row, column): rows[row][column] for row, column in line}
            hidden |= _hidden(cells, hidden & set(line), threshold=threshold)
    return [
        [None if (row, column) in hidden else people for column, people in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]


def _lines(*, height: int, width: int) -> list[list[Place]]:
    across = [[(row, column) for column in range(width)] for row in range(height)]
    down = [[(row, column) for row in range(height)] for column in range(width)]
    return across + down


def _hidden(cells: Mapping[Key, int], already: Collection[Key], *, threshold: int) -> set[Key]:
    """Return which cells of a line are hidden: the small ones, and the least others that cover them."""
    hidden = {key for key, people in cells.items() if key in already or 0 < people < threshold}
    shown = (key for key in cells if key not in hidden)
    spare = sorted(shown, key=lambda key: (cells[key] == 0, cells[key]))
    while hidden and spare and (len(hidden) == 1 or sum(cells[key] for key in hidden) < threshold):
        hidden.add(spare.pop(0))
    return hidden
