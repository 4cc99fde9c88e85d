"""What counts towards the threshold: attendance and made up work of everybody, and the cheapest way back."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.cohort.models import Participation, Pilot
from pilot.extensions import db
from pilot.training import queries, threshold_rules
from pilot.training.models import Attendance, MadeUp, MakeUp, Module, TrainingDay
from pilot.training.threshold_rules import AttendanceTotals


@dataclass(frozen=True)
class WayBack:
    """What is out of reach without make-up work, and the cheapest work that suffices (item 6)."""

    missing: int
    make_ups: tuple[MakeUp, ...] | None


Recorded = dict[tuple[uuid.UUID, uuid.UUID], Attendance]


def recorded_in(pilot: Pilot, participation_ids: Collection[uuid.UUID] | None = None) -> Recorded:
    """Return what is recorded on days that take place, by participant and day."""
    statement = (
        select(Attendance)
        .join(Attendance.day)
        .where(TrainingDay.pilot_id == pilot.id, queries.is_live())
        .order_by(Attendance.day_id, Attendance.id)
    )
    if participation_ids is not None:
        statement = statement.where(Attendance.participation_id.in_(participation_ids))
    found = db.session.scalars(statement)
    return {(each.participation_id, each.day_id): each for each in found}


def is_enrolled(person: Participation, day: TrainingDay) -> bool:
    """Tell whether a participant had started by a day and had not left before it."""
    has_started = person.started_on is not None and person.started_on <= day.held_on
    return has_started and (person.ended_on is None or person.ended_on >= day.held_on)


MadeUpBy = dict[uuid.UUID, list[MadeUp]]


def made_up_by(pilot: Pilot, participation_ids: Collection[uuid.UUID] | None = None) -> MadeUpBy:
    """Return the make-up work that stands, by participant and day of work (T17)."""
    statement = (
        select(MadeUp)
        .join(MadeUp.make_up)
        .join(MakeUp.module)
        .where(Module.pilot_id == pilot.id, MadeUp.revoked_at.is_(None))
        .order_by(MadeUp.done_on, MadeUp.id)
    )
    if participation_ids is not None:
        statement = statement.where(MadeUp.participation_id.in_(participation_ids))
    found: MadeUpBy = {}
    for row in db.session.scalars(statement):
        found.setdefault(row.participation_id, []).append(row)
    return found


def open_make_ups(pilot: Pilot) -> list[MakeUp]:
    """Return the make-up work that is offered now, with its modules."""
    return list(
        db.session.scalars(
            select(MakeUp)
            .join(MakeUp.module)
            .where(Module.pilot_id == pilot.id, MakeUp.is_open)
            .options(joinedload(MakeUp.module))
            .order_by(Module.number, MakeUp.minutes, MakeUp.title, MakeUp.id)
        )
    )


@dataclass(frozen=True)
class Facts:
    """What the rows of a table are made of."""

    pilot: Pilot
    days: tuple[TrainingDay, ...]
    recorded: Recorded
    made_up: MadeUpBy
    offered: Sequence[MakeUp]

    def totals(self, person: Participation) -> AttendanceTotals:
        """Add up a participant's days; those before they came or after they left are lost (T16)."""
        minutes = []
        for day in self.days:
            found = self.recorded.get((person.id, day.id))
            lost = None if is_enrolled(person, day) else 0
            minutes.append(threshold_rules.DayMinutes(day.planned_minutes, found.minutes if found else lost))
        made_up = sum(row.minutes for row in self.made_up.get(person.id, ()))
        cap = self.pilot.make_up_cap_minutes
        return threshold_rules.attendance_totals(
            minutes,
            made_up=made_up if cap is None else min(made_up, cap),
            make_up_counts=self.pilot.make_up_counts,
        )

    def way_back(self, person: Participation, totals: AttendanceTotals) -> WayBack | None:
        """Return the cheapest make-up work that brings the threshold back; None while it can be reached."""
        missing = threshold_rules.missing_minutes(
            totals, threshold_pct=self.pilot.certificate_min_attendance_pct
        )
        if not missing:
            return None
        cap, done = self.pilot.make_up_cap_minutes, self.made_up.get(person.id, ())
        left = [offer for offer in self.offered if offer.id not in {row.make_up_id for row in done}]
        most = None if cap is None else cap - totals.made_up
        chosen = threshold_rules.cheapest([offer.minutes for offer in left], missing=missing, most=most)
        counts = chosen is not None and self.pilot.make_up_counts
        return WayBack(missing, tuple(left[place] for place in chosen or ()) if counts else None)


def facts_for(pilot: Pilot, days: Sequence[TrainingDay], participation_ids: Collection[uuid.UUID]) -> Facts:
    """Return what the sums of some participants on the live days are made of."""
    return Facts(
        pilot,
        tuple(days),
        recorded_in(pilot, participation_ids),
        made_up_by(pilot, participation_ids),
        open_make_ups(pilot),
    )


def counted_minutes(pilot: Pilot) -> dict[uuid.UUID, AttendanceTotals]:
    """Return what every participant attended, made up and has counted towards the threshold (R13, T17)."""
    facts, people = facts_of(pilot)
    return {person.id: facts.totals(person) for person in people}


def facts_of(pilot: Pilot) -> tuple[Facts, list[Participation]]:
    """Return what the sums of everybody who started are made of, and who that is."""
    days = tuple(day for day in queries.days_of(pilot) if queries.takes_place(day))
    people = db.session.scalars(
        select(Participation)
        .where(Participation.pilot_id == pilot.id, Participation.started_on.is_not(None))
        .order_by(Participation.id)
    )
    return Facts(pilot, days, recorded_in(pilot), made_up_by(pilot), ()), list(people)
