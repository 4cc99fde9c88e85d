"""Draw the network: three circles around the residents, a shape for each kind, a line for each tie."""

import math
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.network import labels, layout
from pilot.community.network.enums import ActorKind, Circle, TieStrength
from pilot.community.network.layout import Box, Point
from pilot.community.network.models import Tie
from pilot.community.network.queries import Network, Node
from pilot.community.network.rules import WEIGHTS
from pilot.web import drawing

UPWARDS, LONG_NUMBER, HALF_NUMBER = -math.pi / 2, 100, 13.0
CORNERS: Mapping[ActorKind, tuple[int, float, float]] = MappingProxyType(
    {
        ActorKind.STATE: (3, -UPWARDS, 1.55),
        ActorKind.HEALTH_AND_SAFETY: (4, math.pi / 4, 1.2),
        ActorKind.EDUCATION_AND_CULTURE: (4, 0, 1.3),
        ActorKind.NGO: (3, UPWARDS, 1.55),
        ActorKind.BUSINESS: (6, 0, 1.1),
        ActorKind.RESIDENTS: (5, UPWARDS, 1.2),
    }
)
"""The corners of a shape, where the first one points, and its size beside a circle, which has none."""
COLOURS = MappingProxyType({kind: f"c{number}" for number, kind in enumerate(ActorKind, start=1)})
SINKS = MappingProxyType({ActorKind.NGO: 3.0, ActorKind.STATE: -1.0})
"""How far the number moves down to stand in the belly of a shape."""
GROUNDS = MappingProxyType({Circle.TERRITORIAL: "brt", Circle.MUNICIPAL: "sf2", Circle.OUTSIDE: "sf"})

SMALL = Point(12, 11)
KEY_HEIGHT = 100
LOOK = """
text { font-family: "Libertinus Serif", serif; font-size: 15px; fill: #1a2320 }
.ts { font-size: 14px } .tb { font-weight: 700 } .mid { text-anchor: middle } .end { text-anchor: end }
.t2 { fill: #4b5752 } .onb { fill: #fff }
.halo { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round }
.brt { fill: #e1efeb } .sf2 { fill: #f2efe6 } .sf { fill: #fff }
.ln { stroke: #7b837e; stroke-dasharray: 2 4 }
.tie { fill: none; stroke: #4b5752; stroke-width: 1.8; stroke-opacity: .6 }
.weak { stroke-width: 1.3; stroke-dasharray: 5 4 } .strong { stroke-width: 3.4 }
.c1 { fill: #0f5c4d; stroke: #0f5c4d } .c2 { fill: #14597a; stroke: #14597a }
.c3 { fill: #1d4f91; stroke: #1d4f91 } .c4 { fill: #7a3b73; stroke: #7a3b73 }
.c5 { fill: #855400; stroke: #855400 } .c6 { fill: #a3242b; stroke: #a3242b }
.c7 { fill: #4b5752; stroke: #4b5752 }
.lone { fill: #fff; stroke-width: 2; stroke-dasharray: 3 2.5 }
"""
"""What the style sheet says of the picture, for paper: there is no style sheet in a PDF."""


@dataclass(frozen=True)
class Paper:
    """The size of a picture, its two radii, the size of a shape, and where names and numbers stand in it."""

    variant: str
    width: float
    height: float
    across: float
    down: float
    radius: float
    named: bool
    numbers_below: bool

    def at(self, point: Point) -> Point:
        """Return a place of the layout in the units of this picture."""
        return Point(self.width / 2 + point.x * self.across, self.height / 2 + point.y * self.down)

    @property
    def frame(self) -> Box:
        return Box(2, 2, self.width - 2, self.height - 2)


def drawn(network: Network) -> Markup:
    """Draw a network, wide with names and narrow with numbers."""
    part = network.drawn()
    return _svg(part, _paper("w alt", part)) + _svg(part, _paper("n", part))


def with_key(network: Network) -> Markup:
    """Draw a network with the key of its shapes and lines below it."""
    return drawn(network) + key()


def for_print(network: Network) -> str:
    """Draw a network as an SVG that stands by itself: wide, with names, its key and its own look."""
    part = network.drawn()
    paper = _paper("w", part)
    size = f"0 0 {drawing.number(paper.width)} {drawing.number(paper.height + KEY_HEIGHT)}"
    return drawing.element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": size},
        drawing.element("style", {}, Markup(LOOK)),  # noqa: S704 - a text of ours
        *_shapes(part, paper),
        *_printed_key(paper),
    )


def _paper(variant: str, network: Network) -> Paper:
    """Return the size of a picture; a crowd has smaller shapes, and long numbers stand below them."""
    below = network.nodes[-1].number >= LONG_NUMBER
    radius = 7 if below else 10 if len(network.nodes) > labels.FEW else 12
    if variant == "n":
        return Paper("n", 360, 480, 168, 230, radius, named=False, numbers_below=below)
    return Paper(variant, 960, 660, 330, 316, radius, named=True, numbers_below=below)


def _svg(network: Network, paper: Paper) -> Markup:
    name = f"network-{paper.variant[0]}"
    counts = Counter(node.actor.circle for node in network.nodes)
    return drawing.element(
        "svg",
        {
            "class": paper.variant,
            "viewBox": f"0 0 {drawing.number(paper.width)} {drawing.number(paper.height)}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, _("Stakeholder map")),
        drawing.element("desc", {"id": f"{name}-desc"}, labels.description(counts, len(network.ties))),
        *_shapes(network, paper),
    )


def _shapes(network: Network, paper: Paper) -> Iterator[Markup]:
    """Draw from the ground up: circles, ties, names of the circles, actors, their names."""
    nodes = network.nodes
    points = [paper.at(point) for point in layout.places([node.actor.circle for node in nodes])]
    place_of = {node.actor.id: point for node, point in zip(nodes, points, strict=True)}
    zones = layout.bands(Counter(node.actor.circle for node in nodes))
    signs, rooms = _signs(zones, paper)
    yield from (_zone(circle, zones[circle].outer, paper) for circle in reversed(Circle))
    yield from (_line(tie, place_of, paper) for tie in _strongest(network.ties))
    yield from signs
    yield from (_node(node, point, paper) for node, point in zip(nodes, points, strict=True))
    if paper.named:
        yield from _names(nodes, points, rooms, paper)


def _zone(circle: Circle, radius: float, paper: Paper) -> Markup:
    ellipse = {
        "class": f"{GROUNDS[circle]} ln",
        "cx": paper.width / 2,
        "cy": paper.height / 2,
        "rx": radius * paper.across,
        "ry": radius * paper.down,
    }
    return drawing.element("ellipse", ellipse)


def _signs(zones: Mapping[Circle, layout.Band], paper: Paper) -> tuple[list[Markup], list[Box]]:
    """Write the name of each circle at its top; return the names and the room they take."""
    found, rooms = [], []
    for circle, band in zones.items():
        name = str(labels.CIRCLES[circle])
        top = paper.height / 2 - band.outer * paper.down
        half = len(name) * drawing.LETTER / 2
        rooms.append(Box(paper.width / 2 - half, top, paper.width / 2 + half, top + 22))
        found.append(drawing.text(paper.width / 2, top + 16, name, "t2 mid halo"))
    return found, rooms


def _strongest(ties: Sequence[Tie]) -> list[Tie]:
    """Return one tie of each two actors, the strongest; the table beside the picture names all."""
    found: dict[tuple[object, object], Tie] = {}
    for tie in sorted(ties, key=lambda tie: WEIGHTS[tie.strength]):
        found[tie.from_id, tie.to_id] = tie
    return list(found.values())


def _line(tie: Tie, place_of: Mapping[uuid.UUID, Point], paper: Paper) -> Markup:
    """Draw a tie as a bow that bends towards the middle, so that neighbours of a row are told apart."""
    start, end = place_of[tie.from_id], place_of[tie.to_id]
    others = [point for point in place_of.values() if point not in {start, end}]
    bend = layout.bend_of(
        start,
        end,
        middle=Point(paper.width / 2, paper.height / 2),
        others=others if len(others) < labels.FEW else (),
        room=paper.radius + 4,
    )
    written = [drawing.number(value) for value in (start.x, start.y, bend.x, bend.y, end.x, end.y)]
    path = "M{} {}Q{} {} {} {}".format(*written)
    return drawing.element("path", {"class": f"tie {tie.strength}", "d": path})


def _node(node: Node, at: Point, paper: Paper) -> Markup:
    """Draw an actor as the shape of its kind with its number; who stands alone is hollow."""
    actor = node.actor
    sinks = paper.radius + 11 if paper.numbers_below else 4.5 + SINKS.get(actor.kind, 0)
    ink = "halo" if paper.numbers_below else "" if node.is_alone else "onb"
    return drawing.element(
        "g",
        {},
        drawing.element("title", {}, f"{node.number}. {actor.name}"),
        drawing.element(
            "circle", {"class": GROUNDS[actor.circle], "cx": at.x, "cy": at.y, "r": paper.radius + 4}
        ),
        _shape(actor.kind, at, paper.radius, lone=node.is_alone),
        drawing.text(at.x, at.y + sinks, str(node.number), f"tb ts mid {ink}"),
    )


def _shape(kind: ActorKind, at: Point, radius: float, *, lone: bool = False) -> Markup:
    look = f"{COLOURS[kind]} lone" if lone else COLOURS[kind]
    if kind not in CORNERS:
        return drawing.element("circle", {"class": look, "cx": at.x, "cy": at.y, "r": radius})
    corners, first, size = CORNERS[kind]
    angles = [first + math.tau * corner / corners for corner in range(corners)]
    points = [
        f"{drawing.number(at.x + radius * size * math.cos(angle))}"
        f" {drawing.number(at.y + radius * size * math.sin(angle))}"
        for angle in angles
    ]
    return drawing.element("path", {"class": look, "d": f"M{'L'.join(points)}Z"})


def _names(
    nodes: Sequence[Node], points: Sequence[Point], rooms: Sequence[Box], paper: Paper
) -> list[Markup]:
    """Write the names for which there is room, those with most ties first."""
    order = sorted(range(len(nodes)), key=lambda place: (-len(nodes[place].ends), nodes[place].number))
    found = layout.captions(
        [points[place] for place in order],
        [nodes[place].actor.name for place in order],
        radius=paper.radius * 1.2,
        frame=paper.frame,
        taken=[*rooms, *(_below(point, paper) for point in points if paper.numbers_below)],
    )
    return [
        drawing.text(
            caption.at.x,
            caption.at.y + number * layout.LINE_HEIGHT,
            line,
            f"ts halo {caption.anchor}",
            hidden=True,
        )
        for caption in found
        if caption is not None
        for number, line in enumerate(caption.lines)
    ]


def _below(at: Point, paper: Paper) -> Box:
    """Return the room of a number that stands below its shape."""
    top = at.y + paper.radius
    return Box(at.x - HALF_NUMBER, top, at.x + HALF_NUMBER, top + layout.LINE_HEIGHT)


def key() -> Markup:
    """Say what the shapes and the lines of the picture mean."""
    shapes = [(_shape(kind, SMALL, 7), str(name)) for kind, name in labels.KINDS.items()]
    shapes.append((_shape(ActorKind.MUNICIPAL, SMALL, 7, lone=True), _("hollow: no tie yet")))
    lines = [(_stroke(strength), labels.strength_of_tie(strength)) for strength in TieStrength]
    return _key_of(_("Shapes"), shapes) + _key_of(_("Lines"), lines)


def _key_of(title: str, entries: Sequence[tuple[Markup, str]]) -> Markup:
    written = [
        drawing.element(
            "li",
            {},
            drawing.element("svg", {"viewBox": "0 0 24 22", "aria-hidden": "true"}, shape),
            words,
        )
        for shape, words in entries
    ]
    return drawing.element("ul", {"class": "key", "aria-label": title}, *written)


def _stroke(strength: TieStrength, at: Point = SMALL) -> Markup:
    start = f"{drawing.number(at.x - 11)} {drawing.number(at.y)}"
    return drawing.element("path", {"class": f"tie {strength}", "d": f"M{start}h22"})


def _printed_key(paper: Paper) -> Iterator[Markup]:
    """Draw the key below the picture, four entries to a row: kinds, the hollow shape, lines."""
    entries: list[tuple[Callable[[Point], Markup], str]] = [
        (partial(_shape, kind, radius=8), str(name)) for kind, name in labels.KINDS.items()
    ]
    hollow = partial(_shape, ActorKind.MUNICIPAL, radius=8, lone=True)
    entries.append((hollow, _("hollow: no tie yet")))
    entries += [(partial(_stroke, strength), labels.strength_of_tie(strength)) for strength in TieStrength]
    for place, (draw, words) in enumerate(entries):
        at = Point(30 + place % 4 * 235, paper.height + 24 + place // 4 * 26)
        yield draw(at)
        yield drawing.text(at.x + 18, at.y + 5, words, "t2")
