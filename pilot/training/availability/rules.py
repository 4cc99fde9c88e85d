"""Judge stated dates, and whether somebody has answered."""

import datetime as dt
from enum import StrEnum

from pilot.cohort import absence_rules
from pilot.cohort.absence_rules import Dates
from pilot.training.availability.enums import Standing

LINK_LASTS = dt.timedelta(days=90)


class Problem(StrEnum):
    """Why dates or an answer are refused."""

    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    PAST = "past"
    BUSY_THEN = "busy_then"
    NO_LECTURERS = "no_lecturers"
    NO_LINK = "no_link"


def dates_problem(dates: Dates, *, today: dt.date) -> Problem | None:
    """Refuse dates that end before they start, are longer than 400 days, or are over already."""
    problem = absence_rules.dates_problem(dates, today=today)
    return Problem(problem.value) if problem else None


def standing(asked_at: dt.datetime | None, answered_at: dt.datetime | None) -> Standing:
    """Judge whether a lecturer has answered since being asked last; answers unasked count too."""
    if answered_at is not None and (asked_at is None or answered_at >= asked_at):
        return Standing.ANSWERED
    return Standing.NOT_ASKED if asked_at is None else Standing.ASKED
