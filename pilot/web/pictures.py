"""Pictures as SVG made on the server: data and words in, markup with classes out.

No style attributes (the content security policy forbids them) and no words of their own: titles, descriptions
and labels are arguments. Beside every picture stands a list or table with the same numbers.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from markupsafe import Markup

from pilot.web import drawing

DRAWN = 64


class Tone(StrEnum):
    """How a bar or a month stands; each tone differs in fill, outline and sign, not in colour alone."""

    PLAIN = "plain"
    DONE = "done"
    CURRENT = "current"
    FUTURE = "future"
    MET = "met"
    RUNNING = "running"
    SHORT = "short"


class TileState(StrEnum):
    """What is known about a municipality and the memorandum."""

    JOINED = "joined"
    NO_ELECTION = "no_election"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Bar:
    """A stretch of days inside a track; ``short`` replaces a text that does not fit."""

    first: dt.date
    last: dt.date
    text: str
    short: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Dot:
    """One day that matters, such as a training day."""

    on: dt.date
    done: bool


@dataclass(frozen=True)
class MonthCell:
    """One month of a track with its result, such as "9/10"."""

    month: dt.date
    text: str
    tone: Tone


@dataclass(frozen=True)
class Track:
    """One row of the timeline; bars that overlap are stacked in lanes."""

    label: str
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    cells: tuple[MonthCell, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Timeline:
    """A pilot from its first to its last month; ``month_names`` are the twelve short names from January."""

    key: str
    title: str
    description: str
    first: dt.date
    last: dt.date
    month_names: tuple[str, ...]
    tracks: tuple[Track, ...]
    today: dt.date
    today_word: str


@dataclass(frozen=True)
class Tile:
    """One municipality as one square; ``label`` is its short sign, ``word`` names the state."""

    label: str
    name: str
    word: str
    state: TileState
    column: int
    row: int
    href: str


@dataclass(frozen=True)
class TileMap:
    """Every municipality at about its place, all of the same size."""

    key: str
    title: str
    description: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class CoverageCell:
    """How many are chosen and how many more are candidates where a row meets a column."""

    chosen: int
    candidates: int = 0


@dataclass(frozen=True)
class CoverageGrid:
    """Kinds of municipalities (such as regions × sizes) and who stands in for each; ``cells`` row by row."""

    key: str
    title: str
    description: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[CoverageCell, ...], ...]


@dataclass(frozen=True)
class _Frame:
    """Where days fall on a drawing of the given width."""

    first: dt.date
    last: dt.date
    left: float
    width: float

    def x(self, day: dt.date) -> float:
        days = (self.last - self.first).days + 1
        offset = min(max((day - self.first).days, 0), days)
        return self.left + self.width * offset / days


_ONE_DAY = dt.timedelta(days=1)
_BAR_HEIGHT = 24
_LANE_GAP = 4

_TONES: Mapping[
    Tone, tuple[str, str, str]
] = {  # classes of the shape, class of its text, sign before the text
    Tone.PLAIN: ("sf ls", "", ""),
    Tone.DONE: ("okf", "onb", "✓ "),
    Tone.CURRENT: ("brt bs", "", ""),
    Tone.FUTURE: ("sf ls dash", "", ""),
    Tone.MET: ("okt ok-s", "", "✓ "),
    Tone.RUNNING: ("wt w-s dash", "", ""),
    Tone.SHORT: ("dt d-s thick", "", "↓ "),
}

_TILES: Mapping[TileState, tuple[str, str, str]] = {  # classes of the square, class of its text, sign
    TileState.JOINED: ("br bs", "onb", "✓"),
    TileState.NO_ELECTION: ("sf2 ls", "", "○"),
    TileState.UNKNOWN: ("sf ls dash", "", "?"),
}


def bar(value: float, maximum: float) -> Markup:
    """Draw a share as a thin bar beside its number; decoration, hence hidden from screen readers."""
    share = min(max(value / maximum, 0), 1) if maximum else 0
    return drawing.element(
        "svg",
        {"class": "bar", "viewBox": "0 0 100 6", "preserveAspectRatio": "none", "aria-hidden": "true"},
        drawing.element("rect", {"class": "trk", "width": 100, "height": 6, "rx": 3}),
        drawing.element("rect", {"class": "val", "width": 100 * share, "height": 6, "rx": 3}),
    )


@cache
def tile_swatch(state: TileState) -> Markup:
    """Draw the square of one state for the key of the tile map."""
    shape, text, sign = _TILES[state]
    return drawing.element(
        "svg",
        {"viewBox": "0 0 26 22", "aria-hidden": "true"},
        drawing.element("rect", {"class": shape, "x": 1, "y": 1, "width": 24, "height": 20, "rx": 4}),
        drawing.text(13, 16, sign, f"mid ts {text}"),
    )


@lru_cache(DRAWN)
def timeline(picture: Timeline) -> Markup:
    """Draw the pilot twice: for wide screens and, with the labels above the bars, for phones."""
    return _timeline(picture, narrow=False) + _timeline(picture, narrow=True)


@lru_cache(DRAWN)
def tile_map(picture: TileMap) -> Markup:
    """Draw one square per municipality, each a link to its row in the list."""
    size, gap = 62, 5
    columns = max((tile.column for tile in picture.tiles), default=0) + 1
    rows = max((tile.row for tile in picture.tiles), default=0) + 1
    squares = []
    for tile in sorted(picture.tiles, key=lambda each: (each.row, each.column)):
        shape, text, sign = _TILES[tile.state]
        x, y, side = 2 + tile.column * size, 2 + tile.row * size, size - gap
        squares.append(
            drawing.element(
                "a",
                {"class": "tile", "href": tile.href, "aria-label": f"{tile.label} {tile.name}, {tile.word}"},
                drawing.element(
                    "rect", {"class": f"hit {shape}", "x": x, "y": y, "width": side, "height": side, "rx": 6}
                ),
                drawing.text(x + side / 2, y + 26, tile.label, f"mid tb {text}"),
                drawing.text(x + side / 2, y + 46, sign, f"mid {text}", hidden=True),
            )
        )
    return _picture(picture, "w", columns * size + 4, rows * size + 4, squares, clickable=True)


@lru_cache(DRAWN)
def coverage_grid(picture: CoverageGrid) -> Markup:
    """Draw filled squares for the chosen, outlined ones for candidates, a dashed box where there are none."""
    return _coverage(picture, narrow=False) + _coverage(picture, narrow=True)


def _timeline(picture: Timeline, *, narrow: bool) -> Markup:
    width, label_width = (360, 8) if narrow else (1080, 190)
    frame = _Frame(picture.first, picture.last, label_width, width - label_width - 10)
    heading = 17 if narrow else 0
    top = 54.0
    shapes: list[Markup] = []
    for track in picture.tracks:
        lanes = _lanes(track.bars)
        height = max(len(lanes), 1) * (_BAR_HEIGHT + _LANE_GAP)
        y = top + heading
        shapes.append(
            drawing.text(label_width if narrow else 0, top + 11 if narrow else y + 17, track.label, "tb ts")
        )
        for depth, lane in enumerate(lanes):
            shapes += _bars(lane, frame, y + depth * (_BAR_HEIGHT + _LANE_GAP))
        shapes += _month_cells(track.cells, frame, y)
        shapes += _dots(track.dots, frame, y + _BAR_HEIGHT / 2, radius=2.4 if narrow else 5)
        shapes += _note(track, frame, y)
        top = y + height + (8 if narrow else 12)
    background = _months(picture, frame, top, narrow=narrow)
    return _picture(
        picture,
        "n" if narrow else "w alt",
        width,
        top + 2,
        [*background, *_today_line(picture, frame, top), *shapes, *_today_label(picture, frame, width)],
    )


def _months(picture: Timeline, frame: _Frame, bottom: float, *, narrow: bool) -> list[Markup]:
    shapes = []
    for place, month in enumerate(_months_between(picture.first, picture.last)):
        left, right = frame.x(month), frame.x(_next_month(month))
        name = picture.month_names[month.month - 1]
        if place % 2 == 0:
            box = {"class": "sf2", "x": left, "y": 26, "width": right - left, "height": bottom - 26}
            shapes.append(drawing.element("rect", box))
        shapes.append(drawing.text((left + right) / 2, 18, name[:1].upper() if narrow else name, "t2 mid"))
    return shapes


def _bars(lane: Sequence[Bar], frame: _Frame, y: float) -> list[Markup]:
    shapes = []
    for each in lane:
        shape, text_class, sign = _TONES[each.tone]
        left, right = frame.x(each.first), frame.x(each.last + _ONE_DAY)
        box = {
            "class": shape,
            "x": left,
            "y": y,
            "width": max(right - left, 2),
            "height": _BAR_HEIGHT,
            "rx": 4,
        }
        shapes.append(drawing.element("rect", box))
        text = drawing.fitting((sign + each.text, each.text, sign + each.short, each.short), right - left - 8)
        if text:
            shapes.append(drawing.text((left + right) / 2, y + 17, text, f"mid ts {text_class}"))
    return shapes


def _month_cells(cells: Iterable[MonthCell], frame: _Frame, y: float) -> list[Markup]:
    shapes = []
    for cell in cells:
        shape, text_class, sign = _TONES[cell.tone]
        left, right = frame.x(cell.month) + 1.5, frame.x(_next_month(cell.month)) - 1.5
        box = {"class": shape, "x": left, "y": y, "width": right - left, "height": _BAR_HEIGHT, "rx": 4}
        shapes.append(drawing.element("rect", box))
        text = drawing.fitting((sign + cell.text, cell.text, cell.text.split("/")[0]), right - left)
        if text:
            shapes.append(drawing.text((left + right) / 2, y + 17, text, f"mid ts {text_class}"))
    return shapes


def _dots(dots: Iterable[Dot], frame: _Frame, y: float, *, radius: float) -> list[Markup]:
    ordered = sorted(dots, key=lambda dot: dot.on)
    places = drawing.spread([frame.x(dot.on) for dot in ordered], 2 * radius + 1)
    return [
        drawing.element("circle", {"class": "br bs" if dot.done else "hol bs", "cx": x, "cy": y, "r": radius})
        for dot, x in zip(ordered, places, strict=True)
    ]


def _note(track: Track, frame: _Frame, y: float) -> list[Markup]:
    ends = [frame.x(each.last + _ONE_DAY) for each in track.bars] + [
        frame.x(dot.on) + 6 for dot in track.dots
    ]
    start = max(ends, default=frame.left) + 8
    if not track.note or not drawing.fitting((track.note,), frame.left + frame.width - start):
        return []
    return [drawing.text(start, y + 17, track.note, "t2")]


def _today_line(picture: Timeline, frame: _Frame, bottom: float) -> list[Markup]:
    if not picture.first <= picture.today <= picture.last:
        return []
    x = frame.x(picture.today)
    return [drawing.element("line", {"class": "now", "x1": x, "x2": x, "y1": 40, "y2": bottom})]


def _today_label(picture: Timeline, frame: _Frame, width: float) -> list[Markup]:
    if not picture.first <= picture.today <= picture.last:
        return []
    half = len(picture.today_word) * drawing.LETTER / 2 + 8
    x = min(max(frame.x(picture.today), half), width - half)
    return [
        drawing.element(
            "rect", {"class": "nowb", "x": x - half, "y": 26, "width": 2 * half, "height": 20, "rx": 4}
        ),
        drawing.text(x, 40, picture.today_word, "nowtx mid"),
    ]


def _coverage(picture: CoverageGrid, *, narrow: bool) -> Markup:
    width, label_width, row_height = (360, 0, 74) if narrow else (720, 200, 52)
    column_width = (width - label_width) / max(len(picture.columns), 1)
    shapes = [
        drawing.text(label_width + column_width * (place + 0.5), 18, name, "t2 mid ts")
        for place, name in enumerate(picture.columns)
    ]
    for place, (name, cells) in enumerate(zip(picture.rows, picture.cells, strict=True)):
        top = 28 + place * row_height
        shapes.append(drawing.text(0, top + 17 if narrow else top + 29, name, "tb ts"))
        box_top, box_height = (top + 24, row_height - 30) if narrow else (top, row_height - 6)
        for position, cell in enumerate(cells):
            left = label_width + column_width * position + 2
            shapes += _coverage_cell(cell, left, box_top, column_width - 4, box_height)
    height = 28 + len(picture.rows) * row_height
    return _picture(picture, "n" if narrow else "w alt cap", width, height, shapes)


def _coverage_cell(cell: CoverageCell, left: float, top: float, width: float, height: float) -> list[Markup]:
    empty = cell.chosen + cell.candidates == 0
    shape = "wt w-s dash" if empty else "sf2 ls"
    shapes = [
        drawing.element(
            "rect", {"class": shape, "x": left, "y": top, "width": width, "height": height, "rx": 6}
        )
    ]
    middle, centre = left + width / 2, top + height / 2
    if empty:
        return [*shapes, drawing.text(middle, centre + 5, "–", "mid tb")]
    side, gap = 16, 5
    count = cell.chosen + cell.candidates
    if count * (side + gap) > width - 8:
        return [*shapes, drawing.text(middle, centre + 5, f"{cell.chosen} + {cell.candidates}", "mid tb")]
    start = middle - (count * (side + gap) - gap) / 2
    for place in range(count):
        box = {"class": "br bs" if place < cell.chosen else "hol bs", "x": start + place * (side + gap)}
        shapes.append(
            drawing.element("rect", {**box, "y": centre - side / 2, "width": side, "height": side, "rx": 3})
        )
    return shapes


def _lanes(bars: Iterable[Bar]) -> list[list[Bar]]:
    """Put each bar into the first lane where it overlaps nothing."""
    lanes: list[list[Bar]] = []
    for each in sorted(bars, key=lambda item: (item.first, item.last)):
        free = next((lane for lane in lanes if lane[-1].last < each.first), None)
        if free is None:
            lanes.append([each])
        else:
            free.append(each)
    return lanes


def _months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    months = [first.replace(day=1)]
    while _next_month(months[-1]) <= last:
        months.append(_next_month(months[-1]))
    return months


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _picture(
    picture: Timeline | TileMap | CoverageGrid,
    variant: str,
    width: float,
    height: float,
    shapes: Iterable[Markup],
    *,
    clickable: bool = False,
) -> Markup:
    name = f"{picture.key}-{variant[0]}"
    return drawing.element(
        "svg",
        {
            "class": variant,
            "viewBox": f"0 0 {drawing.number(width)} {drawing.number(height)}",
            "role": "group" if clickable else "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, picture.title),
        drawing.element("desc", {"id": f"{name}-desc"}, picture.description),
        *shapes,
    )
