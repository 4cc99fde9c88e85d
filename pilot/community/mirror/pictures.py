"""Draw who did the work of each quarter: a column of three parts, for, with and by the community."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from markupsafe import Markup

from pilot.community.enums import WorkMode
from pilot.community.mirror.labels import short_name
from pilot.community.mirror.rules import Cell, Mirror, Quarter
from pilot.web import drawing

HEIGHT, FOOT, TOP, WIDEST = 220, 26, 20, 96
LOOKS = MappingProxyType(
    {
        WorkMode.FOR: ("sf2 ls", ""),
        WorkMode.WITH: ("brt bs", ""),
        WorkMode.BY: ("br bs", "onb"),
    }
)
"""The fill of each part and of the number in it; the parts differ by more than colour: by their order."""


def trend(mirrors: Mapping[Quarter, Mirror | None]) -> Markup | None:
    """Draw the quarters, wide and for phones; None where nothing can be told of any."""
    known = {quarter: mirror for quarter, mirror in mirrors.items() if mirror and _sum(mirror)}
    if not known:
        return None
    return _drawn(known, 720, "w alt cap") + _drawn(known, 360, "n")


def swatch(mode: WorkMode) -> Markup:
    """Draw the part of one kind for the key of the picture."""
    shape = {"class": LOOKS[mode][0], "x": 1, "y": 1, "width": 24, "height": 20, "rx": 3}
    return drawing.element(
        "svg", {"viewBox": "0 0 26 22", "aria-hidden": "true"}, drawing.element("rect", shape)
    )


def _sum(mirror: Mirror) -> int:
    return sum(_amount(mirror, mode) for mode in WorkMode)


def _amount(mirror: Mirror, mode: WorkMode) -> int:
    return mirror.modes.get(mode, Cell()).amount or 0


def _drawn(mirrors: Mapping[Quarter, Mirror], width: int, variant: str) -> Markup:
    name = f"trend-{variant[0]}"
    most = max(_sum(mirror) for mirror in mirrors.values())
    step = width / len(mirrors)
    shapes = [
        shape
        for place, (quarter, mirror) in enumerate(mirrors.items())
        for shape in _column(quarter, mirror, middle=step * (place + 0.5), room=step, most=most)
    ]
    return drawing.element(
        "svg",
        {
            "class": variant,
            "viewBox": f"0 0 {width} {HEIGHT}",
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
        },
        drawing.element("title", {"id": f"{name}-title"}, _("Activities by quarter and by who did them")),
        drawing.element("desc", {"id": f"{name}-desc"}, _("The same numbers stand in the table below.")),
        *shapes,
    )


def _column(quarter: Quarter, mirror: Mirror, *, middle: float, room: float, most: int) -> list[Markup]:
    """Draw one quarter from the bottom up; its sum stands above it unless a part of it is hidden."""
    width, top = min(WIDEST, room - 12), float(HEIGHT - FOOT)
    left = middle - width / 2
    shapes = [drawing.text(middle, HEIGHT - 8, short_name(quarter), "ts mid")]
    for mode in WorkMode:
        amount = _amount(mirror, mode)
        height = (HEIGHT - FOOT - TOP) * amount / most
        top -= height
        if amount:
            shape, word = LOOKS[mode]
            box = {"class": shape, "x": left, "y": top, "width": width, "height": height}
            shapes.append(drawing.element("rect", box))
        if height >= TOP:
            shapes.append(drawing.text(middle, top + height / 2 + 5, str(amount), f"ts mid {word}"))
    if all(cell.amount is not None for cell in mirror.modes.values()):
        shapes.append(drawing.text(middle, top - 5, str(_sum(mirror)), "tb mid"))
    return shapes
