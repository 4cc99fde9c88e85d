"""How a goal of the practice stands, and why a change of it is refused."""

from enum import StrEnum


class GoalState(StrEnum):
    ACTIVE = "active"
    REACHED = "reached"
    CHANGED = "changed"
    DROPPED = "dropped"


class Problem(StrEnum):
    REASON_MISSING = "reason_missing"
