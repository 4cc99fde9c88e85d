"""The form of days on which a mentor is away."""

from flask_babel import lazy_gettext as _l

from pilot.cohort.absence_rules import Dates, DatesProblem
from pilot.mentoring.cover import labels
from pilot.web.fields import DayField, required
from pilot.web.forms import Form


class AwayForm(Form):
    first_on = DayField(_l("First day"), required(_l("Enter the first day")))
    last_on = DayField(_l("Last day"), description=_l("Left empty: only that one day."))

    def entry(self) -> Dates:
        return Dates(self.first_on.data, self.last_on.data or self.first_on.data)

    def refuse(self, problem: DatesProblem) -> None:
        name = "last_on" if self.last_on.data else "first_on"
        self.refuse_field(name, str(labels.PROBLEMS[problem]))
