"""Drawing on the server: elements of SVG, text that fits, points that do not touch."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

LETTER = 7.2  # average advance of a 14 px letter, generous so that a text that fits here fits everywhere


def text(x: float, y: float, words: str, classes: str, *, hidden: bool = False) -> Markup:
    """Write words at a point; hidden ones are for the eye only."""
    attributes: dict[str, object] = {"x": x, "y": y, "class": classes.strip()}
    return element("text", {**attributes, "aria-hidden": "true"} if hidden else attributes, words)


def element(name: str, attributes: Mapping[str, object], *children: str) -> Markup:
    """Build one element; attributes and children are escaped unless they are markup already."""
    written = "".join(
        f' {key}="{number(value) if isinstance(value, int | float) else escape(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704 - everything in it is escaped


def number(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def spread(places: Sequence[float], distance: float) -> list[float]:
    """Move close neighbours apart to the distance, each cluster around its own middle."""
    clusters: list[list[float]] = []
    for place in places:
        clusters.append([place])
        while (
            len(clusters) > 1
            and _reach(clusters[-1], distance)[0] - _reach(clusters[-2], distance)[1] < distance
        ):
            last = clusters.pop()
            clusters[-1] += last
    spread: list[float] = []
    for cluster in clusters:
        start = _reach(cluster, distance)[0]
        spread += [start + distance * place for place in range(len(cluster))]
    return spread


def _reach(cluster: Sequence[float], distance: float) -> tuple[float, float]:
    middle, half = sum(cluster) / len(cluster), distance * (len(cluster) - 1) / 2
    return middle - half, middle + half


def fitting(texts: Iterable[str], width: float) -> str:
    """Choose the first text that fits; the empty text when none does (the number stays in the table)."""
    return next((text for text in texts if text.strip() and len(text) * LETTER <= width), "")
