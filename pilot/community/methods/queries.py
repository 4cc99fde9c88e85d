"""Uses of methods, the plan and the reach of a community; whoever reads the community reads them."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.community.enums import PeopleGroup
from pilot.community.methods import rules
from pilot.community.methods.models import (
    GroupReach,
    MethodFile,
    MethodUse,
    PlannedMethod,
    ResearchPlan,
)
from pilot.community.models import Community
from pilot.community.queries import is_insider, visible_communities
from pilot.errors import NotVisibleError
from pilot.extensions import db

_COMMUNITY = (
    joinedload(MethodUse.community).joinedload(Community.lead).joinedload(Participation.pilot),
    joinedload(MethodUse.community).joinedload(Community.municipality),
)


def uses_of(community: Community) -> list[MethodUse]:
    """Return the uses of methods in a community with the groups each reached, the latest first."""
    return list(
        db.session.scalars(
            select(MethodUse)
            .where(MethodUse.community_id == community.id)
            .options(selectinload(MethodUse.reach))
            .order_by(MethodUse.held_on.desc(), MethodUse.recorded_at.desc(), MethodUse.id)
        )
    )


def reach_of(community: Community) -> rules.Matrix:
    """Return which groups of a community were reached by which methods; drafts count, they were held too."""
    used = db.session.scalars(select(MethodUse.method).where(MethodUse.community_id == community.id))
    reached = db.session.execute(
        select(MethodUse.method, GroupReach.people_group, GroupReach.people)
        .join(MethodUse, GroupReach.use_id == MethodUse.id)
        .where(MethodUse.community_id == community.id)
    )
    return rules.matrix_of([rules.Reached(*row) for row in reached], used=used)


def plan_of(community: Community) -> ResearchPlan | None:
    """Return what a community's research asks and promises, where somebody has written it."""
    return db.session.scalar(select(ResearchPlan).where(ResearchPlan.community_id == community.id))


def planned_of(community: Community) -> list[PlannedMethod]:
    """Return the methods that are planned for a community, the earliest due first."""
    return list(
        db.session.scalars(
            select(PlannedMethod)
            .where(PlannedMethod.community_id == community.id)
            .order_by(PlannedMethod.due_on, PlannedMethod.method, PlannedMethod.id)
        )
    )


def done_among(planned: Collection[PlannedMethod]) -> dict[uuid.UUID, uuid.UUID]:
    """Return which planned methods have been used, each with a use of it."""
    rows = db.session.execute(
        select(MethodUse.planned_id, MethodUse.id)
        .where(MethodUse.planned_id.in_([each.id for each in planned]))
        .order_by(MethodUse.held_on, MethodUse.id)
    )
    return {planned_id: use_id for planned_id, use_id in rows if planned_id is not None}


def open_planned(community: Community, *, beside: uuid.UUID | None = None) -> list[PlannedMethod]:
    """Return the planned methods that have not been used; `beside` keeps the one a use belongs to."""
    planned = planned_of(community)
    done = done_among(planned)
    return [each for each in planned if each.id not in done or each.id == beside]


def get_use(use_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> MethodUse:
    """Return a use with its community, the groups it reached and its files.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    visible = visible_communities(viewer, permission).with_only_columns(Community.id)
    use = db.session.scalar(
        select(MethodUse)
        .where(MethodUse.id == use_id, MethodUse.community_id.in_(visible))
        .options(
            *_COMMUNITY,
            selectinload(MethodUse.reach),
            selectinload(MethodUse.files).joinedload(MethodFile.file),
        )
    )
    if use is None:
        raise NotVisibleError
    return use


def get_planned(planned_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> PlannedMethod:
    """Return a planned method with its community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    visible = visible_communities(viewer, permission).with_only_columns(Community.id)
    planned = db.session.scalar(
        select(PlannedMethod)
        .where(PlannedMethod.id == planned_id, PlannedMethod.community_id.in_(visible))
        .options(
            joinedload(PlannedMethod.community).joinedload(Community.lead).joinedload(Participation.pilot)
        )
    )
    if planned is None:
        raise NotVisibleError
    return planned


def get_file(method_file_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> MethodFile:
    """Return a file of a use; who reads a community only because it is shared does not open its files.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    visible = visible_communities(viewer, permission).with_only_columns(Community.id)
    found = db.session.scalar(
        select(MethodFile)
        .join(MethodUse, MethodFile.use_id == MethodUse.id)
        .where(MethodFile.id == method_file_id, MethodUse.community_id.in_(visible))
        .options(joinedload(MethodFile.use).joinedload(MethodUse.community))
    )
    if found is None or not is_insider(viewer, found.use.community):
        raise NotVisibleError
    return found


def groups_of(use: MethodUse) -> dict[PeopleGroup, int | None]:
    """Return the groups that a use reached, in the order of the list, counted where the number is known."""
    known = {reach.people_group: reach.people for reach in use.reach}
    return {group: known[group] for group in PeopleGroup if group in known}
