"""Who is not available when."""

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from pilot.cohort.absence_rules import Dates, days_within
from pilot.cohort.models import UnavailableSpan
from pilot.extensions import db


def busy_dates(pilot_id: uuid.UUID, first: dt.date, last: dt.date) -> dict[uuid.UUID, frozenset[dt.date]]:
    """Return by user the days, from the first to the last, on which lecturers and mentors are busy."""
    return _days_by(UnavailableSpan.user_id, pilot_id, first, last)


def absent_dates(pilot_id: uuid.UUID, first: dt.date, last: dt.date) -> dict[uuid.UUID, frozenset[dt.date]]:
    """Return by participation the days, from the first to the last, on which a participant is absent."""
    return _days_by(UnavailableSpan.participation_id, pilot_id, first, last)


def _days_by(
    whose: InstrumentedAttribute[uuid.UUID | None], pilot_id: uuid.UUID, first: dt.date, last: dt.date
) -> dict[uuid.UUID, frozenset[dt.date]]:
    rows = db.session.execute(
        select(whose, UnavailableSpan.first_on, UnavailableSpan.last_on).where(
            UnavailableSpan.pilot_id == pilot_id,
            whose.is_not(None),
            UnavailableSpan.first_on <= last,
            UnavailableSpan.last_on >= first,
        )
    )
    stretches: dict[uuid.UUID, list[Dates]] = {}
    for person, first_on, last_on in rows:
        if person is not None:
            stretches.setdefault(person, []).append(Dates(first_on, last_on))
    return {person: days_within(each, first, last) for person, each in stretches.items()}


def stretches_from(pilot_id: uuid.UUID, first: dt.date) -> dict[uuid.UUID, list[UnavailableSpan]]:
    """Return by user the dates of lecturers and mentors that are not over on a day, the earliest first."""
    found: dict[uuid.UUID, list[UnavailableSpan]] = {}
    for span in db.session.scalars(
        select(UnavailableSpan)
        .where(
            UnavailableSpan.pilot_id == pilot_id,
            UnavailableSpan.user_id.is_not(None),
            UnavailableSpan.last_on >= first,
        )
        .order_by(UnavailableSpan.first_on, UnavailableSpan.id)
    ):
        if span.user_id is not None:
            found.setdefault(span.user_id, []).append(span)
    return found


def stretch(span: UnavailableSpan) -> Dates:
    """Return stored dates as the rules read them."""
    return Dates(span.first_on, span.last_on)


def spans_of(
    pilot_id: uuid.UUID, *, user_id: uuid.UUID | None = None, participation_id: uuid.UUID | None = None
) -> list[UnavailableSpan]:
    """Return the dates of a lecturer or mentor, or of a participant, the earliest first."""
    return list(
        db.session.scalars(
            select(UnavailableSpan)
            .where(
                UnavailableSpan.pilot_id == pilot_id,
                UnavailableSpan.user_id == user_id,
                UnavailableSpan.participation_id == participation_id,
            )
            .order_by(UnavailableSpan.first_on, UnavailableSpan.id)
        )
    )
