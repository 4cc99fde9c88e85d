"""Hold a plan against its rooms and the ways between them (T5, T7)."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from pilot.training import rules
from pilot.training.plan_check import Finding, PlanRule
from pilot.training.venues.rules import Stop, short_ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pilot.training.models import TrainingDay
    from pilot.training.surroundings import Place, Surroundings


def findings(days: Sequence[TrainingDay], around: Surroundings) -> list[Finding]:
    """Return what speaks against the rooms of live days, and lecturers who cannot be there in time."""
    return [
        *_rooms(days, around),
        *_rooms_twice(days, around),
        *_rooms_taken(days, around),
        *_ways(days, around),
    ]


def _rooms(days: Sequence[TrainingDay], around: Surroundings) -> Iterator[Finding]:
    for day in days:
        place = _place(day, around)
        if place is None:
            continue
        if day.held_on in place.closed:
            yield Finding(PlanRule.ROOM_CLOSED, day=day, name=place.name)
        people = around.people_on(day.held_on)
        if people > place.seats:
            yield Finding(PlanRule.ROOM_SMALL, day=day, highest=place.seats, actual=people, name=place.name)


def _rooms_twice(days: Sequence[TrainingDay], around: Surroundings) -> Iterator[Finding]:
    """Find rooms in which two days are held at once; told of both days."""
    for day, other in permutations(days, 2):
        if day.room_id is None or day.room_id != other.room_id or day.held_on != other.held_on:
            continue
        if rules.overlaps(day.starts_at, day.ends_at, other.starts_at, other.ends_at):
            place = _place(day, around)
            yield Finding(
                PlanRule.ROOM_BUSY, day=day, other_day=other, name=place.name if place else day.venue
            )


def _rooms_taken(days: Sequence[TrainingDay], around: Surroundings) -> Iterator[Finding]:
    """Find rooms in which another pilot is at the same time: a warning, as only their names tell."""
    for day in days:
        place = _place(day, around)
        taken = around.taken.get(day.room_id, ()) if day.room_id else ()
        is_taken = any(
            each.held_on == day.held_on
            and rules.overlaps(day.starts_at, day.ends_at, each.starts_at, each.ends_at)
            for each in taken
        )
        if place is not None and is_taken:
            yield Finding(PlanRule.ROOM_ELSEWHERE, day=day, name=place.name)


def _ways(days: Sequence[TrainingDay], around: Surroundings) -> Iterator[Finding]:
    """Find lecturers who have too few minutes between classes in two towns; told of the later class."""
    own = {held.id: (day, held) for day in days for held in day.classes}
    stops = [
        Stop(held.id, day.held_on, held.starts_at, held.ends_at, place.town, frozenset(held.lecturer_ids))
        for day, held in own.values()
        if (place := _place(day, around)) is not None
    ]
    for way in short_ways([*stops, *(stop for stop in around.elsewhere if stop.town)], around.travel):
        if own.keys().isdisjoint({way.class_id, way.earlier_id}):
            continue
        day, held = own.get(way.class_id) or own[way.earlier_id]
        towns = [
            stop.town
            for stop in (*stops, *around.elsewhere)
            if stop.class_id in {way.class_id, way.earlier_id}
        ]
        yield Finding(
            PlanRule.SHORT_WAY,
            day=day,
            held_class=held,
            lowest=way.needed,
            actual=way.minutes,
            name=" – ".join(sorted(set(towns))),
            people=tuple(person.name for person in held.lecturers if person.id in way.lecturer_ids),
        )


def _place(day: TrainingDay, around: Surroundings) -> Place | None:
    return around.places.get(day.room_id) if day.room_id else None
