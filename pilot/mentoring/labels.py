"""Words for mentoring."""

from flask_babel import lazy_gettext as _l

from pilot.cohort.enums import PairRole
from pilot.mentoring.enums import (
    ConfirmationState,
    Conflict,
    MissedReason,
    MonthState,
    Refusal,
    SessionForm,
    SessionKind,
    SessionState,
    Standing,
    Topic,
)
from pilot.mentoring.rules import Problem

SESSION_FORMS = {
    SessionForm.IN_PERSON: _l("In person"),
    SessionForm.VIDEO: _l("By video"),
    SessionForm.PHONE: _l("By phone"),
}
SESSION_KINDS = {
    SessionKind.INDIVIDUAL: _l("Individual session"),
    SessionKind.GROUP: _l("Group session"),
}
SESSION_STATES = {
    SessionState.PLANNED: _l("Planned session"),
    SessionState.HELD: _l("Session held"),
    SessionState.CANCELLED: _l("Session deleted"),
}
CONFIRMATIONS = {
    ConfirmationState.WAITING: _l("Waits for confirmation"),
    ConfirmationState.CONFIRMED: _l("Confirmed by the participant"),
    ConfirmationState.RETURNED: _l("Returned for correction"),
}
CONFIRMATION_KINDS = {
    ConfirmationState.WAITING: "plain",
    ConfirmationState.CONFIRMED: "ok",
    ConfirmationState.RETURNED: "warn",
}
TOPICS = {
    Topic.DEFINING_COMMUNITY: _l("Defining the community"),
    Topic.NEEDS_RESEARCH: _l("Needs research"),
    Topic.RESOURCES: _l("Resources"),
    Topic.COOPERATION_GROUP: _l("Cooperation group"),
    Topic.STRATEGY: _l("Strategy"),
    Topic.ACTION: _l("Action in the community"),
    Topic.METHODOLOGY: _l("Methodological material"),
    Topic.OWN_ROLE: _l("Own role and well-being"),
    Topic.OTHER: _l("Another topic"),
}
STANDINGS = {
    Standing.MET: _l("the minimum is reached"),
    Standing.ON_TRACK: _l("the rest is planned"),
    Standing.AT_RISK: _l("the month ends soon"),
    Standing.OPEN: _l("the month is still running"),
    Standing.MISSED: _l("the month ended short"),
    Standing.EXEMPT: _l("no minimum this month"),
    Standing.UPCOMING: _l("the month is still to come"),
}
PAIR_ROLES = {
    PairRole.PRIMARY: _l("Main mentor"),
    PairRole.CONSULTANT: _l("Consultant beside the main mentor"),
}
CONFLICTS = {
    Conflict.SAME_MUNICIPALITY: _l("The mentor works for the participant's municipality"),
    Conflict.HEAD_OF_SERVICE: _l("The mentor heads the participant's social service"),
}
MISSED_REASONS = {
    MissedReason.PARTICIPANT_ILL: _l("The participant was ill"),
    MissedReason.MENTOR_UNAVAILABLE: _l("The mentor was not available"),
    MissedReason.MOVED_TO_NEXT_MONTH: _l("Moved to the next month"),
    MissedReason.OTHER: _l("Another reason"),
}
MONTH_STATES = {
    MonthState.DRAFT: _l("Draft: the month is not closed"),
    MonthState.CLOSED: _l("The month is closed"),
    MonthState.REOPENED: _l("Draft: the month was opened again"),
}
PROBLEMS = {
    Problem.NO_PARTICIPANT: _l("Choose at least one participant"),
    Problem.NOT_POSITIVE: _l("Enter a length of at least one minute"),
    Problem.TOO_LONG: _l("Shorten the session: it is longer than this pilot allows"),
    Problem.TIMES_DISAGREE: _l("Check the time and the length: they do not fit together"),
    Problem.IN_FUTURE: _l("Choose a day and time that have passed, or mark the session as planned"),
    Problem.NOT_PAIRED: _l("Choose a day on which you were the mentor of everyone you ticked"),
    Problem.OUTSIDE_PHASE: _l("Choose a day within the phase in which mentors meet participants"),
    Problem.MONTH_CLOSED: _l("Ask the coordinator to open the month: it is closed"),
    Problem.MONTH_LOCKED: _l("Ask the coordinator to extend the month: its last day for entries is over"),
    Problem.MENTOR_BUSY: _l("Change the time: you already have a session then"),
    Problem.PARTICIPANT_BUSY: _l("Change the time: the participant already has a session then"),
}
REFUSALS = {
    Refusal.OWN_PERSON: _l("Choose another mentor: nobody can be their own mentor"),
    Refusal.PAIR_OVERLAPS: _l(
        "Choose another day or person: this participant already has a mentor at that time"
    ),
    Refusal.SAME_MENTOR: _l("Choose another person: this one is the mentor already"),
    Refusal.ENDS_BEFORE_START: _l("Choose a later day: the pair has not begun by then"),
    Refusal.NOT_YET: _l("Choose today or an earlier day: a mentor's access ends at once"),
    Refusal.PAIR_ENDED: _l("This pair has ended already"),
    Refusal.SESSIONS_AFTER: _l("Choose a later day: this mentor has sessions with the participant after it"),
    Refusal.OWN_RECORD: _l("You wrote this record, so you cannot confirm it"),
    Refusal.NOT_HELD: _l("The session has not taken place yet"),
    Refusal.COMMENT_MISSING: _l("Write to the mentor what you want to say"),
}
SAVED = {
    SessionState.PLANNED: _l("Session planned"),
    SessionState.HELD: _l("Session logged"),
    SessionState.CANCELLED: _l("Session deleted"),
}
ANSWERED = {
    ConfirmationState.WAITING: _l("Comment sent to the mentor"),
    ConfirmationState.CONFIRMED: _l("Session confirmed"),
    ConfirmationState.RETURNED: _l("Session returned to the mentor"),
}
