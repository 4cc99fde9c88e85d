"""Pictures are valid, carry their numbers, escape what people typed and keep the content security policy."""

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from pilot.web import drawing, icons, pictures

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

TIMELINE = pictures.Timeline(
    key="course",
    title="The pilot is in its third month",
    description="9 of 10 reached the minimum in September.",
    first=dt.date(2022, 5, 1),
    last=dt.date(2023, 5, 31),
    month_names=MONTHS,
    today=dt.date(2022, 11, 17),
    today_word="today",
    tracks=(
        pictures.Track(
            "Work in the community",
            bars=(
                pictures.Bar(dt.date(2022, 9, 1), dt.date(2022, 11, 27), "1. Preparing", "1."),
                pictures.Bar(
                    dt.date(2022, 11, 1), dt.date(2023, 5, 31), "2. Practice", "2.", pictures.Tone.FUTURE
                ),
            ),
        ),
        pictures.Track(
            "Training",
            dots=(
                pictures.Dot(dt.date(2022, 9, 15), done=True),
                pictures.Dot(dt.date(2022, 9, 16), done=True),
                pictures.Dot(dt.date(2022, 11, 24), done=False),
            ),
            note="2 of 3",
        ),
        pictures.Track(
            "Mentoring",
            cells=(
                pictures.MonthCell(dt.date(2022, 9, 1), "9/10", pictures.Tone.SHORT),
                pictures.MonthCell(dt.date(2022, 10, 1), "10/10", pictures.Tone.MET),
            ),
        ),
    ),
)

MAP = pictures.TileMap(
    key="memorandum",
    title="Two municipalities have joined",
    description="Each municipality is one square.",
    tiles=(
        pictures.Tile("CĒS", "Cēsis", "joined", pictures.TileState.JOINED, 8, 1, "#ces"),
        pictures.Tile("RĪG", "Rīga", "no election", pictures.TileState.NO_ELECTION, 6, 3, "#rig"),
        pictures.Tile("BAL", "Balvi", "not known", pictures.TileState.UNKNOWN, 11, 1, "#bal"),
    ),
)

GRID = pictures.CoverageGrid(
    key="coverage",
    title="Nobody from a small municipality in Kurzeme",
    description="Regions by size.",
    rows=("Vidzeme", "Kurzeme"),
    columns=("small", "large"),
    cells=(
        (pictures.CoverageCell(chosen=1, candidates=2), pictures.CoverageCell(chosen=0, candidates=1)),
        (pictures.CoverageCell(chosen=0), pictures.CoverageCell(chosen=12, candidates=30)),
    ),
)

EVERY_PICTURE = pytest.mark.parametrize(
    "markup",
    [
        pytest.param(pictures.timeline(TIMELINE), id="timeline"),
        pytest.param(pictures.tile_map(MAP), id="tile map"),
        pytest.param(pictures.coverage_grid(GRID), id="coverage grid"),
        pytest.param(pictures.bar(3, 7), id="bar"),
        pytest.param(pictures.tile_swatch(pictures.TileState.JOINED), id="swatch"),
        pytest.param(icons.icon("ok"), id="icon"),
    ],
)


def parse(markup: Markup) -> ET.Element:
    return ET.fromstring(f"<page>{markup}</page>")  # noqa: S314 - our own markup


def words(markup: Markup) -> list[str]:
    return [text.text or "" for text in parse(markup).iter("text")]


def shapes(markup: Markup, kind: str, variant: str) -> list[dict[str, str]]:
    drawings = [svg for svg in parse(markup).iter("svg") if variant in svg.get("class", "").split()]
    return [shape.attrib for svg in drawings for shape in svg.iter(kind)]


@EVERY_PICTURE
def test_a_picture_is_well_formed_and_has_no_inline_style_or_script(markup: Markup) -> None:
    attributes = {name for element in parse(markup).iter() for name in element.attrib}
    tags = {element.tag for element in parse(markup).iter()}

    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()
    assert tags & {"style", "script"} == set()


@EVERY_PICTURE
def test_a_picture_is_named_or_hidden_from_screen_readers(markup: Markup) -> None:
    for svg in parse(markup).iter("svg"):
        ids = {element.get("id") for element in svg.iter() if element.get("id")}
        named = {svg.get("aria-labelledby"), svg.get("aria-describedby")}

        assert svg.get("aria-hidden") == "true" or named == ids


def test_two_pictures_in_one_page_share_no_ids() -> None:
    page = pictures.timeline(TIMELINE) + pictures.timeline(replace(TIMELINE, key="other"))

    ids = [element.get("id") for element in parse(page).iter() if element.get("id")]

    assert len(ids) == 8
    assert len(set(ids)) == 8


def test_a_name_with_markup_is_shown_as_typed() -> None:
    nasty = '<b>"Rīga" & Co</b>'
    tile = pictures.Tile("<i>", nasty, "joined", pictures.TileState.JOINED, 0, 0, '"><script>')

    drawn = pictures.tile_map(replace(MAP, title=nasty, tiles=(tile,)))

    link = next(parse(drawn).iter("a"))
    assert "<b>" not in drawn
    assert next(parse(drawn).iter("title")).text == nasty
    assert link.attrib == {"class": "tile", "href": '"><script>', "aria-label": f"<i> {nasty}, joined"}


def test_the_timeline_shows_the_numbers_of_each_month_in_both_widths() -> None:
    shown = words(pictures.timeline(TIMELINE))

    assert [word for word in shown if word.strip("↓✓ ") in {"9", "10", "9/10", "10/10"}] == [
        "↓ 9/10",
        "✓ 10/10",
        "9",
        "10",
    ]


def test_bars_that_overlap_lie_in_different_lanes() -> None:
    bars = [
        float(box["y"])
        for box in shapes(pictures.timeline(TIMELINE), "rect", "w")
        if box["class"] in {"sf ls", "sf ls dash"}
    ]

    assert len(bars) == 2
    assert bars[0] < bars[1]


def test_training_days_that_happened_are_full_and_the_others_empty() -> None:
    dots = [dot["class"] for dot in shapes(pictures.timeline(TIMELINE), "circle", "n")]

    assert dots == ["br bs", "br bs", "hol bs"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(dt.date(2022, 4, 30), 0, id="the day before the pilot"),
        pytest.param(dt.date(2022, 5, 1), 2, id="its first day"),
        pytest.param(dt.date(2023, 5, 31), 2, id="its last day"),
        pytest.param(dt.date(2023, 6, 1), 0, id="the day after"),
    ],
)
def test_today_is_marked_only_within_the_pilot(today: dt.date, expected: int) -> None:
    drawn = pictures.timeline(replace(TIMELINE, today=today))

    assert words(drawn).count("today") == expected


def test_each_state_of_the_map_differs_in_sign_and_outline() -> None:
    drawn = pictures.tile_map(MAP)

    assert words(drawn) == ["CĒS", "✓", "BAL", "?", "RĪG", "○"]
    assert len({box["class"] for box in shapes(drawn, "rect", "w")}) == 3


def test_every_tile_leads_to_its_row() -> None:
    assert [link["href"] for link in shapes(pictures.tile_map(MAP), "a", "w")] == ["#ces", "#bal", "#rig"]


def test_the_grid_draws_one_square_per_municipality_or_the_numbers_when_they_are_many() -> None:
    squares = [
        box["class"]
        for box in shapes(pictures.coverage_grid(GRID), "rect", "w")
        if box["class"] in {"br bs", "hol bs"}
    ]

    assert squares == ["br bs", "hol bs", "hol bs", "hol bs"]
    assert words(pictures.coverage_grid(GRID)).count("12 + 30") == 2
    assert words(pictures.coverage_grid(GRID)).count("–") == 2


@pytest.mark.parametrize(
    ("value", "maximum", "width"),
    [
        pytest.param(0, 7, "0", id="nothing yet"),
        pytest.param(3.5, 7, "50", id="half"),
        pytest.param(9, 7, "100", id="more than planned"),
        pytest.param(1, 0, "0", id="nothing planned"),
    ],
)
def test_a_bar_stays_within_its_track(value: float, maximum: float, width: str) -> None:
    assert [box.get("width") for box in parse(pictures.bar(value, maximum)).iter("rect")] == ["100", width]


def test_close_points_are_moved_apart_around_their_middle() -> None:
    assert drawing.spread([10, 11, 50], 5) == [8, 13, 50]
