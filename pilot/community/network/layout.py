"""Where actors stand in the picture: rows in three bands around a middle, the same for the same actors.

No physics: an actor that comes or goes moves the others of its band by a place at most, so that two pictures
of one network can be compared.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pilot.community.network.enums import Circle

HOLE, LABEL_WIDTH, LABEL_HEIGHT = 0.14, 0.26, 0.12
"""The radius that stays empty in the middle, and the room of a circle's name at its top."""
BENDS, STEPS = (0.0, 0.2, -0.2, 0.4, -0.4), 14
"""How far a tie bends aside, the best first, and at how many places of it that is judged."""
LEAST_SHARE, FLATTENING = 0.2, 0.7
MOST_LETTERS, LETTER_WIDTH, LINE_HEIGHT = 20, 6.7, 15.0
"""Of a name in the picture: the letters of a line, their width on the average, and the height of a line."""


@dataclass(frozen=True)
class Band:
    """The room of a circle between two radii; the whole picture has the radius 1."""

    inner: float
    outer: float


@dataclass(frozen=True)
class Point:
    """A place in the picture around its middle; y grows downwards."""

    x: float
    y: float


def bands(counts: Mapping[Circle, int]) -> dict[Circle, Band]:
    """Part the radius between the circles by how many actors each holds; an empty one keeps some room."""
    everybody = sum(counts.get(circle, 0) for circle in Circle)
    least = max(2.0, everybody * LEAST_SHARE)
    found, inner, so_far = {}, 0.0, 0.0
    for circle in Circle:
        so_far += counts.get(circle, 0) + least
        outer = (so_far / (everybody + least * len(Circle))) ** FLATTENING
        found[circle], inner = Band(inner, outer), outer
    return found


def places(circles: Sequence[Circle]) -> list[Point]:
    """Return the place of each actor, given the circles of all in the order in which they stand."""
    room = bands({circle: circles.count(circle) for circle in Circle})
    waiting = {circle: iter(_slots(circles.count(circle), room[circle])) for circle in Circle}
    return [next(waiting[circle]) for circle in circles]


def _slots(count: int, band: Band) -> list[Point]:
    """Return places in a band clockwise from its top, on as many rows as keep them apart alike."""
    if not count:
        return []
    inner = max(band.inner, HOLE)
    depth, middle = band.outer - inner, (band.outer + inner) / 2
    rows = max(1, min(count, round(math.sqrt(count * depth / (math.tau * middle)))))
    radii = [inner + depth * (row + 0.6) / rows for row in range(rows)]
    found = [
        (angle, radius)
        for radius, share in zip(radii, _shares(count, radii), strict=True)
        for angle in _angles(share, radius, band)
    ]
    return [Point(radius * math.sin(angle), -radius * math.cos(angle)) for angle, radius in sorted(found)]


def _shares(count: int, radii: Sequence[float]) -> list[int]:
    """Part a count by the length of each row."""
    whole, given, found = sum(radii), 0, []
    for place in range(len(radii)):
        until = round(count * sum(radii[: place + 1]) / whole)
        found.append(until - given)
        given = until
    return found


def _angles(count: int, radius: float, band: Band) -> list[float]:
    """Return angles of one row from the top around; a row beside the circle's name leaves room for it."""
    is_beside = band.outer - radius < LABEL_HEIGHT
    gap = math.asin(min(0.9, LABEL_WIDTH / radius)) if is_beside else 0.0
    step = (math.tau - 2 * gap) / max(count, 1)
    return [gap + step * (place + 0.5) for place in range(count)]


def bend_of(start: Point, end: Point, *, middle: Point, others: Sequence[Point], room: float) -> Point:
    """Return where a tie bends to: towards the middle, and past the actors that it has nothing to do with."""
    inwards = Point((start.x + end.x) / 4 + middle.x / 2, (start.y + end.y) / 4 + middle.y / 2)
    bends = [
        Point(inwards.x - (end.y - start.y) * aside, inwards.y + (end.x - start.x) * aside) for aside in BENDS
    ]
    free = (bend for bend in bends if not _meets(start, bend, end, others, room))
    return next(free, bends[0])


def _meets(start: Point, bend: Point, end: Point, others: Sequence[Point], room: float) -> bool:
    for step in range(1, STEPS):
        there = step / STEPS
        here, twice = (1 - there) ** 2, 2 * there * (1 - there)
        x = here * start.x + twice * bend.x + there**2 * end.x
        y = here * start.y + twice * bend.y + there**2 * end.y
        if any(abs(x - other.x) < room and abs(y - other.y) < room for other in others):
            return True
    return False


@dataclass(frozen=True)
class Box:
    """Room that something takes in a picture of so many units."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Caption:
    """The name beside a shape: its lines, where the first one stands, and how they hang on that place."""

    lines: tuple[str, ...]
    at: Point
    anchor: str
    room: Box


def captions(
    centres: Sequence[Point], names: Sequence[str], *, radius: float, frame: Box, taken: Sequence[Box]
) -> list[Caption | None]:
    """Return the name of each shape where there is room for it; elsewhere its number alone has to do.

    Who comes first is named first; a name covers neither a shape nor another name.
    """
    shapes = [_around(centre, radius + 2) for centre in centres]
    middle = (frame.left + frame.right) / 2
    used, found = [*shapes, *taken], list[Caption | None]()
    for centre, name in zip(centres, names, strict=True):
        lines = wrapped(name)
        fitting = (
            caption
            for caption in _beside(centre, lines, radius=radius, outwards=centre.x >= middle)
            if frame.holds(caption.room) and not any(caption.room.touches(box) for box in used)
        )
        caption = next(fitting, None)
        found.append(caption)
        if caption is not None:
            used.append(caption.room)
    return found


def wrapped(name: str) -> tuple[str, ...]:
    """Return a name on at most two lines; what does not fit ends in an ellipsis."""
    if len(name) <= MOST_LETTERS:
        return (name,)
    cut = name.rfind(" ", 0, MOST_LETTERS + 1)
    first, rest = (name[:cut], name[cut + 1 :]) if cut > 0 else (name[:MOST_LETTERS], name[MOST_LETTERS:])
    return (first, rest if len(rest) <= MOST_LETTERS else f"{rest[: MOST_LETTERS - 1].rstrip()}…")


def _beside(centre: Point, lines: tuple[str, ...], *, radius: float, outwards: bool) -> list[Caption]:
    """Return the places of a name from the best on: outwards, below, above, inwards."""
    width, height = max(map(len, lines)) * LETTER_WIDTH, len(lines) * LINE_HEIGHT
    away = radius + 6
    right = ("", centre.x + away, centre.x + away)
    left = ("end", centre.x - away, centre.x - away - width)
    under = ("mid", centre.x, centre.x - width / 2)
    level = centre.y - height / 2
    tries = (
        (right if outwards else left, level),
        (under, centre.y + away - 2),
        (under, centre.y - away + 2 - height),
        (left if outwards else right, level),
    )
    return [
        Caption(lines, Point(x, top + LINE_HEIGHT - 4), anchor, Box(edge, top, edge + width, top + height))
        for (anchor, x, edge), top in tries
    ]


def _around(centre: Point, radius: float) -> Box:
    return Box(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)
