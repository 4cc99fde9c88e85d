"""Stored values of mentoring."""

from enum import StrEnum


class SessionForm(StrEnum):
    """How a mentor and a participant met."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    WRITTEN = "written"


class SessionKind(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"


class SessionState(StrEnum):
    """A session is planned, held or was only tried; a held one is confirmed or returned per attendee."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


class NotHeldReason(StrEnum):
    """Why a planned session did not take place."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    OTHER = "other"


class ConfirmationState(StrEnum):
    """What an attendee says of a session that the mentor logged."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Topic(StrEnum):
    DEFINING_COMMUNITY = "defining_community"
    NEEDS_RESEARCH = "needs_research"
    RESOURCES = "resources"
    COOPERATION_GROUP = "cooperation_group"
    STRATEGY = "strategy"
    ACTION = "action"
    METHODOLOGY = "methodology"
    OWN_ROLE = "own_role"
    OTHER = "other"


class Standing(StrEnum):
    """How a participant's month looks against the promised minutes (R9); of a running month also ahead."""

    MET = "met"
    COVERED = "covered"
    OPEN = "open"
    AT_RISK = "at_risk"
    IMPOSSIBLE = "impossible"
    MISSED = "missed"
    EXEMPT = "exempt"
    UPCOMING = "upcoming"


class MissedReason(StrEnum):
    """Why the promised minutes of a month were not given (R11)."""

    PARTICIPANT_ILL = "participant_ill"
    MENTOR_UNAVAILABLE = "mentor_unavailable"
    MOVED_TO_NEXT_MONTH = "moved_to_next_month"
    OTHER = "other"


class MonthState(StrEnum):
    """How a month of a pilot stands: not closed yet, closed, or opened again after a close (R12)."""

    DRAFT = "draft"
    CLOSED = "closed"
    REOPENED = "reopened"


class Conflict(StrEnum):
    """What a coordinator should weigh before pairing two people; it does not block."""

    SAME_MUNICIPALITY = "same_municipality"
    HEAD_OF_SERVICE = "head_of_service"
    LINE_MANAGER = "line_manager"


class ChangeReason(StrEnum):
    """Why a pair ends, in words that blame nobody; naming one is never asked for."""

    TIMES = "times"
    DISTANCE = "distance"
    TOPICS = "topics"
    WORKLOAD = "workload"
    AWAY = "away"
    WISH = "wish"


class Refusal(StrEnum):
    """Why a pair, an answer or an undo is refused."""

    OWN_PERSON = "own_person"
    PAIR_OVERLAPS = "pair_overlaps"
    SAME_MENTOR = "same_mentor"
    ENDS_BEFORE_START = "ends_before_start"
    NOT_YET = "not_yet"
    PAIR_ENDED = "pair_ended"
    PAIR_IN_USE = "pair_in_use"
    LAST_DAY_MISSING = "last_day_missing"
    LAST_BEFORE_FIRST = "last_before_first"
    ONLY_SUBSTITUTE = "only_substitute"
    NO_MAIN_MENTOR = "no_main_mentor"
    ALREADY_BEGUN = "already_begun"
    SESSIONS_AFTER = "sessions_after"
    OWN_RECORD = "own_record"
    NOT_HELD = "not_held"
    COMMENT_MISSING = "comment_missing"
    UNDO_TOO_LATE = "undo_too_late"
    UNDO_ANSWERED = "undo_answered"


class StepOwner(StrEnum):
    """Who of a pair does an agreed step."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    BOTH = "both"
