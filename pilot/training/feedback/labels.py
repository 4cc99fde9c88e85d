"""Words for the feedback: what is rated, and why somebody may not answer."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.feedback.enums import Aspect, Rating
from pilot.training.feedback.rules import Problem

ASPECTS = {
    Aspect.CONTENT: lazy_pgettext("feedback", "Content"),
    Aspect.LECTURER: lazy_pgettext("feedback", "Lecturer"),
    Aspect.USEFULNESS: lazy_pgettext("feedback", "Useful in practice"),
}
RATINGS = {rating: str(rating) for rating in Rating}
PROBLEMS = {
    Problem.NOT_HELD: _l("The day has not been held yet; tell about it afterwards"),
    Problem.WINDOW_OVER: _l("The two weeks in which this day could be rated are over"),
    Problem.NOT_THERE: _l("Only those who attended the day are asked about it"),
    Problem.ALREADY_GIVEN: _l(
        "You have answered already; an answer cannot be changed, because nobody knows which is yours"
    ),
}
