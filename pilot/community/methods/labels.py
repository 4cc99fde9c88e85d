"""Words of the methods of research, of their uses and of the plan."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.enums import PeopleGroup
from pilot.community.labels import PEOPLE_GROUPS
from pilot.community.methods.enums import Method, MethodGroup, Purpose
from pilot.community.methods.library import CARDS
from pilot.community.methods.rules import Problem, Refusal
from pilot.web import locale

METHODS = {method: card.name for method, card in CARDS.items()}
METHOD_GROUPS = {
    MethodGroup.EXISTING_DATA: _l("Existing data"),
    MethodGroup.OBSERVING: _l("Observing"),
    MethodGroup.TALKS: _l("Talks"),
    MethodGroup.GROUPS: lazy_pgettext("methods", "Groups of people"),
    MethodGroup.SURVEYS: _l("Surveys"),
    MethodGroup.MAPS: _l("Maps and tools"),
}
PURPOSES = {
    Purpose.KNOW: _l("Find out what is known"),
    Purpose.HEAR: _l("Hear people out"),
    Purpose.DISCUSS: _l("Discuss together"),
    Purpose.COUNT: _l("Count and compare"),
    Purpose.MAP: _l("Put on a map"),
}
COSTS = (_l("costs nothing"), _l("costs little"), _l("costs something"), _l("costs much"))
DIGITAL_SKILLS = (
    _l("no digital skills"),
    _l("few digital skills"),
    _l("some digital skills"),
    _l("good digital skills"),
)
PROBLEMS = {
    Problem.HELD_AHEAD: _l("This day has not come yet. Plan the method in the research plan"),
    Problem.ENDED_AHEAD: _l("This day has not come yet"),
    Problem.ENDED_BEFORE_START: _l("The last day is before the first one"),
    Problem.PARTS_TOO_FEW: _l(
        "Women, men and not stated do not add up to those reached. „Not stated: %(number)d” fits"
    ),
    Problem.PARTS_TOO_MANY: _l("Women, men and not stated exceed the number reached by %(number)d"),
    Problem.GROUP_TOO_MANY: _l("%(group)s: not more than %(number)d were reached"),
    Problem.MEANING_MISSING: _l("Write what it means to finish, or save as a draft"),
    Problem.FINISHED: _l("This use is finished. Reopen it to change it"),
    Problem.NOT_FINISHED: _l("This use is open already"),
    Problem.PLANNED_DONE: _l("This method of the plan has been used and stays in the plan"),
    Problem.FILES_FULL: _l("Your files take 200 MB already; remove some that are not needed any more"),
}


def words_of(refusal: Refusal) -> str:
    """Say what to change, with the number that would fit."""
    group = PEOPLE_GROUPS[refusal.group or PeopleGroup.CHILDREN]
    return str(PROBLEMS[refusal.problem]) % {"number": refusal.number or 0, "group": group}


def planned_name(method: Method, due_on: dt.date) -> str:
    """Name a step of the plan: the method and until when."""
    return str(_("%(method)s, until %(day)s", method=METHODS[method], day=locale.day(due_on)))


def hidden(threshold: int) -> str:
    """Say that a number is too small to be shown, or would give away one that is."""
    return str(_("not shown (small numbers, fewer than %(threshold)d)", threshold=threshold))
