"""Judge findings: themes and their domains, merges, contacts, and which resources may help with a need."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pilot.community.enums import (
    Frequency,
    GoalDomain,
    Level,
    NeedKind,
    NeedView,
    PeopleGroup,
    ResourceKind,
    ResourceState,
    Scale,
    SourceKind,
    Theme,
    Trend,
)
from pilot.community.findings.enums import SwotBox, SwotOrigin, SwotPair
from pilot.community.rules import THEMES, is_ahead

DOMAIN_OF = MappingProxyType({theme: domain for domain, themes in THEMES.items() for theme in themes})
"""The goal domain of each theme (domain d.4)."""
_R, _T = ResourceKind, Theme
HELPS_WITH_DOMAIN: Mapping[GoalDomain, tuple[ResourceKind, ...]] = MappingProxyType(
    {
        GoalDomain.MATERIAL: (_R.INSTITUTIONS, _R.FUNDING, _R.ASSOCIATIONS),
        GoalDomain.INFRASTRUCTURE: (_R.INSTITUTIONS, _R.PREMISES, _R.FUNDING),
        GoalDomain.NON_MATERIAL: (_R.RESIDENTS, _R.ASSOCIATIONS, _R.LEADERS),
    }
)
HELPS_WITH_THEME: Mapping[Theme, tuple[ResourceKind, ...]] = MappingProxyType(
    {
        _T.UNEMPLOYMENT: (_R.ENTREPRENEURS, _R.INSTITUTIONS, _R.FUNDING),
        _T.CARE_AT_HOME: (_R.RESIDENTS, _R.ASSOCIATIONS, _R.INSTITUTIONS),
        _T.CHILD_CARE: (_R.RESIDENTS, _R.PREMISES, _R.ASSOCIATIONS),
        _T.PUBLIC_TRANSPORT: (_R.INSTITUTIONS, _R.RESIDENTS, _R.ENTREPRENEURS),
        _T.ROADS_AND_LIGHTING: (_R.INSTITUTIONS, _R.FUNDING, _R.LEADERS),
        _T.STREET_SAFETY: (_R.INSTITUTIONS, _R.LEADERS, _R.RESIDENTS),
        _T.MEETING_PLACES: (_R.PREMISES, _R.ASSOCIATIONS, _R.LEADERS),
        _T.GREEN_PLACES: (_R.NATURE, _R.RESIDENTS, _R.ASSOCIATIONS),
        _T.INTERNET: (_R.ENTREPRENEURS, _R.INSTITUTIONS, _R.FUNDING),
        _T.FREE_TIME: (_R.PREMISES, _R.ASSOCIATIONS, _R.NATURE),
        _T.YOUTH_OFFENCES: (_R.INSTITUTIONS, _R.LEADERS, _R.PREMISES),
        _T.ADDICTIONS: (_R.INSTITUTIONS, _R.ASSOCIATIONS, _R.LEADERS),
        _T.VIOLENCE: (_R.INSTITUTIONS, _R.ASSOCIATIONS),
        _T.GENERATION_GAP: (_R.TRADITIONS, _R.RESIDENTS, _R.PREMISES),
        _T.CONFLICTS: (_R.LEADERS, _R.TRADITIONS, _R.ASSOCIATIONS),
        _T.LOW_PARTICIPATION: (_R.LEADERS, _R.TRADITIONS, _R.INFORMATION_CHANNELS),
        _T.LACK_OF_INFORMATION: (_R.INFORMATION_CHANNELS, _R.INSTITUTIONS, _R.LEADERS),
        _T.LACK_OF_TRUST: (_R.LEADERS, _R.TRADITIONS, _R.INFORMATION_CHANNELS),
        _T.DIGITAL_SKILLS: (_R.RESIDENTS, _R.PREMISES, _R.INSTITUTIONS),
    }
)
"""Where the theme says more than its domain does."""
BOXES_OF: Mapping[SwotPair, tuple[SwotBox, SwotBox]] = MappingProxyType(
    {
        SwotPair.STRENGTHS_OPPORTUNITIES: (SwotBox.STRENGTH, SwotBox.OPPORTUNITY),
        SwotPair.STRENGTHS_THREATS: (SwotBox.STRENGTH, SwotBox.THREAT),
        SwotPair.WEAKNESSES_OPPORTUNITIES: (SwotBox.WEAKNESS, SwotBox.OPPORTUNITY),
        SwotPair.WEAKNESSES_THREATS: (SwotBox.WEAKNESS, SwotBox.THREAT),
    }
)


class Problem(StrEnum):
    """Why something said of a finding is refused."""

    TOLD_AHEAD = "told_ahead"
    THEME_OF_OTHER_DOMAIN = "theme_of_other_domain"
    CONSENT_MISSING = "consent_missing"
    CONSENT_AHEAD = "consent_ahead"
    CHECKED_AHEAD = "checked_ahead"
    IS_MERGED = "is_merged"
    NOT_MERGED = "not_merged"
    CANNOT_MERGE = "cannot_merge"
    IN_USE = "in_use"
    MATCHED_ALREADY = "matched_already"
    NOT_OF_COMMUNITY = "not_of_community"


@dataclass(frozen=True)
class NeedEntry:
    """A problem, need, topical issue or opportunity as it was heard."""

    kind: NeedKind
    title: str
    description: str = ""
    domain: GoalDomain | None = None
    theme: Theme | None = None
    people_groups: tuple[PeopleGroup, ...] = ()
    affected_groups: str = ""
    scale: Scale | None = None
    level: Level | None = None
    cause: str = ""
    frequency: Frequency | None = None
    trend: Trend | None = None
    seen_as: NeedView | None = None


@dataclass(frozen=True)
class ResourceEntry:
    """Something a community can build on."""

    kind: ResourceKind
    name: str
    state: ResourceState
    offers: str = ""
    for_whom: str = ""
    availability: str = ""
    conditions: str = ""
    owner: str = ""
    contact: str = ""
    contact_is_private: bool = False
    contact_consent_on: dt.date | None = None
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class SourceEntry:
    """Where a finding was learned: how, from which group of people, when, from how many, in which words."""

    kind: SourceKind
    told_on: dt.date
    told_by: str = ""
    description: str = ""
    people: int | None = None
    quote: str = ""
    method_use_id: uuid.UUID | None = None


@dataclass(frozen=True)
class SwotEntry:
    """A line in a box of SVID and who says so."""

    box: SwotBox
    text: str
    origin: SwotOrigin


@dataclass(frozen=True)
class Wanted:
    """Which needs of a community a reader asks for."""

    kind: NeedKind | None = None
    domain: GoalDomain | None = None
    theme: Theme | None = None
    group: PeopleGroup | None = None
    confirmed: bool | None = None


@dataclass(frozen=True)
class WantedResources:
    """Which resources of a community a reader asks for."""

    kind: ResourceKind | None = None
    state: ResourceState | None = None
    unused: bool = False


def need_problem(entry: NeedEntry) -> Problem | None:
    """Refuse a theme that belongs to another goal domain than the one chosen (domain d.4)."""
    if entry.theme is None or entry.domain in {None, DOMAIN_OF[entry.theme]}:
        return None
    return Problem.THEME_OF_OTHER_DOMAIN


def domain_of(entry: NeedEntry) -> GoalDomain | None:
    """Return the goal domain of a finding: the one chosen, or that of its theme."""
    return DOMAIN_OF[entry.theme] if entry.domain is None and entry.theme is not None else entry.domain


def resource_problem(entry: ResourceEntry, *, today: dt.date) -> Problem | None:
    """Refuse a private contact without the day of the consent, and days that have not come (C3)."""
    if entry.contact and entry.contact_is_private and entry.contact_consent_on is None:
        return Problem.CONSENT_MISSING
    if entry.contact_consent_on is not None and is_ahead(entry.contact_consent_on, today=today):
        return Problem.CONSENT_AHEAD
    if entry.checked_on is not None and is_ahead(entry.checked_on, today=today):
        return Problem.CHECKED_AHEAD
    return None


def may_show_contact(*, is_private: bool, consent_on: dt.date | None, in_municipality: bool) -> bool:
    """Say whether a contact is shown: a private person's only with consent and in the municipality (C3)."""
    return not is_private or (consent_on is not None and in_municipality)


def helpful_kinds(theme: Theme | None, domain: GoalDomain | None) -> tuple[ResourceKind, ...]:
    """Name the kinds of resources that usually help with a theme, or else with its domain; best first."""
    if theme is not None:
        return HELPS_WITH_THEME.get(theme, HELPS_WITH_DOMAIN[DOMAIN_OF[theme]])
    return () if domain is None else HELPS_WITH_DOMAIN[domain]


def merge_problem(*, is_merged: bool, kept_is_merged: bool, is_same: bool) -> Problem | None:
    """Refuse to merge a need into itself, and merges from or into one that is merged already."""
    if is_merged:
        return Problem.IS_MERGED
    return Problem.CANNOT_MERGE if kept_is_merged or is_same else None
