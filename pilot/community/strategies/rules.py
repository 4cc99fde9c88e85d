"""Judge a strategy: how many objectives, who does how much, which values of an indicator count (domain d.7)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState

MOST_OBJECTIVES = 5
OPEN = frozenset({ActionState.PLANNED, ActionState.BEGUN})


class Problem(StrEnum):
    """Why something of a strategy is refused."""

    TOO_MANY_OBJECTIVES = "too_many_objectives"
    NO_NEED = "no_need"
    DUE_BEFORE_START = "due_before_start"
    NEGATIVE_COST = "negative_cost"
    MEASURED_AHEAD = "measured_ahead"
    OWN_UPDATE = "own_update"
    ALREADY_JUDGED = "already_judged"
    NO_REASON = "no_reason"
    NOTHING_TO_ADOPT = "nothing_to_adopt"
    ADOPTED_ALREADY = "adopted_already"


@dataclass(frozen=True)
class StrategyEntry:
    vision: str
    approach: Approach


@dataclass(frozen=True)
class ObjectiveEntry:
    """A goal and the needs from which it comes."""

    text: str
    need_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class ActionEntry:
    """Something that somebody does by a day."""

    what: str
    side: Side
    lead: str
    due_on: dt.date
    objective_id: uuid.UUID | None = None
    need_ids: tuple[uuid.UUID, ...] = ()
    resource_ids: tuple[uuid.UUID, ...] = ()
    helpers: str = ""
    resources_needed: str = ""
    cost: Decimal | None = None
    funding: str = ""
    starts_on: dt.date | None = None
    risk: str = ""
    state: ActionState = ActionState.PLANNED
    result: str = ""


@dataclass(frozen=True)
class IndicatorEntry:
    name: str
    unit: str
    baseline: Decimal
    target: Decimal
    counting: Counting
    measured_by: str


@dataclass(frozen=True)
class UpdateEntry:
    """A value and, where people are counted, its parts."""

    value: Decimal
    measured_on: dt.date
    women: int | None
    men: int | None
    not_stated: int | None
    comment: str


@dataclass(frozen=True)
class Value:
    """What counts of a value: only approved ones do (C13)."""

    value: Decimal
    measured_on: dt.date
    state: UpdateState


def objective_problem(existing: int, need_ids: Sequence[uuid.UUID], *, is_new: bool) -> Problem | None:
    """Refuse a sixth objective, and one that comes from no need (domain d.7)."""
    if is_new and existing >= MOST_OBJECTIVES:
        return Problem.TOO_MANY_OBJECTIVES
    return None if need_ids else Problem.NO_NEED


def action_problem(entry: ActionEntry) -> Problem | None:
    """Refuse an action that is due before it starts, or costs less than nothing."""
    if entry.starts_on is not None and entry.due_on < entry.starts_on:
        return Problem.DUE_BEFORE_START
    return Problem.NEGATIVE_COST if entry.cost is not None and entry.cost < 0 else None


def is_overdue(state: ActionState, due_on: dt.date, *, today: dt.date) -> bool:
    """Say whether an action that is not finished should have been."""
    return state in OPEN and due_on < today


def worker_does_most(sides: Iterable[Side]) -> bool:
    """Say whether the social worker does more than half of the actions: an enabler does not (domain d.7)."""
    known = list(sides)
    return 2 * known.count(Side.SOCIAL_WORKER) > len(known)


def left_over(entry: UpdateEntry) -> Decimal:
    """Return by how much the parts differ from the value; 0 where no part is given (C13)."""
    parts = [part for part in (entry.women, entry.men, entry.not_stated) if part is not None]
    return entry.value - sum(parts) if parts else Decimal(0)


def judge_problem(
    state: UpdateState, *, is_author: bool, new: UpdateState, reason: str
) -> Problem | None:
    """Refuse judging own values, judging twice, and rejecting without a word."""
    if is_author:
        return Problem.OWN_UPDATE
    if state is not UpdateState.RECEIVED:
        return Problem.ALREADY_JUDGED
    return Problem.NO_REASON if new is UpdateState.REJECTED and not reason else None


def actual(values: Iterable[Value], *, counting: Counting) -> Decimal | None:
    """Return the actual value from the approved ones alone: their sum, or the last; None without any (C13)."""
    approved = [value for value in values if value.state is UpdateState.APPROVED]
    if not approved:
        return None
    if counting is Counting.SUM:
        return sum((value.value for value in approved), Decimal(0))
    return max(approved, key=lambda value: value.measured_on).value


def reached_pct(baseline: Decimal, target: Decimal, value: Decimal | None, *, counting: Counting) -> int | None:
    """Return how far a value is from the start to the target, 0 to 100; None where nothing can be said."""
    if value is None or target == baseline:
        return None
    moved = value if counting is Counting.SUM else value - baseline
    wanted = target - baseline
    return int(max(Decimal(0), min(Decimal(100), 100 * moved / wanted)))
