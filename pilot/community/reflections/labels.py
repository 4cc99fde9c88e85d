"""Words of reflections: the five prompts, and why one is refused."""

from flask_babel import lazy_gettext as _l

from pilot.community.reflections.rules import Problem

PROMPTS = {
    "happened": _l("What happened?"),
    "learned": _l("What did I learn?"),
    "practice": _l("What will change in my practice?"),
    "discussed": _l("With whom did I talk it over?"),
    "methodology": _l("What should change in the methodology?"),
}
PROBLEMS = {
    Problem.EMPTY: _l("Answer at least one of the questions"),
    Problem.AHEAD: _l("This day has not come yet"),
    Problem.NO_MENTOR: _l("You have no mentor now. The coordinator pairs you with one"),
    Problem.ANOTHER_MENTOR: _l("Your mentor has changed since the page was opened. See who it is now"),
}
