"""Words for the self-assessment: its moments, its scale, and why it is refused."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.competence.enums import Leg, Level, Moment
from pilot.training.competence.rules import Problem
from pilot.web.locale import number

MOMENTS = {
    Moment.START: _l("Start of the training"),
    Moment.END: _l("End of the training"),
    Moment.PRACTICE_MIDDLE: _l("Middle of the practice"),
    Moment.PRACTICE_END: _l("End of the practice"),
}
INVITATIONS = {
    Moment.START: _l("Rate yourself at the start of the training"),
    Moment.END: _l("Rate yourself at the end of the training"),
    Moment.PRACTICE_MIDDLE: _l("Rate yourself in the middle of the practice"),
    Moment.PRACTICE_END: _l("Rate yourself at the end of the practice"),
}
LEGS = {
    Leg.TRAINING: _l("Change in the training"),
    Leg.PRACTICE: _l("Change in the practice"),
}
LEVELS = {level: str(level) for level in Level}
STEPS = {
    Level.ONE: lazy_pgettext("self-assessment", "New to me"),
    Level.TWO: lazy_pgettext("self-assessment", "I know a little"),
    Level.THREE: lazy_pgettext("self-assessment", "I do it with support"),
    Level.FOUR: lazy_pgettext("self-assessment", "I do it on my own"),
    Level.FIVE: lazy_pgettext("self-assessment", "I can teach others"),
}
PROBLEMS = {
    Problem.NOT_OPEN: _l("The self-assessment is not open now; what was saved stands"),
    Problem.OTHER_MOMENT: _l("This moment of the self-assessment is over. Open the page again"),
}


def change(value: Decimal | int) -> str:
    """Return a change with its sign, as people write it: +1,2, −0,3 or 0."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(-value if value < 0 else value)}"
