"""Why a step is refused."""

from enum import StrEnum


class Problem(StrEnum):
    NOBODY = "nobody"
    NOT_HELD = "not_held"
    MONTH_CLOSED = "month_closed"
    NOT_THEIRS = "not_theirs"
    DUE_BEFORE_SESSION = "due_before_session"
    CLOSED_ALREADY = "closed_already"
    STILL_OPEN = "still_open"
    CLOSED_BEFORE_AGREED = "closed_before_agreed"
