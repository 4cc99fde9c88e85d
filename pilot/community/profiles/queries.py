"""What a community's profile holds."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.community.models import Community
from pilot.community.profiles import rules
from pilot.community.profiles.enums import AgeGroup, Block
from pilot.community.profiles.models import AgeCount, IndicatorValue, MapPoint, ProfileBlock
from pilot.community.queries import visible_communities
from pilot.errors import NotVisibleError
from pilot.extensions import db


def blocks_of(community: Community) -> dict[Block, ProfileBlock]:
    """Return the written blocks of a community's profile."""
    rows = db.session.scalars(select(ProfileBlock).where(ProfileBlock.community_id == community.id))
    return {row.block: row for row in rows}


def indicators_of(community: Community, *, threshold: int = 0) -> dict[Block, Sequence[IndicatorValue]]:
    """Return a community's figures by block, by name and year; with a threshold those read outside (R18)."""
    rows = db.session.scalars(
        select(IndicatorValue)
        .where(IndicatorValue.community_id == community.id)
        .order_by(IndicatorValue.name, IndicatorValue.year.desc(), IndicatorValue.id)
    ).all()
    shown = [
        row
        for row in rows
        if rules.leaves_municipality(
            row.value, counts_people=row.counts_people, quality=row.quality, threshold=threshold
        )
    ]
    return {block: [row for row in shown if row.block is block] for block in Block}


def ages_of(community: Community) -> dict[AgeGroup, AgeCount]:
    """Return how many residents of each age group there are, in the order of age; empty when unknown."""
    rows = {
        row.age_group: row
        for row in db.session.scalars(select(AgeCount).where(AgeCount.community_id == community.id))
    }
    return {group: rows[group] for group in AgeGroup if group in rows}


def points_of(community: Community) -> list[MapPoint]:
    """Return the points of a community's map by name."""
    return list(
        db.session.scalars(
            select(MapPoint)
            .where(MapPoint.community_id == community.id)
            .options(joinedload(MapPoint.resource))
            .order_by(MapPoint.name, MapPoint.id)
        )
    )


def get_indicator(indicator_id: uuid.UUID, *, viewer: Viewer) -> IndicatorValue:
    """Return a figure that the viewer may change, with its community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    communities = visible_communities(viewer, Permission.COMMUNITY_WRITE).with_only_columns(Community.id)
    found = db.session.scalar(
        select(IndicatorValue)
        .where(IndicatorValue.id == indicator_id, IndicatorValue.community_id.in_(communities))
        .options(joinedload(IndicatorValue.community))
    )
    if found is None:
        raise NotVisibleError
    return found


def get_point(point_id: uuid.UUID, *, viewer: Viewer) -> MapPoint:
    """Return a point of a map that the viewer may change, with its community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    communities = visible_communities(viewer, Permission.COMMUNITY_WRITE).with_only_columns(Community.id)
    found = db.session.scalar(
        select(MapPoint)
        .where(MapPoint.id == point_id, MapPoint.community_id.in_(communities))
        .options(joinedload(MapPoint.community))
    )
    if found is None:
        raise NotVisibleError
    return found
