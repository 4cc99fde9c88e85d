"""The form that records a notice as sent."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.training.notices import labels
from pilot.training.notices.rules import Problem
from pilot.web.fields import DayField, required
from pilot.web.forms import Form


class SendForm(Form):
    """On which day the notice was sent, and a mark of what was shown."""

    sent_on = DayField(_l("Sent on"), required(_l("Enter the day as in 05.09.2022")))
    seal = HiddenField()

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("sent_on", str(labels.PROBLEMS[problem]))
