"""Stored values of how a pair fits."""

from enum import StrEnum


class Fit(StrEnum):
    """What a participant says of the pair; the coordinator alone reads it."""

    GOOD = "good"
    UNSURE = "unsure"
    NOT_A_FIT = "not_a_fit"


class Rating(StrEnum):
    """How useful the sessions are, from the lowest step to the highest."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
