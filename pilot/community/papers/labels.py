"""Words for the community's papers and their review."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.papers.enums import PaperKind, ReviewState, Standing
from pilot.community.papers.rules import Problem

KINDS = {
    PaperKind.PROFILE: _l("Community profile"),
    PaperKind.ASSESSMENT: _l("Needs assessment"),
    PaperKind.PRIORITIES: _l("Priorities"),
    PaperKind.STRATEGY: _l("Strategy and action plan"),
}
REVIEW_STATES = {
    ReviewState.RECEIVED: lazy_pgettext("paper", "Received"),
    ReviewState.HAS_ISSUES: lazy_pgettext("paper", "Has issues"),
    ReviewState.APPROVED: lazy_pgettext("paper", "Approved"),
    ReviewState.REJECTED: lazy_pgettext("paper", "Rejected"),
}
STANDINGS = {
    Standing.NOT_SENT: lazy_pgettext("paper", "Not sent to review"),
    Standing.RECEIVED: lazy_pgettext("paper", "Waits for review"),
    Standing.HAS_ISSUES: REVIEW_STATES[ReviewState.HAS_ISSUES],
    Standing.APPROVED: REVIEW_STATES[ReviewState.APPROVED],
    Standing.REJECTED: REVIEW_STATES[ReviewState.REJECTED],
    Standing.EDITED: lazy_pgettext("paper", "Edited after approval"),
}
STANDING_KINDS = {
    Standing.NOT_SENT: "plain",
    Standing.RECEIVED: "info",
    Standing.HAS_ISSUES: "warn",
    Standing.APPROVED: "ok",
    Standing.REJECTED: "danger",
    Standing.EDITED: "warn",
}
PROBLEMS = {
    Problem.NOTHING_NEW: _l("Nothing has changed since it was sent. Edit the community first."),
    Problem.EMPTY: _l("There is nothing in this paper yet."),
    Problem.ANSWERED: _l("This version has its answer already"),
    Problem.NEWER_SENT: _l("A newer version was sent. Answer to that one"),
    Problem.SAY_WHY: _l("Write what should change"),
}
