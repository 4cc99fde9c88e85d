"""A community's strategy with objectives, actions and indicators, and what in it waits."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.community.enums import MeetingState
from pilot.community.models import Community, CooperationGroup, Decision, Meeting, Need, Resource
from pilot.community.queries import visible_communities
from pilot.community.strategies import rules
from pilot.community.strategies.models import (
    ActionItem,
    Indicator,
    IndicatorUpdate,
    Objective,
    Strategy,
    StrategyVersion,
)
from pilot.errors import NotVisibleError
from pilot.extensions import db


@dataclass(frozen=True)
class Plan:
    """All that a strategy holds; without a strategy there may be actions already."""

    strategy: Strategy | None
    objectives: list[Objective]
    actions: list[ActionItem]
    indicators: list[Indicator]
    versions: list[StrategyVersion]


@dataclass(frozen=True)
class Reached:
    """How an indicator stands by its approved values."""

    value: Decimal | None
    pct: int | None


def strategy_of(community: Community) -> Plan:
    """Return a community's strategy with objectives, actions, indicators and adopted versions."""
    strategy = db.session.scalar(
        select(Strategy).where(Strategy.community_id == community.id).options(joinedload(Strategy.community))
    )
    objectives = objectives_of(strategy) if strategy else []
    return Plan(
        strategy,
        objectives,
        _actions_of(community),
        _indicators_of(objectives),
        _versions_of(strategy) if strategy else [],
    )


def objectives_of(strategy: Strategy) -> list[Objective]:
    """Return the objectives of a strategy with their needs, in the order they were written."""
    return list(
        db.session.scalars(
            select(Objective)
            .where(Objective.strategy_id == strategy.id)
            .options(selectinload(Objective.needs))
            .order_by(Objective.recorded_at, Objective.id)
        )
    )


def _actions_of(community: Community) -> list[ActionItem]:
    return list(
        db.session.scalars(
            select(ActionItem)
            .where(ActionItem.community_id == community.id)
            .options(selectinload(ActionItem.needs), selectinload(ActionItem.resources))
            .order_by(ActionItem.due_on, ActionItem.id)
        )
    )


def _indicators_of(objectives: list[Objective]) -> list[Indicator]:
    return list(
        db.session.scalars(
            select(Indicator)
            .where(Indicator.objective_id.in_([objective.id for objective in objectives]))
            .options(selectinload(Indicator.updates).joinedload(IndicatorUpdate.judged_by))
            .order_by(Indicator.name, Indicator.id)
        )
    )


def _versions_of(strategy: Strategy) -> list[StrategyVersion]:
    return list(
        db.session.scalars(
            select(StrategyVersion)
            .where(StrategyVersion.strategy_id == strategy.id)
            .options(joinedload(StrategyVersion.decision))
            .order_by(StrategyVersion.number.desc())
        )
    )


def reached(indicator: Indicator) -> Reached:
    """Return how an indicator stands: by its approved values alone (C13)."""
    values = [rules.Value(update.value, update.measured_on, update.state) for update in indicator.updates]
    value = rules.actual(values, counting=indicator.counting)
    pct = rules.reached_pct(indicator.baseline, indicator.target, value, counting=indicator.counting)
    return Reached(value, pct)


def content_of(plan: Plan) -> dict[str, Any]:
    """Return what a group adopts of a strategy: vision, objectives and actions, without their states."""
    strategy = plan.strategy
    return {
        "vision": strategy.vision if strategy else "",
        "approach": strategy.approach if strategy else "",
        "objectives": [
            {"text": objective.text, "needs": [need.title for need in objective.needs]}
            for objective in plan.objectives
        ],
        "actions": [
            {
                "what": action.what,
                "side": action.side,
                "lead": action.lead,
                "due_on": action.due_on,
                "objective": next(
                    (each.text for each in plan.objectives if each.id == action.objective_id), ""
                ),
            }
            for action in sorted(plan.actions, key=lambda action: (action.due_on, action.what))
        ],
    }


def is_changed_since(version: StrategyVersion, plan: Plan) -> bool:
    """Tell whether the strategy says something else than what was adopted."""
    return canonical.hash_of(canonical.text_of(content_of(plan))) != version.sha256


def needs_for(community: Community) -> list[Need]:
    """Return the needs of a community from which an objective may come."""
    return list(
        db.session.scalars(
            select(Need).where(Need.community_id == community.id).order_by(Need.title, Need.id)
        )
    )


def resources_for(community: Community) -> list[Resource]:
    """Return the resources of a community on which an action may build."""
    return list(
        db.session.scalars(
            select(Resource).where(Resource.community_id == community.id).order_by(Resource.name, Resource.id)
        )
    )


def decisions_for(community: Community) -> list[Decision]:
    """Return the decisions in approved minutes by groups of the community's municipality, the newest first."""
    return list(
        db.session.scalars(
            select(Decision)
            .join(Decision.meeting)
            .join(CooperationGroup, CooperationGroup.id == Decision.group_id)
            .where(
                CooperationGroup.pilot_id == community.pilot_id,
                CooperationGroup.municipality_id == community.municipality_id,
                Meeting.state == MeetingState.APPROVED,
            )
            .order_by(Decision.year.desc(), Decision.number.desc(), Decision.id)
        )
    )


def _writable(viewer: Viewer, permission: Permission) -> Select[uuid.UUID]:
    return visible_communities(viewer, permission).with_only_columns(Community.id)


def get_objective(objective_id: uuid.UUID, *, viewer: Viewer) -> Objective:
    """Return an objective that the viewer may change, with its strategy, community and needs.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(Objective)
        .join(Objective.strategy)
        .where(
            Objective.id == objective_id,
            Strategy.community_id.in_(_writable(viewer, Permission.COMMUNITY_WRITE)),
        )
        .options(joinedload(Objective.strategy).joinedload(Strategy.community), selectinload(Objective.needs))
    )
    if found is None:
        raise NotVisibleError
    return found


def get_action(action_id: uuid.UUID, *, viewer: Viewer) -> ActionItem:
    """Return an action that the viewer may change, with its community, needs and resources.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(ActionItem)
        .where(
            ActionItem.id == action_id,
            ActionItem.community_id.in_(_writable(viewer, Permission.COMMUNITY_WRITE)),
        )
        .options(
            joinedload(ActionItem.community),
            selectinload(ActionItem.needs),
            selectinload(ActionItem.resources),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_indicator(measure_id: uuid.UUID, *, viewer: Viewer) -> Indicator:
    """Return an indicator that the viewer may change, with its objective and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(Indicator)
        .join(Indicator.objective)
        .join(Objective.strategy)
        .where(
            Indicator.id == measure_id,
            Strategy.community_id.in_(_writable(viewer, Permission.COMMUNITY_WRITE)),
        )
        .options(
            joinedload(Indicator.objective).joinedload(Objective.strategy).joinedload(Strategy.community)
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_update(update_id: uuid.UUID, *, viewer: Viewer) -> IndicatorUpdate:
    """Return a value that the viewer may judge, with its indicator and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(IndicatorUpdate)
        .join(IndicatorUpdate.indicator)
        .join(Indicator.objective)
        .join(Objective.strategy)
        .where(
            IndicatorUpdate.id == update_id,
            Strategy.community_id.in_(_writable(viewer, Permission.INDICATOR_JUDGE)),
        )
        .options(
            joinedload(IndicatorUpdate.indicator)
            .joinedload(Indicator.objective)
            .joinedload(Objective.strategy)
            .joinedload(Strategy.community)
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def get_version(version_id: uuid.UUID, *, viewer: Viewer) -> tuple[StrategyVersion, Community]:
    """Return an adopted version and its community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.execute(
        select(StrategyVersion, Community)
        .join(Strategy, Strategy.id == StrategyVersion.strategy_id)
        .join(Community, Community.id == Strategy.community_id)
        .where(
            StrategyVersion.id == version_id,
            Community.id.in_(_writable(viewer, Permission.COMMUNITY_READ)),
        )
        .options(joinedload(StrategyVersion.decision))
    ).one_or_none()
    if found is None:
        raise NotVisibleError
    return found[0], found[1]


def next_number(strategy: Strategy) -> int:
    """Return the number of the next adopted version."""
    statement = select(func.count()).where(StrategyVersion.strategy_id == strategy.id)
    return (db.session.scalar(statement) or 0) + 1


def overdue_in(pilot_id: uuid.UUID, municipality_ids: Select[uuid.UUID], *, today: dt.date) -> list[ActionItem]:
    """Return the actions of some municipalities' communities that should have been finished."""
    return list(
        db.session.scalars(
            select(ActionItem)
            .join(ActionItem.community)
            .where(
                Community.pilot_id == pilot_id,
                Community.municipality_id.in_(municipality_ids),
                ActionItem.state.in_(rules.OPEN),
                ActionItem.due_on < today,
            )
            .options(joinedload(ActionItem.community))
            .order_by(ActionItem.due_on, ActionItem.id)
        )
    )
