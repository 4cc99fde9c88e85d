"""Stored values of independent work."""

from enum import StrEnum


class Tool(StrEnum):
    """The page of Kopdarbs on which a task is really done, so that nothing is entered twice."""

    COMMUNITY = "community"
    NEEDS = "needs"
    RESOURCES = "resources"
    DIARY = "diary"
    GROUP = "group"


class WorkState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Verdict(StrEnum):
    """What a lecturer says of a version that was handed in."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
