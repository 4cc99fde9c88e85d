"""What people type about venues, as checked values on their way from a form to an action."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class VenueEntry:
    name: str
    address: str
    town: str
    access_note: str


@dataclass(frozen=True)
class RoomEntry:
    name: str
    seats: int


@dataclass(frozen=True)
class ClosureEntry:
    """Days on which a room is closed, both ends included."""

    starts_on: dt.date
    ends_on: dt.date
    reason: str


@dataclass(frozen=True)
class WayEntry:
    """Minutes between classes in two towns."""

    town: str
    other_town: str
    minutes: int
