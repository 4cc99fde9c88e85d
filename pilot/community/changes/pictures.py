"""Draw the changes of a community as a curve that rises by a step with each."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.web import drawing
from pilot.web.locale import day

HEIGHT, FOOT, TOP, EDGE = 200, 30, 26, 12
RADIUS = 4


def steps(points: Sequence[tuple[dt.date, int]], *, until: dt.date) -> Markup | None:
    """Draw the curve from its first change until a day, wide and for phones; None without any change."""
    if not points:
        return None
    return _drawn(points, until, 720, "w alt") + _drawn(points, until, 360, "n")


def _drawn(points: Sequence[tuple[dt.date, int]], until: dt.date, width: int, variant: str) -> Markup:
    name = f"curve-{variant[0]}"
    first, most = points[0][0], points[-1][1]
    last = max(until, points[-1][0])
    span = max((last - first).days, 1)

    def x(on: dt.date) -> float:
        return EDGE + (width - 2 * EDGE) * (on - first).days / span

    def y(count: int) -> float:
        return HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * count / most

    path = f"M{drawing.number(x(first))} {drawing.number(y(0))}"
    for on, count in points:
        path += f"H{drawing.number(x(on))}V{drawing.number(y(count))}"
    path += f"H{drawing.number(x(last))}"
    dots = [
        drawing.element("circle", {"class": "br bs", "cx": x(on), "cy": y(count), "r": RADIUS})
        for on, count in points
    ]
    ground = {"class": "ls", "x1": EDGE, "x2": width - EDGE, "y1": y(0), "y2": y(0)}
    return drawing.element(
        "svg",
        {
            "class": variant,
            "viewBox": f"0 0 {width} {HEIGHT}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, _("Changes over time")),
        drawing.element("desc", {"id": f"{name}-desc"}, _("The same numbers stand in the table below.")),
        drawing.element("line", ground),
        drawing.element("path", {"class": "curve", "d": path}),
        *dots,
        drawing.text(width - EDGE, y(most) - 9, str(most), "tb end"),
        drawing.text(EDGE, HEIGHT - 8, day(first), "t2"),
        drawing.text(width - EDGE, HEIGHT - 8, day(last), "t2 end"),
    )
