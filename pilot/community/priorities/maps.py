"""Draw the matrix of priorities: how much a need matters to residents, and how far they can change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.priorities.queries import MOST_DRAWN, ItemResult, Results
from pilot.community.priorities.rules import HIGHEST, LOWEST
from pilot.web import drawing

RADIUS = 13
APART = 2 * RADIUS + 3
STEP = APART / 4
RINGS = 48
MIDDLE = Decimal(LOWEST + HIGHEST) / 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The square of a drawing and the room around it."""

    variant: str
    width: int
    height: int
    left: int = 34
    top: int = 26
    right: int = 16
    bottom: int = 26

    def at(self, changeable: Decimal, importance: Decimal) -> Point:
        """Return where two means from 1 to 5 meet."""
        across, up = (float(value - LOWEST) / (HIGHEST - LOWEST) for value in (changeable, importance))
        return (
            self.left + across * (self.width - self.left - self.right),
            self.height - self.bottom - up * (self.height - self.top - self.bottom),
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a circle around a point stays in the drawing."""
        x, y = point
        return RADIUS < x < self.width - RADIUS and RADIUS < y < self.height - self.bottom + RADIUS


WIDE = Frame("w alt cap", 720, 440)
NARROW = Frame("n", 360, 370)


def matrix(results: Results) -> Markup | None:
    """Draw the needs that have both means, wide and for phones; None where none has."""
    numbered = enumerate(results.rows, start=1)
    rows = [(number, row) for number, row in numbered if row.is_on_the_map][:MOST_DRAWN]
    return _drawn(rows, WIDE) + _drawn(rows, NARROW) if rows else None


def _drawn(rows: Sequence[tuple[int, ItemResult]], frame: Frame) -> Markup:
    name = f"matrix-{frame.variant[0]}"
    points = apart(
        [frame.at(row.changeable or MIDDLE, row.importance or MIDDLE) for _number, row in rows], frame
    )
    return drawing.element(
        "svg",
        {
            "class": frame.variant,
            "viewBox": f"0 0 {frame.width} {frame.height}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, _("Importance and changeability of the needs")),
        drawing.element("desc", {"id": f"{name}-desc"}, _("The same numbers stand in the table below.")),
        *_ground(frame),
        *(
            shape
            for (number, row), point in zip(rows, points, strict=True)
            for shape in _dot(number, row, point)
        ),
        *(_names(rows, points, frame) if frame is WIDE else ()),
    )


def _ground(frame: Frame) -> Iterator[Markup]:
    """Draw the quarter to begin with, the frame, the two middle lines, the numbers and the words."""
    (left, top), (right, bottom) = frame.at(Decimal(1), Decimal(5)), frame.at(Decimal(5), Decimal(1))
    x, y = frame.at(MIDDLE, MIDDLE)
    yield _rect("sf ls", left, top, right, bottom)
    yield _rect("brt", x, top, right, y)
    yield drawing.element("line", {"class": "ls dash", "x1": x, "x2": x, "y1": top, "y2": bottom})
    yield drawing.element("line", {"class": "ls dash", "x1": left, "x2": right, "y1": y, "y2": y})
    for value in range(LOWEST, HIGHEST + 1):
        on_x, _unused = frame.at(Decimal(value), Decimal(1))
        _also, on_y = frame.at(Decimal(1), Decimal(value))
        yield drawing.text(on_x, bottom + 16, str(value), "t2 mid")
        yield drawing.text(left - 8, on_y + 5, str(value), "t2 end")
    yield drawing.text(left, top - 8, _("Look for allies"), "tb ts")
    yield drawing.text(right, top - 8, _("Begin with these"), "tb ts end")
    yield drawing.text(left + 6, bottom - 8, _("Leave for now"), "tb ts")
    yield drawing.text(right - 6, bottom - 8, _("Quick, matters less"), "tb ts end")


def _rect(look: str, left: float, top: float, right: float, bottom: float) -> Markup:
    shape = {"class": look, "x": left, "y": top, "width": right - left, "height": bottom - top}
    return drawing.element("rect", shape)


def _dot(number: int, row: ItemResult, point: Point) -> list[Markup]:
    """Draw a need: filled where one begins, with a dashed edge where opinions differ."""
    begins = min(row.changeable or MIDDLE, row.importance or MIDDLE) > MIDDLE
    divided = row.opinion is not None and row.opinion.is_divided
    look = ("br bs" if begins else "sf bs") + (" dash thick" if divided else "")
    x, y = point
    return [
        drawing.element("circle", {"class": look, "cx": x, "cy": y, "r": RADIUS}),
        drawing.text(x, y + 4.5, str(number), "tb ts mid onb" if begins and not divided else "tb ts mid"),
    ]


def _names(rows: Sequence[tuple[int, ItemResult]], points: Sequence[Point], frame: Frame) -> Iterator[Markup]:
    """Write beside each circle as much as fits there; what does not fit keeps its number alone."""
    taken: list[tuple[float, float, float]] = [(x - RADIUS, x + RADIUS, y) for x, y in points]
    for (_number, row), (x, y) in zip(rows, points, strict=True):
        words, beside = row.item.need.title, RADIUS + 5
        long = len(words) * drawing.LETTER
        for at, end, look in (
            (x + beside, x + beside + long, "ts"),
            (x - beside - long, x - beside, "ts end"),
        ):
            fits = frame.left < at and end < frame.width
            if fits and not any(_meet((at, end, y), each) for each in taken):
                taken.append((at, end, y))
                yield drawing.text(end if look == "ts end" else at, y + 4.5, words, look)
                break


def _meet(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Tell whether two stretches of a line overlap."""
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < RADIUS + 5


def apart(points: Sequence[Point], frame: Frame) -> list[Point]:
    """Move circles that would cover an earlier one to the nearest free place around them."""
    found: list[Point] = []
    for point in points:
        free = (each for each in _around(point) if frame.holds(each) and not _covers(each, found))
        found.append(next(free, point))
    return found


def _around(point: Point) -> Iterator[Point]:
    x, y = point
    yield point
    for ring in range(1, RINGS):
        for across in range(-ring, ring + 1):
            for down in range(-ring, ring + 1):
                if max(abs(across), abs(down)) == ring:
                    yield x + across * STEP, y + down * STEP


def _covers(point: Point, others: Sequence[Point]) -> bool:
    return any(abs(point[0] - x) < APART and abs(point[1] - y) < APART for x, y in others)
