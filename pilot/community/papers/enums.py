"""Stored values of the community's papers and their review."""

from enum import StrEnum


class PaperKind(StrEnum):
    PROFILE = "profile"
    ASSESSMENT = "assessment"
    PRIORITIES = "priorities"
    STRATEGY = "strategy"


class ReviewState(StrEnum):
    """What reviewers have said of a version that was sent (C18)."""

    RECEIVED = "received"
    HAS_ISSUES = "has_issues"
    APPROVED = "approved"
    REJECTED = "rejected"


class Standing(StrEnum):
    """How a paper stands for readers: the state of its last version, or what became of it since."""

    NOT_SENT = "not_sent"
    RECEIVED = "received"
    HAS_ISSUES = "has_issues"
    APPROVED = "approved"
    REJECTED = "rejected"
    EDITED = "edited"
