"""What the page of the chain shows: numbered records, gaps with advice, strands, bonds, the picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from pilot.community.chain import labels, pictures
from pilot.community.chain.queries import Found, Record
from pilot.community.chain.rules import ENDS, GAP_KINDS, Bond, Gap, Id, Kind, gaps, strand_of

DRAWN = 16
"""How many records of a kind are drawn at most; the list holds all of them."""


@dataclass(frozen=True)
class Node:
    """A record with its number on the page, as "N3", its address, and what is broken at it."""

    record: Record
    code: str
    gaps: tuple[Gap, ...] = ()

    @property
    def id(self) -> Id:
        return self.record.id

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def url(self) -> str:
        return address_of(self.record)


@dataclass(frozen=True)
class Line:
    """One bond: the record it leads from and the one it leads to."""

    bond: Bond
    left: Node
    right: Node


@dataclass(frozen=True)
class Thread:
    """What hangs on one need, by kind."""

    need: Node
    nodes: Mapping[Kind, Sequence[Node]]


@dataclass(frozen=True)
class View:
    """The chain as its page shows it."""

    gaps: Mapping[Gap, Sequence[Node]]
    threads: Sequence[Thread]
    loose: Mapping[Kind, Sequence[Node]]
    lines: Sequence[Line]
    picture: Markup | None
    undrawn: int

    @property
    def gap_count(self) -> int:
        return sum(len(nodes) for nodes in self.gaps.values())


def address_of(record: Record) -> str:
    """Return the page on which a record stands."""
    match record.kind:
        case Kind.NEED:
            return url_for("needs.need", need_id=record.id)
        case Kind.RESOURCE:
            return url_for("needs.resource", resource_id=record.id)
        case Kind.DECISION:
            return url_for("meetings.meeting", meeting_id=record.home_id)
        case Kind.ACTION:
            return url_for("plan_actions.action", action_item_id=record.id)
        case Kind.CHANGE:
            return url_for("changes.changes", community_id=record.home_id, _anchor=f"change-{record.id}")


def view_of(found: Found) -> View:
    """Give the records of a chain their numbers, and put each where the page shows it."""
    broken = gaps(found.chain)
    nodes = _nodes(found, broken)
    lines = _lines(found, nodes)
    threads = [_thread(found, node, nodes) for node in nodes[Kind.NEED].values()]
    hanging = {node.id for thread in threads for row in thread.nodes.values() for node in row}
    columns = _columns(nodes, lines)
    return View(
        gaps={
            gap: [nodes[kind][each] for each in nodes[kind] if each in broken[gap]]
            for gap, kind in GAP_KINDS.items()
            if broken[gap]
        },
        threads=threads,
        loose={
            kind: rest
            for kind in (Kind.DECISION, Kind.ACTION, Kind.CHANGE)
            if (rest := [node for node in nodes[kind].values() if node.id not in hanging])
        },
        lines=lines,
        picture=pictures.chain(columns, [(line.left.id, line.right.id) for line in lines]),
        undrawn=_worth_drawing(nodes, lines) - sum(len(boxes) for boxes in columns.values()),
    )


def lines_of(found: Found) -> list[Line]:
    """Return the bonds of a chain whose two ends the viewer reads, in the order of the page."""
    return _lines(found, _nodes(found, gaps(found.chain)))


def _nodes(found: Found, broken: Mapping[Gap, frozenset[Id]]) -> dict[Kind, dict[Id, Node]]:
    return {kind: _numbered(kind, records.values(), broken) for kind, records in found.records.items()}


def _numbered(kind: Kind, records: Iterable[Record], broken: Mapping[Gap, frozenset[Id]]) -> dict[Id, Node]:
    return {
        record.id: Node(
            record,
            labels.code(kind, number),
            tuple(gap for gap, of in GAP_KINDS.items() if of is kind and record.id in broken[gap]),
        )
        for number, record in enumerate(records, start=1)
    }


Nodes = Mapping[Kind, Mapping[Id, Node]]


def _lines(found: Found, nodes: Nodes) -> list[Line]:
    place = {each: number for row in nodes.values() for number, each in enumerate(row)}
    lines = []
    for bond, (left_kind, right_kind) in ENDS.items():
        lefts, rights = nodes[left_kind], nodes[right_kind]
        read = [pair for pair in found.chain.pairs(bond) if pair[0] in lefts and pair[1] in rights]
        for left, right in sorted(read, key=lambda pair: (place[pair[0]], place[pair[1]])):
            lines.append(Line(bond, lefts[left], rights[right]))
    return lines


def _thread(found: Found, need: Node, nodes: Nodes) -> Thread:
    strand = strand_of(found.chain, need.id)
    return Thread(
        need,
        {
            kind: [node for node in nodes[kind].values() if node.id in strand.of(kind)]
            for kind in Kind
            if kind is not Kind.NEED
        },
    )


def _is_worth_drawing(node: Node, joined: set[Id]) -> bool:
    return bool(node.gaps) or node.id in joined


def _joined(lines: Sequence[Line]) -> set[Id]:
    return {node.id for line in lines for node in (line.left, line.right)}


def _worth_drawing(nodes: Nodes, lines: Sequence[Line]) -> int:
    joined = _joined(lines)
    return sum(_is_worth_drawing(node, joined) for row in nodes.values() for node in row.values())


def _columns(nodes: Nodes, lines: Sequence[Line]) -> dict[Kind, list[pictures.Box]]:
    """Choose what is drawn: what has a bond or a gap, not more than fits, of what is more the bonds."""
    joined = _joined(lines)
    columns = {}
    for kind, row in nodes.items():
        worth = [node for node in row.values() if _is_worth_drawing(node, joined)]
        kept = {node.id for node in sorted(worth, key=lambda node: node.id not in joined)[:DRAWN]}
        columns[kind] = [
            pictures.Box(node.id, node.code, node.title, is_gap=bool(node.gaps))
            for node in worth
            if node.id in kept
        ]
    return columns
