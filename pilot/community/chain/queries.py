"""The records of a community that hang together, as far as the viewer may read them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, or_, select

from pilot.accounts.viewer import Viewer
from pilot.community.chain.rules import Bond, Chain, Id, Kind, needs_in
from pilot.community.changes.models import ChangeRecord
from pilot.community.findings.models import Match
from pilot.community.meetings.queries import visible_meetings
from pilot.community.models import Community, CooperationGroup, Decision, GroupTask, Meeting, Need, Resource
from pilot.community.priorities.models import RoundItem
from pilot.community.queries import finding_is_live
from pilot.community.strategies.enums import ActionState, Side
from pilot.community.strategies.models import (
    ActionChange,
    ActionItem,
    ActionNeed,
    ActionResource,
    StrategyVersion,
)
from pilot.extensions import db


@dataclass(frozen=True)
class Record:
    """A record of the chain: its title, and the page on which it stands where that is another's."""

    id: Id
    kind: Kind
    title: str
    home_id: Id | None = None


@dataclass(frozen=True)
class Found:
    """The chain of a community and its records, by kind in their own order."""

    chain: Chain
    records: Mapping[Kind, Mapping[Id, Record]]

    def record(self, kind: Kind, record_id: Id) -> Record | None:
        return self.records[kind].get(record_id)


def chain_of(community: Community, *, viewer: Viewer) -> Found:
    """Return what hangs together in a community; a dropped action is none, decisions are those in scope."""
    actions = _rows(_live_actions(community).add_columns(ActionItem.what, ActionItem.state, ActionItem.side))
    decisions = _rows(_decisions(community, viewer))
    changes = _rows(
        select(ChangeRecord.id, ChangeRecord.text, ChangeRecord.evidence, ChangeRecord.entry_id)
        .where(ChangeRecord.community_id == community.id)
        .order_by(ChangeRecord.happened_on, ChangeRecord.recorded_at, ChangeRecord.id)
    )
    resources = _rows(
        select(Resource.id, Resource.name)
        .where(Resource.community_id == community.id)
        .order_by(Resource.name, Resource.id)
    )
    chain = Chain(
        priorities=_ids(_priorities(community)),
        resources=frozenset(row.id for row in resources),
        decisions=frozenset(row.id for row in decisions),
        owned=frozenset(row.id for row in decisions if row.is_owned),
        actions=frozenset(row.id for row in actions),
        done=frozenset(row.id for row in actions if row.state is ActionState.DONE),
        by_community=frozenset(row.id for row in actions if row.side is Side.COMMUNITY),
        changes=frozenset(row.id for row in changes),
        proven=frozenset(row.id for row in changes if row.evidence or row.entry_id),
        bonds=_bonds(community, seen=frozenset(row.id for row in decisions)),
    )
    return Found(
        chain,
        {
            Kind.NEED: _records(Kind.NEED, _needs(community, needs_in(chain))),
            Kind.RESOURCE: _records(Kind.RESOURCE, [(row.id, row.name) for row in resources]),
            Kind.DECISION: _records(
                Kind.DECISION,
                [(row.id, f"{row.number}/{row.year} {row.text}", row.meeting_id) for row in decisions],
            ),
            Kind.ACTION: _records(Kind.ACTION, [(row.id, row.what) for row in actions]),
            Kind.CHANGE: _records(Kind.CHANGE, [(row.id, row.text, community.id) for row in changes]),
        },
    )


def _bonds(community: Community, *, seen: frozenset[Id]) -> dict[Bond, frozenset[tuple[Id, Id]]]:
    actions = _live_actions(community).order_by(None).subquery()
    is_live = (Need.community_id == community.id, finding_is_live())
    led = _pairs(select(actions.c.decision_id, actions.c.id).where(actions.c.decision_id.is_not(None)))
    return {
        Bond.MATCH: _pairs(select(Match.need_id, Match.resource_id).join(Match.need).where(*is_live)),
        Bond.NEED_ACTION: _pairs(
            select(ActionNeed.need_id, ActionNeed.action_id)
            .join(actions, actions.c.id == ActionNeed.action_id)
            .join(Need, Need.id == ActionNeed.need_id)
            .where(*is_live)
        ),
        Bond.RESOURCE_ACTION: _pairs(
            select(ActionResource.resource_id, ActionResource.action_id).join(
                actions, actions.c.id == ActionResource.action_id
            )
        ),
        Bond.DECISION_ACTION: frozenset(pair for pair in led if pair[0] in seen),
        Bond.ACTION_CHANGE: _pairs(
            select(ActionChange.action_id, ActionChange.change_id).join(
                actions, actions.c.id == ActionChange.action_id
            )
        ),
    }


def _live_actions(community: Community) -> Select[*tuple[Any, ...]]:
    return (
        select(ActionItem.id, ActionItem.decision_id)
        .where(ActionItem.community_id == community.id, ActionItem.state != ActionState.DROPPED)
        .order_by(ActionItem.due_on, ActionItem.recorded_at, ActionItem.id)
    )


def _decisions(community: Community, viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Select the decisions of a community's groups whose minutes are in the viewer's scope."""
    has_task = select(GroupTask.id).where(
        GroupTask.decision_id == Decision.id, GroupTask.member_id.is_not(None)
    )
    adopts = select(StrategyVersion.id).where(StrategyVersion.decision_id == Decision.id)
    return (
        select(
            Decision.id,
            Decision.year,
            Decision.number,
            Decision.text,
            Decision.meeting_id,
            or_(has_task.exists(), adopts.exists()).label("is_owned"),
        )
        .join(CooperationGroup, CooperationGroup.id == Decision.group_id)
        .where(
            CooperationGroup.community_id == community.id,
            Decision.meeting_id.in_(visible_meetings(viewer).with_only_columns(Meeting.id)),
        )
        .order_by(Decision.year, Decision.number, Decision.id)
    )


def _priorities(community: Community) -> Select[*tuple[Any, ...]]:
    return (
        select(RoundItem.need_id)
        .join(RoundItem.need)
        .where(Need.community_id == community.id, finding_is_live(), RoundItem.chosen)
        .distinct()
    )


def _needs(community: Community, wanted: frozenset[Id]) -> list[tuple[Id, str]]:
    """Return the needs of the chain, the priorities first by their rank."""
    rank = (
        select(func.min(RoundItem.rank))
        .where(RoundItem.need_id == Need.id, RoundItem.chosen)
        .correlate(Need)
        .scalar_subquery()
    )
    rows = _rows(
        select(Need.id, Need.title)
        .where(Need.community_id == community.id, finding_is_live())
        .order_by(case((rank.is_(None), 1), else_=0), rank, Need.recorded_at, Need.id)
    )
    return [(row.id, row.title) for row in rows if row.id in wanted]


def _records(kind: Kind, rows: list[Any]) -> dict[Id, Record]:
    return {row[0]: Record(row[0], kind, *row[1:]) for row in rows}


def _rows(statement: Select[*tuple[Any, ...]]) -> list[Any]:
    return list(db.session.execute(statement))


def _ids(statement: Select[*tuple[Any, ...]]) -> frozenset[uuid.UUID]:
    return frozenset(db.session.scalars(statement))


def _pairs(statement: Select[*tuple[Any, ...]]) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    return frozenset((left, right) for left, right in db.session.execute(statement))
