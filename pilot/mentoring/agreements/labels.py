"""Words for mentoring agreements, with the texts that belong to the product itself."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.agreements.enums import AgreementState, Problem, Review

STATES = {
    AgreementState.DRAFT: _l("Draft: nobody has accepted it yet"),
    AgreementState.WAITS_FOR_MENTOR: _l("Waits for the mentor"),
    AgreementState.WAITS_FOR_PARTICIPANT: _l("Waits for the participant"),
    AgreementState.ACCEPTED: _l("Accepted by both"),
}
KINDS = {
    AgreementState.DRAFT: "plain",
    AgreementState.WAITS_FOR_MENTOR: "warn",
    AgreementState.WAITS_FOR_PARTICIPANT: "warn",
    AgreementState.ACCEPTED: "ok",
}
REVIEWS = {
    Review.START: _l("Review at the start"),
    Review.MIDDLE: _l("Review in the middle"),
    Review.END: _l("Review at the end"),
}
REVIEWED = {
    Review.START: _l("Review at the start recorded"),
    Review.MIDDLE: _l("Review in the middle recorded"),
    Review.END: _l("Review at the end recorded"),
}
PROBLEMS = {
    Problem.START_BEFORE_PAIR: _l("Choose the first day of the pair or a later one"),
    Problem.MIDDLE_BEFORE_START: _l("Choose a day after the review at the start"),
    Problem.END_BEFORE_MIDDLE: _l("Choose a day after the review in the middle"),
    Problem.NOT_LATEST: _l("There is a newer version: read and accept that one"),
    Problem.ACCEPTED_ALREADY: _l("You have accepted this version already"),
    Problem.REVIEWED_ALREADY: _l("This review is recorded already"),
    Problem.NO_AGREEMENT: _l("Write the agreement first"),
}
CONFIDENTIALITY = _l(
    "What we talk about stays between us. We pass on what the other has said only with their consent. "
    "An exception is danger to somebody's life or health, or a duty that the law sets; then we tell each "
    "other first, if that is possible. We do not name residents or write anything by which they could be "
    "recognised."
)
COORDINATOR_SEES = {
    1: _l(
        "The coordinator sees of each session its date, length, form and topics, whether the participant has "
        "confirmed it, and remarks on the methodology. The coordinator also sees whether this agreement "
        "exists, whether both have accepted it, and the days of its reviews. The coordinator does not see "
        "the text of the agreement, the goals, the shared summaries, the agreed steps or the comments."
    )
}
