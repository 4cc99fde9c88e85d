"""Stored values of recruiting municipalities for a pilot."""

from enum import StrEnum


class RecruitingState(StrEnum):
    """Where a municipality stands in one pilot's recruiting (domain a.3)."""

    IDENTIFIED = "identified"
    CONTACTED = "contacted"
    INTERESTED = "interested"
    APPLIED = "applied"
    UNDER_REVIEW = "under_review"
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    AGREEMENT_SIGNED = "agreement_signed"
    TAKING_PART = "taking_part"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class StateGroup(StrEnum):
    """The states as the recruiting board puts them together."""

    TO_CONTACT = "to_contact"
    CONTACTED = "contacted"
    INTERESTED = "interested"
    APPLIED = "applied"
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_TAKING_PART = "not_taking_part"


class ContactChannel(StrEnum):
    CALL = "call"
    EMAIL = "email"
    VISIT = "visit"
    SEMINAR = "seminar"
    LETTER = "letter"


class EvidenceKind(StrEnum):
    LETTER = "letter"
    ORDER = "order"
    JOB_DESCRIPTION = "job_description"
    PROJECT_REPORT = "project_report"
    MEMORANDUM_DECISION = "memorandum_decision"
    INTERVIEW = "interview"


class Assessment(StrEnum):
    """A judgement of one piece of evidence; not assessed yet is pending."""

    PENDING = "pending"
    MEETS = "meets"
    DOES_NOT_MEET = "does_not_meet"
    NEEDS_MORE = "needs_more"


class Eligibility(StrEnum):
    ELIGIBLE = "eligible"
    UNDECIDED = "undecided"
    INELIGIBLE = "ineligible"
