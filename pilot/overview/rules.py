"""Judge who counts as taking part in a pilot, and what may be shown of few people."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pilot.cohort.enums import ParticipationState

TAKES_PLACE = frozenset(
    {
        ParticipationState.CONFIRMED,
        ParticipationState.ACTIVE,
        ParticipationState.PAUSED,
        ParticipationState.COMPLETED,
    }
)


@dataclass(frozen=True)
class Place:
    """A participation as it is counted; many that are alike and were not given on are one without an id."""

    participation_id: uuid.UUID | None
    municipality_id: uuid.UUID
    state: ParticipationState
    started_on: dt.date | None
    replaces_id: uuid.UUID | None
    people: int = 1


def takes_part(place: Place, *, as_of: dt.date) -> bool:
    """Tell whether somebody takes or took part by a day: confirmed, further, or withdrawn after the start."""
    if place.state in TAKES_PLACE:
        return place.started_on is None or place.started_on <= as_of
    is_withdrawn = place.state is ParticipationState.WITHDRAWN
    return is_withdrawn and place.started_on is not None and place.started_on <= as_of


def counted(places: Iterable[Place], *, as_of: dt.date) -> list[Place]:
    """Return the places that count as participants; one that was given on counts once (R1, RM12)."""
    found = [place for place in places if takes_part(place, as_of=as_of)]
    given_on = {place.replaces_id for place in found if place.replaces_id is not None}
    return [place for place in found if place.participation_id not in given_on]


def by_municipality(places: Iterable[Place], *, as_of: dt.date) -> Counter[uuid.UUID]:
    """Count the participants of each municipality."""
    counts: Counter[uuid.UUID] = Counter()
    for place in counted(places, as_of=as_of):
        counts[place.municipality_id] += place.people
    return counts


def municipalities_of(places: Iterable[Place], *, as_of: dt.date) -> set[uuid.UUID]:
    """Return the municipalities that somebody takes or took part for."""
    return {place.municipality_id for place in places if takes_part(place, as_of=as_of)}


def is_small(count: int, *, threshold: int) -> bool:
    """Tell whether a count of people is too small to leave the municipality (R18)."""
    return 0 < count < threshold
