"""Stored values of a pilot, its phases and its people."""

from enum import StrEnum


class PilotState(StrEnum):
    DRAFT = "draft"
    RECRUITING = "recruiting"
    TRAINING = "training"
    PRACTICE = "practice"
    CLOSING = "closing"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


class Preset(StrEnum):
    SDK_2022 = "sdk_2022"
    METHODOLOGY_2019 = "methodology_2019"
    EMPTY = "empty"


class FunderSet(StrEnum):
    ESF_2014_2020 = "esf_2014_2020"
    ESF_PLUS_2021_2027 = "esf_plus_2021_2027"
    OTHER = "other"
    NONE = "none"


class PhaseKind(StrEnum):
    RECRUITMENT = "recruitment"
    TRAINING = "training"
    PRACTICE = "practice"
    CLOSING = "closing"
    OTHER = "other"


class EligibilityMode(StrEnum):
    ANY = "any"
    ALL = "all"


class EligibilityCriterion(StrEnum):
    EXPERIENCE = "experience"
    LEADERSHIP_SUPPORT = "leadership_support"


class PartialMonthPolicy(StrEnum):
    EXEMPT = "exempt"
    PRO_RATA = "pro_rata"
    FULL = "full"


class CarryOver(StrEnum):
    NONE = "none"
    NEXT_MONTH = "next_month"
    PHASE_TOTAL = "phase_total"


class ParticipationState(StrEnum):
    NOMINATED = "nominated"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class WithdrawalReason(StrEnum):
    WORKLOAD = "workload"
    LEFT_JOB = "left_job"
    HEALTH = "health"
    MUNICIPALITY_WITHDREW = "municipality_withdrew"
    OTHER = "other"


class PairRole(StrEnum):
    PRIMARY = "primary"
    SUBSTITUTE = "substitute"
    CONSULTANT = "consultant"


class PairAnswer(StrEnum):
    """What a mentor or a participant says to a pair that was offered; "ask me" is told to nobody else."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ASK_ME = "ask_me"


class ClaimKind(StrEnum):
    """What a person can claim working time for, in the order in which a doubled minute stays counted."""

    CLASS = "class"
    SESSION = "session"
    LINE = "line"
    SUPERVISION = "supervision"


class ClaimProblem(StrEnum):
    """Why time cannot be claimed (item 14)."""

    TAKEN = "taken"
    DAY_FULL = "day_full"
