"""Builders of the forecast: days of February, and days away."""

import datetime as dt
from typing import Any

from pilot.cohort.models import Pilot, UnavailableSpan
from tests import build


def feb(day: int) -> dt.date:
    return dt.date(2023, 2, day)


def away(
    pilot: Pilot, first: dt.date, last: dt.date, *, stated_on: dt.date | None = None, **whose: Any
) -> None:
    """State that a user (`user_id`) or a participant (`participation_id`) is away."""
    build.keep(
        UnavailableSpan(
            pilot_id=pilot.id,
            first_on=first,
            last_on=last,
            entered_by_id=build.user(f"Ievadītāja {first} {last}").id,
            entered_at=dt.datetime.combine(stated_on or first, dt.time(8), dt.UTC),
            **whose,
        )
    )
