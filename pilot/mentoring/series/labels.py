"""Words for recurring plans."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.series.rules import Problem
from pilot.mentoring.slot_rules import Obstacle

RHYTHMS = {
    Rhythm.WEEKLY: _l("Every week"),
    Rhythm.FORTNIGHTLY: _l("Every second week"),
    Rhythm.MONTHLY: _l("Once a month, on the same weekday of the month"),
}
PROBLEMS = {
    Problem.SPAN_BACKWARDS: _l("Choose a last day that is not before the first one"),
    Problem.SPAN_TOO_LONG: _l("Plan for a year at most"),
    Problem.NOT_POSITIVE: _l("Enter a length of at least one minute"),
    Problem.TOO_LONG: _l("Shorten the session: it is longer than this pilot allows"),
    Problem.OVER_MIDNIGHT: _l("Choose an earlier start: the session must end on the same day"),
    Problem.NOTHING_LEFT: _l(
        "Nothing would be planned. Choose other days, or move some to the next free day."
    ),
    Problem.CHANGED: _l("Something changed meanwhile. Look at the days again and save."),
    Problem.ENDED: _l("This series was ended already"),
}
SKIPPED = {
    Obstacle.PAST: _l("past"),
    Obstacle.FULL: _l("taken"),
    Obstacle.NO_SUCH_TIME: _l("the clocks jump over this time"),
    Obstacle.HOLIDAY: _l("public holiday"),
    Obstacle.MONTH_CLOSED: _l("the month is closed"),
    Obstacle.OUTSIDE_PHASE: _l("no mentoring on this day"),
    Obstacle.MENTOR_AWAY: _l("you are away"),
    Obstacle.MENTOR_BUSY: _l("you have another session"),
    Obstacle.NOT_PAIRED: _l("no pair on this day"),
    Obstacle.PARTICIPANT_AWAY: _l("the participant is away"),
    Obstacle.PARTICIPANT_BUSY: _l("the participant has another session"),
}
