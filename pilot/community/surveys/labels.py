"""Words for surveys in the interface; what residents read stands in `words`."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.surveys.enums import Channel, Language, Standing
from pilot.community.surveys.matching import RowState
from pilot.community.surveys.rules import Problem, Refusal

STANDINGS = {
    Standing.DRAFT: lazy_pgettext("survey", "Draft"),
    Standing.AHEAD: lazy_pgettext("survey", "Not begun yet"),
    Standing.RUNNING: lazy_pgettext("survey", "Open"),
    Standing.ENDED: lazy_pgettext("survey", "Ended, not closed yet"),
    Standing.CLOSED: lazy_pgettext("survey", "Closed, results ready"),
}
STANDING_SIGNS = {
    Standing.DRAFT: ("plain", ""),
    Standing.AHEAD: ("info", "plan"),
    Standing.RUNNING: ("ok", "ok"),
    Standing.ENDED: ("warn", "warn"),
    Standing.CLOSED: ("plain", "ok"),
}
CHANNELS = {
    Channel.ONLINE: lazy_pgettext("answers", "On the web"),
    Channel.PAPER: lazy_pgettext("answers", "On paper"),
    Channel.IMPORTED: lazy_pgettext("answers", "From a file"),
}
LANGUAGES = {
    Language.LV: _l("Latvian"),
    Language.EN: _l("English"),
    Language.RU: _l("Russian"),
}
ROW_STATES = {
    RowState.NEW: lazy_pgettext("answer of a file", "New"),
    RowState.SAME: lazy_pgettext("answer of a file", "Already here"),
    RowState.CONFLICT: lazy_pgettext("answer of a file", "Differs from what is here"),
    RowState.WRONG: lazy_pgettext("answer of a file", "Wrong"),
    RowState.NO_ID: lazy_pgettext("answer of a file", "Without an id"),
    RowState.TWICE: lazy_pgettext("answer of a file", "Twice in the file"),
}
ROW_DETAILS = {
    RowState.NEW: _l("are imported"),
    RowState.SAME: _l("are left as they are"),
    RowState.CONFLICT: _l("choose for each below"),
    RowState.WRONG: _l("are not imported; mend them in the file or match the columns anew"),
    RowState.NO_ID: _l("are not imported: nothing would tell them apart next time"),
    RowState.TWICE: _l("are not imported: the first row of an id counts"),
}
PROBLEMS = {
    Problem.EMPTY: _l("Nothing is answered. Type at least one answer"),
    Problem.NOT_OFFERED: _l("There is no such answer. Type the numbers that stand on the paper"),
    Problem.TOO_MANY: _l("No more than three problems may be marked"),
    Problem.TOO_LONG: _l("Shorten the text to 500 characters"),
    Problem.IDENTITY_NUMBER: _l("This looks like a personal identity number. Leave it out"),
    Problem.CONTACT: _l("This looks like an e-mail or phone number. Leave it out"),
    Problem.NAME: _l("Enter the name"),
    Problem.NO_CONTACT: _l("Enter a phone number or an e-mail address"),
    Problem.CONSENT: _l("A contact is kept only with consent"),
    Problem.TOO_LONG_LINE: _l("Shorten the text to 200 characters"),
}
CELL_PROBLEMS = {
    Problem.NOT_OFFERED: _l("no such answer"),
    Problem.TOO_MANY: _l("more than three problems"),
    Problem.TOO_LONG: _l("the text is longer than 500 characters"),
    Problem.TOO_LONG_LINE: _l("the text is too long"),
    Problem.EMPTY: _l("nothing is answered"),
    Problem.IDENTITY_NUMBER: _l("a personal code stands in the text"),
    Problem.CONTACT: _l("an e-mail or phone number stands in the text"),
    Problem.NAME: _l("the name is missing"),
    Problem.NO_CONTACT: _l("the contact is missing"),
    Problem.CONSENT: _l("the consent is missing"),
}
REFUSALS = {
    Refusal.ENDS_BEFORE_START: _l("The last day is before the first. Check both days"),
    Refusal.ENDS_IN_PAST: _l("The last day has passed. Choose a later one"),
    Refusal.NOT_DRAFT: _l("The survey has been opened already"),
    Refusal.NOT_OPEN: _l("The survey takes no answers now"),
    Refusal.CLOSED: _l("The survey is closed and can no longer be changed"),
    Refusal.PAPER_TAKEN: _l("This sheet has been typed already. Type another number, or correct that sheet"),
    Refusal.TOO_MANY_PLACES: _l("Name no more than nine places"),
}
WHERE = {
    Refusal.ENDS_BEFORE_START: "closes_on",
    Refusal.ENDS_IN_PAST: "closes_on",
    Refusal.TOO_MANY_PLACES: "places",
}
"""The field beside which a refusal stands; others stand above the form."""
