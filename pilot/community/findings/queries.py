"""Findings of a community: its register by pages, what is confirmed, matched and used, and its SVID."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.community import queries as community_queries
from pilot.community import rules
from pilot.community.enums import ResourceState
from pilot.community.findings.enums import SwotPair
from pilot.community.findings.models import Match, SwotItem, SwotLink, SwotStrategy
from pilot.community.findings.rules import Wanted, WantedResources
from pilot.community.models import Community, Need, Resource
from pilot.community.queries import finding_is_live, get_need, is_confirmed, visible_communities
from pilot.database import Base
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.web.paging import Page, page_of

LISTED = 200
OWN_PARTS = frozenset({"source.need_id", "source.resource_id", "source.merged_from_id"})
"""Columns that belong to a finding itself: what they say of it goes with it."""


@dataclass(frozen=True)
class NeedLine:
    """A need with what stands beside it in a list."""

    need: Need
    confirmed: bool
    matches: tuple[Match, ...] = ()

    @property
    def resources(self) -> tuple[Resource, ...]:
        return tuple(match.resource for match in self.matches)


@dataclass(frozen=True)
class Register:
    """All findings of a community, for a paper: needs that count, resources, matches and SVID."""

    needs: tuple[NeedLine, ...]
    resources: tuple[Resource, ...]
    matches: tuple[Match, ...]
    swot: tuple[SwotItem, ...]
    strategies: tuple[SwotStrategy, ...]


@dataclass(frozen=True)
class Sums:
    """How many findings a community has, and how far they are."""

    needs: int
    confirmed: int
    uncovered: int
    resources: int
    involved: int
    unused: int


def register_of(community: Community) -> Register:
    """Return all findings of a community with their sources, in the order in which they were recorded."""
    needs = community_queries.needs_of(community)
    matches = _by_need(needs)
    return Register(
        needs=tuple(NeedLine(need, sure(need), tuple(matches[need.id])) for need in needs),
        resources=tuple(community_queries.resources_of(community)),
        matches=tuple(each for found in matches.values() for each in found),
        swot=tuple(swot_of(community)),
        strategies=tuple(strategies_of(community)),
    )


def sure(need: Need) -> bool:
    """Tell of a need that was loaded with its sources whether two independent ones speak of it (R15)."""
    return rules.is_confirmed(community_queries.source_facts(need.sources))


def _by_need(needs: Sequence[Need]) -> dict[uuid.UUID, list[Match]]:
    """Return the matches of several needs in one look."""
    found: dict[uuid.UUID, list[Match]] = {need.id: [] for need in needs}
    for match in _matches_of(list(found)):
        found[match.need_id].append(match)
    return found


def needs_in(community: Community, wanted: Wanted, *, number: int) -> Page[NeedLine]:
    """Return one page of a community's needs that count, the newest first."""
    asked = select(Need).where(Need.community_id == community.id, finding_is_live(), *_conditions(wanted))
    page = page_of(
        asked.options(selectinload(Need.sources)).order_by(Need.recorded_at.desc(), Need.id),
        number=number,
        counted=asked,
    )
    return _as_lines(page)


def needs_by_cover(community: Community, *, number: int) -> Page[NeedLine]:
    """Return one page of a community's needs, those that no resource answers first."""
    asked = select(Need).where(Need.community_id == community.id, finding_is_live())
    page = page_of(
        asked.options(selectinload(Need.sources)).order_by(_is_matched(), Need.recorded_at, Need.id),
        number=number,
        counted=asked,
    )
    return _as_lines(page)


def _as_lines(page: Page[Need]) -> Page[NeedLine]:
    matches = _by_need(page.items)
    lines = [NeedLine(need, sure(need), tuple(matches[need.id])) for need in page.items]
    return Page(lines, page.number, page.pages, page.total)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(Need.kind == wanted.kind)
    if wanted.domain is not None:
        found.append(Need.domain == wanted.domain)
    if wanted.theme is not None:
        found.append(Need.theme == wanted.theme)
    if wanted.group is not None:
        found.append(cast(Need.people_groups, String).contains(f'"{wanted.group}"'))
    if wanted.confirmed is not None:
        found.append(is_confirmed() if wanted.confirmed else ~is_confirmed())
    return found


def _is_matched() -> ColumnElement[bool]:
    return select(Match.id).where(Match.need_id == Need.id).exists()


def _is_used() -> ColumnElement[bool]:
    return select(Match.id).where(Match.resource_id == Resource.id).exists()


def _matches_of(needs: list[uuid.UUID]) -> list[Match]:
    return list(
        db.session.scalars(
            select(Match)
            .join(Match.resource)
            .where(Match.need_id.in_(needs))
            .options(joinedload(Match.resource))
            .order_by(Resource.name, Match.id)
        )
    )


def matches_of(need: Need) -> list[Match]:
    """Return the resources that answer a need, by name."""
    return _matches_of([need.id])


def matches_with(resource: Resource) -> list[Match]:
    """Return the needs that a resource answers."""
    return list(
        db.session.scalars(
            select(Match)
            .where(Match.resource_id == resource.id)
            .options(joinedload(Match.need))
            .order_by(Match.matched_at, Match.id)
        )
    )


def resources_in(community: Community, wanted: WantedResources, *, number: int) -> Page[Resource]:
    """Return one page of a community's resources by kind and name."""
    asked = select(Resource).where(Resource.community_id == community.id)
    if wanted.kind is not None:
        asked = asked.where(Resource.kind == wanted.kind)
    if wanted.state is not None:
        asked = asked.where(Resource.state == wanted.state)
    if wanted.unused:
        asked = asked.where(~_is_used())
    return page_of(
        asked.options(selectinload(Resource.sources)).order_by(Resource.kind, Resource.name, Resource.id),
        number=number,
        counted=asked,
    )


def unused_among(resources: Sequence[Resource]) -> set[uuid.UUID]:
    """Return which of these resources answer no need."""
    keys = [resource.id for resource in resources]
    return set(db.session.scalars(select(Resource.id).where(Resource.id.in_(keys), ~_is_used())))


def sums_of(community: Community) -> Sums:
    """Count a community's findings in one look."""
    needs = select(func.count(Need.id)).where(Need.community_id == community.id, finding_is_live())
    resources = select(func.count(Resource.id)).where(Resource.community_id == community.id)
    row = db.session.execute(
        select(
            needs.scalar_subquery(),
            needs.where(is_confirmed()).scalar_subquery(),
            needs.where(~_is_matched()).scalar_subquery(),
            resources.scalar_subquery(),
            resources.where(Resource.state == ResourceState.INVOLVED).scalar_subquery(),
            resources.where(~_is_used()).scalar_subquery(),
        )
    ).one()
    return Sums(*row)


def helpers_in(community: Community) -> list[Resource]:
    """Return a community's resources that may help with a need: the ones nearest to involved first."""
    nearness = {state: place for place, state in enumerate(reversed(ResourceState))}
    found = db.session.scalars(
        select(Resource).where(Resource.community_id == community.id).order_by(Resource.name, Resource.id)
    )
    return sorted(found, key=lambda resource: nearness[resource.state])


def merged_into(need: Need) -> list[Need]:
    """Return the needs that were merged into one."""
    return list(
        db.session.scalars(
            select(Need).where(Need.merged_into_id == need.id).order_by(Need.recorded_at, Need.id)
        )
    )


def merge_candidates(need: Need) -> list[Need]:
    """Return the needs that may say the same as one: those of its domain or theme first."""
    is_near = or_(
        and_(Need.theme.is_not(None), Need.theme == need.theme),
        and_(Need.domain.is_not(None), Need.domain == need.domain),
    )
    return list(
        db.session.scalars(
            select(Need)
            .where(Need.community_id == need.community_id, Need.id != need.id, finding_is_live())
            .order_by(func.coalesce(is_near, False).desc(), Need.recorded_at.desc(), Need.id)
            .limit(LISTED)
        )
    )


def references_to(row: Need | Resource) -> int:
    """Count what points at a finding anywhere: matches, SVID, priorities, actions, needs merged into it."""
    table = Base.metadata.tables[type(row).__tablename__]
    columns = [
        key.parent
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column is table.c.id and f"{other.name}.{key.parent.name}" not in OWN_PARTS
    ]
    counted = (select(func.count()).where(column == row.id).scalar_subquery() for column in columns)
    return sum(db.session.execute(select(*counted)).one())


def swot_of(community: Community) -> list[SwotItem]:
    """Return the lines of a community's SVID with the findings on which they stand."""
    return list(
        db.session.scalars(
            select(SwotItem)
            .where(SwotItem.community_id == community.id)
            .options(*_with_links())
            .order_by(SwotItem.recorded_at, SwotItem.id)
        )
    )


def _with_links() -> tuple[ExecutableOption, ...]:
    links = selectinload(SwotItem.links)
    return (links.joinedload(SwotLink.need), links.joinedload(SwotLink.resource))


def find_strategy(community: Community, pair: SwotPair) -> SwotStrategy | None:
    """Return the line that joins two boxes, or None before it is written."""
    return db.session.scalar(
        select(SwotStrategy).where(SwotStrategy.community_id == community.id, SwotStrategy.pair == pair)
    )


def strategies_of(community: Community) -> list[SwotStrategy]:
    """Return the lines that join the boxes of a community's SVID."""
    return list(
        db.session.scalars(
            select(SwotStrategy).where(SwotStrategy.community_id == community.id).order_by(SwotStrategy.pair)
        )
    )


def get_match(match_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> tuple[Match, Need]:
    """Return a match with its resource, and its need.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    match = db.session.scalar(
        select(Match).where(Match.id == match_id).options(joinedload(Match.resource), joinedload(Match.need))
    )
    if match is None:
        raise NotVisibleError
    return match, get_need(match.need_id, viewer=viewer, permission=permission)


def get_swot_item(item_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> SwotItem:
    """Return a line of SVID with its community and findings.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    communities = visible_communities(viewer, permission).with_only_columns(Community.id)
    item = db.session.scalar(
        select(SwotItem)
        .where(SwotItem.id == item_id, SwotItem.community_id.in_(communities))
        .options(joinedload(SwotItem.community), *_with_links())
    )
    if item is None:
        raise NotVisibleError
    return item


def reads_private_contacts(viewer: Viewer, community: Community) -> bool:
    """Tell whether the viewer reads a community as somebody of its own municipality (C3)."""
    return any(
        scope.reach is Reach.MUNICIPALITY
        and scope.municipality_id == community.municipality_id
        and scope.pilot_id in {None, community.pilot_id}
        for scope in viewer.scopes(Permission.NEED_READ)
    )
