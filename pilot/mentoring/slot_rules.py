"""Judge a time that a mentor has for participants: by both clocks, and what speaks against it."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pilot.cohort.rules import Month, Span
from pilot.mentoring.rules import RIGA


class Obstacle(StrEnum):
    """Why a time cannot be booked."""

    PAST = "past"
    FULL = "full"
    NO_SUCH_TIME = "no_such_time"
    HOLIDAY = "holiday"
    MONTH_CLOSED = "month_closed"
    OUTSIDE_PHASE = "outside_phase"
    MENTOR_AWAY = "mentor_away"
    MENTOR_BUSY = "mentor_busy"
    NOT_PAIRED = "not_paired"
    PARTICIPANT_AWAY = "participant_away"
    PARTICIPANT_BUSY = "participant_busy"


def moment_of(day: dt.date, time: dt.time) -> dt.datetime | None:
    """Return the moment of a local time of Riga; None where the clocks jump over it."""
    moment = dt.datetime.combine(day, time, tzinfo=RIGA).astimezone(dt.UTC)
    shown = moment.astimezone(RIGA)
    return moment if (shown.date(), shown.time()) == (day, time) else None


@dataclass(frozen=True)
class Taken:
    """A stretch of somebody's time; the id of its session, or of the offered time, tells it apart."""

    id: uuid.UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True)
class Slot:
    """An offered time as it is judged."""

    mentor_id: uuid.UUID
    held_on: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    seats_left: int = 1
    session_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Person:
    """A participant who wants to book: the pairs by mentor, the days away and the time that is taken."""

    pairs: Mapping[uuid.UUID, Sequence[Span]]
    away: Collection[dt.date] = ()
    taken: Sequence[Taken] = ()


@dataclass(frozen=True)
class Calendar:
    """What every time of a pilot is judged against; without a phase any day is fine."""

    now: dt.datetime
    phase: Span | None = None
    holidays: Collection[dt.date] = ()
    closed_months: Collection[Month] = ()
    away: Mapping[uuid.UUID, Collection[dt.date]] = field(default_factory=dict)
    taken: Mapping[uuid.UUID, Sequence[Taken]] = field(default_factory=dict)


def obstacle(slot: Slot, calendar: Calendar, person: Person | None = None) -> Obstacle | None:
    """Return the first reason why a time cannot be booked; without a person by anybody."""
    day = slot.held_on
    is_outside = calendar.phase is not None and not calendar.phase.covers(day)
    reasons = [
        (slot.starts_at <= calendar.now, Obstacle.PAST),
        (person is not None and _meets(slot, person.taken, own_counts=True), Obstacle.PARTICIPANT_BUSY),
        (slot.seats_left <= 0, Obstacle.FULL),
        (day in calendar.holidays, Obstacle.HOLIDAY),
        (Month.of(day) in calendar.closed_months, Obstacle.MONTH_CLOSED),
        (is_outside, Obstacle.OUTSIDE_PHASE),
        (day in calendar.away.get(slot.mentor_id, ()), Obstacle.MENTOR_AWAY),
        (_meets(slot, calendar.taken.get(slot.mentor_id, ())), Obstacle.MENTOR_BUSY),
    ]
    if person is not None:
        is_paired = any(span.covers(day) for span in person.pairs.get(slot.mentor_id, ()))
        reasons += [
            (not is_paired, Obstacle.NOT_PAIRED),
            (day in person.away, Obstacle.PARTICIPANT_AWAY),
        ]
    return next((obstacle for is_true, obstacle in reasons if is_true), None)


def _meets(slot: Slot, taken: Sequence[Taken], *, own_counts: bool = False) -> bool:
    """Tell whether a time meets another one; times that only touch do not."""
    return any(
        other.starts_at < slot.ends_at and slot.starts_at < other.ends_at
        for other in taken
        if own_counts or other.id != slot.session_id
    )
