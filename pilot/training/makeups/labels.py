"""Words for make-up work: its kinds and why it is refused."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.enums import MakeUpKind
from pilot.training.makeups.rules import Problem

KINDS = {
    MakeUpKind.ONLINE_SESSION: lazy_pgettext("make-up work", "Online session"),
    MakeUpKind.INDIVIDUAL_TASK: lazy_pgettext("make-up work", "Individual task"),
    MakeUpKind.PARALLEL_GROUP: lazy_pgettext("make-up work", "Class with a parallel group"),
}
PROBLEMS = {
    Problem.CLOSED: _l("The work is no longer offered; choose another one"),
    Problem.DONE_ALREADY: _l("The participant made this work up already; choose somebody else"),
    Problem.NOTHING_MISSED: _l("The participant missed nothing that is not made up yet"),
    Problem.ABOVE_CAP: _l("The participant would make up more than the pilot allows"),
    Problem.OWN_WORK: _l("Nobody approves their own work; ask the coordinator or another lecturer"),
    Problem.IN_FUTURE: _l("Enter a day up to today"),
    Problem.BEFORE_START: _l("Enter a day on which the participant took part in the pilot"),
    Problem.AFTER_END: _l("Enter a day on which the participant took part in the pilot"),
    Problem.MONTH_CLOSED: _l("The month is closed; the coordinator can reopen it with a reason"),
    Problem.REVOKED_ALREADY: _l("The work was revoked already"),
    Problem.MINUTES_STAND: _l("Somebody made the work up with the old length; offer a new one instead"),
}
