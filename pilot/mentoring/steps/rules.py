"""What an agreed step needs, and when it may be closed."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from pilot.mentoring.enums import StepOwner
from pilot.mentoring.steps.enums import Problem


@dataclass(frozen=True)
class StepEntry:
    """A step as it is written: who does what, and by when."""

    owner: StepOwner
    what: str
    due_on: dt.date | None = None


def problem_with(
    entry: StepEntry,
    *,
    agreed_on: dt.date,
    is_held: bool = True,
    is_month_closed: bool,
    people: Collection[uuid.UUID] = (),
    attendees: Collection[uuid.UUID] = (),
) -> Problem | None:
    """Return why a step may not be written with a session, or None; `people` are those it is written for."""
    if not is_held:
        return Problem.NOT_HELD
    if is_month_closed:
        return Problem.MONTH_CLOSED
    if not set(people) <= set(attendees):
        return Problem.NOT_THEIRS
    if entry.due_on is not None and entry.due_on < agreed_on:
        return Problem.DUE_BEFORE_SESSION
    return None


def close_problem(
    *, closed_on: dt.date | None, agreed_on: dt.date, closed_in: dt.date | None = None
) -> Problem | None:
    """Return why an open step may not be closed in a session of a day or between sessions, or None."""
    if closed_on is not None:
        return Problem.CLOSED_ALREADY
    if closed_in is not None and closed_in < agreed_on:
        return Problem.CLOSED_BEFORE_AGREED
    return None


def is_late(*, due_on: dt.date | None, closed_on: dt.date | None, today: dt.date) -> bool:
    """Tell whether an open step should have been done by now."""
    return closed_on is None and due_on is not None and due_on < today
