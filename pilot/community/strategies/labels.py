"""Words of the strategy: approaches, columns, states and refusals."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState
from pilot.community.strategies.rules import Problem

APPROACHES = {
    Approach.DEVELOPMENT: _l("Community development"),
    Approach.MOBILISATION: _l("Community mobilisation"),
    Approach.SOCIAL_PLANNING: _l("Social planning of the community"),
    Approach.SOCIAL_ACTION: _l("Organising social action"),
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
    Counting.SUM: lazy_pgettext("counting", "Values are added up"),
    Counting.LAST: lazy_pgettext("counting", "The last value holds"),
}
UPDATE_STATES = {
    UpdateState.RECEIVED: lazy_pgettext("value", "Waits for approval"),
    UpdateState.APPROVED: lazy_pgettext("value", "Approved"),
    UpdateState.REJECTED: lazy_pgettext("value", "Rejected"),
}
UPDATE_KINDS = {
    UpdateState.RECEIVED: "warn",
    UpdateState.APPROVED: "ok",
    UpdateState.REJECTED: "plain",
}
PROCESS_INDICATORS = (
    _l("Residents involved"),
    _l("New leaders"),
    _l("Events"),
    _l("Events led by the community"),
    _l("Funding attracted, EUR"),
    _l("Hours of volunteers"),
    _l("Changes in the community"),
    _l("Decisions of cooperation groups carried out"),
    _l("Working time outside the office, %"),
)
PROBLEMS = {
    Problem.TOO_MANY_OBJECTIVES: _l("A strategy has at most five objectives. Join two of them first"),
    Problem.NO_NEED: _l("Choose at least one need from which the objective comes"),
    Problem.DUE_BEFORE_START: _l("The day is before the start. Check both days"),
    Problem.NEGATIVE_COST: _l("Enter a cost from 0 up"),
    Problem.MEASURED_AHEAD: _l("This day has not come yet. Enter what was measured"),
    Problem.OWN_UPDATE: _l("Another person approves what you have entered"),
    Problem.ALREADY_JUDGED: _l("This value is approved or rejected already"),
    Problem.NO_REASON: _l("Write what has to be corrected"),
    Problem.NOTHING_TO_ADOPT: _l("Write the vision and at least one objective before a group adopts it"),
    Problem.ADOPTED_ALREADY: _l("This decision has adopted the strategy as it stands already"),
}
