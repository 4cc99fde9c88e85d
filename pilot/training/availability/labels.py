"""Words for availability: answers, refusals and stretches of days."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.cohort.absence_rules import Dates
from pilot.training.availability.enums import AnswerState, Standing
from pilot.training.availability.rules import Problem
from pilot.web import locale

if TYPE_CHECKING:
    from pilot.cohort.models import UnavailableSpan

ANSWERS = {
    AnswerState.ASKED: lazy_pgettext("answer to a class", "No answer yet"),
    AnswerState.ACCEPTED: lazy_pgettext("answer to a class", "Accepted"),
    AnswerState.DECLINED: lazy_pgettext("answer to a class", "Declined"),
}
ANSWER_KINDS = {
    AnswerState.ASKED: "info",
    AnswerState.ACCEPTED: "ok",
    AnswerState.DECLINED: "danger",
}
STANDINGS = {
    Standing.NOT_ASKED: lazy_pgettext("lecturer", "Not asked yet"),
    Standing.ASKED: lazy_pgettext("lecturer", "Asked, no answer yet"),
    Standing.ANSWERED: lazy_pgettext("lecturer", "Answered"),
}
STANDING_KINDS = {
    Standing.NOT_ASKED: "plain",
    Standing.ASKED: "warn",
    Standing.ANSWERED: "ok",
}
PROBLEMS = {
    Problem.ENDS_BEFORE_START: _l("Enter a last day that is not before the first day"),
    Problem.TOO_LONG: _l("Enter at most 400 days at once; for a longer time, enter several stretches"),
    Problem.PAST: _l("These days are over; enter days from today on"),
    Problem.BUSY_THEN: _l("You said that you cannot on this day. Remove the dates first, then accept."),
    Problem.NO_LECTURERS: _l("The pilot has no lecturers yet; invite them first"),
    Problem.NO_LINK: _l("No link works now; ask the lecturers to send new ones"),
}


def dates(stretch: "Dates | UnavailableSpan") -> str:
    """Write a stretch of days: 14.11.2022. or 14.11.2022.–16.11.2022."""
    first = locale.day(stretch.first_on)
    return first if stretch.first_on == stretch.last_on else f"{first}–{locale.day(stretch.last_on)}"


def all_dates(stretches: Iterable[Dates]) -> str:
    """Write several stretches of days in a row."""
    return "; ".join(dates(each) for each in stretches)
