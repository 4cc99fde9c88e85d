"""The three houses of the training with their rooms; one is short of chairs, which was accepted."""

from sqlalchemy import select

from pilot.cohort.models import AcceptedDeviation
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.training import queries
from pilot.training.models import TrainingDay
from pilot.training.plan_check import PlanRule
from pilot.training.venues.models import Room, RoomClosure, TravelTime, Venue

HOUSES = (
    (
        ("Apgādes iela 3", "Apgādes iela 3", "Rīga", "Lifts, cilpas pastiprinātājs"),
        (("2. stāva zāle", 24), ("Nodarbību telpa", 12)),
    ),
    (
        ("Kopienas centrs „Durbe”", "Durbes iela 6", "Tukums", "Uzbrauktuve no pagalma puses"),
        (("Kamīnzāle", 8),),
    ),
    (
        ("Izglītības centrs „Zilie kalni”", "Skolas iela 4", "Ikšķile", "Ieeja bez pakāpieniem"),
        (("Lielā zāle", 30),),
    ),
)
WAYS = (("Rīga", "Tukums", 75), ("Ikšķile", "Rīga", 50), ("Ikšķile", "Tukums", 105))
CLOSED = ("2022-12-19", "2023-01-06", "Ziemas brīvdienas")
WHY_SMALL = "Trūkstošos krēslus atnes no blakus telpas; centra vadītāja piekrita."
ACCEPTED_ON = day("2022-09-14")


def fill(stage: Stage) -> None:
    """Add the houses, put every training day into its room, and accept the room that is too small."""
    days = db.session.scalars(
        select(TrainingDay).where(TrainingDay.pilot_id == stage.pilot.id).order_by(TrainingDay.id)
    ).all()
    for (name, address, town, access_note), rooms in HOUSES:
        venue = keep(
            Venue(pilot_id=stage.pilot.id, name=name, address=address, town=town, access_note=access_note)
        )
        kept = [keep(Room(venue_id=venue.id, name=room, seats=seats)) for room, seats in rooms]
        for held in days:
            if held.venue.startswith(name):
                held.room_id = kept[0].id
    for town, other_town, minutes in WAYS:
        keep(TravelTime(pilot_id=stage.pilot.id, town=town, other_town=other_town, minutes=minutes))
    first, last, reason = CLOSED
    keep(RoomClosure(room_id=kept[0].id, starts_on=day(first), ends_on=day(last), reason=reason))
    db.session.flush()
    for finding in queries.plan_of(stage.pilot).findings:
        if finding.rule is PlanRule.ROOM_SMALL:
            keep(
                AcceptedDeviation(
                    pilot_id=stage.pilot.id,
                    rule=finding.key,
                    reason=WHY_SMALL,
                    accepted_by_id=stage.coordinator.id,
                    accepted_at=at(ACCEPTED_ON, 10),
                )
            )
