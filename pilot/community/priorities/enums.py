"""Stored values of priority rounds."""

from enum import StrEnum


class RoundState(StrEnum):
    """A draft is arranged, then scored with everything frozen (R14), then closed for good."""

    DRAFT = "draft"
    SCORING = "scoring"
    CLOSED = "closed"


class CriterionCode(StrEnum):
    """The criteria of domain d.6, by their letters."""

    SIZE = "A"
    SERIOUSNESS = "B"
    IMPORTANCE = "C"
    CHANGEABLE = "D"
    RESOURCES = "E"
    INEQUALITY = "F"
    QUICK_RESULT = "G"


class ScorerKind(StrEnum):
    """Whose voice a sheet is; the worker's own and the officials' do not decide."""

    RESIDENT = "resident"
    GROUP_MEMBER = "group_member"
    SOCIAL_WORKER = "social_worker"
    OFFICIAL = "official"


class ValidationWay(StrEnum):
    FORUM = "forum"
    MEETING = "meeting"
    EXHIBITION = "exhibition"
    ONLINE = "online"


class ValidationResult(StrEnum):
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
