"""Builders of working time: a line through the action, and classes beside it."""

import datetime as dt
from typing import Any

from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.mentoring.timesheets import actions
from pilot.mentoring.timesheets.enums import Capacity, SupervisionKind, WorkKind
from pilot.mentoring.timesheets.models import Supervision, WorkLine
from pilot.mentoring.timesheets.rules import SupervisionEntry, WorkEntry
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from tests import build
from tests.mentoring.build import TODAY
from tests.training import build as training


def entry(**given: Any) -> WorkEntry:
    """Return an hour of preparation from nine on 10.01.2023, unless something else is given."""
    given.setdefault("worked_on", dt.date(2023, 1, 10))
    given.setdefault("kind", WorkKind.PREPARATION)
    given.setdefault("capacity", Capacity.MENTOR)
    if "typed_minutes" not in given:
        given.setdefault("starts", dt.time(9))
        given.setdefault("ends", dt.time(10))
    return WorkEntry(**given)


def line(pilot: Pilot, person: User, **given: Any) -> WorkLine:
    return actions.add_line(pilot, entry(**given), actor=build.viewer(person), now=build.NOW, today=TODAY)


def supervision(pilot: Pilot, person: User, minutes: int = 60, **given: Any) -> Supervision:
    given.setdefault("held_on", dt.date(2023, 1, 10))
    given.setdefault("kind", SupervisionKind.INDIVIDUAL)
    return actions.add_supervision(
        pilot,
        SupervisionEntry(minutes=minutes, **given),
        actor=build.viewer(person),
        now=build.NOW,
        today=TODAY,
    )


def taught_day(
    pilot: Pilot,
    lecturer: User,
    held_on: dt.date = dt.date(2023, 1, 10),
    *,
    state: DayState = DayState.HELD,
    number: int = 1,
) -> TrainingDay:
    """Keep a day with two classes of four academic hours, 9.30–12.30 and 13.30–16.30."""
    day = training.day(pilot, held_on, number=number, state=state)
    training.held_class(day, lecturer, topic="Rīts")
    training.held_class(day, lecturer, topic="Diena", starts_at=dt.time(13, 30), ends_at=dt.time(16, 30))
    return day
