"""Venues, rooms and ways of a pilot; what the planner and the plan check ask about places."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training.venues import rules
from pilot.training.venues.models import Room, RoomClosure, TravelTime, Venue


def venues_of(pilot: Pilot) -> Sequence[Venue]:
    """Return a pilot's venues with rooms and closed spans, by town and name."""
    return db.session.scalars(
        select(Venue)
        .where(Venue.pilot_id == pilot.id)
        .options(selectinload(Venue.rooms).selectinload(Room.closures))
        .order_by(Venue.town, Venue.name, Venue.id)
    ).all()


def rooms_of(pilot: Pilot) -> Sequence[Room]:
    """Return a pilot's rooms with their venues, by town, venue and name."""
    return db.session.scalars(
        select(Room)
        .join(Room.venue)
        .where(Venue.pilot_id == pilot.id)
        .options(contains_eager(Room.venue))
        .order_by(Venue.town, Venue.name, Room.name, Room.id)
    ).all()


def closed_dates(pilot_id: uuid.UUID, first: dt.date, last: dt.date) -> dict[uuid.UUID, frozenset[dt.date]]:
    """Return the dates from one day to another on which each room that is ever closed then is closed."""
    closures = db.session.scalars(
        select(RoomClosure)
        .join(RoomClosure.room)
        .join(Room.venue)
        .where(Venue.pilot_id == pilot_id, RoomClosure.starts_on <= last, RoomClosure.ends_on >= first)
        .order_by(RoomClosure.room_id, RoomClosure.starts_on, RoomClosure.id)
    )
    found: dict[uuid.UUID, frozenset[dt.date]] = {}
    for closure in closures:
        dates = rules.dates_within(closure.starts_on, closure.ends_on, first=first, last=last)
        found[closure.room_id] = found.get(closure.room_id, frozenset()) | frozenset(dates)
    return found


def ways_of(pilot: Pilot) -> Sequence[TravelTime]:
    """Return the ways between towns that a pilot knows, by their names."""
    return db.session.scalars(
        select(TravelTime)
        .where(TravelTime.pilot_id == pilot.id)
        .order_by(TravelTime.town, TravelTime.other_town, TravelTime.id)
    ).all()


def travel_minutes(pilot: Pilot) -> Mapping[frozenset[str], int]:
    """Return the minutes that must lie between classes in two towns, the same both ways."""
    return {frozenset({way.town, way.other_town}): way.minutes for way in ways_of(pilot)}


def towns_of(pilot: Pilot) -> list[str]:
    """Return the towns of a pilot's venues, each once."""
    return sorted({venue.town for venue in venues_of(pilot)})


def find_room(room_id: uuid.UUID, *, pilot_id: uuid.UUID) -> Room:
    """Return a room of a pilot with its venue.

    :raises NotVisibleError: the pilot has none of this id.
    """
    room = db.session.scalar(
        select(Room)
        .join(Room.venue)
        .where(Room.id == room_id, Venue.pilot_id == pilot_id)
        .options(contains_eager(Room.venue))
    )
    if room is None:
        raise NotVisibleError
    return room


def _managed(viewer: Viewer) -> list[uuid.UUID]:
    pilots = cohort.visible_pilots(viewer, Permission.TRAINING_MANAGE)
    return list(db.session.scalars(pilots.with_only_columns(Pilot.id).order_by(Pilot.id)))


def get_venue(venue_id: uuid.UUID, *, viewer: Viewer) -> Venue:
    """Return a venue that the viewer may change, with its pilot and rooms.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    venue = db.session.scalar(
        select(Venue)
        .where(Venue.id == venue_id, Venue.pilot_id.in_(_managed(viewer)))
        .options(joinedload(Venue.pilot), selectinload(Venue.rooms).selectinload(Room.closures))
    )
    if venue is None:
        raise NotVisibleError
    return venue


def get_room(room_id: uuid.UUID, *, viewer: Viewer) -> Room:
    """Return a room that the viewer may change, with venue, pilot and closed spans.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    room = db.session.scalar(
        select(Room)
        .join(Room.venue)
        .where(Room.id == room_id, Venue.pilot_id.in_(_managed(viewer)))
        .options(contains_eager(Room.venue).joinedload(Venue.pilot), selectinload(Room.closures))
    )
    if room is None:
        raise NotVisibleError
    return room


def get_closure(closure_id: uuid.UUID, *, viewer: Viewer) -> RoomClosure:
    """Return a closed span of a room that the viewer may change, with room, venue and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    closure = db.session.scalar(
        select(RoomClosure)
        .join(RoomClosure.room)
        .join(Room.venue)
        .where(RoomClosure.id == closure_id, Venue.pilot_id.in_(_managed(viewer)))
        .options(contains_eager(RoomClosure.room).contains_eager(Room.venue).joinedload(Venue.pilot))
    )
    if closure is None:
        raise NotVisibleError
    return closure


def get_way(way_id: uuid.UUID, *, viewer: Viewer) -> TravelTime:
    """Return a way between towns that the viewer may forget, with its pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    way = db.session.scalar(
        select(TravelTime)
        .where(TravelTime.id == way_id, TravelTime.pilot_id.in_(_managed(viewer)))
        .options(joinedload(TravelTime.pilot))
    )
    if way is None:
        raise NotVisibleError
    return way
