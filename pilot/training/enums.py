"""Stored values of the training."""

from enum import StrEnum


class DayState(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    LOCKED = "locked"
    MOVED = "moved"
    CANCELLED = "cancelled"


class DayMode(StrEnum):
    IN_PERSON = "in_person"
    REMOTE = "remote"
    HYBRID = "hybrid"


class TeachingMethod(StrEnum):
    LECTURE = "lecture"
    DISCUSSION = "discussion"
    CASE_ANALYSIS = "case_analysis"
    GROUP_WORK = "group_work"
    DEMONSTRATION = "demonstration"
    PRESENTATIONS = "presentations"
    OTHER = "other"


class AttendanceStatus(StrEnum):
    ATTENDED = "attended"
    PARTLY = "partly"
    EXCUSED = "excused"
    ABSENT = "absent"


class Half(StrEnum):
    """The half of a training day in which somebody was there."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Part(StrEnum):
    """How somebody was there partly, as the roll asks; stored as a half or as minutes missed."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    MINUTES = "minutes"


class MakeUpKind(StrEnum):
    ONLINE_SESSION = "online_session"
    INDIVIDUAL_TASK = "individual_task"
    PARALLEL_GROUP = "parallel_group"


class AttendanceSource(StrEnum):
    SHEET = "sheet"
    COORDINATOR = "coordinator"
    LECTURER = "lecturer"


class AttendanceStanding(StrEnum):
    """How a participant's attendance looks against the pilot's threshold; derived, never stored."""

    NO_THRESHOLD = "no_threshold"
    REACHED = "reached"
    REACHABLE = "reachable"
    OUT_OF_REACH = "out_of_reach"
