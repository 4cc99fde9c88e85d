"""Words for pilots, phases, people and refusals."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.accounts.labels import ROLES
from pilot.accounts.roles import Role
from pilot.cohort.claim_rules import Claim, Clash
from pilot.cohort.enums import (
    CarryOver,
    ClaimKind,
    ClaimProblem,
    EligibilityCriterion,
    EligibilityMode,
    FunderSet,
    PairRole,
    PartialMonthPolicy,
    ParticipationState,
    PhaseKind,
    PilotState,
    Preset,
    WithdrawalReason,
)
from pilot.cohort.rules import Problem
from pilot.web import locale

PILOT_STATES = {
    PilotState.DRAFT: lazy_pgettext("pilot", "Draft"),
    PilotState.RECRUITING: lazy_pgettext("pilot", "Recruitment"),
    PilotState.TRAINING: lazy_pgettext("pilot", "Training"),
    PilotState.PRACTICE: lazy_pgettext("pilot", "Testing in practice"),
    PilotState.CLOSING: lazy_pgettext("pilot", "Closing"),
    PilotState.ARCHIVED: lazy_pgettext("pilot", "Archived"),
    PilotState.CANCELLED: lazy_pgettext("pilot", "Cancelled"),
}
STATE_KINDS = {
    PilotState.DRAFT: "plain",
    PilotState.RECRUITING: "info",
    PilotState.TRAINING: "info",
    PilotState.PRACTICE: "info",
    PilotState.CLOSING: "info",
    PilotState.ARCHIVED: "plain",
    PilotState.CANCELLED: "plain",
}
PRESETS = {
    Preset.SDK_2022: _l("Social work in the community 2022–2023"),
    Preset.METHODOLOGY_2019: _l("Testing the methodology 2019: 6 months, side by side"),
    Preset.EMPTY: _l("Empty"),
}
PRESET_DETAILS = {
    Preset.SDK_2022: _l("First 12 training days, then 6 months of practice with 2 mentor hours a month"),
    Preset.METHODOLOGY_2019: _l("Training and practice at the same time, without promised mentor hours"),
    Preset.EMPTY: _l("No phases and no modules; every number is yours"),
}
FUNDER_SETS = {
    FunderSet.ESF_2014_2020: _l("European Social Fund 2014–2020"),
    FunderSet.ESF_PLUS_2021_2027: _l("European Social Fund Plus 2021–2027"),
    FunderSet.OTHER: _l("Other"),
    FunderSet.NONE: _l("None"),
}
PHASE_KINDS = {
    PhaseKind.RECRUITMENT: lazy_pgettext("phase", "Recruitment"),
    PhaseKind.TRAINING: lazy_pgettext("phase", "Training"),
    PhaseKind.PRACTICE: lazy_pgettext("phase", "Testing in practice"),
    PhaseKind.CLOSING: lazy_pgettext("phase", "Closing"),
    PhaseKind.OTHER: lazy_pgettext("phase", "Other"),
}
ELIGIBILITY_MODES = {
    EligibilityMode.ANY: _l("One criterion is enough"),
    EligibilityMode.ALL: _l("All criteria must be met"),
}
ELIGIBILITY_CRITERIA = {
    EligibilityCriterion.EXPERIENCE: _l("Experience in social work in the community"),
    EligibilityCriterion.LEADERSHIP_SUPPORT: _l("Strong support of the social service's leadership"),
}
PARTIAL_MONTH_POLICIES = {
    PartialMonthPolicy.EXEMPT: _l("No minimum where the phase covers too few days, else the full one"),
    PartialMonthPolicy.PRO_RATA: _l("A part of the minimum, by days"),
    PartialMonthPolicy.FULL: _l("The full minimum"),
}
CARRY_OVERS = {
    CarryOver.NONE: _l("Minutes stay in their month"),
    CarryOver.NEXT_MONTH: _l("Surplus counts in the next month"),
    CarryOver.PHASE_TOTAL: _l("Only the total of the phase counts"),
}
PARTICIPATION_STATES = {
    ParticipationState.NOMINATED: lazy_pgettext("participant", "Nominated"),
    ParticipationState.ELIGIBLE: lazy_pgettext("participant", "Eligible"),
    ParticipationState.INELIGIBLE: lazy_pgettext("participant", "Not eligible"),
    ParticipationState.CONFIRMED: lazy_pgettext("participant", "Confirmed"),
    ParticipationState.ACTIVE: lazy_pgettext("participant", "Takes part"),
    ParticipationState.PAUSED: lazy_pgettext("participant", "Paused"),
    ParticipationState.COMPLETED: lazy_pgettext("participant", "Completed"),
    ParticipationState.WITHDRAWN: lazy_pgettext("participant", "Withdrawn"),
}
PARTICIPATION_KINDS = {
    ParticipationState.NOMINATED: "plain",
    ParticipationState.ELIGIBLE: "info",
    ParticipationState.INELIGIBLE: "warn",
    ParticipationState.CONFIRMED: "info",
    ParticipationState.ACTIVE: "ok",
    ParticipationState.PAUSED: "warn",
    ParticipationState.COMPLETED: "ok",
    ParticipationState.WITHDRAWN: "plain",
}
WITHDRAWAL_REASONS = {
    WithdrawalReason.WORKLOAD: _l("Workload"),
    WithdrawalReason.LEFT_JOB: _l("Left the job"),
    WithdrawalReason.HEALTH: _l("Health (without details)"),
    WithdrawalReason.MUNICIPALITY_WITHDREW: _l("The municipality withdrew"),
    WithdrawalReason.OTHER: lazy_pgettext("reason", "Other"),
}
PAIR_ROLES = {
    PairRole.PRIMARY: _l("Mentor"),
    PairRole.SUBSTITUTE: _l("Substitute mentor"),
    PairRole.CONSULTANT: _l("Consulting mentor"),
}
INVITED_ROLES = {
    role: ROLES[role] for role in (Role.MENTOR, Role.LECTURER, Role.MANAGER, Role.OBSERVER, Role.APPLICANT)
}
PROBLEMS = {
    Problem.OUT_OF_RANGE: _l("Enter a whole number from %(lowest)d to %(highest)d"),
    Problem.MINIMUM_ABOVE_MAXIMUM: _l("The most must not be less than the least"),
    Problem.ENDS_BEFORE_START: _l("The last day must not be before the first"),
    Problem.RECRUITMENT_AFTER_IMPLEMENTATION: _l("Recruitment must begin before implementation does"),
    Problem.NO_CRITERION: _l("Choose at least one criterion"),
    Problem.WARNING_ABOVE_MAXIMUM: _l("The warning must not come later than the longest session"),
    Problem.OUTSIDE_PARENT: _l("A stage must lie inside its phase"),
    Problem.MOVE_NOT_ALLOWED: _l("This step is not possible from the present state"),
    Problem.REASON_MISSING: _l("Write the reason"),
    Problem.MONTHS_OPEN: _l("Close all months of the practice first"),
    Problem.DAY_OFF_TWICE: _l("The day is a day off already"),
    Problem.IN_FUTURE: _l("Enter a day that is not in the future"),
    Problem.BEFORE_START: _l("Enter a day that is not before the start of taking part"),
    Problem.MONTH_CLOSED: _l("This month is closed; choose a day after it"),
    Problem.ALREADY_REPLACED: _l("Somebody already took this place"),
    Problem.NOT_WITHDRAWN: _l("Only the place of somebody who withdrew can be given on"),
    Problem.ALREADY_TAKES_PART: _l("This person already takes part or took part in this pilot"),
    Problem.HAS_ROLE_ALREADY: _l("This person already has this role in this pilot"),
    Problem.ACCOUNT_CLOSED: _l("This person's account is closed; ask the administrator to open it"),
    Problem.MUNICIPALITY_MISSING: _l("Choose the municipality of this role"),
    Problem.MENTOR_HAS_PAIRS: _l("First give this mentor's participants to another mentor"),
    Problem.ROLE_NOT_OURS: _l("This role is not given or ended here"),
    Problem.CODE_TAKEN: _l("Another pilot has this code; choose a different one"),
}
CLAIM_KINDS = {
    ClaimKind.CLASS: lazy_pgettext("claim", "class of the training"),
    ClaimKind.SESSION: lazy_pgettext("claim", "mentor session"),
    ClaimKind.LINE: lazy_pgettext("claim", "line of the time sheet"),
    ClaimKind.SUPERVISION: lazy_pgettext("claim", "supervision"),
}
CLAIM_PROBLEMS = {
    ClaimProblem.TAKEN: _l("Change the time: you claim the same time already"),
    ClaimProblem.DAY_FULL: _l("Shorten it or choose another day: this day has no more hours to claim"),
}


def clash_words(clash: Clash) -> str:
    """Say why time cannot be claimed: what it clashes with, by kind, day and time, never by name."""
    if clash.claim is None:
        return str(CLAIM_PROBLEMS[clash.problem])
    return str(_("Change the time: it overlaps with %(claim)s", claim=claim_words(clash.claim)))


def claim_words(claim: Claim) -> str:
    """Write a claim: mentor session, 24.10.2022., 9.00–10.30."""
    times = ""
    if claim.stretch is not None:
        times = ", {}–{}".format(*map(locale.time_of, claim.stretch))
    return f"{CLAIM_KINDS[claim.kind]}, {locale.day(claim.held_on)}{times}"
