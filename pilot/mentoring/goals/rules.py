"""What a goal of the practice needs."""

import datetime as dt
from dataclasses import dataclass

from pilot.mentoring.enums import Topic
from pilot.mentoring.goals.enums import GoalState, Problem

EXPLAINED = frozenset({GoalState.CHANGED, GoalState.DROPPED})


@dataclass(frozen=True)
class GoalEntry:
    """A goal as the pair writes it: the words, the topic, by what it is seen, by when, and how it stands."""

    text: str
    topic: Topic | None = None
    indicator: str = ""
    due_on: dt.date | None = None
    state: GoalState = GoalState.ACTIVE
    reason: str = ""


def problem_with(entry: GoalEntry) -> Problem | None:
    """Return why a goal may not be written so, or None: one that is given up tells its reason."""
    if entry.state in EXPLAINED and not entry.reason.strip():
        return Problem.REASON_MISSING
    return None
