"""The forms of a recurring plan: how it comes again, and which skipped days are moved."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.mentoring.enums import SessionForm
from pilot.mentoring.series import labels
from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.series.rules import Occurrence, Problem, Rule
from pilot.mentoring.session_forms import MEETINGS, LengthField
from pilot.web.fields import (
    DayField,
    LineField,
    PickManyField,
    RadioChoiceField,
    TimeField,
    required,
)
from pilot.web.forms import EditForm, Form, SearchForm

PLACES = {
    Problem.SPAN_BACKWARDS: "until",
    Problem.SPAN_TOO_LONG: "until",
    Problem.NOT_POSITIVE: "minutes",
    Problem.TOO_LONG: "minutes",
    Problem.OVER_MIDNIGHT: "starts",
}


class RuleForm(SearchForm):
    """How a session comes again; it stands in the address, so that looking writes nothing."""

    day = DayField(
        _l("First session"),
        required(_l("Enter the day as in 05.09.2022")),
        description=_l("As in 05.09.2022"),
    )
    until = DayField(
        _l("Until"), required(_l("Enter the day as in 05.09.2022")), description=_l("As in 05.09.2022")
    )
    rhythm = RadioChoiceField(
        _l("How often?"),
        required(_l("Choose how often")),
        labels=labels.RHYTHMS,
        description=_l(
            "The weekday is that of the first session. A month without a fifth such weekday is skipped."
        ),
        default=Rhythm.FORTNIGHTLY,
    )
    starts = TimeField(
        _l("Start time"), required(_l("Enter the time as in 9.30")), description=_l("For example 14.00")
    )
    minutes = LengthField(
        _l("Length of a session"),
        required(_l("Enter the length, for example 90, 1:30 or 1,5")),
        description=_l("For example 45, 1:30 or 2,5"),
        default=60,
    )
    form = RadioChoiceField(
        _l("How will you meet?"),
        required(_l("Choose how you will meet")),
        labels=MEETINGS,
        default=SessionForm.IN_PERSON,
    )
    place = LineField(_l("Place or address of the call"))

    def rule(self) -> Rule:
        return Rule(self.day.data, self.until.data, self.rhythm.data, self.starts.data, self.minutes.data)

    def refuse(self, problem: Problem) -> None:
        field = self[PLACES[problem]]
        field.errors = [*field.errors, str(labels.PROBLEMS[problem])]


class PlanForm(Form):
    """The days as they were shown, and which of the skipped ones are moved."""

    moved = PickManyField(_l("Move to the next free day"))
    seen = HiddenField()

    def offer(self, found: Sequence[Occurrence], rows: Sequence[tuple[str, str]]) -> None:
        """Set which days may be moved, and remember what is shown."""
        self.moved.offer(rows)
        self.shown = _written(found)

    def saw(self) -> bool:
        """Tell whether the days are still those that were shown; then show them anew."""
        was_seen: bool = self.seen.data == self.shown
        self.seen.data = self.shown
        return was_seen

    def moved_days(self) -> list[dt.date]:
        return [dt.date.fromisoformat(day) for day in self.moved.data or []]

    def refuse(self, words: str) -> None:
        self.refuse_field("moved", words)


def _written(found: Sequence[Occurrence]) -> str:
    return " ".join(f"{each.due_on}/{each.obstacle or ''}/{each.instead_on or ''}" for each in found)


class EndForm(EditForm):
    """One button: end the series."""
