"""Words of the strategy: approaches, columns, states, indicators that are offered, and refusals."""

import datetime as dt
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from pilot.community.labels import PEOPLE_GROUPS, decision_name
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState
from pilot.community.strategies.rules import NOT_STATED, Problem
from pilot.community.strategies.shapes import Decision, Indicator
from pilot.web import locale

SHOWN = 60

APPROACHES = {
    Approach.DEVELOPMENT: _l("Community development"),
    Approach.MOBILISATION: _l("Community mobilisation"),
    Approach.SOCIAL_PLANNING: _l("Social planning of the community"),
    Approach.SOCIAL_ACTION: _l("Organising social action"),
}
APPROACH_HINTS = {
    "development": _l("Residents find their own strengths and solve things together"),
    "mobilisation": _l("Those who are not heard come together and act"),
    "social_planning": _l("Data and professionals lead, residents are asked"),
    "social_action": _l("Residents ask for a change in power or rules"),
}
SIDES = {
    Side.COMMUNITY: lazy_pgettext("side", "The community itself"),
    Side.SOCIAL_WORKER: lazy_pgettext("side", "The social worker in the community"),
    Side.MUNICIPALITY: lazy_pgettext("side", "The municipality"),
    Side.OTHERS: lazy_pgettext("side", "Others"),
}
COLUMNS = {
    Side.COMMUNITY: _l("What does the community do itself?"),
    Side.SOCIAL_WORKER: _l("What does the social worker do?"),
    Side.MUNICIPALITY: _l("What does the municipality do?"),
    Side.OTHERS: _l("What do others do?"),
}
ACTION_STATES = {
    ActionState.PLANNED: lazy_pgettext("action", "Planned"),
    ActionState.BEGUN: lazy_pgettext("action", "Begun"),
    ActionState.DONE: lazy_pgettext("action", "Done"),
    ActionState.POSTPONED: lazy_pgettext("action", "Postponed"),
    ActionState.DROPPED: lazy_pgettext("action", "Dropped"),
}
ACTION_KINDS = {
    ActionState.PLANNED: "plain",
    ActionState.BEGUN: "info",
    ActionState.DONE: "ok",
    ActionState.POSTPONED: "warn",
    ActionState.DROPPED: "plain",
}
COUNTINGS = {
    Counting.SUM: lazy_pgettext("counting", "Each value is added to those before"),
    Counting.LAST: lazy_pgettext("counting", "The last value holds"),
}
UPDATE_STATES = {
    UpdateState.DRAFT: lazy_pgettext("value", "Draft"),
    UpdateState.SENT: lazy_pgettext("value", "Waits for approval"),
    UpdateState.APPROVED: lazy_pgettext("value", "Approved"),
    UpdateState.REJECTED: lazy_pgettext("value", "Rejected"),
}
UPDATE_KINDS = {
    UpdateState.DRAFT: "plain",
    UpdateState.SENT: "warn",
    UpdateState.APPROVED: "ok",
    UpdateState.REJECTED: "danger",
}
SAVING = {
    UpdateState.SENT: lazy_pgettext("value", "Send for approval"),
    UpdateState.DRAFT: lazy_pgettext("value", "Keep as a draft"),
}
ANSWERS = {
    UpdateState.APPROVED: lazy_pgettext("value", "Approve"),
    UpdateState.REJECTED: lazy_pgettext("value", "Reject"),
}
PARTS = {**{group.value: words for group, words in PEOPLE_GROUPS.items()}, NOT_STATED: _l("Not stated")}
PEOPLE, TIMES, EUR, HOURS, PERCENT = (
    _l("people"),
    lazy_pgettext("unit", "count"),
    "EUR",
    lazy_pgettext("unit", "hours"),
    "%",
)
PROCESS_INDICATORS = (
    ("residents", _l("Residents involved"), PEOPLE, Counting.SUM, True),
    ("leaders", _l("New leaders"), PEOPLE, Counting.SUM, True),
    ("events", _l("Events"), TIMES, Counting.SUM, False),
    ("own_events", _l("Events led by the community"), TIMES, Counting.SUM, False),
    ("funding", _l("Funding attracted"), EUR, Counting.SUM, False),
    ("volunteering", _l("Hours of volunteers"), HOURS, Counting.SUM, False),
    ("changes", _l("Changes in the community"), TIMES, Counting.SUM, False),
    ("decisions", _l("Decisions of cooperation groups"), TIMES, Counting.SUM, False),
    ("carried_out", _l("Decisions of cooperation groups carried out"), TIMES, Counting.SUM, False),
    ("outside_office", _l("Working time outside the office"), PERCENT, Counting.LAST, False),
)
"""The process indicators of d.7: name, words, unit, how values count, and whether they are people."""
PROBLEMS = {
    Problem.TOO_MANY_OBJECTIVES: _l("A strategy has at most five goals. Join two of them first"),
    Problem.OBJECTIVE_IN_USE: _l("Actions or indicators stand under this goal. Move or delete them first"),
    Problem.INDICATOR_IN_USE: _l("Actions or approved values stand on this indicator. It stays"),
    Problem.DUE_BEFORE_START: _l("The day is before the start. Check both days"),
    Problem.NEGATIVE_COST: _l("Type an amount from 0 up"),
    Problem.NEGATIVE_ASKED: _l("Type an amount from 0 up"),
    Problem.NEGATIVE_RECEIVED: _l("Type an amount from 0 up"),
    Problem.OTHER_GOAL: _l("This indicator belongs to another goal. Choose one of the same goal"),
    Problem.SUM_DOWNWARDS: _l(
        "What is added up only grows, and the target is below the start. Choose „the last value holds”"
    ),
    Problem.NO_PEOPLE: _l("People are counted in whole numbers from 0 up"),
    Problem.NO_PEOPLE_AT_START: _l("People are counted in whole numbers from 0 up"),
    Problem.NO_PEOPLE_AS_TARGET: _l("People are counted in whole numbers from 0 up"),
    Problem.MEASURED_AHEAD: _l("This day has not come yet. Record the value once it is measured"),
    Problem.STANDS_STILL: _l("This value is approved and stands still. Record a new one"),
    Problem.OWN_VALUE: _l("Somebody else approves what you have recorded"),
    Problem.NOT_SENT: _l("This value does not wait for approval any more"),
    Problem.NO_REASON: _l("Write what has to be corrected"),
    Problem.NOTHING_TO_ADOPT: _l("Write the vision and at least one goal before a group adopts them"),
    Problem.ADOPTED_ALREADY: _l("The strategy still says what was adopted last"),
    Problem.CHANGED_MEANWHILE: _l("The strategy was changed since this page was opened. Read it again"),
}


def parts_words(left_over: int, not_stated: int) -> str:
    """Say by how many people the groups differ from the value, and what would make them right."""
    if left_over > 0:
        words = ngettext(
            "The groups lack %(num)d person. Correct a number, or write into „not stated”: %(all)d",
            "The groups lack %(num)d people. Correct a number, or write into „not stated”: %(all)d",
            left_over,
            all=left_over + not_stated,
        )
    else:
        words = ngettext(
            "The groups have %(num)d person more than the value. Correct one",
            "The groups have %(num)d people more than the value. Correct one",
            -left_over,
        )
    return str(words)


def amount(value: Decimal | None, unit: str, *, hides: bool = False, threshold: int = 0) -> str:
    """Write a number with its unit; a hidden one only as below the threshold, an unknown one as a dash."""
    if hides:
        return f"<{threshold} {unit}".strip()
    return "–" if value is None else f"{locale.plain_number(value)} {unit}".strip()


def kept_amount(number: str, unit: str) -> str:
    """Write a number of an adopted version, which keeps it as text."""
    return amount(Decimal(number), unit)


def kept_day(text: str) -> str:
    """Write a day of an adopted version, which keeps it as text."""
    return locale.day(dt.date.fromisoformat(text))


def decision_line(decision: Decision) -> str:
    """Name a decision in a list: its number, day, group and the beginning of its text."""
    name, meeting = decision_name(decision.number, decision.year), decision.meeting
    return f"{name}, {locale.day(meeting.held_on)}, {meeting.group.name}: {decision.text[:SHOWN]}"


def indicator_line(indicator: Indicator) -> str:
    """Name an indicator in a list together with its goal."""
    return f"{indicator.name} ({indicator.objective.text[:SHOWN]})"


def over_by(days: int) -> str:
    """Say by how many days an action is late."""
    return str(ngettext("%(num)d day late", "%(num)d days late", days))


def version_name(number: int) -> str:
    """Name an adopted version."""
    return str(_("Adopted version %(number)s", number=number))
