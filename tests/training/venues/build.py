"""Builders of venues, rooms and ways."""

import datetime as dt
from typing import Any

from pilot.cohort.models import DayOff, Pilot
from pilot.training.venues.models import Room, RoomClosure, TravelTime, Venue
from tests.build import keep


def venue(of: Pilot, name: str = "Kopienas nams", **given: Any) -> Venue:
    found: Venue = keep(Venue(pilot_id=of.id, name=name, **{"town": "Rīga", "address": "", **given}))
    return found


def room(at: Venue, name: str = "Zāle", *, seats: int = 20) -> Room:
    found: Room = keep(Room(venue_id=at.id, name=name, seats=seats))
    return found


def closure(of: Room, starts_on: dt.date, ends_on: dt.date, **given: Any) -> RoomClosure:
    found: RoomClosure = keep(RoomClosure(room_id=of.id, starts_on=starts_on, ends_on=ends_on, **given))
    return found


def way(of: Pilot, town: str, other_town: str, minutes: int) -> TravelTime:
    first, second = sorted((town, other_town))
    found: TravelTime = keep(TravelTime(pilot_id=of.id, town=first, other_town=second, minutes=minutes))
    return found


def day_off(of: Pilot, day: dt.date, name: str = "Novada svētki") -> DayOff:
    found: DayOff = keep(DayOff(pilot_id=of.id, day=day, name=name))
    return found
