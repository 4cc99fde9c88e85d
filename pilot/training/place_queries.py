"""Gather what stands around a pilot's plan: its days off, rooms, ways, participants, lecturers elsewhere."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot import text
from pilot.accounts.models import User
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.training import rules
from pilot.training.models import ClassSession, TrainingDay
from pilot.training.surroundings import Place, Surroundings, Taken
from pilot.training.venues import queries as venues
from pilot.training.venues.models import Room, Venue
from pilot.training.venues.rules import Stop


def surroundings_of(pilot: Pilot, days: Iterable[TrainingDay]) -> Surroundings:
    """Return what stands around the plan of a pilot of these days."""
    first, last = pilot.implementation_from, pilot.implementation_to
    days = list(days)
    used = {day.room_id for day in days}
    lecturers = {person for day in days for held in day.classes for person in held.lecturer_ids}
    rooms = venues.rooms_of(pilot)
    closed = venues.closed_dates(pilot.id, first, last) if rooms else {}
    return Surroundings(
        days_off={day_off.day: day_off.name for day_off in cohort.days_off_of(pilot)},
        places={
            room.id: Place(
                name=f"{room.venue.name}, {room.name}",
                town=room.venue.town,
                seats=room.seats,
                closed=closed.get(room.id, frozenset()),
            )
            for room in rooms
        },
        travel=venues.travel_minutes(pilot) if rooms else {},
        enrolled=_enrolled(pilot) if rooms else (),
        elsewhere=classes_elsewhere(pilot.id, lecturers, first=first, last=last),
        taken=_taken(pilot.id, [room for room in rooms if room.id in used], first=first, last=last),
    )


def _taken(
    pilot_id: uuid.UUID, rooms: Sequence[Room], *, first: dt.date, last: dt.date
) -> dict[uuid.UUID, tuple[Taken, ...]]:
    """Return when other pilots are in the rooms that days use: rooms of the same names in the same town."""
    ours = {_name_of(room.venue.town, room.venue.name, room.name): room.id for room in rooms}
    if not ours:
        return {}
    rows = db.session.execute(
        select(
            TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.ends_at, Venue.town, Venue.name, Room.name
        )
        .join(Room, Room.id == TrainingDay.room_id)
        .join(Venue, Venue.id == Room.venue_id)
        .where(
            TrainingDay.pilot_id != pilot_id,
            TrainingDay.held_on.between(first, last),
            TrainingDay.state.not_in(sorted(rules.NOT_TAKING_PLACE)),
        )
        .order_by(TrainingDay.held_on, TrainingDay.starts_at, TrainingDay.id)
    )
    found: dict[uuid.UUID, tuple[Taken, ...]] = {}
    for held_on, starts_at, ends_at, *names in rows:
        if (room_id := ours.get(_name_of(*names))) is not None:
            found[room_id] = (*found.get(room_id, ()), Taken(held_on, starts_at, ends_at))
    return found


def _name_of(*names: str) -> tuple[str, ...]:
    """Return the names of a room's town, venue and itself as they are compared: case and spaces aside."""
    return tuple(text.fold(" ".join(name.split())) for name in names)


def _enrolled(pilot: Pilot) -> tuple[tuple[dt.date, dt.date | None], ...]:
    rows = db.session.execute(
        select(Participation.started_on, Participation.ended_on)
        .where(Participation.pilot_id == pilot.id, Participation.started_on.is_not(None))
        .order_by(Participation.started_on, Participation.id)
    )
    return tuple((started, ended) for started, ended in rows if started is not None)


def classes_elsewhere(
    pilot_id: uuid.UUID, lecturer_ids: Collection[uuid.UUID], *, first: dt.date, last: dt.date
) -> tuple[Stop, ...]:
    """Return the classes that lecturers have in other pilots from one day to another, and where (T5)."""
    if not lecturer_ids:
        return ()
    rows = db.session.execute(
        select(ClassSession, Venue.town)
        .join(ClassSession.day)
        .outerjoin(Room, Room.id == TrainingDay.room_id)
        .outerjoin(Venue, Venue.id == Room.venue_id)
        .where(
            TrainingDay.pilot_id != pilot_id,
            TrainingDay.held_on.between(first, last),
            TrainingDay.state.not_in(sorted(rules.NOT_TAKING_PLACE)),
            ClassSession.lecturers.any(User.id.in_(sorted(lecturer_ids))),
        )
        .options(joinedload(ClassSession.day), selectinload(ClassSession.lecturers))
        .order_by(TrainingDay.held_on, ClassSession.starts_at, ClassSession.id)
    )
    return tuple(
        Stop(
            held.id,
            held.day.held_on,
            held.starts_at,
            held.ends_at,
            town or "",
            frozenset(held.lecturer_ids),
        )
        for held, town in rows
    )


def plans_elsewhere(
    pilot_id: uuid.UUID, lecturer_ids: Collection[uuid.UUID], *, on: dt.date
) -> list[rules.ClassPlan]:
    """Return the classes that lecturers have in other pilots on a date, as rules read them (T5)."""
    stops = classes_elsewhere(pilot_id, lecturer_ids, first=on, last=on)
    return Surroundings(elsewhere=stops).classes_elsewhere()
