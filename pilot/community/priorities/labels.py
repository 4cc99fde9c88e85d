"""Words for priorities: stored values, the questions of a card, refusals."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.priorities.enums import (
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)
from pilot.community.priorities.rules import Place, Problem
from pilot.community.priorities.shapes import Criterion, Scorer
from pilot.web.locale import language

ROUND_STATES = {
    RoundState.DRAFT: lazy_pgettext("round", "Being arranged"),
    RoundState.SCORING: lazy_pgettext("round", "Scoring is open"),
    RoundState.CLOSED: lazy_pgettext("round", "Closed"),
}
STATE_TAGS = {RoundState.DRAFT: "plain", RoundState.SCORING: "info", RoundState.CLOSED: "ok"}
SCORER_KINDS = {
    ScorerKind.RESIDENT: lazy_pgettext("scorer", "Resident"),
    ScorerKind.GROUP_MEMBER: lazy_pgettext("scorer", "Member of a cooperation group"),
    ScorerKind.SOCIAL_WORKER: lazy_pgettext("scorer", "Social worker in the community"),
    ScorerKind.OFFICIAL: lazy_pgettext("scorer", "Social service or official"),
}
SCORERS = {
    ScorerKind.RESIDENT: lazy_pgettext("scorers", "Residents"),
    ScorerKind.GROUP_MEMBER: lazy_pgettext("scorers", "Group members"),
    ScorerKind.SOCIAL_WORKER: lazy_pgettext("scorers", "Social worker"),
    ScorerKind.OFFICIAL: lazy_pgettext("scorers", "Service and officials"),
}
VALIDATION_WAYS = {
    ValidationWay.FORUM: lazy_pgettext("validation", "Residents' forum"),
    ValidationWay.MEETING: lazy_pgettext("validation", "Meeting"),
    ValidationWay.EXHIBITION: lazy_pgettext("validation", "Exhibition of the results"),
    ValidationWay.ONLINE: lazy_pgettext("validation", "Online"),
}
VALIDATION_RESULTS = {
    ValidationResult.CONFIRMED: lazy_pgettext("validation", "Residents confirmed the result"),
    ValidationResult.CORRECTED: lazy_pgettext("validation", "The result was corrected"),
}
CARD_QUESTIONS = {
    "why": _l("Why is it a problem?"),
    "elsewhere": _l("How is it in Latvia and in the municipality?"),
    "here": _l("How is it here: data and what residents say?"),
    "already": _l("What is being done already?"),
    "possible": _l("What else can be done?"),
    "sources": _l("Sources"),
}
PROBLEMS = {
    Problem.FROZEN: _l(
        "Scoring is open, so criteria, weights and needs stand still: else the sheets would not compare."
        " Copy the round to change them"
    ),
    Problem.NO_ITEMS: _l("Choose the needs first: there is nothing to score yet"),
    Problem.NO_WEIGHTS: _l("Every weight is 0. Give a weight to at least one criterion"),
    Problem.NOT_OPEN: _l("Scoring is not open yet. Open it first"),
    Problem.CLOSED: _l("The round is closed: its result stands and no more sheets are taken"),
    Problem.EMPTY_SHEET: _l("Type at least one score from 1 to 5"),
    Problem.NOTHING_COUNTED: _l("Enter at least one sheet, or hold the vote, before you close the round"),
    Problem.NO_DOTS: _l("Give at least one dot"),
    Problem.TOO_MANY_DOTS: _l("There are more dots than a person has"),
    Problem.VOTE_RUNS: _l("The vote is open already"),
    Problem.VOTE_HELD: _l("The vote has been held. Who knows its outcome would be swayed in a second one"),
    Problem.VOTE_CLOSED: _l("The vote is not open"),
    Problem.TOO_MANY_TRIES: _l("Too many ballots came from here just now. Try again in five minutes"),
    Problem.NOT_CLOSED: _l("Close the round first: only then its result stands"),
    Problem.NOTHING_CHOSEN: _l("Give a place to at least one need"),
    Problem.SAME_RANK: _l("Two needs have this place. Give each its own"),
    Problem.ORDER_REASON: _l("A need with a better score stands after this one. Write why"),
    Problem.ASSUMPTION_REASON: _l(
        "Only one source speaks of this need. Find a second one, or write why it stands all the same"
    ),
    Problem.HELD_AHEAD: _l("This day has not come yet"),
    Problem.CORRECTIONS: _l("Write what was corrected"),
}


def criterion_name(criterion: Criterion) -> str:
    """Return the name of a criterion in the language of the page."""
    return str(criterion.name_lv if language() == "lv" else criterion.name_en)


def ends(criterion: Criterion) -> tuple[str, str]:
    """Return what 1 and 5 mean."""
    if language() == "lv":
        return str(criterion.low_lv), str(criterion.high_lv)
    return str(criterion.low_en), str(criterion.high_en)


def place(found: Place | None) -> str:
    """Write a place, shared ones as from – to: 1., 2.–3., in English 1, 2–3."""
    if found is None:
        return "–"
    dot = "." if language() == "lv" else ""
    first = f"{found.first}{dot}"
    return first if found.first == found.last else f"{first}–{found.last}{dot}"


def sheet_name(scorer: Scorer) -> str:
    """Name a sheet by the kind and its number: nobody's name is kept."""
    return f"{SCORER_KINDS[scorer.kind]} {scorer.number}"


def amount(number: int | None, threshold: int) -> str:
    """Write a number of sheets, ballots or dots; a hidden one only as below the threshold."""
    return f"<{threshold}" if number is None else str(number)


def copied_title(title: str, today: dt.date) -> str:
    """Name the copy of a round by the day on which it was made."""
    return str(_("%(title)s, copy of %(day)s", title=title, day=f"{today:%d.%m.%Y}"))[:200]
