"""What people claim of the clock in all areas and all their pilots: each area registers what it knows."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Sequence

from flask import Flask, current_app

from pilot.cohort import claim_rules
from pilot.cohort.claim_rules import Claim, Clash, Counted
from pilot.cohort.enums import ClaimKind

Provider = Callable[[Collection[uuid.UUID], dt.date, dt.date], list[Claim]]
"""Returns the claims of some people that touch the days from the first to the last, of all their pilots."""

NAME = "kopdarbs-claims"


def init_app(app: Flask, providers: Sequence[Provider]) -> None:
    """Register where the claims of each area come from."""
    app.extensions[NAME] = tuple(providers)


def claims_of(people: Collection[uuid.UUID], first: dt.date, last: dt.date) -> list[Claim]:
    """Return what people claimed on the days from the first to the last, whatever area or pilot it is of."""
    if not people:
        return []
    return [claim for provide in current_app.extensions[NAME] for claim in provide(people, first, last)]


def clash_of(wanted: Claim, *, besides: Sequence[ClaimKind] = ()) -> Clash | None:
    """Return why a person cannot claim some time beside what is claimed already, or None."""
    days = wanted.days
    return claim_rules.clash(wanted, claims_of([wanted.user_id], days[0], days[-1]), besides=besides)


def counted_of(people: Collection[uuid.UUID], first: dt.date, last: dt.date) -> list[Counted]:
    """Return the claims of the days from the first to the last; a minute claimed twice counts once."""
    return claim_rules.counted(claims_of(people, first, last), first=first, last=last)
