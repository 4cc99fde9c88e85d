"""How a mentoring agreement stands, its reviews, and why a deed on it is refused."""

from enum import StrEnum


class AgreementState(StrEnum):
    """What a version still needs: the word of both, of one of them, or nothing."""

    DRAFT = "draft"
    WAITS_FOR_MENTOR = "waits_for_mentor"
    WAITS_FOR_PARTICIPANT = "waits_for_participant"
    ACCEPTED = "accepted"


class Review(StrEnum):
    """When the pair looks at its agreement again."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Problem(StrEnum):
    MIDDLE_BEFORE_START = "middle_before_start"
    END_BEFORE_MIDDLE = "end_before_middle"
    START_BEFORE_PAIR = "start_before_pair"
    NOT_LATEST = "not_latest"
    ACCEPTED_ALREADY = "accepted_already"
    REVIEWED_ALREADY = "reviewed_already"
    NO_AGREEMENT = "no_agreement"
