"""Words for time sheets and supervision."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind
from pilot.mentoring.timesheets.rules import Problem

WORK_KINDS = {
    WorkKind.PREPARATION: lazy_pgettext("working time", "Preparation"),
    WorkKind.TRAVEL: lazy_pgettext("working time", "Travel"),
    WorkKind.WRITING: lazy_pgettext("working time", "Writing"),
    WorkKind.MEETING: lazy_pgettext("working time", "Meeting"),
    WorkKind.OTHER: lazy_pgettext("working time", "Other work"),
}
CAPACITIES = {
    Capacity.MENTOR: lazy_pgettext("working time", "As a mentor"),
    Capacity.LECTURER: lazy_pgettext("working time", "As a lecturer"),
}
SUPERVISION_KINDS = {
    SupervisionKind.INDIVIDUAL: lazy_pgettext("supervision", "Individual"),
    SupervisionKind.GROUP: lazy_pgettext("supervision", "In a group"),
}
PROBLEMS = {
    Problem.NOT_POSITIVE: _l("Enter a length of at least one minute, or from when to when"),
    Problem.TOO_LONG: _l("Enter at most 480 minutes; write longer work down in several lines"),
    Problem.START_MISSING: _l("Enter also when it began"),
    Problem.ENDS_BEFORE_START: _l("Enter an end after the start; write work over midnight down in two lines"),
    Problem.TIMES_DISAGREE: _l("Check the times and the length: they do not fit together"),
    Problem.IN_FUTURE: _l("Choose a day and time that have passed"),
    Problem.OUTSIDE_PILOT: _l("Choose a day within the pilot"),
    Problem.MONTH_CLOSED: _l("Ask the coordinator to open the month: it is closed"),
}
