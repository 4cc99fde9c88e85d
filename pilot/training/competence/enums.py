"""Stored values of the self-assessment on the modules."""

from enum import StrEnum


class Moment(StrEnum):
    """When somebody rates themselves: both times on the same scale."""

    START = "start"
    END = "end"


class Level(StrEnum):
    """The scale, from the first step to the last."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


class Standing(StrEnum):
    """How much of the ratings on a module may be shown; derived, never stored."""

    OPEN = "open"
    TOO_FEW = "too_few"
    SHOWN = "shown"
