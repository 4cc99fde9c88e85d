"""Forms of venues: a venue, a room, days on which it is closed, the way between two towns."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.venues import labels
from pilot.training.venues.entries import ClosureEntry, RoomEntry, VenueEntry, WayEntry
from pilot.training.venues.rules import Problem
from pilot.web.fields import DayField, LineField, PickField, WholeNumberField, required
from pilot.web.forms import EditForm, Form

MOST_SEATS = 1000
MOST_WAY_MINUTES = 600


class VenueForm(EditForm):
    name = LineField(_l("Name of the venue"), required(_l("Enter the name of the venue")))
    town = LineField(
        lazy_pgettext("venue", "Town"),
        required(_l("Enter the town")),
        description=_l("The plan check compares towns: write the same town always alike."),
    )
    address = LineField(_l("Street address"))
    access_note = LineField(
        _l("How to get in"),
        description=_l("For people with a disability too: lift, ramp, hearing loop, toilet."),
    )

    def entry(self) -> VenueEntry:
        return VenueEntry(self.name.data, self.address.data, self.town.data, self.access_note.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("name", str(labels.PROBLEMS[problem]))


class RoomForm(EditForm):
    name = LineField(_l("Name of the room"), required(_l("Enter the name of the room")))
    seats = WholeNumberField(_l("Seats"), required(_l("Enter the number of seats")), least=1, most=MOST_SEATS)

    def entry(self) -> RoomEntry:
        return RoomEntry(self.name.data, self.seats.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("name", str(labels.PROBLEMS[problem]))


class ClosureForm(Form):
    starts_on = DayField(_l("First day"), required(_l("Enter the first day")))
    ends_on = DayField(_l("Last day"), required(_l("Enter the last day")))
    reason = LineField(_l("Why is it closed?"))

    def entry(self) -> ClosureEntry:
        return ClosureEntry(self.starts_on.data, self.ends_on.data, self.reason.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("ends_on", str(labels.PROBLEMS[problem]))


class WayForm(Form):
    town = PickField(lazy_pgettext("venue", "Town"), required(_l("Choose a town")), blank=_l("Choose"))
    other_town = PickField(_l("Other town"), required(_l("Choose a town")), blank=_l("Choose"))
    minutes = WholeNumberField(
        _l("Minutes between classes"),
        required(_l("Enter the minutes")),
        least=1,
        most=MOST_WAY_MINUTES,
        description=_l("The way and a reserve; the same in both directions."),
    )

    def offer(self, towns: Sequence[str]) -> None:
        """Set the towns to choose from."""
        for control in (self.town, self.other_town):
            control.offer([(town, town) for town in towns])

    def entry(self) -> WayEntry:
        return WayEntry(self.town.data, self.other_town.data, self.minutes.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("other_town", str(labels.PROBLEMS[problem]))
