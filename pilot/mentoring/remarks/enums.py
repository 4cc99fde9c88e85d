"""Stored values of the remarks on the methodology."""

from enum import StrEnum


class RemarkKind(StrEnum):
    """What a remark is about."""

    UNCLEAR = "unclear"
    MISSING = "missing"
    UNUSABLE = "unusable"
    GOOD = "good"
    MISTAKE = "mistake"


class Decision(StrEnum):
    """What the coordinator decided on a point that remarks make."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"


class PointState(StrEnum):
    """How far a point is; derived from its decision and its version, never stored."""

    NEW = "new"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    IMPLEMENTED = "implemented"


class LineKind(StrEnum):
    """A line of a difference between two texts; never stored."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
