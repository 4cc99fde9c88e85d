"""Write the strategy of a community, its goals and actions, and let a group adopt it."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.community.changes.models import ChangeRecord
from pilot.community.models import Community, Decision, Need, Resource
from pilot.community.priorities.models import RoundItem
from pilot.community.strategies import adopted, queries, rules
from pilot.community.strategies.models import ActionItem, Objective, Strategy, StrategyVersion
from pilot.community.strategies.rules import (
    ActionEntry,
    ObjectiveEntry,
    Problem,
    ReportEntry,
    StrategyEntry,
)
from pilot.database import Editable, check_version
from pilot.errors import DomainError
from pilot.extensions import db

LINKED = frozenset({"need_ids", "resource_ids"})
Row = TypeVar("Row", Need, Resource, ChangeRecord)


class StrategyRefusedError(DomainError):
    """Something of a strategy is refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def refuse(problem: Problem | None) -> None:
    """Refuse what has a problem.

    :raises StrategyRefusedError: there is one.
    """
    if problem is not None:
        raise StrategyRefusedError(problem)


def write_strategy(
    community: Community, entry: StrategyEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Strategy:
    """Write the vision and the approach, for the first time or again.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    strategy = queries.strategy_of(community)
    if strategy is None:
        strategy = Strategy(community_id=community.id, vision=entry.vision, approach=entry.approach)
        db.session.add(strategy)
    else:
        check_version(strategy, seen)
        strategy.vision, strategy.approach = entry.vision, entry.approach
    db.session.flush()
    note("community.strategy-written", strategy, community, actor, now)
    return strategy


def add_objective(
    strategy: Strategy, community: Community, entry: ObjectiveEntry, *, actor: Viewer, now: dt.datetime
) -> Objective:
    """Add a goal that stands on chosen priorities.

    :raises StrategyRefusedError: there are five goals already.
    """
    refuse(rules.objective_problem(len(queries.objectives_of(strategy))))
    items = _items(community, entry.item_ids, ())
    objective = Objective(strategy_id=strategy.id, text=entry.text, recorded_at=now, items=items)
    db.session.add(objective)
    db.session.flush()
    note("community.objective-added", objective, community, actor, now, priorities=len(objective.items))
    return objective


def change_objective(
    objective: Objective, entry: ObjectiveEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Objective:
    """Change the words of a goal or the priorities on which it stands.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(objective, seen)
    community = objective.strategy.community
    objective.text = entry.text
    objective.items = _items(community, entry.item_ids, objective.items)
    flag_modified(objective, "text")  # other priorities alone are a newer version too
    db.session.flush()
    note("community.objective-changed", objective, community, actor, now)
    return objective


def delete_objective(objective: Objective, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Delete a goal under which nothing stands.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: actions or indicators stand under it.
    """
    check_version(objective, seen)
    refuse(Problem.OBJECTIVE_IN_USE if queries.objective_is_used(objective) else None)
    note("community.objective-deleted", objective, objective.strategy.community, actor, now)
    db.session.delete(objective)
    db.session.flush()


def _items(community: Community, ids: Sequence[uuid.UUID], kept: Sequence[RoundItem]) -> list[RoundItem]:
    return [item for item in queries.items_for(community, kept) if item.id in ids]


def add_action(community: Community, entry: ActionEntry, *, actor: Viewer, now: dt.datetime) -> ActionItem:
    """Add something that somebody does by a day; a step without a need is taken too.

    :raises StrategyRefusedError: its days or amounts make no sense, or its indicator is of another goal.
    """
    _refuse_action(community, entry)
    action = ActionItem(
        community_id=community.id,
        recorded_at=now,
        needs=_rows(Need, community, entry.need_ids),
        resources=_rows(Resource, community, entry.resource_ids),
        changes=[],
        **_columns(entry),
    )
    db.session.add(action)
    db.session.flush()
    note("community.action-added", action, community, actor, now, side=action.side)
    return action


def change_action(
    action: ActionItem, entry: ActionEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> ActionItem:
    """Change an action and what it is linked to.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: its days or amounts make no sense, or its indicator is of another goal.
    """
    check_version(action, seen)
    _refuse_action(action.community, entry)
    for name, value in _columns(entry).items():
        setattr(action, name, value)
    action.needs = _rows(Need, action.community, entry.need_ids)
    action.resources = _rows(Resource, action.community, entry.resource_ids)
    flag_modified(action, "what")  # other links alone are a newer version too
    db.session.flush()
    db.session.expire(action, ["objective", "indicator", "decision"])
    note("community.action-changed", action, action.community, actor, now)
    return action


def report_action(
    action: ActionItem, entry: ReportEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> ActionItem:
    """Say how an action stands, what its result is, and which changes came of it.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(action, seen)
    action.state, action.result = entry.state, entry.result
    action.changes = _rows(ChangeRecord, action.community, entry.change_ids)
    flag_modified(action, "state")  # other changes alone are a newer version too
    db.session.flush()
    note("community.action-reported", action, action.community, actor, now, state=entry.state)
    return action


def delete_action(action: ActionItem, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Delete an action with its links.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    check_version(action, seen)
    note("community.action-deleted", action, action.community, actor, now)
    db.session.delete(action)
    db.session.flush()


def _columns(entry: ActionEntry) -> Mapping[str, object]:
    return {name: value for name, value in vars(entry).items() if name not in LINKED}


def _refuse_action(community: Community, entry: ActionEntry) -> None:
    refuse(rules.action_problem(entry))
    if entry.indicator_id is None:
        return
    goals = {indicator.id: indicator.objective_id for indicator in queries.indicators_for(community)}
    refuse(None if goals.get(entry.indicator_id) == entry.objective_id else Problem.OTHER_GOAL)


def _rows(table: type[Row], community: Community, ids: Sequence[uuid.UUID]) -> list[Row]:
    """Return the rows of a community that were chosen."""
    return list(
        db.session.scalars(select(table).where(table.id.in_(ids), table.community_id == community.id))
    )


def adopt(
    strategy: Strategy,
    community: Community,
    decision: Decision,
    *,
    shown: str,
    actor: Viewer,
    now: dt.datetime,
) -> StrategyVersion:
    """Keep the strategy as a group adopted it: its text never changes.

    :raises StrategyRefusedError: nothing is there, nothing is new, or it is not what was shown.
    """
    plan = queries.plan_of(community)
    text = canonical.text_of(adopted.content_of(plan))
    hash_, last = canonical.hash_of(text), queries.last_version(strategy)
    refuse(
        rules.adoption_problem(
            has_vision=bool(strategy.vision),
            objectives=len(plan.objectives),
            last_hash=last.sha256 if last else None,
            hash_=hash_,
        )
    )
    refuse(None if shown == hash_ else Problem.CHANGED_MEANWHILE)
    version = StrategyVersion(
        strategy_id=strategy.id,
        decision_id=decision.id,
        number=queries.next_number(strategy),
        content=text,
        sha256=hash_,
        adopted_at=now,
        adopted_by_id=actor.user_id,
    )
    db.session.add(version)
    db.session.flush()
    note("community.strategy-adopted", version, community, actor, now, number=version.number, sha256=hash_)
    return version


def note(
    what: str,
    row: Editable | StrategyVersion,
    community: Community,
    actor: Viewer,
    now: dt.datetime,
    **facts: object,
) -> None:
    """Write into the audit trail what was done."""
    audit.record(what, row, actor=actor, at=now, pilot_id=community.pilot_id, **facts)
