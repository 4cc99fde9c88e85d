"""Write down goals of the practice and how they stand."""

import datetime as dt

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring.goals import rules
from pilot.mentoring.goals.enums import GoalState, Problem
from pilot.mentoring.goals.models import PracticeGoal
from pilot.mentoring.goals.rules import GoalEntry


class GoalRefusedError(DomainError):
    """A goal that may not be written so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def add_goal(
    pilot: Pilot, participation: Participation, entry: GoalEntry, *, actor: Viewer, now: dt.datetime
) -> PracticeGoal:
    """Write down a goal of a participant."""
    goal = PracticeGoal(
        participation_id=participation.id,
        text=entry.text,
        topic=entry.topic,
        indicator=entry.indicator,
        due_on=entry.due_on,
        written_at=now,
    )
    db.session.add(goal)
    db.session.flush()
    audit.record("mentoring.goal-written", goal, actor=actor, at=now, pilot_id=pilot.id)
    return goal


def change_goal(
    pilot: Pilot,
    goal: PracticeGoal,
    entry: GoalEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> PracticeGoal:
    """Put a goal right, or say that it is reached, changed or dropped.

    :raises EditedMeanwhileError: the goal was saved by somebody else since `seen`.
    :raises GoalRefusedError: it is given up without a reason.
    """
    check_version(goal, seen)
    problem = rules.problem_with(entry)
    if problem is not None:
        raise GoalRefusedError(problem)
    if entry.state is not goal.state:
        goal.settled_on = None if entry.state is GoalState.ACTIVE else today
    goal.text, goal.topic, goal.indicator = entry.text, entry.topic, entry.indicator
    goal.due_on, goal.state, goal.reason = entry.due_on, entry.state, entry.reason
    db.session.flush()
    audit.record(
        "mentoring.goal-changed", goal, actor=actor, at=now, pilot_id=pilot.id, state=str(entry.state)
    )
    return goal
