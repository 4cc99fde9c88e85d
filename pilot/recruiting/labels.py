"""Words for recruiting municipalities."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.cohort.enums import EligibilityCriterion, EligibilityMode
from pilot.recruiting.enums import (
    Assessment,
    ContactChannel,
    Eligibility,
    EvidenceKind,
    RecruitingState,
    StateGroup,
)
from pilot.recruiting.rules import Problem

STATES = {
    RecruitingState.IDENTIFIED: lazy_pgettext("municipality in recruiting", "Identified"),
    RecruitingState.CONTACTED: lazy_pgettext("municipality in recruiting", "Contacted"),
    RecruitingState.INTERESTED: lazy_pgettext("municipality in recruiting", "Interested"),
    RecruitingState.APPLIED: lazy_pgettext("municipality in recruiting", "Applied"),
    RecruitingState.UNDER_REVIEW: lazy_pgettext("municipality in recruiting", "Under review"),
    RecruitingState.SELECTED: lazy_pgettext("municipality in recruiting", "Selected"),
    RecruitingState.RESERVE: lazy_pgettext("municipality in recruiting", "In reserve"),
    RecruitingState.NOT_SELECTED: lazy_pgettext("municipality in recruiting", "Not selected"),
    RecruitingState.AGREEMENT_SIGNED: lazy_pgettext("municipality in recruiting", "Agreement signed"),
    RecruitingState.TAKING_PART: lazy_pgettext("municipality in recruiting", "Taking part"),
    RecruitingState.COMPLETED: lazy_pgettext("municipality in recruiting", "Completed"),
    RecruitingState.DECLINED: lazy_pgettext("municipality in recruiting", "Declined"),
    RecruitingState.WITHDRAWN: lazy_pgettext("municipality in recruiting", "Withdrawn"),
}
GROUPS = {
    StateGroup.TO_CONTACT: lazy_pgettext("municipalities on the board", "To contact"),
    StateGroup.CONTACTED: lazy_pgettext("municipalities on the board", "Contacted"),
    StateGroup.INTERESTED: lazy_pgettext("municipalities on the board", "Interested"),
    StateGroup.APPLIED: lazy_pgettext("municipalities on the board", "Applied"),
    StateGroup.SELECTED: lazy_pgettext("municipalities on the board", "Selected"),
    StateGroup.RESERVE: lazy_pgettext("municipalities on the board", "In reserve"),
    StateGroup.NOT_TAKING_PART: lazy_pgettext("municipalities on the board", "Not taking part"),
}
STATE_KINDS = {
    StateGroup.TO_CONTACT: ("plain", "plan"),
    StateGroup.CONTACTED: ("plain", "none"),
    StateGroup.INTERESTED: ("info", "half"),
    StateGroup.APPLIED: ("info", "info"),
    StateGroup.SELECTED: ("ok", "ok"),
    StateGroup.RESERVE: ("warn", "warn"),
    StateGroup.NOT_TAKING_PART: ("plain", "off"),
}
CHANNELS = {
    ContactChannel.CALL: _l("Call"),
    ContactChannel.EMAIL: _l("E-mail"),
    ContactChannel.VISIT: _l("Visit"),
    ContactChannel.SEMINAR: _l("Seminar"),
    ContactChannel.LETTER: _l("Letter"),
}
CRITERIA = {
    EligibilityCriterion.EXPERIENCE: _l("Experience in social work in the community"),
    EligibilityCriterion.LEADERSHIP_SUPPORT: _l("Strong support of the social service's leadership"),
}
MODES = {
    EligibilityMode.ANY: _l("A nominee is eligible who meets at least one criterion"),
    EligibilityMode.ALL: _l("A nominee is eligible who meets every criterion"),
}
EVIDENCE_KINDS = {
    EvidenceKind.LETTER: _l("Letter of support"),
    EvidenceKind.ORDER: _l("Order"),
    EvidenceKind.JOB_DESCRIPTION: _l("Job description"),
    EvidenceKind.PROJECT_REPORT: _l("Project report"),
    EvidenceKind.MEMORANDUM_DECISION: _l("Council's decision on the memorandum"),
    EvidenceKind.INTERVIEW: _l("Interview"),
}
ASSESSMENTS = {
    Assessment.PENDING: _l("Not assessed yet"),
    Assessment.MEETS: _l("Meets the criterion"),
    Assessment.DOES_NOT_MEET: _l("Does not meet the criterion"),
    Assessment.NEEDS_MORE: _l("Needs more evidence"),
}
ASSESSMENT_KINDS = {
    Assessment.PENDING: ("plain", "plan"),
    Assessment.MEETS: ("ok", "ok"),
    Assessment.DOES_NOT_MEET: ("danger", "danger"),
    Assessment.NEEDS_MORE: ("warn", "warn"),
}
ELIGIBILITIES = {
    Eligibility.ELIGIBLE: _l("Eligible"),
    Eligibility.UNDECIDED: _l("Not known yet"),
    Eligibility.INELIGIBLE: _l("Not eligible"),
}
ELIGIBILITY_KINDS = {
    Eligibility.ELIGIBLE: ("ok", "ok"),
    Eligibility.UNDECIDED: ("plain", "unknown"),
    Eligibility.INELIGIBLE: ("danger", "danger"),
}
PROBLEMS = {
    Problem.MOVE_NOT_ALLOWED: _l("This step is not possible now"),
    Problem.REASON_MISSING: _l("Write the reason"),
    Problem.ALREADY_ADDED: _l("Choose municipalities that are not in the recruiting yet"),
    Problem.MADE_IN_FUTURE: _l("Enter a day that is not in the future: plans belong into the next step"),
    Problem.STEP_WITHOUT_DAY: _l("Enter the day of the next step"),
    Problem.DAY_WITHOUT_STEP: _l("Write what the next step is"),
    Problem.STEP_BEFORE_CONTACT: _l("Enter a day that is not before the contact"),
    Problem.NO_OPEN_STEP: _l("This step is done already"),
    Problem.AGREED_IN_FUTURE: _l("Enter a day that is not in the future"),
    Problem.SUBMITTED_IN_FUTURE: _l("Enter a day that is not in the future"),
    Problem.ALREADY_APPLIED: _l("This municipality has an application already: open it and change it"),
    Problem.REVIEW_BEGUN: _l("The review has begun: ask the coordinator to change the application"),
    Problem.RECRUITING_OVER: _l("The recruiting of this municipality is over: nothing changes any more"),
    Problem.EMAIL_TAKEN: _l("Another nominee of this pilot has this e-mail: check who it is"),
    Problem.CRITERION_NOT_ASKED: _l("Choose a criterion of this pilot"),
    Problem.NOT_SELECTED: _l("Select the municipality first"),
    Problem.ALREADY_ENROLLED: _l("This person takes part in the pilot already"),
    Problem.ACCOUNT_CLOSED: _l("The account with this e-mail is closed: open it or change the e-mail"),
}
