"""Keep the venues of a pilot: rooms, when they are closed, and the ways between towns."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.models import TrainingDay
from pilot.training.venues import rules
from pilot.training.venues.entries import ClosureEntry, RoomEntry, VenueEntry, WayEntry
from pilot.training.venues.models import Room, RoomClosure, TravelTime, Venue
from pilot.training.venues.rules import Problem


class VenueRefusedError(DomainError):
    """A venue, a room, a closed span or a way cannot be kept like this."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _keep(row: Venue | Room, entry: VenueEntry | RoomEntry) -> None:
    """Write an entry into a row whose name is its own among its like.

    :raises VenueRefusedError: the name is taken.
    """
    try:
        with db.session.begin_nested():
            for name, value in asdict(entry).items():
                setattr(row, name, value)
            db.session.add(row)
    except IntegrityError:
        raise VenueRefusedError(Problem.NAME_TAKEN) from None


def add_venue(pilot: Pilot, entry: VenueEntry, *, actor: Viewer, now: dt.datetime) -> Venue:
    """Add a venue to a pilot.

    :raises VenueRefusedError: another venue has the name.
    """
    venue = Venue(pilot_id=pilot.id)
    _keep(venue, entry)
    audit.record("training.venue-added", venue, actor=actor, at=now, pilot_id=pilot.id)
    return venue


def change_venue(venue: Venue, entry: VenueEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> Venue:
    """Change a venue; days keep the text that is printed for them.

    :raises VenueRefusedError: another venue has the name.
    """
    check_version(venue, seen)
    _keep(venue, entry)
    audit.record("training.venue-changed", venue, actor=actor, at=now, pilot_id=venue.pilot_id)
    return venue


def remove_venue(venue: Venue, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a venue with its rooms, none of which a day is in.

    :raises VenueRefusedError: a day is in one of its rooms.
    """
    for room in venue.rooms:
        _refuse_used(room)
    audit.record("training.venue-removed", venue, actor=actor, at=now, pilot_id=venue.pilot_id)
    for room in list(venue.rooms):
        _delete_room(room)
    db.session.delete(venue)
    db.session.flush()


def _refuse_used(room: Room) -> None:
    if db.session.scalar(select(exists().where(TrainingDay.room_id == room.id))):
        raise VenueRefusedError(Problem.IN_USE)


def _delete_room(room: Room) -> None:
    for closure in list(room.closures):
        db.session.delete(closure)
    db.session.flush()
    db.session.delete(room)
    db.session.flush()


def add_room(venue: Venue, entry: RoomEntry, *, actor: Viewer, now: dt.datetime) -> Room:
    """Add a room to a venue.

    :raises VenueRefusedError: another room of the venue has the name.
    """
    room = Room(venue_id=venue.id)
    _keep(room, entry)
    audit.record("training.room-added", room, actor=actor, at=now, pilot_id=venue.pilot_id, seats=room.seats)
    return room


def change_room(room: Room, entry: RoomEntry, *, seen: int, actor: Viewer, now: dt.datetime) -> Room:
    """Change a room.

    :raises VenueRefusedError: another room of the venue has the name.
    """
    check_version(room, seen)
    _keep(room, entry)
    audit.record(
        "training.room-changed", room, actor=actor, at=now, pilot_id=room.venue.pilot_id, seats=room.seats
    )
    return room


def remove_room(room: Room, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a room that no day is in.

    :raises VenueRefusedError: a day is in it.
    """
    _refuse_used(room)
    audit.record("training.room-removed", room, actor=actor, at=now, pilot_id=room.venue.pilot_id)
    _delete_room(room)


def close_room(room: Room, entry: ClosureEntry, *, actor: Viewer, now: dt.datetime) -> RoomClosure:
    """Close a room for some days; days that are planned in it are found by the plan check.

    :raises VenueRefusedError: the span ends before it starts, or is longer than two years.
    """
    if problem := rules.closure_problem(entry.starts_on, entry.ends_on):
        raise VenueRefusedError(problem)
    closure = RoomClosure(room_id=room.id, **asdict(entry))
    db.session.add(closure)
    db.session.flush()
    audit.record(
        "training.room-closed",
        closure,
        actor=actor,
        at=now,
        pilot_id=room.venue.pilot_id,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
    )
    return closure


def open_room(closure: RoomClosure, *, actor: Viewer, now: dt.datetime) -> None:
    """Take back that a room is closed for some days."""
    audit.record("training.room-opened", closure, actor=actor, at=now, pilot_id=closure.room.venue.pilot_id)
    db.session.delete(closure)
    db.session.flush()


def set_way(pilot: Pilot, entry: WayEntry, *, actor: Viewer, now: dt.datetime) -> TravelTime:
    """Say how many minutes must lie between classes in two towns, whichever comes first.

    :raises VenueRefusedError: both towns are the same.
    """
    town, other_town = sorted((entry.town, entry.other_town))
    if town == other_town:
        raise VenueRefusedError(Problem.SAME_TOWN)
    way = db.session.scalar(
        select(TravelTime).where(
            TravelTime.pilot_id == pilot.id, TravelTime.town == town, TravelTime.other_town == other_town
        )
    )
    if way is None:
        way = TravelTime(pilot_id=pilot.id, town=town, other_town=other_town)
        db.session.add(way)
    way.minutes = entry.minutes
    db.session.flush()
    audit.record("training.way-set", way, actor=actor, at=now, pilot_id=pilot.id, minutes=way.minutes)
    return way


def forget_way(way: TravelTime, *, actor: Viewer, now: dt.datetime) -> None:
    """Forget the minutes between two towns."""
    audit.record("training.way-forgotten", way, actor=actor, at=now, pilot_id=way.pilot_id)
    db.session.delete(way)
    db.session.flush()
