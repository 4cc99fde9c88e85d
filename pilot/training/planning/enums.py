"""Values of the planner's page."""

from enum import StrEnum


class Importance(StrEnum):
    """How much a wish weighs."""

    UNIMPORTANT = "unimportant"
    IMPORTANT = "important"
    VERY_IMPORTANT = "very_important"


class PlanProblemKind(StrEnum):
    """Why a proposed plan is not used."""

    DAYS_EXIST = "days_exist"
    CHANGED = "changed"
    NO_PLAN = "no_plan"
    NOTHING_MOVES = "nothing_moves"
