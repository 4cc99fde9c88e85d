"""Communities, needs and resources in the viewer's scope, and the area's figures for other pages."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Subquery, and_, false, func, or_, select, true, union_all
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.queries import has_mentor
from pilot.community import rules
from pilot.community.enums import MeetingState, ResourceState, TaskState
from pilot.community.groups.queries import visible_groups
from pilot.community.models import (
    Community,
    CommunityWorker,
    CooperationGroup,
    Decision,
    GroupTask,
    Meeting,
    Need,
    Resource,
    Source,
)
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.text import sort_key

READING = frozenset({Permission.COMMUNITY_READ, Permission.NEED_READ})


@dataclass(frozen=True)
class CommunityLine:
    """A community in a list, with how much is known of it."""

    community: Community
    needs: int
    resources: int
    groups: int


@dataclass(frozen=True)
class Counts:
    """The figures of community work in one pilot."""

    communities: int
    needs: int
    groups: int
    meetings: int
    decisions: int
    open_tasks: int


def visible_communities(
    viewer: Viewer, permission: Permission = Permission.COMMUNITY_READ
) -> Select[Community]:
    """Return the statement every list of communities begins with; a shared one is read in the whole pilot."""
    conditions = [_in_scope(scope, viewer) for scope in viewer.scopes(permission)]
    if permission in READING:
        conditions += [
            and_(Community.pilot_id == grant.pilot_id, Community.shared_at.is_not(None))
            for grant in viewer.grants
            if grant.role is Role.PARTICIPANT
        ]
    return select(Community).where(or_(false(), *conditions))


def _in_scope(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else Community.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.MUNICIPALITY if scope.municipality_id is not None:
            return and_(in_pilot, Community.municipality_id == scope.municipality_id)
        case Reach.MENTEES:
            led = select(Participation.id).where(has_mentor(viewer))
            return and_(in_pilot, Community.lead_id.in_(led))
        case Reach.SHARED:
            return and_(in_pilot, Community.shared_at.is_not(None))
        case _:
            return false()


def communities_in(pilot: Pilot, *, viewer: Viewer) -> list[CommunityLine]:
    """Return a pilot's communities in the viewer's scope by municipality and name, with their counts."""
    found = db.session.execute(
        visible_communities(viewer)
        .where(Community.pilot_id == pilot.id)
        .options(
            joinedload(Community.lead).joinedload(Participation.user), joinedload(Community.municipality)
        )
        .add_columns(
            select(func.count(Need.id))
            .where(Need.community_id == Community.id, finding_is_live())
            .scalar_subquery(),
            select(func.count(Resource.id)).where(Resource.community_id == Community.id).scalar_subquery(),
            select(func.count(CooperationGroup.id))
            .where(CooperationGroup.community_id == Community.id)
            .scalar_subquery(),
        )
        .order_by(Community.name, Community.id)
    )
    lines = [CommunityLine(community, *numbers) for community, *numbers in found]
    return sorted(
        lines, key=lambda line: (line.community.municipality.sort_key, sort_key(line.community.name))
    )


def get_community(
    community_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.COMMUNITY_READ
) -> Community:
    """Return a community with its lead and municipality.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    community = db.session.scalar(
        visible_communities(viewer, permission)
        .where(Community.id == community_id)
        .options(
            joinedload(Community.lead).joinedload(Participation.user),
            joinedload(Community.lead).joinedload(Participation.pilot),
            joinedload(Community.municipality),
        )
    )
    if community is None:
        raise NotVisibleError
    return community


def may(viewer: Viewer, permission: Permission, community: Community) -> bool:
    """Tell whether a permission of the viewer reaches one community."""
    statement = visible_communities(viewer, permission).where(Community.id == community.id)
    return db.session.scalar(select(statement.exists())) or False


def is_insider(viewer: Viewer, community: Community) -> bool:
    """Tell whether the viewer reads a community by other right than that it is shared (R18)."""
    own = [
        _in_scope(scope, viewer)
        for scope in viewer.scopes(Permission.COMMUNITY_READ)
        if scope.reach is not Reach.SHARED
    ]
    statement = select(Community.id).where(Community.id == community.id, or_(false(), *own))
    return db.session.scalar(statement) is not None


def threshold_for(viewer: Viewer, community: Community) -> int:
    """Return below how many people a viewer reads no number of a community; 0 hides nothing (R18)."""
    if is_insider(viewer, community):
        return 0
    statement = select(Pilot.small_cell_threshold).where(Pilot.id == community.pilot_id)
    return db.session.scalars(statement).one()


def may_name_leads(viewer: Viewer, pilot_id: uuid.UUID) -> bool:
    """Tell whether the viewer reads who leads a community: observers read of no single person (R19)."""
    scopes = viewer.scopes_in(pilot_id, Permission.COMMUNITY_READ)
    return any(scope.reach is not Reach.SHARED for scope in scopes)


def led_by(lead: Participation) -> int:
    """Return how many communities a participant leads that are neither being handed over nor discontinued."""
    statement = select(func.count(Community.id)).where(
        Community.lead_id == lead.id, Community.stage.not_in(rules.LED_NO_MORE)
    )
    return db.session.scalar(statement) or 0


def worker_rows(community: Community) -> list[CommunityWorker]:
    """Return who works with a community besides its lead, as it is stored."""
    return list(
        db.session.scalars(select(CommunityWorker).where(CommunityWorker.community_id == community.id))
    )


def workers_of(community: Community) -> list[Participation]:
    """Return who works with a community besides its lead, by name."""
    return list(
        db.session.scalars(
            select(Participation)
            .join(CommunityWorker, CommunityWorker.participation_id == Participation.id)
            .join(Participation.user)
            .where(CommunityWorker.community_id == community.id)
            .options(joinedload(Participation.user))
            .order_by(User.sort_key, Participation.id)
        )
    )


def colleagues_of(lead: Participation) -> list[Participation]:
    """Return the other active participants of the same municipality and pilot, by name."""
    return list(
        db.session.scalars(
            select(Participation)
            .join(Participation.user)
            .where(
                Participation.pilot_id == lead.pilot_id,
                Participation.municipality_id == lead.municipality_id,
                Participation.id != lead.id,
                Participation.state == ParticipationState.ACTIVE,
            )
            .options(joinedload(Participation.user))
            .order_by(User.sort_key, Participation.id)
        )
    )


def working_with() -> Subquery:
    """Return who works with which community, its lead included, as `community_id` and `participation_id`."""
    leads = select(Community.id.label("community_id"), Community.lead_id.label("participation_id"))
    others = select(CommunityWorker.community_id, CommunityWorker.participation_id)
    return union_all(leads, others).subquery()


def own_participation(pilot: Pilot, *, viewer: Viewer) -> Participation:
    """Return the viewer's participation in a pilot.

    :raises NotVisibleError: the viewer does not take part in it.
    """
    participation = db.session.scalar(
        select(Participation)
        .where(Participation.pilot_id == pilot.id, Participation.user_id == viewer.user_id)
        .options(joinedload(Participation.municipality), joinedload(Participation.pilot))
    )
    if participation is None:
        raise NotVisibleError
    return participation


def finding_is_live() -> ColumnElement[bool]:
    """Say of a need in a statement that it counts: it was not merged into another."""
    return Need.merged_into_id.is_(None)


def is_confirmed() -> ColumnElement[bool]:
    """Say of a need in a statement that two independent sources speak of it: `rules.is_confirmed` (R15)."""
    told_by = func.nullif(Source.told_by_key, "")
    return (
        select(Source.need_id)
        .where(Source.need_id == Need.id)
        .group_by(Source.need_id)
        .having(or_(func.count(Source.kind.distinct()) > 1, func.count(told_by.distinct()) > 1))
        .exists()
    )


def needs_of(community: Community) -> list[Need]:
    """Return a community's needs that count with their sources, in the order they were recorded."""
    return list(
        db.session.scalars(
            select(Need)
            .where(Need.community_id == community.id, finding_is_live())
            .options(selectinload(Need.sources))
            .order_by(Need.recorded_at, Need.id)
        )
    )


def resources_of(community: Community) -> list[Resource]:
    """Return a community's resources with their sources, by kind and name."""
    return list(
        db.session.scalars(
            select(Resource)
            .where(Resource.community_id == community.id)
            .options(selectinload(Resource.sources))
            .order_by(Resource.kind, Resource.name, Resource.id)
        )
    )


def get_need(need_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.NEED_READ) -> Need:
    """Return a need with its community and sources.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    need = db.session.scalar(
        select(Need)
        .where(Need.id == need_id, Need.community_id.in_(_ids(viewer, permission)))
        .options(joinedload(Need.community), selectinload(Need.sources))
    )
    if need is None:
        raise NotVisibleError
    return need


def get_resource(
    resource_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.NEED_READ
) -> Resource:
    """Return a resource with its community and sources.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    resource = db.session.scalar(
        select(Resource)
        .where(Resource.id == resource_id, Resource.community_id.in_(_ids(viewer, permission)))
        .options(joinedload(Resource.community), selectinload(Resource.sources))
    )
    if resource is None:
        raise NotVisibleError
    return resource


def _ids(viewer: Viewer, permission: Permission) -> Select[uuid.UUID]:
    return visible_communities(viewer, permission).with_only_columns(Community.id)


def source_facts(sources: list[Source]) -> list[rules.SourceFact]:
    """Return sources as the rule of two independent sources reads them (R15)."""
    return [rules.SourceFact(source.kind, source.told_by) for source in sources]


def facts_of(community: Community) -> rules.CommunityFacts:
    """Count what is known of a community in one look."""
    needs = select(func.count(Need.id)).where(Need.community_id == community.id, finding_is_live())
    resources = select(func.count(Resource.id)).where(Resource.community_id == community.id)
    counts_ = db.session.execute(
        select(
            needs.scalar_subquery(),
            needs.where(is_confirmed()).scalar_subquery(),
            resources.scalar_subquery(),
            resources.where(Resource.state == ResourceState.INVOLVED).scalar_subquery(),
            select(func.count(CooperationGroup.id))
            .where(CooperationGroup.community_id == community.id)
            .scalar_subquery(),
        )
    ).one()
    return rules.CommunityFacts(bool(community.why), bool(community.boundaries), *counts_)


def groups_of(community: Community, *, viewer: Viewer) -> list[CooperationGroup]:
    """Return a community's cooperation groups in the viewer's scope, by name."""
    return list(
        db.session.scalars(
            visible_groups(viewer)
            .where(CooperationGroup.community_id == community.id)
            .order_by(CooperationGroup.name, CooperationGroup.id)
        )
    )


def counts(pilot: Pilot) -> Counts:
    """Return the figures of a pilot's community work; they name nobody."""
    of_pilot = CooperationGroup.pilot_id == pilot.id
    row = db.session.execute(
        select(
            select(func.count(Community.id)).where(Community.pilot_id == pilot.id).scalar_subquery(),
            select(func.count(Need.id))
            .join(Community, Need.community_id == Community.id)
            .where(Community.pilot_id == pilot.id, finding_is_live())
            .scalar_subquery(),
            select(func.count(CooperationGroup.id)).where(of_pilot).scalar_subquery(),
            select(func.count(Meeting.id))
            .join(CooperationGroup, Meeting.group_id == CooperationGroup.id)
            .where(of_pilot, Meeting.state != MeetingState.PLANNED)
            .scalar_subquery(),
            select(func.count(Decision.id))
            .join(CooperationGroup, Decision.group_id == CooperationGroup.id)
            .where(of_pilot)
            .scalar_subquery(),
            select(func.count(GroupTask.id))
            .join(CooperationGroup, GroupTask.group_id == CooperationGroup.id)
            .where(of_pilot, GroupTask.state == TaskState.OPEN)
            .scalar_subquery(),
        )
    ).one()
    return Counts(*row)


def open_tasks(pilot: Pilot, viewer: Viewer, *, until: dt.date | None = None) -> list[GroupTask]:
    """Return the open tasks of the groups a viewer may see in a pilot, the earliest due first.

    `until` leaves out what is due later.
    """
    groups = visible_groups(viewer).with_only_columns(CooperationGroup.id)
    statement = (
        select(GroupTask)
        .where(
            GroupTask.group_id.in_(groups.where(CooperationGroup.pilot_id == pilot.id)),
            GroupTask.state == TaskState.OPEN,
        )
        .options(joinedload(GroupTask.group), joinedload(GroupTask.meeting))
        .order_by(GroupTask.due_on, GroupTask.id)
    )
    if until is not None:
        statement = statement.where(GroupTask.due_on <= until)
    return list(db.session.scalars(statement))
