"""Give every row a column at the least total cost, exactly, and say what any other choice costs more.

Shortest augmenting paths: rows come in one after another, each pushes others on as far as that is worth it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

Costs = Sequence[Sequence[int | None]]


@dataclass(frozen=True)
class Plan:
    """The column of each row, and by row and column what choosing it costs more.

    None: no place is left for the row; the choice is forbidden, or would leave one row more without a place.
    """

    columns: tuple[int | None, ...]
    more: tuple[tuple[int | None, ...], ...]


def assign(costs: Costs, places: Sequence[Sequence[int]]) -> Plan:
    """Place as many rows as possible, then at the least sum of costs; the same question has the same answer.

    `costs[row][column]` is not negative, None forbids. `places[column]` are the prices of its places in
    order, none cheaper than the one before; a row pays the price of its place too.
    """
    nowhere = len(places)
    dear = 1 + sum(max((cost for cost in row if cost is not None), default=0) for row in costs)
    dear += sum(map(sum, places))  # more than any two plans can differ
    far = 2 * dear * (len(costs) + 2)
    table = [[*(far if cost is None else cost for cost in row), 2 * dear] for row in costs]
    prices = [*(list(each) for each in places), [0] * len(costs)]
    at: list[int] = []
    taken = [0] * (nowhere + 1)
    for row in table:
        moves = _moves(table, at, nowhere + 1)
        ends = [price[used] if used < len(price) else far for price, used in zip(prices, taken, strict=True)]
        cost, onward = _ways_out(moves, ends)
        column = min(range(nowhere + 1), key=lambda each: (row[each] + cost[each], each))
        at.append(column)
        while (following := onward[column]) is not None:
            at[moves[column][following][1]] = following
            column = following
        taken[column] += 1
    more = _more(table, at, taken, prices, far)
    return Plan(
        tuple(None if column == nowhere else column for column in at),
        tuple(
            tuple(
                extra if extra < dear and cost is not None else None
                for extra, cost in zip(line, row, strict=False)
            )
            for line, row in zip(more, costs, strict=True)
        ),
    )


Moves = list[list[tuple[int, int]]]


def _moves(table: Sequence[Sequence[int]], at: Sequence[int], columns: int) -> Moves:
    """Return by two columns what it costs least to move a row from the one to the other, and which row."""
    never = (max(map(max, table), default=0) * (len(table) + 2), len(table))
    moves = [[never] * columns for _column in range(columns)]
    for row, here in enumerate(at):
        for there in range(columns):
            moves[here][there] = min(moves[here][there], (table[row][there] - table[row][here], row))
    return moves


def _ways_out(moves: Moves, ends: Sequence[int]) -> tuple[list[int], list[int | None]]:
    """Return by column what one row too many costs there, and where to push it on; None: it stays."""
    cost = list(ends)
    onward: list[int | None] = [None] * len(ends)
    improves = True
    while improves:
        improves = False
        for here, there in product(range(len(ends)), repeat=2):
            if moves[here][there][0] + cost[there] < cost[here]:
                cost[here], onward[here] = moves[here][there][0] + cost[there], there
                improves = True
    return cost, onward


def _more(
    table: Sequence[Sequence[int]],
    at: Sequence[int],
    taken: Sequence[int],
    prices: Sequence[Sequence[int]],
    far: int,
) -> list[list[int]]:
    """Return by row and column how much more the best plan costs that puts the row there."""
    columns = len(prices)
    way = [[cost for cost, _row in line] for line in _moves(table, at, columns)]
    for column, line in enumerate(way):
        line[column] = 0
        line.append(prices[column][taken[column]] if taken[column] < len(prices[column]) else far)
    way.append([*(-prices[each][taken[each] - 1] if taken[each] else far for each in range(columns)), 0])
    for middle, here, there in product(range(columns + 1), repeat=3):
        way[here][there] = min(way[here][there], way[here][middle] + way[middle][there])
    return [
        [line[column] - line[at[row]] + way[column][at[row]] for column in range(columns)]
        for row, line in enumerate(table)
    ]
