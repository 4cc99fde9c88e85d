"""Words for venues: refusals, and a room as people choose it."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from pilot.training.venues.rules import Problem

if TYPE_CHECKING:
    from pilot.training.venues.models import Room

PROBLEMS = {
    Problem.NAME_TAKEN: _l("The name is taken; choose another one"),
    Problem.IN_USE: _l("Training days are in it; choose another room for them first"),
    Problem.ENDS_BEFORE_START: _l("Enter a last day that is not before the first"),
    Problem.TOO_LONG: _l("Enter at most two years"),
    Problem.SAME_TOWN: _l("Choose two different towns"),
}


def room_choice(room: "Room") -> str:
    """Name a room with town and seats, as in a list to choose from."""
    seats = ngettext("%(num)d seat", "%(num)d seats", room.seats)
    return f"{room.venue.town}: {room.venue.name}, {room.name} ({seats})"
