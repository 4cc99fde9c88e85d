"""Judge diary entries and their photos, and add entries up."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pilot.community.diary.enums import PhotoConsent
from pilot.community.enums import (
    ChangeCode,
    DiaryKind,
    PeopleGroup,
    PlaceClass,
    SocialWorkRole,
    SocialWorkTask,
    WorkMode,
)
from pilot.community.rules import is_ahead

MOST_ROLES = 3
MOST_MINUTES = 1440


class Problem(StrEnum):
    """Why an entry or a photo is refused."""

    DONE_ON_AHEAD = "done_on_ahead"
    PARTS_WITHOUT_TOTAL = "parts_without_total"
    PARTS_TOO_MANY = "parts_too_many"
    REPORTS_WITHOUT_CONSENT = "reports_without_consent"
    FILES_FULL = "files_full"


@dataclass(frozen=True)
class Refusal:
    """A problem with the number of people that the parts make together."""

    problem: Problem
    number: int = 0


@dataclass(frozen=True)
class Entry:
    """What somebody did on a day; only the day, the kind, the text and who did it are always there (a.6)."""

    done_on: dt.date
    kind: DiaryKind
    text: str
    mode: WorkMode
    starts_at: dt.time | None = None
    minutes: int | None = None
    community_id: uuid.UUID | None = None
    place_class: PlaceClass | None = None
    task: SocialWorkTask | None = None
    roles: tuple[SocialWorkRole, ...] = ()
    people_reached: int | None = None
    people_parts: Mapping[PeopleGroup, int] = field(default_factory=dict)
    change_code: ChangeCode | None = None
    contact: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Facts:
    """What counts of an entry."""

    minutes: int | None
    place_class: PlaceClass | None
    outside_hours: bool
    people_reached: int | None = None
    outside_minutes: int = 0


@dataclass(frozen=True)
class Totals:
    """A month of entries: minutes are those that were written down."""

    entries: int
    minutes: int
    minutes_with_place: int
    minutes_outside_office: int
    outside_hours: int
    people_reached: int
    outside_minutes: int

    @property
    def outside_office_pct(self) -> int | None:
        """Return the share of the time with a known place that was outside the office; None without any."""
        if self.minutes_with_place == 0:
            return None
        return (200 * self.minutes_outside_office + self.minutes_with_place) // (2 * self.minutes_with_place)


@dataclass(frozen=True)
class Readers:
    """The names of those who read an entry once it is shared."""

    mentors: tuple[str, ...]
    heads: tuple[str, ...]
    colleagues: tuple[str, ...]
    coordinators: tuple[str, ...]


def entry_refusal(entry: Entry, *, today: dt.date) -> Refusal | None:
    """Return why an entry cannot be kept as it was typed, or None."""
    if is_ahead(entry.done_on, today=today):
        return Refusal(Problem.DONE_ON_AHEAD)
    return parts_refusal(entry.people_reached, entry.people_parts)


def parts_refusal(total: int | None, parts: Mapping[PeopleGroup, int]) -> Refusal | None:
    """Return why the groups do not fit the number of people; whoever is in no group stays not stated."""
    together = sum(parts.values())
    if parts and total is None:
        return Refusal(Problem.PARTS_WITHOUT_TOTAL, together)
    if total is not None and together > total:
        return Refusal(Problem.PARTS_TOO_MANY, together)
    return None


def photo_problem(consent: PhotoConsent, *, for_reports: bool) -> Problem | None:
    """Refuse a photo for reports in which people are recognisable who have not agreed (C14)."""
    return Problem.REPORTS_WITHOUT_CONSENT if for_reports and not may_be_shown(consent) else None


def may_be_shown(consent: PhotoConsent) -> bool:
    """Say whether anybody but its author may see a photo at all."""
    return consent is not PhotoConsent.NONE


def totals(entries: Iterable[Facts]) -> Totals:
    """Add entries up; the share outside the office is counted over time with a known place (C10)."""
    known = list(entries)
    placed = [entry for entry in known if entry.place_class is not None]
    return Totals(
        entries=len(known),
        minutes=sum(entry.minutes or 0 for entry in known),
        minutes_with_place=sum(entry.minutes or 0 for entry in placed),
        minutes_outside_office=sum(
            entry.minutes or 0 for entry in placed if entry.place_class is PlaceClass.OUTSIDE_OFFICE
        ),
        outside_hours=sum(entry.outside_hours for entry in known),
        people_reached=sum(entry.people_reached or 0 for entry in known),
        outside_minutes=sum(entry.outside_minutes for entry in known),
    )
