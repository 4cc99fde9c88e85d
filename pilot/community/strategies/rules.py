"""Judge a strategy: goals, actions, indicators, values that count, and what a group adopts (domain d.7)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pilot.community.enums import ChangeCode
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState

MOST_OBJECTIVES = 5
OPEN = frozenset({ActionState.PLANNED, ActionState.BEGUN})
JUDGED = frozenset({UpdateState.APPROVED, UpdateState.REJECTED})
NOT_STATED = "not_stated"
"""The part of a value that belongs to no group of people."""


class Problem(StrEnum):
    """Why something of a strategy is refused."""

    TOO_MANY_OBJECTIVES = "too_many_objectives"
    OBJECTIVE_IN_USE = "objective_in_use"
    INDICATOR_IN_USE = "indicator_in_use"
    DUE_BEFORE_START = "due_before_start"
    NEGATIVE_COST = "negative_cost"
    NEGATIVE_ASKED = "negative_asked"
    NEGATIVE_RECEIVED = "negative_received"
    OTHER_GOAL = "other_goal"
    SUM_DOWNWARDS = "sum_downwards"
    NO_PEOPLE = "no_people"
    NO_PEOPLE_AT_START = "no_people_at_start"
    NO_PEOPLE_AS_TARGET = "no_people_as_target"
    MEASURED_AHEAD = "measured_ahead"
    STANDS_STILL = "stands_still"
    OWN_VALUE = "own_value"
    NOT_SENT = "not_sent"
    NO_REASON = "no_reason"
    NOTHING_TO_ADOPT = "nothing_to_adopt"
    ADOPTED_ALREADY = "adopted_already"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True)
class StrategyEntry:
    vision: str
    approach: Approach


@dataclass(frozen=True)
class ObjectiveEntry:
    """A goal and the chosen priorities on which it stands."""

    text: str
    item_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class ActionEntry:
    """Something that somebody does by a day; all but what, who and when may come later."""

    what: str
    side: Side
    lead: str
    due_on: dt.date
    objective_id: uuid.UUID | None = None
    indicator_id: uuid.UUID | None = None
    decision_id: uuid.UUID | None = None
    need_ids: tuple[uuid.UUID, ...] = ()
    resource_ids: tuple[uuid.UUID, ...] = ()
    helpers: str = ""
    resources_needed: str = ""
    cost: Decimal | None = None
    funding: str = ""
    grant_name: str = ""
    grant_asked: Decimal | None = None
    grant_received: Decimal | None = None
    starts_on: dt.date | None = None
    risk: str = ""
    change_code: ChangeCode | None = None


@dataclass(frozen=True)
class ReportEntry:
    """How an action stands and which changes came of it."""

    state: ActionState
    result: str
    change_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class IndicatorEntry:
    name: str
    unit: str
    baseline: Decimal
    target: Decimal
    counting: Counting
    measured_by: str
    counts_people: bool = False


@dataclass(frozen=True)
class ValueEntry:
    """A value and, where people are counted, how many of each group they are."""

    value: Decimal
    measured_on: dt.date
    comment: str
    state: UpdateState
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """What counts of a value: when it was measured and recorded, and whether it is approved (C13)."""

    value: Decimal
    measured_on: dt.date
    recorded_at: dt.datetime
    state: UpdateState


@dataclass(frozen=True)
class Figures:
    """The start, the actual value and how far it is to the target; what is hidden or unknown is None."""

    baseline: Decimal | None
    actual: Decimal | None
    pct: int | None
    hides_baseline: bool = False
    hides_actual: bool = False


def objective_problem(existing: int) -> Problem | None:
    """Refuse a sixth goal (domain d.7)."""
    return Problem.TOO_MANY_OBJECTIVES if existing >= MOST_OBJECTIVES else None


def action_problem(entry: ActionEntry) -> Problem | None:
    """Refuse an action that is due before it starts, and money below nothing."""
    if entry.starts_on is not None and entry.due_on < entry.starts_on:
        return Problem.DUE_BEFORE_START
    for amount, problem in (
        (entry.cost, Problem.NEGATIVE_COST),
        (entry.grant_asked, Problem.NEGATIVE_ASKED),
        (entry.grant_received, Problem.NEGATIVE_RECEIVED),
    ):
        if amount is not None and amount < 0:
            return problem
    return None


def is_overdue(state: ActionState, due_on: dt.date, *, today: dt.date) -> bool:
    """Say whether an action that is not finished should have been."""
    return state in OPEN and due_on < today


def worker_does_most(sides: Iterable[Side]) -> bool:
    """Say whether the social worker does more than half of the actions: an enabler does not (domain d.7)."""
    known = list(sides)
    return 2 * known.count(Side.SOCIAL_WORKER) > len(known)


def indicator_problem(entry: IndicatorEntry) -> Problem | None:
    """Refuse a sum that should go down, and people who are no whole number."""
    if entry.counts_people and not is_count(entry.baseline):
        return Problem.NO_PEOPLE_AT_START
    if entry.counts_people and not is_count(entry.target):
        return Problem.NO_PEOPLE_AS_TARGET
    is_downwards = entry.counting is Counting.SUM and entry.target < entry.baseline
    return Problem.SUM_DOWNWARDS if is_downwards else None


def is_count(value: Decimal) -> bool:
    """Say whether a number can be one of people."""
    return value >= 0 and value == value.to_integral_value()


def value_problem(entry: ValueEntry, *, counts_people: bool, today: dt.date) -> Problem | None:
    """Refuse a day that has not come, and people who are no whole number."""
    if entry.measured_on > today:
        return Problem.MEASURED_AHEAD
    return Problem.NO_PEOPLE if counts_people and not is_count(entry.value) else None


def left_over(value: Decimal, parts: Mapping[str, int]) -> int:
    """Return by how many people the groups differ from the value; 0 where no group is given (C13)."""
    return int(value) - sum(parts.values()) if parts else 0


def edit_problem(state: UpdateState) -> Problem | None:
    """Refuse a change of an approved value: it stands still."""
    return Problem.STANDS_STILL if state is UpdateState.APPROVED else None


def judge_problem(state: UpdateState, *, is_author: bool, new: UpdateState, reason: str) -> Problem | None:
    """Refuse judging an own value, one that does not wait, and rejecting without a word (C13)."""
    if is_author:
        return Problem.OWN_VALUE
    if state is not UpdateState.SENT:
        return Problem.NOT_SENT
    return Problem.NO_REASON if new is UpdateState.REJECTED and not reason else None


def actual(values: Iterable[Value], *, counting: Counting, baseline: Decimal) -> Decimal | None:
    """Return the actual value from the approved ones alone, None without any (C13).

    Added values come on top of the start; of several last ones of a day that recorded last holds.
    """
    approved = [each for each in values if each.state is UpdateState.APPROVED]
    if not approved:
        return None
    if counting is Counting.SUM:
        return baseline + sum((each.value for each in approved), Decimal(0))
    return max(approved, key=lambda each: (each.measured_on, each.recorded_at)).value


def reached_pct(baseline: Decimal, target: Decimal, value: Decimal | None) -> int | None:
    """Return how much of the way from the start to the target is gone, 0 to 100, upwards or downwards.

    Where the target is the start, something is to be kept: it is whole while it is so, else nothing is said.
    """
    if value is None:
        return None
    if target == baseline:
        return 100 if value == target else None
    way = 100 * (value - baseline) / (target - baseline)
    return int(max(Decimal(0), min(Decimal(100), way)))


def figures_for(
    baseline: Decimal, target: Decimal, value: Decimal | None, *, counts_people: bool, threshold: int
) -> Figures:
    """Return the figures of an indicator as a reader may see them, also not by subtraction (R18)."""
    if not counts_people or threshold == 0:
        return Figures(baseline, value, reached_pct(baseline, target, value))
    few_at_start = 0 < baseline < threshold
    few_now = value is not None and (0 < value < threshold or 0 < abs(value - baseline) < threshold)
    return Figures(
        None if few_at_start else baseline,
        None if few_now else value,
        None if few_at_start or few_now else reached_pct(baseline, target, value),
        hides_baseline=few_at_start,
        hides_actual=few_now,
    )


def adoption_problem(
    *, has_vision: bool, objectives: int, last_hash: str | None, hash_: str
) -> Problem | None:
    """Refuse adopting nothing, and adopting twice what says the same."""
    if not has_vision or objectives == 0:
        return Problem.NOTHING_TO_ADOPT
    return Problem.ADOPTED_ALREADY if last_hash == hash_ else None
