"""Keep the indicators of goals, record their values, and approve or reject these."""

import datetime as dt

from sqlalchemy import delete

from pilot.accounts.viewer import Viewer
from pilot.community.models import Community
from pilot.community.strategies import queries, rules
from pilot.community.strategies.actions import note, refuse
from pilot.community.strategies.enums import UpdateState
from pilot.community.strategies.models import Indicator, IndicatorUpdate, Objective
from pilot.community.strategies.rules import IndicatorEntry, Problem, ValueEntry
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class PartsRefusedError(DomainError):
    """The groups do not add up to the value; `left_over` says by how many (C13)."""

    def __init__(self, left_over: int) -> None:
        super().__init__(left_over)
        self.left_over = left_over


def add_indicator(
    objective: Objective, entry: IndicatorEntry, *, actor: Viewer, now: dt.datetime
) -> Indicator:
    """Add an indicator to a goal.

    :raises StrategyRefusedError: its numbers make no sense.
    """
    refuse(rules.indicator_problem(entry))
    indicator = Indicator(objective_id=objective.id, recorded_at=now, **vars(entry))
    db.session.add(indicator)
    db.session.flush()
    note("community.measure-added", indicator, objective.strategy.community, actor, now)
    return indicator


def change_indicator(
    indicator: Indicator, entry: IndicatorEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Indicator:
    """Change an indicator.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: its numbers make no sense.
    """
    check_version(indicator, seen)
    refuse(rules.indicator_problem(entry))
    for name, value in vars(entry).items():
        setattr(indicator, name, value)
    db.session.flush()
    note("community.measure-changed", indicator, community_of(indicator), actor, now)
    return indicator


def delete_indicator(indicator: Indicator, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Delete an indicator on which nothing stands, with its values that do not count.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: actions or approved values stand on it.
    """
    check_version(indicator, seen)
    refuse(Problem.INDICATOR_IN_USE if queries.indicator_is_used(indicator) else None)
    note("community.measure-deleted", indicator, community_of(indicator), actor, now)
    values = delete(IndicatorUpdate).where(IndicatorUpdate.indicator_id == indicator.id)
    db.session.execute(values.execution_options(synchronize_session=False))
    db.session.expunge(indicator)
    db.session.execute(delete(Indicator).where(Indicator.id == indicator.id))


def community_of(indicator: Indicator) -> Community:
    """Return the community of an indicator."""
    return indicator.objective.strategy.community


def record_value(
    indicator: Indicator, entry: ValueEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> IndicatorUpdate:
    """Record a value; it counts once somebody else has approved it (C13).

    :raises StrategyRefusedError: its day has not come, or it is no number of people.
    :raises PartsRefusedError: the groups do not add up to it.
    """
    _refuse_value(indicator, entry, today=today)
    value = IndicatorUpdate(
        indicator_id=indicator.id,
        author_id=actor.user_id,
        recorded_at=now,
        value=entry.value,
        measured_on=entry.measured_on,
        parts=dict(entry.parts),
        comment=entry.comment,
        state=entry.state,
    )
    db.session.add(value)
    db.session.flush()
    note("community.value-recorded", value, community_of(indicator), actor, now, state=value.state)
    return value


def change_value(
    value: IndicatorUpdate, entry: ValueEntry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> IndicatorUpdate:
    """Correct a value that is not approved: it waits again, and whoever corrects it is its author.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: it is approved, its day has not come, or it is no number of people.
    :raises PartsRefusedError: the groups do not add up to it.
    """
    check_version(value, seen)
    refuse(rules.edit_problem(value.state))
    _refuse_value(value.indicator, entry, today=today)
    value.value, value.measured_on, value.comment = entry.value, entry.measured_on, entry.comment
    value.parts, value.state = dict(entry.parts), entry.state
    value.judged_at = value.judged_by_id = None
    value.author_id, value.recorded_at = actor.user_id, now
    db.session.flush()
    note("community.value-changed", value, community_of(value.indicator), actor, now, state=value.state)
    return value


def delete_value(value: IndicatorUpdate, *, seen: int, actor: Viewer, now: dt.datetime) -> None:
    """Delete a value that is not approved.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: it is approved.
    """
    check_version(value, seen)
    refuse(rules.edit_problem(value.state))
    note("community.value-deleted", value, community_of(value.indicator), actor, now)
    db.session.delete(value)
    db.session.flush()


def judge(
    value: IndicatorUpdate,
    answer: UpdateState,
    reason: str,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> IndicatorUpdate:
    """Approve a value, or reject it and say what has to be corrected (C13).

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises StrategyRefusedError: it is the judge's own, it does not wait, or a rejection has no words.
    """
    check_version(value, seen)
    is_author = value.author_id == actor.user_id
    refuse(rules.judge_problem(value.state, is_author=is_author, new=answer, reason=reason))
    value.state, value.reason = answer, reason
    value.judged_at, value.judged_by_id = now, actor.user_id
    db.session.flush()
    note("community.value-judged", value, community_of(value.indicator), actor, now, state=answer)
    return value


def _refuse_value(indicator: Indicator, entry: ValueEntry, *, today: dt.date) -> None:
    refuse(rules.value_problem(entry, counts_people=indicator.counts_people, today=today))
    left_over = rules.left_over(entry.value, entry.parts)
    if left_over:
        raise PartsRefusedError(left_over)
