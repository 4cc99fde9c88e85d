"""Write the profile of a community: blocks, figures, ages and points."""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.models import Community
from pilot.community.profiles import queries, rules
from pilot.community.profiles.enums import AgeGroup, Block
from pilot.community.profiles.models import AgeCount, IndicatorValue, MapPoint, ProfileBlock
from pilot.community.profiles.rules import AgesEntry, BlockEntry, IndicatorEntry, PointEntry, Problem
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db


class ProfileRefusedError(DomainError):
    """Something of a profile was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class PartsDifferError(DomainError):
    """The age groups do not add up to the total; `left_over` people are missing, below 0 too many (C4)."""

    def __init__(self, left_over: int) -> None:
        super().__init__(left_over)
        self.left_over = left_over


def write_block(
    community: Community,
    block: Block,
    entry: BlockEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> ProfileBlock:
    """Write a block of the profile, the first time or again (domain d.1).

    :raises ProfileRefusedError: "as of" names no year, or one that has not come.
    :raises EditedMeanwhileError: it was saved from another window since `seen`.
    """
    _refuse(rules.as_of_problem(entry.as_of, this_year=today.year))
    row = queries.blocks_of(community).get(block)
    if row is None:
        row = ProfileBlock(community_id=community.id, block=block)
        db.session.add(row)
    else:
        check_version(row, seen)
        flag_modified(row, "text")
    row.text, row.source, row.as_of = entry.text, entry.source, entry.as_of
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    _note("community.profile-block-written", row, community, actor=actor, now=now, block=str(block))
    return row


def add_indicator(
    community: Community,
    block: Block,
    entry: IndicatorEntry,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> IndicatorValue:
    """Add a figure to a block (domain d.1).

    :raises ProfileRefusedError: its year has not come, or its link is none.
    """
    _judge(entry, today=today)
    row = IndicatorValue(community_id=community.id, block=block, **vars(entry))
    db.session.add(row)
    db.session.flush()
    _note("community.indicator-added", row, community, actor=actor, now=now, block=str(block))
    return row


def change_indicator(
    row: IndicatorValue, entry: IndicatorEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> IndicatorValue:
    """Change a figure.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises ProfileRefusedError: its year has not come, or its link is none.
    """
    check_version(row, seen)
    _judge(entry, today=today)
    for name, value in vars(entry).items():
        setattr(row, name, value)
    db.session.flush()
    _note("community.indicator-changed", row, row.community, actor=actor, now=now)
    return row


def remove_indicator(row: IndicatorValue, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a figure; only that it was there stays in the audit trail."""
    _note("community.indicator-removed", row, row.community, actor=actor, now=now)
    db.session.delete(row)
    db.session.flush()


def write_ages(
    community: Community, entry: AgesEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Write the residents by age group; the groups and those of no stated age are the total (C4).

    :raises PartsDifferError: the groups do not add up to the total.
    :raises ProfileRefusedError: the year has not come.
    :raises EditedMeanwhileError: they were saved from another window since `seen`.
    """
    if entry.year > today.year:
        raise ProfileRefusedError(Problem.YEAR_AHEAD)
    left_over = rules.not_stated(entry.total, entry.groups)
    if left_over:
        raise PartsDifferError(left_over)
    rows = queries.ages_of(community)
    if rows:
        check_version(rows[AgeGroup.UNDER_7], seen)
        flag_modified(rows[AgeGroup.UNDER_7], "year")
    for group in AgeGroup:
        row = rows.get(group) or AgeCount(community_id=community.id, age_group=group)
        row.people, row.year, row.source = entry.groups.get(group, 0), entry.year, entry.source
        db.session.add(row)
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError:
        raise EditedMeanwhileError from None
    _note("community.ages-written", community, community, actor=actor, now=now, year=entry.year)


def add_point(community: Community, entry: PointEntry, *, actor: Viewer, now: dt.datetime) -> MapPoint:
    """Put a place on the map; without permission for the exact point only to about a kilometre (C15).

    :raises ProfileRefusedError: the point is not in Latvia.
    """
    if not rules.is_in_latvia(entry.latitude, entry.longitude):
        raise ProfileRefusedError(Problem.OUTSIDE_LATVIA)
    latitude, longitude = rules.kept_point(entry)
    row = MapPoint(
        community_id=community.id,
        name=entry.name,
        kind=entry.kind,
        latitude=latitude,
        longitude=longitude,
        exact=entry.exact,
        resource_id=entry.resource_id,
    )
    db.session.add(row)
    db.session.flush()
    _note("community.point-added", row, community, actor=actor, now=now, exact=entry.exact)
    return row


def remove_point(row: MapPoint, *, actor: Viewer, now: dt.datetime) -> None:
    """Take a place off the map."""
    _note("community.point-removed", row, row.community, actor=actor, now=now)
    db.session.delete(row)
    db.session.flush()


def _judge(entry: IndicatorEntry, *, today: dt.date) -> None:
    if entry.year > today.year:
        raise ProfileRefusedError(Problem.YEAR_AHEAD)
    _refuse(rules.link_problem(entry.link))


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise ProfileRefusedError(problem)


def _note(
    event: str,
    subject: ProfileBlock | IndicatorValue | MapPoint | Community,
    community: Community,
    *,
    actor: Viewer,
    now: dt.datetime,
    **facts: str | int | bool,
) -> None:
    audit.record(event, subject, actor=actor, at=now, pilot_id=community.pilot_id, **facts)
