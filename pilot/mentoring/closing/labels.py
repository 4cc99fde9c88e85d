"""Words for closing months."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.closing.enums import CorrectionState, Need, Refusal, RowState

ROW_STATES = {
    RowState.DECISION: _l("Decide why the minimum was missed"),
    RowState.NEEDS: _l("Something is still needed"),
    RowState.READY: _l("Ready"),
}
NEEDS = {
    Need.UNCONFIRMED: _l("Waits for the participant's confirmation"),
    Need.RETURNED: _l("Returned by the participant and not corrected"),
    Need.UNANSWERED: _l("Planned session: nobody said whether it took place"),
    Need.APPROVAL: _l("The mentor is a coordinator: another coordinator has to approve"),
}
CORRECTION_STATES = {
    CorrectionState.ASKED: _l("Waits for the coordinator"),
    CorrectionState.APPROVED: _l("Correction approved"),
    CorrectionState.DECLINED: _l("Correction declined"),
}
CORRECTION_KINDS = {
    CorrectionState.ASKED: "info",
    CorrectionState.APPROVED: "ok",
    CorrectionState.DECLINED: "warn",
}
REFUSALS = {
    Refusal.MONTH_NOT_OVER: _l("A month can be closed from the first day after it"),
    Refusal.ALREADY_CLOSED: _l("This month is closed already"),
    Refusal.NOT_CLOSED: _l("This month is not closed"),
    Refusal.REASON_MISSING: _l("Choose the reason, and explain another reason in a note"),
    Refusal.STILL_OPEN: _l("Tick the box to close over what is still open, or wait for the answers"),
    Refusal.APPROVAL_MISSING: _l("Another coordinator has to approve the records of coordinators first"),
    Refusal.NOTE_MISSING: _l("Write why your own records count although nobody else could approve them"),
    Refusal.OWN_RECORDS: _l("You wrote these records: another coordinator has to approve them"),
    Refusal.NOT_LATER: _l("Choose today or a later day"),
    Refusal.MONTH_OPEN: _l("The month is open: correct the session itself"),
    Refusal.SAME_MINUTES: _l("Enter another length: this one is recorded already"),
    Refusal.ASKED_ALREADY: _l("A request about this session waits for the coordinator already"),
    Refusal.ANSWERED_ALREADY: _l("This request was answered already"),
    Refusal.ANSWER_MISSING: _l("Write to the mentor why the record stays as it is"),
    Refusal.WOULD_BE_MISSED: _l(
        "Open the month instead: with these minutes the minimum would be missed, and that needs a reason"
    ),
    Refusal.SESSION_CHANGED: _l("The session was changed after the request: decline it with a note"),
}
