"""A community's strategy with goals, actions and indicators, in the viewer's scope, and what in it waits."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.community.enums import MeetingState
from pilot.community.models import Community, CooperationGroup, Decision, Meeting
from pilot.community.priorities import queries as priorities
from pilot.community.priorities.models import PriorityRound, RoundItem
from pilot.community.queries import visible_communities, working_with
from pilot.community.strategies import rules
from pilot.community.strategies.enums import UpdateState
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

Thing = TypeVar("Thing", Objective, ActionItem, Indicator, IndicatorUpdate, StrategyVersion)


@dataclass(frozen=True)
class Plan:
    """All that a strategy holds; actions may be there before a vision is."""

    strategy: Strategy | None
    objectives: list[Objective]
    actions: list[ActionItem]
    indicators: list[Indicator]
    versions: list[StrategyVersion]

    def indicators_of(self, objective: Objective) -> list[Indicator]:
        """Return the indicators of a goal."""
        return [each for each in self.indicators if each.objective_id == objective.id]


def plan_of(community: Community) -> Plan:
    """Return a community's strategy with goals, actions, indicators and adopted versions."""
    strategy = strategy_of(community)
    objectives = objectives_of(strategy) if strategy else []
    return Plan(
        strategy,
        objectives,
        actions_of(community),
        _indicators_of(objectives),
        _versions_of(strategy) if strategy else [],
    )


def strategy_of(community: Community) -> Strategy | None:
    """Return the strategy of a community, if it has been begun."""
    return db.session.scalar(select(Strategy).where(Strategy.community_id == community.id))


def objectives_of(strategy: Strategy) -> list[Objective]:
    """Return the goals of a strategy with their priorities, in the order they were written."""
    return list(
        db.session.scalars(
            select(Objective)
            .where(Objective.strategy_id == strategy.id)
            .options(selectinload(Objective.items).joinedload(RoundItem.need))
            .order_by(Objective.recorded_at, Objective.id)
        )
    )


def actions_of(community: Community) -> list[ActionItem]:
    """Return the actions of a community with all they are linked to, the earliest due first."""
    return list(
        db.session.scalars(
            select(ActionItem)
            .where(ActionItem.community_id == community.id)
            .options(*_LINKS)
            .order_by(ActionItem.due_on, ActionItem.recorded_at, ActionItem.id)
        )
    )


def _indicators_of(objectives: Sequence[Objective]) -> list[Indicator]:
    return list(
        db.session.scalars(
            select(Indicator)
            .where(Indicator.objective_id.in_([objective.id for objective in objectives]))
            .options(selectinload(Indicator.updates))
            .order_by(Indicator.recorded_at, Indicator.id)
        )
    )


def _versions_of(strategy: Strategy) -> list[StrategyVersion]:
    return list(
        db.session.scalars(
            select(StrategyVersion)
            .where(StrategyVersion.strategy_id == strategy.id)
            .options(joinedload(StrategyVersion.decision).joinedload(Decision.meeting))
            .order_by(StrategyVersion.number.desc())
        )
    )


def last_version(strategy: Strategy) -> StrategyVersion | None:
    """Return what was adopted last."""
    return next(iter(_versions_of(strategy)), None)


def figures_of(indicator: Indicator, *, threshold: int) -> rules.Figures:
    """Return how an indicator stands by its approved values alone, as a reader may see it (C13, R18)."""
    values = [
        rules.Value(each.value, each.measured_on, each.recorded_at, each.state) for each in indicator.updates
    ]
    value = rules.actual(values, counting=indicator.counting, baseline=indicator.baseline)
    return rules.figures_for(
        indicator.baseline,
        indicator.target,
        value,
        counts_people=indicator.counts_people,
        threshold=threshold,
    )


def items_for(community: Community, kept: Sequence[RoundItem] = ()) -> list[RoundItem]:
    """Return the priorities on which a goal may stand: those chosen now, and those it stands on already."""
    now = [priority.item for priority in priorities.priorities_of(community)]
    return [*now, *(item for item in kept if item not in now)]


def groups_for(community: Community) -> ColumnElement[bool]:
    """Say of a group in a statement that it works for a community: its own one, or its municipality's."""
    return and_(
        CooperationGroup.pilot_id == community.pilot_id,
        CooperationGroup.municipality_id == community.municipality_id,
        or_(CooperationGroup.community_id == community.id, CooperationGroup.community_id.is_(None)),
    )


def decisions_for(community: Community, *, approved_only: bool = False) -> list[Decision]:
    """Return what the groups of a community decided, the newest first; or only what stands still."""
    statement = (
        select(Decision)
        .join(Decision.meeting)
        .join(CooperationGroup, CooperationGroup.id == Decision.group_id)
        .where(groups_for(community))
        .options(contains_eager(Decision.meeting).joinedload(Meeting.group))
        .order_by(Decision.year.desc(), Decision.number.desc(), Decision.id)
    )
    if approved_only:
        statement = statement.where(Meeting.state == MeetingState.APPROVED)
    return list(db.session.scalars(statement))


def indicators_for(community: Community) -> list[Indicator]:
    """Return the indicators of a community with their goals: an action may feed one."""
    return list(
        db.session.scalars(
            select(Indicator)
            .join(Indicator.objective)
            .join(Objective.strategy)
            .where(Strategy.community_id == community.id)
            .options(contains_eager(Indicator.objective))
            .order_by(Objective.recorded_at, Indicator.recorded_at, Indicator.id)
        )
    )


def _of_community(*path: Any) -> LoaderOption:
    """Return the option that loads the community at the end of a path, with its pilot and municipality."""
    option = joinedload(path[0])
    for step in path[1:]:
        option = option.joinedload(step)
    return option.options(
        joinedload(Community.lead).options(joinedload(Participation.pilot), joinedload(Participation.user)),
        joinedload(Community.municipality),
    )


_TO_STRATEGY = (Objective.strategy, Strategy.community)
_LINKS: tuple[LoaderOption, ...] = (
    joinedload(ActionItem.objective),
    joinedload(ActionItem.indicator),
    joinedload(ActionItem.decision).joinedload(Decision.meeting).joinedload(Meeting.group),
    selectinload(ActionItem.needs),
    selectinload(ActionItem.resources),
    selectinload(ActionItem.changes),
)


def _scope(viewer: Viewer, permission: Permission) -> Select[uuid.UUID]:
    return visible_communities(viewer, permission).with_only_columns(Community.id)


def _one(statement: Select[Thing]) -> Thing:
    found: Thing | None = db.session.scalar(statement)
    if found is None:
        raise NotVisibleError
    return found


def get_objective(objective_id: uuid.UUID, *, viewer: Viewer) -> Objective:
    """Return a goal that the viewer may change, with its strategy, community and priorities.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(Objective)
        .join(Objective.strategy)
        .where(
            Objective.id == objective_id,
            Strategy.community_id.in_(_scope(viewer, Permission.COMMUNITY_WRITE)),
        )
        .options(_of_community(*_TO_STRATEGY), selectinload(Objective.items).joinedload(RoundItem.need))
    )


def get_action(
    action_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.COMMUNITY_WRITE
) -> ActionItem:
    """Return an action with its community and all it is linked to.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(ActionItem)
        .where(ActionItem.id == action_id, ActionItem.community_id.in_(_scope(viewer, permission)))
        .options(_of_community(ActionItem.community), *_LINKS)
    )


def get_indicator(
    measure_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.COMMUNITY_WRITE
) -> Indicator:
    """Return an indicator with its goal, community and values.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(Indicator)
        .join(Indicator.objective)
        .join(Objective.strategy)
        .where(Indicator.id == measure_id, Strategy.community_id.in_(_scope(viewer, permission)))
        .options(
            _of_community(Indicator.objective, *_TO_STRATEGY),
            selectinload(Indicator.updates).options(
                joinedload(IndicatorUpdate.author), joinedload(IndicatorUpdate.judged_by)
            ),
        )
    )


def get_value(
    value_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.COMMUNITY_WRITE
) -> IndicatorUpdate:
    """Return a value with its indicator and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(IndicatorUpdate)
        .join(IndicatorUpdate.indicator)
        .join(Indicator.objective)
        .join(Objective.strategy)
        .where(IndicatorUpdate.id == value_id, Strategy.community_id.in_(_scope(viewer, permission)))
        .options(
            _of_community(IndicatorUpdate.indicator, Indicator.objective, *_TO_STRATEGY),
            joinedload(IndicatorUpdate.author),
        )
    )


def get_version(version_id: uuid.UUID, *, viewer: Viewer) -> StrategyVersion:
    """Return an adopted version with its decision and community.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(StrategyVersion)
        .join(StrategyVersion.strategy)
        .where(
            StrategyVersion.id == version_id,
            Strategy.community_id.in_(_scope(viewer, Permission.COMMUNITY_READ)),
        )
        .options(
            _of_community(StrategyVersion.strategy, Strategy.community),
            joinedload(StrategyVersion.decision).joinedload(Decision.meeting).joinedload(Meeting.group),
        )
    )


def objective_is_used(objective: Objective) -> bool:
    """Tell whether actions or indicators stand under a goal."""
    return _any(ActionItem.objective_id == objective.id) or _any(Indicator.objective_id == objective.id)


def indicator_is_used(indicator: Indicator) -> bool:
    """Tell whether actions or approved values stand on an indicator."""
    approved = and_(
        IndicatorUpdate.indicator_id == indicator.id, IndicatorUpdate.state == UpdateState.APPROVED
    )
    return _any(ActionItem.indicator_id == indicator.id) or _any(approved)


def _any(condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(exists().where(condition))) or False


def next_number(strategy: Strategy) -> int:
    """Return the number of the next adopted version."""
    statement = select(func.count()).where(StrategyVersion.strategy_id == strategy.id)
    return (db.session.scalar(statement) or 0) + 1


def overdue_for(viewer: Viewer, pilot: Pilot, *, today: dt.date) -> list[ActionItem]:
    """Return the late actions of the communities a participant leads or works with, the latest first."""
    works = working_with()
    own = select(works.c.community_id).join(Participation, Participation.id == works.c.participation_id)
    return list(
        db.session.scalars(
            select(ActionItem)
            .join(ActionItem.community)
            .where(
                Community.pilot_id == pilot.id,
                Community.id.in_(own.where(Participation.user_id == viewer.user_id)),
                ActionItem.state.in_(rules.OPEN),
                ActionItem.due_on < today,
            )
            .options(contains_eager(ActionItem.community))
            .order_by(ActionItem.due_on, ActionItem.recorded_at, ActionItem.id)
        )
    )


def waiting_for(viewer: Viewer, pilot: Pilot) -> list[IndicatorUpdate]:
    """Return the values in a pilot that wait for the answer of a viewer, the oldest first."""
    own = select(Participation.id).where(Participation.user_id == viewer.user_id)
    return list(
        db.session.scalars(
            select(IndicatorUpdate)
            .join(IndicatorUpdate.indicator)
            .join(Indicator.objective)
            .join(Objective.strategy)
            .join(Strategy.community)
            .where(
                Community.pilot_id == pilot.id,
                Community.id.in_(_scope(viewer, Permission.PAPER_REVIEW)),
                Community.lead_id.not_in(own),
                IndicatorUpdate.author_id != viewer.user_id,
                IndicatorUpdate.state == UpdateState.SENT,
            )
            .options(
                contains_eager(IndicatorUpdate.indicator)
                .contains_eager(Indicator.objective)
                .contains_eager(Objective.strategy)
                .contains_eager(Strategy.community)
            )
            .order_by(IndicatorUpdate.recorded_at, IndicatorUpdate.id)
        )
    )


def has_priorities(community: Community) -> bool:
    """Tell whether any need of a community was chosen as a priority."""
    statement = (
        select(RoundItem.id)
        .join(PriorityRound, PriorityRound.id == RoundItem.round_id)
        .where(PriorityRound.community_id == community.id, PriorityRound.closed_at.is_not(None))
    )
    return db.session.scalar(select(statement.where(RoundItem.chosen).exists())) or False
