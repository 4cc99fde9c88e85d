"""The form with the code that a lecturer shows."""

from flask_babel import lazy_gettext as _l

from pilot.training.checkin import labels
from pilot.training.checkin.rules import Problem
from pilot.web.fields import LineField, required
from pilot.web.forms import Form


class CheckInForm(Form):
    """The code of the day."""

    code = LineField(_l("Code that the lecturer shows"), required(_l("Enter the code")), most=12)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("code", labels.PROBLEMS[problem])
