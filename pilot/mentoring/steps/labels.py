"""Words for agreed steps."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.enums import StepOwner
from pilot.mentoring.steps.enums import Problem

OWNERS = {
    StepOwner.PARTICIPANT: _l("Participant"),
    StepOwner.MENTOR: _l("Mentor"),
    StepOwner.BOTH: _l("Both together"),
}
PROBLEMS = {
    Problem.NOBODY: _l("Choose for whom the step is"),
    Problem.NOT_HELD: _l("The session has not taken place yet"),
    Problem.MONTH_CLOSED: _l("Ask the coordinator to open the month: it is closed"),
    Problem.NOT_THEIRS: _l("Choose people who were in this session"),
    Problem.DUE_BEFORE_SESSION: _l("Choose the day of the session or a later one"),
    Problem.CLOSED_ALREADY: _l("This step is closed already"),
    Problem.STILL_OPEN: _l("This step is open already"),
    Problem.CLOSED_BEFORE_AGREED: _l("The step was agreed after this session, so it cannot be closed in it"),
}
