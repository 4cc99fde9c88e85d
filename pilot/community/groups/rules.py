"""Judge who leads and sits in a cooperation group, and what is written of it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from pilot.community.enums import (
    GroupLevel,
    GroupTaskCode,
    LeaderKind,
    MemberRole,
    Sector,
)
from pilot.community.rules import Problem, is_ahead

RESIDENTS = frozenset({Sector.CIVIL_SOCIETY, Sector.RESIDENTS_GROUP_LEADER, Sector.ACTIVE_RESIDENT})
OFFICIALS = frozenset(
    {
        Sector.MUNICIPAL_INSTITUTION,
        Sector.STATE_INSTITUTION,
        Sector.EDUCATION,
        Sector.HEALTH,
        Sector.POLICE,
    }
)


@dataclass(frozen=True)
class GroupEntry:
    """What a group is for, who leads it and on what it stands."""

    level: GroupLevel
    name: str
    purpose: str
    tasks: tuple[GroupTaskCode, ...]
    leader_kind: LeaderKind
    footing: str
    community_id: uuid.UUID | None
    parent_id: uuid.UUID | None
    founded_on: dt.date | None
    quorum_pct: int


@dataclass(frozen=True)
class MemberEntry:
    """A person or organisation of a group, with one contact and the day the person was told of it."""

    name: str
    organisation: str
    sector: Sector
    role: MemberRole
    contact: str
    informed_on: dt.date
    joined_on: dt.date
    left_on: dt.date | None


@dataclass(frozen=True)
class Voices:
    """Who sits at the table: residents, officials and all members together."""

    residents: int
    officials: int
    members: int


def voices(sectors: Mapping[Sector, int]) -> Voices:
    """Return how many members speak for residents and how many for public institutions (domain e)."""
    return Voices(
        residents=sum(number for sector, number in sectors.items() if sector in RESIDENTS),
        officials=sum(number for sector, number in sectors.items() if sector in OFFICIALS),
        members=sum(sectors.values()),
    )


def parent_problem(level: GroupLevel, *, has_parent: bool) -> Problem | None:
    """Refuse a municipal group under another one: only territorial groups have a parent (domain e)."""
    return Problem.PARENT_NOT_MUNICIPAL if has_parent and level is GroupLevel.MUNICIPAL else None


def member_problem(entry: MemberEntry, *, today: dt.date) -> Problem | None:
    """Refuse days of membership out of order, and days that have not come yet (domain e)."""
    if is_ahead(entry.informed_on, today=today):
        return Problem.INFORMED_AHEAD
    if is_ahead(entry.joined_on, today=today):
        return Problem.JOINED_AHEAD
    if entry.left_on is None:
        return None
    if entry.left_on < entry.joined_on:
        return Problem.LEFT_BEFORE_JOINED
    return Problem.LEFT_AHEAD if is_ahead(entry.left_on, today=today) else None
