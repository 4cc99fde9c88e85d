"""Words for goals of the practice."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.goals.enums import GoalState, Problem

STATES = {
    GoalState.ACTIVE: _l("The goal is active"),
    GoalState.REACHED: _l("The goal is reached"),
    GoalState.CHANGED: _l("The goal has changed"),
    GoalState.DROPPED: _l("The goal is dropped"),
}
KINDS = {
    GoalState.ACTIVE: "info",
    GoalState.REACHED: "ok",
    GoalState.CHANGED: "plain",
    GoalState.DROPPED: "plain",
}
PROBLEMS = {Problem.REASON_MISSING: _l("Write why the goal has changed or is dropped")}
