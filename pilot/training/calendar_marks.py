"""Keep a training day one event of people's calendars, however often it changes (T10, X11)."""

import datetime as dt

from sqlalchemy import exists, func, select, update

from pilot.extensions import db
from pilot.training import queries
from pilot.training.entries import DayEntry
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay

SHOWN = ("number", "starts_at", "ends_at", "mode", "venue", "address", "access_note")


def mark(day: TrainingDay, *, now: dt.datetime) -> None:
    """Raise the sequence of a day that a calendar shows otherwise from now on."""
    day.calendar_sequence = TrainingDay.calendar_sequence + 1
    day.calendar_changed_at = now


def shows_otherwise(day: TrainingDay, entry: DayEntry) -> bool:
    """Tell whether a calendar would show a day differently after an entry."""
    return any(getattr(day, name) != getattr(entry, name) for name in SHOWN)


def mark_agenda(day: TrainingDay, *, now: dt.datetime) -> None:
    """Raise the sequence of a day whose classes changed; its version stays: its form shows no classes."""
    db.session.execute(
        update(TrainingDay)
        .where(TrainingDay.id == day.id)
        .values(calendar_sequence=TrainingDay.calendar_sequence + 1, calendar_changed_at=now)
        .execution_options(synchronize_session=False)
    )


def follow(day: TrainingDay, before: TrainingDay, *, now: dt.datetime) -> None:
    """Make a day the next state of another one's event, above every sequence that the event had."""
    highest = db.session.scalar(
        select(func.max(TrainingDay.calendar_sequence)).where(TrainingDay.calendar_uid == before.calendar_uid)
    )
    day.calendar_uid = before.calendar_uid
    day.calendar_sequence = (highest or 0) + 1
    day.calendar_changed_at = now


def cancelled_like(day: TrainingDay) -> TrainingDay | None:
    """Return the cancelled day that a new one of the same number and date takes up again."""
    live = select(TrainingDay.calendar_uid).where(TrainingDay.pilot_id == day.pilot_id, queries.is_live())
    return db.session.scalar(
        select(TrainingDay)
        .where(
            TrainingDay.pilot_id == day.pilot_id,
            TrainingDay.number == day.number,
            TrainingDay.held_on == day.held_on,
            TrainingDay.state == DayState.CANCELLED,
            TrainingDay.calendar_uid.not_in(live),
        )
        .order_by(TrainingDay.calendar_sequence.desc(), TrainingDay.id)
        .limit(1)
    )


def takes_place_again(day: TrainingDay) -> bool:
    """Tell whether the event of a cancelled day has a day that takes place."""
    return bool(
        db.session.scalar(
            select(exists().where(TrainingDay.calendar_uid == day.calendar_uid, queries.is_live()))
        )
    )
