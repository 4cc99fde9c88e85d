"""Keep the days on which a mentor is away."""

import datetime as dt
import uuid

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import absence_actions, absence_rules
from pilot.cohort.absence_actions import Person
from pilot.cohort.absence_rules import Dates, DatesProblem
from pilot.cohort.models import Pilot, UnavailableSpan
from pilot.errors import DomainError


class AwayRefusedError(DomainError):
    """Days on which a mentor is away are refused."""

    def __init__(self, problem: DatesProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def add_days(
    pilot: Pilot, mentor: User, dates: Dates, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> UnavailableSpan:
    """Add days on which a mentor is away; with those that they touch they become one stretch.

    :raises AwayRefusedError: the dates are reversed, over, or too long.
    """
    if problem := absence_rules.dates_problem(dates, today=today):
        raise AwayRefusedError(problem)
    span = absence_actions.add_days(
        Person(pilot.id, user_id=mentor.id), dates, entered_by=actor.user_id, now=now
    )
    audit.record(
        "mentoring.absence-added",
        span,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        first_on=span.first_on,
        last_on=span.last_on,
    )
    return span


def remove_days(pilot: Pilot, mentor: User, span_id: uuid.UUID, *, actor: Viewer, now: dt.datetime) -> None:
    """Take back days on which a mentor was away; who stands in stays until the coordinator ends it.

    :raises NotVisibleError: the mentor has stated no such days.
    """
    span = absence_actions.remove_days(Person(pilot.id, user_id=mentor.id), span_id)
    audit.record(
        "mentoring.absence-removed",
        span,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        first_on=span.first_on,
        last_on=span.last_on,
    )
