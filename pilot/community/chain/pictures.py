"""Draw the chain: a column for each kind, a box for each record, a line for each bond."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.chain import labels
from pilot.community.chain.rules import Id, Kind
from pilot.web import drawing

HEAD, EDGE, FOOT, BETWEEN = 34, 4, 6, 12
CODE_ROOM = 28
LINE = 16
SMALL_LETTER = 6.6  # of the 12.5 px in which a title is written beside its number


@dataclass(frozen=True)
class Box:
    """A record as it is drawn: its number, its title, and whether the chain is broken at it."""

    id: Id
    code: str
    title: str
    is_gap: bool = False


Columns = Mapping[Kind, Sequence[Box]]


@dataclass(frozen=True)
class _Size:
    """How large a drawing is, with or without titles in its boxes."""

    variant: str
    width: int
    gap: int
    box: int

    @property
    def room(self) -> float:
        return (self.width - 2 * EDGE - self.gap * (len(Kind) - 1)) / len(Kind)


WIDE = _Size("w alt", width=860, gap=32, box=42)
NARROW = _Size("n", width=360, gap=24, box=32)


def chain(columns: Columns, bonds: Sequence[tuple[Id, Id]]) -> Markup | None:
    """Draw the chain, wide with titles and for phones with numbers alone; None without any record."""
    if not any(columns.values()):
        return None
    return _Drawing(columns, WIDE).drawn(bonds) + _Drawing(columns, NARROW).drawn(bonds)


class _Drawing:
    def __init__(self, columns: Columns, size: _Size) -> None:
        self.columns, self.size = columns, size
        self.pitch = size.box + BETWEEN
        self.most = max(len(boxes) for boxes in columns.values())
        self.places = {
            box.id: (self._x(column), self._y(row, len(boxes)))
            for column, boxes in enumerate(columns.values())
            for row, box in enumerate(boxes)
        }

    def _x(self, column: int) -> float:
        return EDGE + column * (self.size.room + self.size.gap)

    def _y(self, row: int, rows: int) -> float:
        """Return the top of a box; a column shorter than the longest stands in the middle."""
        return HEAD + self.pitch * (row + (self.most - rows) / 2)

    def drawn(self, bonds: Sequence[tuple[Id, Id]]) -> Markup:
        name = f"chain-{self.size.variant[0]}"
        return drawing.element(
            "svg",
            {
                "class": self.size.variant,
                "viewBox": f"0 0 {self.size.width} {HEAD + self.most * self.pitch + FOOT}",
                "role": "img",
                "aria-labelledby": f"{name}-title",
                "aria-describedby": f"{name}-desc",
            },
            drawing.element("title", {"id": f"{name}-title"}, _("The chain from need to change")),
            drawing.element("desc", {"id": f"{name}-desc"}, _("The same links stand in the list below.")),
            *(self._line(*pair) for pair in bonds if pair[0] in self.places and pair[1] in self.places),
            *(self._heading(column, kind) for column, kind in enumerate(self.columns)),
            *(shape for boxes in self.columns.values() for box in boxes for shape in self._box(box)),
        )

    def _heading(self, column: int, kind: Kind) -> Markup:
        """Write the name of a column above its middle; at the edges it goes inwards."""
        x, words = self._x(column), str(labels.COLUMNS[kind])
        if column == 0:
            return drawing.text(x, HEAD - 16, words, "t2 ts")
        if column == len(Kind) - 1:
            return drawing.text(x + self.size.room, HEAD - 16, words, "t2 ts end")
        return drawing.text(x + self.size.room / 2, HEAD - 16, words, "t2 ts mid")

    def _line(self, left: Id, right: Id) -> Markup:
        """Draw a bond from the right edge of one box to the left edge of another, as a soft curve."""
        half = self.size.box / 2
        x, y = self.places[left][0] + self.size.room, self.places[left][1] + half
        to_x, to_y = self.places[right][0], self.places[right][1] + half
        bend = self.size.gap / 2
        points = [x + bend, y, to_x - bend, to_y, to_x, to_y]
        path = f"M{drawing.number(x)} {drawing.number(y)}C" + " ".join(map(drawing.number, points))
        return drawing.element("path", {"class": "bond", "d": path})

    def _box(self, box: Box) -> list[Markup]:
        x, y = self.places[box.id]
        look = "wt w-s dash" if box.is_gap else "sf ls"
        shape = {"class": look, "x": x, "y": y, "width": self.size.room, "height": self.size.box, "rx": 6}
        return [drawing.element("rect", shape), *self._words(box, x, y + self.size.box / 2 + 5)]

    def _words(self, box: Box, x: float, middle: float) -> list[Markup]:
        if self.size is NARROW:
            return [drawing.text(x + self.size.room / 2, middle, box.code, "tb ts mid")]
        letters = int((self.size.room - CODE_ROOM - 14) / SMALL_LETTER)
        lines = textwrap.wrap(box.title, letters, max_lines=2, placeholder="…")
        first = middle - LINE / 2 * (len(lines) - 1)
        return [
            drawing.text(x + 8, middle, box.code, "tb ts"),
            *(
                drawing.text(x + 8 + CODE_ROOM, first + LINE * number, line, "ts")
                for number, line in enumerate(lines)
            ),
        ]
