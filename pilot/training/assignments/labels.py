"""Words for independent work: tools, states, verdicts and refusals."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.assignments.enums import Tool, Verdict, WorkState
from pilot.training.assignments.rules import Problem
from pilot.web import locale

if TYPE_CHECKING:
    from pilot.training.assignments.models import Assignment

TOOLS = {
    Tool.COMMUNITY: _l("Community profile"),
    Tool.NEEDS: _l("Needs of the community"),
    Tool.RESOURCES: _l("Resources of the community"),
    Tool.DIARY: _l("Work diary"),
    Tool.GROUP: _l("Cooperation group"),
}
STATES = {
    WorkState.DRAFT: lazy_pgettext("independent work", "Draft"),
    WorkState.SUBMITTED: lazy_pgettext("independent work", "Submitted"),
    WorkState.RETURNED: lazy_pgettext("independent work", "Returned"),
    WorkState.ACCEPTED: lazy_pgettext("independent work", "Accepted"),
}
SIGNS = {
    WorkState.DRAFT: ("plain", "half"),
    WorkState.SUBMITTED: ("info", "info"),
    WorkState.RETURNED: ("warn", "warn"),
    WorkState.ACCEPTED: ("ok", "ok"),
}
VERDICTS = {
    Verdict.ACCEPTED: _l("Accept"),
    Verdict.RETURNED: _l("Return with a comment"),
}
PROBLEMS = {
    Problem.NOTHING_TO_HAND_IN: _l("Write what you did, or tick that it is done in the tool"),
    Problem.NOT_OPEN_TO_AUTHOR: _l("The work is submitted already; it can be changed when it is returned"),
    Problem.NOT_WAITING: _l("This work does not wait for an assessment now"),
    Problem.OWN_WORK: _l("Nobody assesses their own work; ask another lecturer of the module"),
    Problem.COMMENT_MISSING: _l("Write what has to be changed"),
    Problem.WORK_BEGUN: _l("Somebody has begun this task, so it stays; change it instead"),
}


def title_of(assignment: "Assignment") -> str:
    """Return a task's title in the language of the page."""
    return assignment.title_en if locale.language() == "en" else assignment.title_lv
