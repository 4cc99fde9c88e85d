"""What participants told about the twelve days: one day with too few answers, so that it stays unknown."""

import random
import uuid
from dataclasses import asdict

from sqlalchemy import insert, select

from pilot.demo.stage import Stage, keep
from pilot.extensions import db
from pilot.training.feedback.models import FeedbackAnswer, FeedbackGiven
from pilot.training.feedback.rules import Answer
from pilot.training.models import Attendance, TrainingDay

TO_KEEP = (
    "Darbs mazās grupās un laiks sarunām.",
    "Piemēri no īstiem pagastiem, nevis no grāmatas.",
    "Uzdevums, ko uzreiz varēja izmēģināt savā kopienā.",
    "Garā pusdienu pauze: tieši tur radās idejas.",
    "Lektores jautājumi, kas liek domāt.",
)
TO_CHANGE = (
    "Mazāk slaidu pēcpusdienā.",
    "Vairāk laika praktiskajam darbam.",
    "Materiālus gribētos saņemt dienu iepriekš.",
    "Telpā bija auksti.",
    "Vairāk piemēru no pilsētām.",
)
SILENT = 9  # the number of the day about which only three told
FEWEST, MOST = 3, 9


def fill(stage: Stage) -> None:
    """Let those who attended each day tell about it, in an order of its own for answers and for people."""
    chance = random.Random(2022)  # noqa: S311 - the same demonstration every time
    days = db.session.scalars(
        select(TrainingDay)
        .where(TrainingDay.pilot_id == stage.pilot.id, TrainingDay.locked_at.is_not(None))
        .order_by(TrainingDay.number)
    ).all()
    for day in days:
        present = db.session.scalars(
            select(Attendance.participation_id)
            .where(Attendance.day_id == day.id, Attendance.minutes > 0)
            .order_by(Attendance.id)
        ).all()
        who = chance.sample(present, FEWEST if day.number == SILENT else chance.randint(6, MOST))
        silent = {stage.participations["dalibniece"].id} if day.number == days[-1].number else set()
        told = [each for each in who if each not in silent]
        for participation_id in told:
            keep(FeedbackGiven(day_id=day.id, participation_id=participation_id))
        keeps, changes = (chance.sample((*texts, *[""] * MOST), MOST) for texts in (TO_KEEP, TO_CHANGE))
        rows = [
            asdict(_answer(chance, day.number, to_keep=keep_it, to_change=change_it))
            for keep_it, change_it, _each in zip(keeps, changes, told, strict=False)
        ]
        db.session.execute(
            insert(FeedbackAnswer), [{"id": uuid.uuid4(), "day_id": day.id, **row} for row in rows]
        )


def _answer(chance: random.Random, number: int, *, to_keep: str, to_change: str) -> Answer:
    best = 4 if number in {3, 10} else 5
    return Answer(
        content=chance.randint(best - 1, best),
        lecturer=chance.randint(4, 5),
        usefulness=chance.randint(best - 2, 5),
        to_keep=to_keep,
        to_change=to_change,
    )
