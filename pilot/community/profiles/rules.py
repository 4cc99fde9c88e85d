"""Judge a community profile: what is missing, whether parts add up, how exact a point may be (domain d.1)."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pilot.community.profiles.enums import AgeGroup, Block, PlaceKind, Quality

YEAR = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})(?![0-9])", re.ASCII)
DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII)
KILOMETRE = Decimal("0.01")
METRE = Decimal("0.00001")
LATITUDES, LONGITUDES = (Decimal("55.5"), Decimal("58.2")), (Decimal("20.5"), Decimal("28.5"))


class Problem(StrEnum):
    """Why something of a profile is refused."""

    NO_YEAR = "no_year"
    YEAR_AHEAD = "year_ahead"
    NOT_A_LINK = "not_a_link"
    OUTSIDE_LATVIA = "outside_latvia"


@dataclass(frozen=True)
class BlockEntry:
    """What is said of a block, where it comes from, and as of when."""

    text: str
    source: str
    as_of: str


@dataclass(frozen=True)
class IndicatorEntry:
    """A figure, beside the same of the municipality and of Latvia where they are known."""

    name: str
    value: Decimal
    of_municipality: Decimal | None
    of_latvia: Decimal | None
    unit: str
    counts_people: bool
    year: int
    source: str
    link: str
    quality: Quality
    remark: str


@dataclass(frozen=True)
class AgesEntry:
    """How many residents there are in all and by age group, of one year from one source."""

    total: int
    groups: Mapping[AgeGroup, int]
    year: int
    source: str


@dataclass(frozen=True)
class PointEntry:
    """A place; without permission for the exact point it is kept to about a kilometre."""

    name: str
    kind: PlaceKind
    latitude: Decimal
    longitude: Decimal
    exact: bool
    resource_id: uuid.UUID | None = None


def missing_blocks(written: Collection[Block]) -> tuple[Block, ...]:
    """Name the blocks of which nothing is written yet, in their order (C1)."""
    return tuple(block for block in Block if block not in written)


def as_of_problem(as_of: str, *, this_year: int) -> Problem | None:
    """Refuse an "as of" without a year, or with one that has not come; an empty one is no problem."""
    if not as_of:
        return None
    years = [int(year) for year in YEAR.findall(as_of)]
    if not years or any(not _is_day(*found) for found in DAY.findall(as_of)):
        return Problem.NO_YEAR
    return Problem.YEAR_AHEAD if max(years) > this_year else None


def _is_day(day: str, month: str, year: str) -> bool:
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def link_problem(link: str) -> Problem | None:
    """Refuse a link that does not begin with http:// or https://."""
    return Problem.NOT_A_LINK if link and not re.match(r"https?://[^\s/]+", link) else None


def not_stated(total: int, groups: Mapping[AgeGroup, int]) -> int:
    """Return how many people the groups leave over of the total; below 0 they are more (C4)."""
    return total - sum(groups.values())


def leaves_municipality(value: Decimal, *, counts_people: bool, quality: Quality, threshold: int) -> bool:
    """Say whether a figure may be read outside: of people only published ones, and no small ones (R18)."""
    if threshold == 0 or not counts_people:
        return True
    return quality is Quality.OFFICIAL and not 0 < value < threshold


def is_in_latvia(latitude: Decimal, longitude: Decimal) -> bool:
    """Say whether a point lies within the outermost points of Latvia."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def kept_point(entry: PointEntry) -> tuple[Decimal, Decimal]:
    """Return latitude and longitude as kept: to a metre with permission, else to a kilometre (C15)."""
    step = METRE if entry.exact else KILOMETRE
    return (
        entry.latitude.quantize(step, ROUND_HALF_UP),
        entry.longitude.quantize(step, ROUND_HALF_UP),
    )
