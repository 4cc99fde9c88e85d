"""Stored values of recurring plans."""

from enum import StrEnum


class Rhythm(StrEnum):
    """How often a recurring session comes; monthly means on the second Tuesday, for example."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
