"""Words for mentoring."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.cohort.enums import PairAnswer, PairRole
from pilot.mentoring.duration_rules import MINUTES_PER_HOUR, Unclear
from pilot.mentoring.enums import (
    ChangeReason,
    ConfirmationState,
    Conflict,
    MissedReason,
    MonthState,
    NotHeldReason,
    Refusal,
    SessionForm,
    SessionKind,
    SessionState,
    Standing,
    Topic,
)
from pilot.mentoring.rules import Problem
from pilot.web import locale

SESSION_FORMS = {
    SessionForm.IN_PERSON: _l("In person"),
    SessionForm.VIDEO: _l("By video"),
    SessionForm.PHONE: _l("By phone"),
    SessionForm.WRITTEN: _l("In writing"),
}
SESSION_KINDS = {
    SessionKind.INDIVIDUAL: _l("Individual session"),
    SessionKind.GROUP: _l("Group session"),
}
SESSION_STATES = {
    SessionState.PLANNED: _l("Planned session"),
    SessionState.HELD: _l("Session held"),
    SessionState.NOT_HELD: _l("Did not take place"),
    SessionState.CANCELLED: _l("Session deleted"),
}
NOT_HELD_REASONS = {
    NotHeldReason.PARTICIPANT: _l("The participant could not come"),
    NotHeldReason.MENTOR: _l("I could not come"),
    NotHeldReason.OTHER: _l("Something else came in the way"),
}
NOT_HELD_TOLD = {
    NotHeldReason.PARTICIPANT: _l("Did not take place: the participant could not come"),
    NotHeldReason.MENTOR: _l("Did not take place: the mentor could not come"),
    NotHeldReason.OTHER: _l("Did not take place: something else came in the way"),
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
    Standing.COVERED: _l("the rest is planned"),
    Standing.OPEN: _l("enough free days are left"),
    Standing.AT_RISK: _l("at risk"),
    Standing.IMPOSSIBLE: _l("can no longer be reached"),
    Standing.MISSED: _l("the month ended short"),
    Standing.EXEMPT: _l("no minimum this month"),
    Standing.UPCOMING: _l("the month is still to come"),
}
PAIR_ROLES = {
    PairRole.PRIMARY: _l("Main mentor"),
    PairRole.SUBSTITUTE: _l("Substitute for the main mentor, with a last day"),
    PairRole.CONSULTANT: _l("Consultant beside the main mentor"),
}
PAIR_ANSWERS = {
    PairAnswer.WAITING: lazy_pgettext("pair", "Not answered yet"),
    PairAnswer.ACCEPTED: lazy_pgettext("pair", "Accepted"),
    PairAnswer.ASK_ME: lazy_pgettext("pair", "Would like to talk"),
}
CHANGE_REASONS = {
    ChangeReason.TIMES: _l("Meeting times are hard to match"),
    ChangeReason.DISTANCE: _l("The way to each other is long"),
    ChangeReason.TOPICS: _l("Experience in other topics is needed"),
    ChangeReason.WORKLOAD: _l("The workload has changed"),
    ChangeReason.AWAY: _l("Absence for a longer time"),
    ChangeReason.WISH: _l("Wish to work with somebody else"),
}
CONFLICTS = {
    Conflict.SAME_MUNICIPALITY: _l("The mentor works for the participant's municipality"),
    Conflict.HEAD_OF_SERVICE: _l("The mentor heads the participant's social service"),
    Conflict.LINE_MANAGER: _l("The mentor is the participant's line manager"),
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
    Problem.STILL_TO_COME: _l("The session is still to come. Change the plan or delete it"),
    Problem.NOT_PAIRED: _l("Choose a day on which you were the mentor of everyone you ticked"),
    Problem.OUTSIDE_PHASE: _l("Choose a day within the phase in which mentors meet participants"),
    Problem.MONTH_CLOSED: _l("Ask the coordinator to open the month: it is closed"),
    Problem.MONTH_LOCKED: _l("Ask the coordinator to extend the month: its last day for entries is over"),
    Problem.MENTOR_BUSY: _l(
        "Change the time: you already have a session then. If you were all together, choose everybody at once"
    ),
    Problem.PARTICIPANT_BUSY: _l("Change the time: the participant already has a session then"),
    Problem.CLAIMED_ELSEWHERE: _l("Change the time: you claim the same time already"),
    Problem.DAY_FULL: _l("Shorten it or choose another day: this day has no more hours to claim"),
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
    Refusal.PAIR_IN_USE: _l("This pair has records already; end it instead of taking it back"),
    Refusal.LAST_DAY_MISSING: _l("Enter the last day of the substitute"),
    Refusal.LAST_BEFORE_FIRST: _l("Enter a last day that is not before the first day"),
    Refusal.ONLY_SUBSTITUTE: _l("Leave the last day empty: only a substitute has one from the start"),
    Refusal.NO_MAIN_MENTOR: _l("Choose days on which the participant has a main mentor to stand in for"),
    Refusal.ALREADY_BEGUN: _l("This pair has begun; end it instead of taking it back"),
    Refusal.SESSIONS_AFTER: _l("Choose a later day: this mentor has sessions with the participant after it"),
    Refusal.OWN_RECORD: _l("You wrote this record, so you cannot confirm it"),
    Refusal.NOT_HELD: _l("The session has not taken place yet"),
    Refusal.COMMENT_MISSING: _l("Write to the mentor what you want to say"),
    Refusal.UNDO_TOO_LATE: _l("It is too late to undo. Correct the record or delete it here"),
    Refusal.UNDO_ANSWERED: _l("The participant has answered already. Correct the record or delete it here"),
}
SAVED = {
    SessionState.PLANNED: _l("Session planned"),
    SessionState.HELD: _l("Session logged"),
    SessionState.NOT_HELD: _l("Noted that it did not take place"),
    SessionState.CANCELLED: _l("Session deleted"),
}
ANSWERED = {
    ConfirmationState.WAITING: _l("Comment sent to the mentor"),
    ConfirmationState.CONFIRMED: _l("Session confirmed"),
    ConfirmationState.RETURNED: _l("Session returned to the mentor"),
}


def length(minutes: int) -> str:
    """Write a length in hours and minutes, so that a slip is seen at once: 1 h 30 min."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours:
        return locale.minutes(rest)
    return locale.hours(hours * MINUTES_PER_HOUR) + (f" {locale.minutes(rest)}" if rest else "")


def unclear(problem: Unclear, typed: str) -> str:
    """Say what to type instead of a length that was not understood."""
    if problem is Unclear.TWO_WAYS:
        return str(
            _(
                "%(typed)s can be read in two ways. Type %(clock)s for hours and minutes, or the minutes",
                typed=typed.strip(),
                clock=typed.strip().replace(".", ":"),
            )
        )
    return str(_("Enter the length, for example 90, 1:30 or 1,5"))
