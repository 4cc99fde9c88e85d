"""Stored values of the self-assessment on the modules."""

from enum import StrEnum


class Moment(StrEnum):
    """When somebody rates themselves, in this order and always on the same scale.

    The first two are those of the training.
    """

    START = "start"
    END = "end"
    PRACTICE_MIDDLE = "practice_middle"
    PRACTICE_END = "practice_end"


class Leg(StrEnum):
    """A part of the way between two moments; derived, never stored."""

    TRAINING = "training"
    PRACTICE = "practice"


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
    TELLING = "telling"
    SHOWN = "shown"
