"""Stored values of availability."""

from enum import StrEnum


class AnswerState(StrEnum):
    """What a lecturer says to a class: asked means no answer yet."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Standing(StrEnum):
    """How far a lecturer's answer about dates is; derived, never stored."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ANSWERED = "answered"
