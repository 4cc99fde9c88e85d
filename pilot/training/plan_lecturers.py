"""Hold a plan against what its lecturers said: the dates they are busy, the classes they declined (T6)."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.plan_check import Finding, PlanRule

STILL_TO_COME = frozenset({DayState.PLANNED, DayState.CONFIRMED})


@dataclass(frozen=True)
class Availability:
    """What lecturers said: the dates on which each is busy, and who declined which class."""

    busy: Mapping[uuid.UUID, frozenset[dt.date]] = field(default_factory=dict)
    declined: Mapping[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)


def findings(days: Sequence[TrainingDay], availability: Availability) -> Iterator[Finding]:
    """Find classes to come whose lecturer is busy on the date, or declined the class (T6)."""
    for day in days:
        for held in day.classes if day.state in STILL_TO_COME else ():
            declined = availability.declined.get(held.id, frozenset())
            away = [
                each
                for each in held.lecturers
                if day.held_on in availability.busy.get(each.id, ()) and each.id not in declined
            ]
            refused = [each for each in held.lecturers if each.id in declined]
            for rule, people in ((PlanRule.LECTURER_AWAY, away), (PlanRule.CLASS_DECLINED, refused)):
                if people:
                    names = tuple(person.name for person in people)
                    yield Finding(rule, day=day, held_class=held, people=names)
