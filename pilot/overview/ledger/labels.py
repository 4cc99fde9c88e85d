"""Words for the four views of the ledger: name, unit and definition."""

from flask_babel import lazy_gettext as _l

from pilot.overview.ledger.enums import View

VIEWS = {
    View.RECEIVED: _l("Received mentor time"),
    View.WORKED: _l("Worked mentor time"),
    View.ACADEMIC: _l("Academic hours"),
    View.OTHER: _l("Other work and supervision"),
}
UNITS = {
    View.RECEIVED: _l("minutes; an hour has 60 of them"),
    View.WORKED: _l("minutes of the clock; an hour has 60 of them"),
    View.ACADEMIC: _l("academic hours of the pilot, rounded once at the sum"),
    View.OTHER: _l("minutes of the clock; an hour has 60 of them"),
}
DEFINITIONS = {
    View.RECEIVED: _l(
        "What participants received: the minutes of held sessions, in full for each who attended; "
        "sessions that a participant returned do not count."
    ),
    View.WORKED: _l(
        "What mentors worked in held sessions: a session with a group counts once, and a minute that is "
        "claimed twice counts once."
    ),
    View.ACADEMIC: _l(
        "What lecturers taught: the classes of training days up to today that were neither moved nor "
        "cancelled."
    ),
    View.OTHER: _l(
        "What mentors and lecturers did beside sessions and classes, and the supervision that people "
        "attended. It counts neither as mentor sessions nor towards the minimum."
    ),
}
