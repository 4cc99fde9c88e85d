"""The form of a mentor's offer: text into times, a rule's answer beside its field."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.bookings import labels
from pilot.mentoring.bookings.rules import Offer, Problem, Terms
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.session_forms import MEETINGS, LengthField
from pilot.web.fields import (
    DayField,
    LineField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form

PLACES = {
    Problem.SPAN_BACKWARDS: "until",
    Problem.SPAN_TOO_LONG: "until",
    Problem.NOT_POSITIVE: "minutes",
    Problem.TOO_LONG: "minutes",
    Problem.WINDOW_TOO_SHORT: "ends",
    Problem.OVER_MIDNIGHT: "starts",
    Problem.TOO_MANY: "until",
    Problem.NOTHING_LEFT: "day",
}


class OfferForm(Form):
    """Times that a mentor offers: one, or several at once."""

    day = DayField(
        _l("First day"), required(_l("Enter the day as in 05.09.2022")), description=_l("As in 05.09.2022")
    )
    until = DayField(
        _l("Every week until"), description=_l("On the same weekday; leave it empty for this day only")
    )
    starts = TimeField(
        _l("From what time?"), required(_l("Enter the time as in 9.30")), description=_l("For example 14.00")
    )
    ends = TimeField(
        _l("Until what time?"), description=_l("Times follow one another; leave it empty for one time")
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
        default=SessionForm.VIDEO,
    )
    place = LineField(_l("Place or address of the call"))
    seats = WholeNumberField(
        _l("How many participants at once?"),
        required(_l("Enter the number of participants")),
        least=1,
        most=30,
        default=1,
        description=_l("1 is an individual session; more make a group session"),
    )
    notice_hours = WholeNumberField(
        _l("Hours before the session until which a participant may give it up"),
        required(_l("Enter the hours")),
        least=0,
        most=336,
        default=24,
    )

    def entry(self) -> Offer:
        return Offer(
            first_on=self.day.data,
            last_on=self.until.data,
            starts=self.starts.data,
            ends=self.ends.data,
            minutes=self.minutes.data,
        )

    def terms(self) -> Terms:
        return Terms(self.form.data, self.place.data or "", self.seats.data, self.notice_hours.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field(PLACES[problem], str(labels.PROBLEMS[problem]))


class SlotDeedForm(EditForm):
    """One button on a time: take it back."""
