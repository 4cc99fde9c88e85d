"""Draw the scores of a round: a bar for each need, the spread of the sheets as a line across it."""

from decimal import Decimal

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.priorities import labels
from pilot.community.priorities.queries import ItemResult, Results
from pilot.community.priorities.rules import HIGHEST, LOWEST
from pilot.web import drawing
from pilot.web.locale import number

ROW, BAR, EDGE = 58, 18, 8


def scores(results: Results) -> Markup | None:
    """Draw the scored needs by rank, wide and for phones; None where nothing was scored."""
    rows = [row for row in results.rows if row.opinion]
    if not rows:
        return None
    return _drawn(rows, 720, "w alt cap", results) + _drawn(rows, 360, "n", results)


def _drawn(rows: list[ItemResult], width: int, variant: str, results: Results) -> Markup:
    name = f"scores-{variant[0]}"
    shapes = [shape for place, row in enumerate(rows) for shape in _row(row, place * ROW, width, results)]
    height = len(rows) * ROW + 26
    for value in range(LOWEST, HIGHEST + 1):
        x = _x(Decimal(value), width)
        kind = "t2 end" if value == HIGHEST else "t2" if value == LOWEST else "t2 mid"
        shapes.append(drawing.text(x, height - 6, str(value), kind))
    return drawing.element(
        "svg",
        {
            "class": variant,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, _("Scores of the needs")),
        drawing.element("desc", {"id": f"{name}-desc"}, _("The same numbers stand in the table below.")),
        *shapes,
    )


def _row(row: ItemResult, top: int, width: int, results: Results) -> list[Markup]:
    """Draw one need: its name and score, the bar from 1 to the score, the line from least to most."""
    found = row.opinion
    if found is None:
        return []
    name = f"{labels.place(row.place)} {row.item.need.title}"
    room = int((width - 70) / drawing.LETTER)
    shapes = [
        drawing.text(EDGE, top + 18, name if len(name) <= room else f"{name[: room - 1]}…", "tb ts"),
        drawing.text(width - EDGE, top + 18, number(found.score), "tb end"),
        _box("sf2 ls", top, width, Decimal(HIGHEST)),
        _box("brt bs", top, width, found.score),
    ]
    if results.has_spread and found.sheets > 1:
        middle = top + 26 + BAR / 2
        least, most = _x(found.least, width), _x(found.most, width)
        ends = [
            drawing.element("line", {"class": "now", "x1": x, "x2": x, "y1": middle - 6, "y2": middle + 6})
            for x in (least, most)
        ]
        across = {"class": "now", "x1": least, "x2": most, "y1": middle, "y2": middle}
        shapes += [drawing.element("line", across), *ends]
    return shapes


def _box(kind: str, top: int, width: int, value: Decimal) -> Markup:
    box = {"class": kind, "x": EDGE, "y": top + 26, "width": _x(value, width) - EDGE, "height": BAR, "rx": 3}
    return drawing.element("rect", box)


def _x(value: Decimal, width: int) -> float:
    share = float(value - LOWEST) / (HIGHEST - LOWEST)
    return EDGE + (width - 2 * EDGE) * share
