"""Values of published schedules."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a day between two versions."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CHANGED = "changed"


class Detail(StrEnum):
    """What of a day is different although its date and times are the same."""

    NUMBER = "number"
    MODE = "mode"
    VENUE = "venue"
    ADDRESS = "address"
    ACCESS = "access"
    LENGTH = "length"
    CLASSES = "classes"


class PublishProblem(StrEnum):
    """Why a schedule is not published."""

    NOTHING_CHANGED = "nothing_changed"
    REASON_MISSING = "reason_missing"
