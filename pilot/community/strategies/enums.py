"""Stored values of a strategy, its actions and indicators."""

from enum import StrEnum


class Approach(StrEnum):
    """How a community is worked with (domain d.7)."""

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
    """How values make the actual one: they are added to the start, or the last one holds."""

    SUM = "sum"
    LAST = "last"


class UpdateState(StrEnum):
    """A draft and a sent value do not count, an approved one stands still (C13)."""

    DRAFT = "draft"
    SENT = "sent"
    APPROVED = "approved"
    REJECTED = "rejected"
