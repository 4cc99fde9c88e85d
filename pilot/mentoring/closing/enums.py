"""Stored and judged values of closing months."""

from enum import StrEnum


class RowState(StrEnum):
    """How a pair stands before its month is closed."""

    DECISION = "decision"
    NEEDS = "needs"
    READY = "ready"


class Need(StrEnum):
    """The one thing a record of a month still needs."""

    UNCONFIRMED = "unconfirmed"
    RETURNED = "returned"
    UNANSWERED = "unanswered"
    APPROVAL = "approval"


class CorrectionState(StrEnum):
    """How far a mentor's request to correct a closed month got."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class Refusal(StrEnum):
    """Why a month, an approval or a correction after the close is refused."""

    MONTH_NOT_OVER = "month_not_over"
    ALREADY_CLOSED = "already_closed"
    NOT_CLOSED = "not_closed"
    REASON_MISSING = "reason_missing"
    STILL_OPEN = "still_open"
    APPROVAL_MISSING = "approval_missing"
    NOTE_MISSING = "note_missing"
    OWN_RECORDS = "own_records"
    NOT_LATER = "not_later"
    MONTH_OPEN = "month_open"
    SAME_MINUTES = "same_minutes"
    ASKED_ALREADY = "asked_already"
    ANSWERED_ALREADY = "answered_already"
    ANSWER_MISSING = "answer_missing"
    WOULD_BE_MISSED = "would_be_missed"
    SESSION_CHANGED = "session_changed"
