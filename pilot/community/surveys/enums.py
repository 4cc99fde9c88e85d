"""Stored values of surveys."""

from enum import StrEnum


class SurveyState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Channel(StrEnum):
    """How an answer came in."""

    ONLINE = "online"
    PAPER = "paper"
    IMPORTED = "imported"


class Language(StrEnum):
    """The languages in which the questions are kept; the application itself speaks the first two."""

    LV = "lv"
    EN = "en"
    RU = "ru"


class Standing(StrEnum):
    """What may be done with a survey on a day."""

    DRAFT = "draft"
    AHEAD = "ahead"
    RUNNING = "running"
    ENDED = "ended"
    CLOSED = "closed"
