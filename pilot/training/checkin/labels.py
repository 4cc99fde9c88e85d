"""Words for checking in: why it is refused."""

from flask_babel import lazy_gettext as _l

from pilot.training.checkin.rules import Problem

PROBLEMS = {
    Problem.NO_DAY: _l("No training day takes place today"),
    Problem.NOT_OPEN: _l("You can check in from half an hour before the day starts until it ends"),
    Problem.WRONG_CODE: _l("The code is not valid or no longer valid; enter the one that is shown now"),
    Problem.TOO_MANY_TRIES: _l("Too many attempts. Wait five minutes."),
    Problem.MONTH_CLOSED: _l("The month is closed; the coordinator can reopen it with a reason"),
    Problem.DAY_LOCKED: _l("The day is locked; ask the coordinator"),
}
