"""The form of dates on which a person is not available."""

from flask_babel import lazy_gettext as _l

from pilot.cohort.absence_rules import Dates
from pilot.training.availability import labels
from pilot.training.availability.rules import Problem
from pilot.web.fields import DayField, required
from pilot.web.forms import Form


class DatesForm(Form):
    first_on = DayField(_l("First day"), required(_l("Enter the first day")))
    last_on = DayField(_l("Last day"), description=_l("Left empty: only that one day."))

    def entry(self) -> Dates:
        return Dates(self.first_on.data, self.last_on.data or self.first_on.data)

    def refuse(self, problem: Problem) -> None:
        name = "last_on" if self.last_on.data else "first_on"
        self.refuse_field(name, labels.PROBLEMS[problem])
