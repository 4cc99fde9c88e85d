"""Words of the chain: its columns, the letters of its records, its gaps."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.chain.rules import Bond, Gap, Kind
from pilot.web.locale import language

COLUMNS = {
    Kind.NEED: _l("Needs"),
    Kind.RESOURCE: _l("Resources"),
    Kind.DECISION: _l("Decisions"),
    Kind.ACTION: lazy_pgettext("plan", "Actions"),
    Kind.CHANGE: lazy_pgettext("community", "Changes"),
}
LETTERS = {
    Kind.NEED: {"lv": "V", "en": "N"},
    Kind.RESOURCE: {"lv": "R", "en": "R"},
    Kind.DECISION: {"lv": "L", "en": "D"},
    Kind.ACTION: {"lv": "D", "en": "A"},
    Kind.CHANGE: {"lv": "P", "en": "C"},
}
"""The letter before the number of a record, by language; letters alone are no words to translate."""
GAPS = {
    Gap.PRIORITY_WITHOUT_ACTION: _l("Priorities without an action"),
    Gap.DECISION_WITHOUT_OWNER: _l("Decisions nobody answers for"),
    Gap.ACTION_WITHOUT_NEED: _l("Actions without a need"),
    Gap.CHANGE_WITHOUT_EVIDENCE: _l("Changes without evidence"),
    Gap.RESOURCE_NEVER_USED: _l("Resources never used"),
    Gap.SOLVED_WITHOUT_COMMUNITY: _l("Needs solved without the community"),
}
GAPS_AT = {
    Gap.PRIORITY_WITHOUT_ACTION: _l("No action yet"),
    Gap.DECISION_WITHOUT_OWNER: _l("Nobody answers for it"),
    Gap.ACTION_WITHOUT_NEED: _l("Answers no need"),
    Gap.CHANGE_WITHOUT_EVIDENCE: _l("No evidence"),
    Gap.RESOURCE_NEVER_USED: _l("Not used yet"),
    Gap.SOLVED_WITHOUT_COMMUNITY: _l("Solved without the community"),
}
"""The same beside a record."""
ADVICE = {
    Gap.PRIORITY_WITHOUT_ACTION: _l("Plan an action that answers it, or say in the strategy why not now."),
    Gap.DECISION_WITHOUT_OWNER: _l(
        "Give somebody a task in the minutes, or join an action of the plan with it."
    ),
    Gap.ACTION_WITHOUT_NEED: _l(
        "Join the action with the need it answers; if there is none, why is it done?"
    ),
    Gap.CHANGE_WITHOUT_EVIDENCE: _l("Write by what the change can be seen."),
    Gap.RESOURCE_NEVER_USED: _l("Match it with a need, or draw on it in an action."),
    Gap.SOLVED_WITHOUT_COMMUNITY: _l("Everything was done for the residents. What could they do themselves?"),
}
BONDS = {
    Bond.MATCH: _l("The resource can help with the need"),
    Bond.NEED_ACTION: _l("The action answers the need"),
    Bond.RESOURCE_ACTION: _l("The action draws on the resource"),
    Bond.DECISION_ACTION: _l("The action carries out the decision"),
    Bond.ACTION_CHANGE: _l("The change came of the action"),
}


def code(kind: Kind, number: int) -> str:
    """Return the number of a record on the page, as "V3"."""
    return f"{LETTERS[kind][language()]}{number}"
