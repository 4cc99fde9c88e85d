"""The map of a community, drawn without tiles: where its places lie to each other."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.profiles.models import MapPoint
from pilot.web import drawing

WIDTH, HEIGHT, EDGE = 640, 360, 40
LATITUDE_STRETCH = Decimal("1.85")  # a degree of latitude is this much longer than one of longitude in Latvia
LEAST_SPAN = Decimal("0.02")


def map_of(points: Sequence[MapPoint]) -> Markup:
    """Draw the points of a community by their places, numbered as in the table beside it."""
    xs = [point.longitude for point in points]
    ys = [point.latitude * LATITUDE_STRETCH for point in points]
    span = max(max(xs) - min(xs), max(ys) - min(ys), LEAST_SPAN)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    scale = Decimal(min(WIDTH, HEIGHT) - 2 * EDGE) / span
    children: list[str] = []
    for number, (x, y) in enumerate(zip(xs, ys, strict=True), start=1):
        at_x = float(WIDTH / 2 + float((x - middle_x) * scale))
        at_y = float(HEIGHT / 2 - float((y - middle_y) * scale))
        children.append(drawing.element("circle", {"cx": at_x, "cy": at_y, "r": 13, "class": "pin"}))
        children.append(drawing.text(at_x, at_y + 5, str(number), "pin-number", hidden=True))
    return drawing.element(
        "svg",
        {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "class": "places"},
        drawing.element("title", {}, str(_("Places of the community; the table names each number"))),
        *children,
    )
