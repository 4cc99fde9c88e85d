"""What the parts of the demonstration share: the day it is opened at, and who is who."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeVar

from pilot import clock
from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.database import Base
from pilot.extensions import db
from pilot.municipalities.models import Municipality

Row = TypeVar("Row", bound=Base)


@dataclass
class Stage:
    """A pilot while the demonstration fills it, as of a day: nothing later has happened yet."""

    pilot: Pilot
    today: dt.date
    coordinator: User
    users: dict[str, User]
    municipalities: dict[str, Municipality]
    participations: dict[str, Participation] = field(default_factory=dict)

    def happened(self, day: dt.date) -> bool:
        """Tell whether a day lies in the past of the demonstration, or is its today."""
        return day <= self.today


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(on: dt.date, hour: int = 12, minute: int = 0) -> dt.datetime:
    """Return the moment of a local time on a day."""
    return dt.datetime.combine(on, dt.time(hour, minute), clock.RIGA).astimezone(dt.UTC)


def keep(row: Row) -> Row:
    """Write a row at once, so that the next one can point to it."""
    db.session.add(row)
    db.session.flush()
    return row
