"""Stored values of a strategy, its actions and indicators."""

from enum import StrEnum


class Approach(StrEnum):
    """How a community is worked with (slides)."""

    DEVELOPMENT = "development"
    MOBILISATION = "mobilisation"
    SOCIAL_PLANNING = "social_planning"
    SOCIAL_ACTION = "social_action"


class Side(StrEnum):
    """Who does an action: the three columns of the plan, and others (domain d.7)."""

    COMMUNITY = "community"
    SOCIAL_WORKER = "social_worker"
    MUNICIPALITY = "municipality"
    OTHERS = "others"


class ActionState(StrEnum):
    PLANNED = "planned"
    BEGUN = "begun"
    DONE = "done"
    POSTPONED = "postponed"
    DROPPED = "dropped"


class Counting(StrEnum):
    """How the values of an indicator make its actual value: added up, or the last one holds."""

    SUM = "sum"
    LAST = "last"


class UpdateState(StrEnum):
    RECEIVED = "received"
    APPROVED = "approved"
    REJECTED = "rejected"
