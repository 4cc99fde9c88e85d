"""Draw the network: three circles around the residents, a shape for each kind, a line for each tie."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

UPWARDS = -math.pi / 2
CORNERS: Mapping[ActorKind, tuple[int, float, float]] = MappingProxyType(
    {
        ActorKind.STATE: (3, -UPWARDS, 1.4),
        ActorKind.HEALTH_AND_SAFETY: (4, math.pi / 4, 1.2),
        ActorKind.EDUCATION_AND_CULTURE: (4, 0, 1.3),
        ActorKind.NGO: (3, UPWARDS, 1.4),
        ActorKind.BUSINESS: (6, 0, 1.1),
        ActorKind.RESIDENTS: (5, UPWARDS, 1.2),
    }
)
"""The corners of a shape, where the first one points, and its size beside a circle, which has none."""
COLOURS = MappingProxyType({kind: f"c{number}" for number, kind in enumerate(ActorKind, start=1)})
SINKS = MappingProxyType({ActorKind.NGO: 3.0, ActorKind.STATE: -2.0})
"""How far the number moves down to stand in the belly of a shape."""
ZONES = MappingProxyType({Circle.TERRITORIAL: "brt ln", Circle.MUNICIPAL: "sf2 ln", Circle.OUTSIDE: "sf ln"})


@dataclass(frozen=True)
class Paper:
    """The size of a picture, its two radii, the size of a shape, and whether names are written in it."""

    variant: str
    width: float
    height: float
    across: float
    down: float
    radius: float
    named: bool

    def at(self, point: Point) -> Point:
        """Return a place of the layout in the units of this picture."""
        return Point(self.width / 2 + point.x * self.across, self.height / 2 + point.y * self.down)

    @property
    def frame(self) -> Box:
        return Box(2, 2, self.width - 2, self.height - 2)


def drawn(network: Network) -> Markup | None:
    """Draw a network, wide with names and narrow with numbers; None where nobody is in it."""
    if not network.nodes:
        return None
    part = network.drawn()
    crowd = len(part.nodes) > labels.FEW
    wide = Paper("w alt", 960, 660, 330, 316, 10 if crowd else 12.5, named=True)
    narrow = Paper("n", 360, 480, 174, 234, 10 if crowd else 12, named=False)
    return _svg(part, wide) + _svg(part, narrow)


def for_print(network: Network) -> Markup | None:
    """Draw a network with its names for a paper; None where nobody is in it."""
    if not network.nodes:
        return None
    return _svg(network.drawn(), Paper("w", 960, 660, 330, 316, 11, named=True))


def _svg(network: Network, paper: Paper) -> Markup:
    name = f"network-{paper.variant[0]}"
    nodes = network.nodes
    points = [paper.at(point) for point in layout.places([node.actor.circle for node in nodes])]
    place_of = {node.actor.id: point for node, point in zip(nodes, points, strict=True)}
    counts = {circle: sum(node.actor.circle is circle for node in nodes) for circle in Circle}
    zones = layout.bands(counts)
    signs, rooms = _signs(zones, paper)
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
        *(_zone(circle, zones[circle].outer, paper) for circle in reversed(Circle)),
        *(
            _line(place_of[tie.from_id], place_of[tie.to_id], tie.strength, paper)
            for tie in _strongest(network.ties)
        ),
        *signs,
        *(_node(node, point, paper) for node, point in zip(nodes, points, strict=True)),
        *(_names(nodes, points, rooms, paper) if paper.named else []),
    )


def _zone(circle: Circle, radius: float, paper: Paper) -> Markup:
    ellipse = {
        "class": ZONES[circle],
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


def _line(start: Point, end: Point, strength: TieStrength, paper: Paper) -> Markup:
    """Draw a tie as a bow that bends towards the middle, so that neighbours of a row are told apart."""
    bend = Point(
        (start.x + end.x) / 4 + paper.width / 4,
        (start.y + end.y) / 4 + paper.height / 4,
    )
    written = [drawing.number(value) for value in (start.x, start.y, bend.x, bend.y, end.x, end.y)]
    path = "M{} {}Q{} {} {} {}".format(*written)
    return drawing.element("path", {"class": f"tie {strength}", "d": path})


def _node(node: Node, at: Point, paper: Paper) -> Markup:
    """Draw an actor as the shape of its kind with its number; who stands alone is hollow."""
    actor = node.actor
    ink = "tb ts mid" if node.is_alone else "tb ts mid onb"
    return drawing.element(
        "g",
        {},
        drawing.element("title", {}, f"{node.number}. {actor.name}"),
        _shape(actor.kind, at, paper.radius, lone=node.is_alone),
        drawing.text(at.x, at.y + 4.5 + SINKS.get(actor.kind, 0), str(node.number), ink),
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
        taken=rooms,
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


def swatch(kind: ActorKind) -> Markup:
    """Draw the shape of a kind for the key of the picture."""
    return _small(_shape(kind, Point(12, 11), 7))


def lone_swatch() -> Markup:
    """Draw the look of an actor without ties for the key of the picture."""
    return _small(_shape(ActorKind.MUNICIPAL, Point(12, 11), 7, lone=True))


def stroke(strength: TieStrength) -> Markup:
    """Draw the line of a strength for the key of the picture."""
    return _small(drawing.element("path", {"class": f"tie {strength}", "d": "M1 11H23"}))


def _small(shape: Markup) -> Markup:
    return drawing.element("svg", {"viewBox": "0 0 24 22", "aria-hidden": "true"}, shape)
