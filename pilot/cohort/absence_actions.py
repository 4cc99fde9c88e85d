"""Keep the days on which somebody is away; the areas say who may state them, and tell whom it touches."""

import datetime as dt
import uuid
from dataclasses import dataclass

from pilot.cohort import absence_queries as absences
from pilot.cohort.absence_rules import Dates, merged
from pilot.cohort.models import UnavailableSpan
from pilot.errors import NotVisibleError
from pilot.extensions import db


@dataclass(frozen=True)
class Person:
    """Whose days: of a lecturer or mentor by user, or of a participant by participation."""

    pilot_id: uuid.UUID
    user_id: uuid.UUID | None = None
    participation_id: uuid.UUID | None = None

    def spans(self) -> list[UnavailableSpan]:
        return absences.spans_of(self.pilot_id, user_id=self.user_id, participation_id=self.participation_id)


def add_days(person: Person, dates: Dates, *, entered_by: uuid.UUID, now: dt.datetime) -> UnavailableSpan:
    """Add days on which a person is away; with those that they touch they become one stretch."""
    touched = [span for span in person.spans() if absences.stretch(span).touches(dates)]
    whole = merged([dates, *(absences.stretch(span) for span in touched)])[0]
    for span in touched:
        db.session.delete(span)
    added = UnavailableSpan(
        pilot_id=person.pilot_id,
        user_id=person.user_id,
        participation_id=person.participation_id,
        first_on=whole.first_on,
        last_on=whole.last_on,
        entered_by_id=entered_by,
        entered_at=now,
    )
    db.session.add(added)
    db.session.flush()
    return added


def remove_days(person: Person, span_id: uuid.UUID) -> UnavailableSpan:
    """Take back days on which a person was away, and return what was stated.

    :raises NotVisibleError: the person has stated no such days.
    """
    span = next((each for each in person.spans() if each.id == span_id), None)
    if span is None:
        raise NotVisibleError
    db.session.delete(span)
    db.session.flush()
    return span
