"""Forms of mentoring agreements."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from pilot.mentoring.agreements import labels
from pilot.mentoring.agreements.enums import Problem, Review
from pilot.mentoring.agreements.rules import Terms
from pilot.web.fields import DayField, LineField, NoteField, WholeNumberField, required
from pilot.web.forms import EditForm

MOST_SESSIONS = 200
MOST_HOURS = 336
DAY = _l("As in 05.09.2022")


class AgreementForm(EditForm):
    """What a pair agrees on; carries which version it was filled from."""

    number = HiddenField()
    aims = NoteField(
        _l("What is the practice for?"),
        required(_l("Write what the practice is for")),
        description=_l(
            "In a sentence or two. Goals with a day and a sign of success have a page of their own."
        ),
        render_kw={"rows": 3},
    )
    results = NoteField(
        _l("Expected results"), required(_l("Write the results you expect")), render_kw={"rows": 3}
    )
    time_plan = NoteField(
        _l("Time plan"),
        required(_l("Write what happens in which month")),
        description=_l("What happens in which month, a line each"),
        render_kw={"rows": 4},
    )
    in_person = WholeNumberField(
        _l("Sessions in person"),
        required(_l("Enter how many sessions are planned in person")),
        most=MOST_SESSIONS,
    )
    remote = WholeNumberField(
        _l("Sessions by video or phone"),
        required(_l("Enter how many sessions are planned by video or phone")),
        most=MOST_SESSIONS,
    )
    frequency = LineField(
        _l("How often"),
        required(_l("Write how often you meet")),
        description=_l("For example: every second Tuesday at 10.00"),
    )
    channel = LineField(
        _l("How you reach each other between sessions"),
        required(_l("Write how you reach each other")),
        description=_l("For example: by e-mail; by phone if it is urgent"),
    )
    notice_hours = WholeNumberField(
        _l("Notice for cancelling, hours"),
        required(_l("Enter how many hours before you tell that you cannot come")),
        most=MOST_HOURS,
        description=_l("How many hours before a session you tell that you cannot come"),
        default=24,
    )
    confidentiality = NoteField(
        _l("Confidentiality"), required(_l("Write what stays between you")), render_kw={"rows": 6}
    )
    start_on = DayField(labels.REVIEWS[Review.START], required(_l("Enter the day")), description=DAY)
    middle_on = DayField(labels.REVIEWS[Review.MIDDLE], required(_l("Enter the day")), description=DAY)
    end_on = DayField(labels.REVIEWS[Review.END], required(_l("Enter the day")), description=DAY)

    def seen(self) -> tuple[int, int]:
        """Return the version that stood in the form, and how often it had been saved; zeros without one."""
        number = str(self.number.data or "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 7  # noqa: PLR2004 - far above all
        return (int(number) if is_number else 0, self.version_seen())

    def entry(self) -> Terms:
        return Terms(
            aims=self.aims.data or "",
            results=self.results.data or "",
            time_plan=self.time_plan.data or "",
            in_person=_number(self.in_person),
            remote=_number(self.remote),
            frequency=self.frequency.data or "",
            channel=self.channel.data or "",
            notice_hours=_number(self.notice_hours),
            confidentiality=self.confidentiality.data or "",
            reviews={
                Review.START: _day(self.start_on),
                Review.MIDDLE: _day(self.middle_on),
                Review.END: _day(self.end_on),
            },
        )

    def refuse(self, problem: Problem) -> None:
        """Put a rule's answer beside the field to change."""
        place = {
            Problem.START_BEFORE_PAIR: "start_on",
            Problem.MIDDLE_BEFORE_START: "middle_on",
            Problem.END_BEFORE_MIDDLE: "end_on",
        }
        self.refuse_field(place.get(problem, "aims"), str(labels.PROBLEMS[problem]))


class AcceptForm(EditForm):
    """One button: this text is accepted."""


def first_values(reviews: Mapping[Review, dt.date]) -> dict[str, Any]:
    """Return what stands in the form of a new agreement before anything is typed."""
    return {
        "confidentiality": str(labels.CONFIDENTIALITY),
        "start_on": reviews[Review.START],
        "middle_on": reviews[Review.MIDDLE],
        "end_on": reviews[Review.END],
    }


def _number(field: Any) -> int:
    number: int = field.data
    return number


def _day(field: Any) -> dt.date:
    day: dt.date = field.data
    return day
