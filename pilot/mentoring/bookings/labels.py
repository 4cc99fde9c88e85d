"""Words for booking a mentor."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.bookings.rules import Problem, Refusal
from pilot.mentoring.slot_rules import Obstacle

PROBLEMS = {
    Problem.SPAN_BACKWARDS: _l("Choose a last day that is not before the first one"),
    Problem.SPAN_TOO_LONG: _l("Offer times for a year at most"),
    Problem.NOT_POSITIVE: _l("Enter a length of at least one minute"),
    Problem.TOO_LONG: _l("Shorten the session: it is longer than this pilot allows"),
    Problem.WINDOW_TOO_SHORT: _l("Choose a later end: not even one session fits in"),
    Problem.OVER_MIDNIGHT: _l("Choose an earlier start: the session must end on the same day"),
    Problem.TOO_MANY: _l("Offer fewer at once: at most 200 times"),
    Problem.NOTHING_LEFT: _l(
        "Choose another day or time: these are past, taken, on a holiday or your day away, or in a month"
        " that is closed or without mentoring"
    ),
}
OBSTACLES = {
    Obstacle.PAST: _l("This time is past. Choose another one."),
    Obstacle.FULL: _l("Somebody else was faster: this time is taken. The next free times are below."),
    Obstacle.NO_SUCH_TIME: _l("The clocks jump over this time. Choose another one."),
    Obstacle.HOLIDAY: _l("This is a public holiday. Choose another time."),
    Obstacle.MONTH_CLOSED: _l("This month is closed. Choose another time."),
    Obstacle.OUTSIDE_PHASE: _l("On this day there is no mentoring in this pilot. Choose another time."),
    Obstacle.MENTOR_AWAY: _l("The mentor is away on this day. Choose another time."),
    Obstacle.MENTOR_BUSY: _l("The mentor has another session at this time. Choose another one."),
    Obstacle.NOT_PAIRED: _l("On this day this person is not your mentor. Choose another time."),
    Obstacle.PARTICIPANT_AWAY: _l("You are away on this day. Choose another time."),
    Obstacle.PARTICIPANT_BUSY: _l("You have a session at this time already. Choose another one."),
}
HIDDEN = {
    Obstacle.PAST: _l("past"),
    Obstacle.FULL: _l("taken"),
    Obstacle.NO_SUCH_TIME: _l("hidden: the clocks jump over this time"),
    Obstacle.HOLIDAY: _l("hidden: public holiday"),
    Obstacle.MONTH_CLOSED: _l("hidden: the month is closed"),
    Obstacle.OUTSIDE_PHASE: _l("hidden: no mentoring on this day"),
    Obstacle.MENTOR_AWAY: _l("hidden: your day away"),
    Obstacle.MENTOR_BUSY: _l("hidden: you have another session"),
    Obstacle.NOT_PAIRED: _l("hidden: no pair on this day"),
    Obstacle.PARTICIPANT_AWAY: _l("hidden: the participant is away"),
    Obstacle.PARTICIPANT_BUSY: _l("hidden: the participant has another session"),
}
REFUSALS = {
    Refusal.NOTICE_PASSED: _l("It is too late to give up this time here. Tell your mentor."),
    Refusal.BOOKED: _l("Somebody booked this time. Delete the planned session instead."),
}
