"""Stored values of time sheets and of the supervision log."""

from enum import StrEnum


class WorkKind(StrEnum):
    """What mentors and lecturers do for a pilot beside sessions and classes."""

    PREPARATION = "preparation"
    TRAVEL = "travel"
    WRITING = "writing"
    MEETING = "meeting"
    OTHER = "other"


class Capacity(StrEnum):
    """As whom somebody worked: on the statement of a mentor or on that of a lecturer."""

    MENTOR = "mentor"
    LECTURER = "lecturer"


class SupervisionKind(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
