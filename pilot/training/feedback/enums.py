"""Stored values of the anonymous feedback on a training day."""

from enum import StrEnum


class Aspect(StrEnum):
    """What is rated."""

    CONTENT = "content"
    LECTURER = "lecturer"
    USEFULNESS = "usefulness"


class Rating(StrEnum):
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


class Standing(StrEnum):
    """How much of a day's answers may be shown; derived, never stored."""

    OPEN = "open"
    TOO_FEW = "too_few"
    SHOWN = "shown"
