"""What a mentor's absence does to a pair; derived, never stored."""

from enum import StrEnum


class Effect(StrEnum):
    """What an absence does to a participant's month, the worst first."""

    IMPOSSIBLE = "impossible"
    AT_RISK = "at_risk"
    NONE = "none"
