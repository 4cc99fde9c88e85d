"""The schedule of 2022 as it was published: before the course, and again when a lecturer fell ill."""

from dataclasses import replace

from sqlalchemy import select

from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.training import queries as training
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.publishing import actions, queries, snapshot
from pilot.training.publishing.entries import VersionEntry
from pilot.training.publishing.models import PublishedSchedule

FIRST, SECOND = day("2022-08-29"), day("2022-10-14")


def fill(stage: Stage) -> None:
    """Publish the first version with the day that moved later on its old date; then that it moved."""
    if not stage.happened(FIRST):
        return
    days = queries.working(training.days_of(stage.pilot))
    moved = db.session.scalars(
        select(TrainingDay).where(TrainingDay.pilot_id == stage.pilot.id, TrainingDay.state == DayState.MOVED)
    ).one()
    content = snapshot.as_json(
        replace(each, id=moved.id, sequence=0, held_on=moved.held_on)
        if each.uid == moved.calendar_uid
        else each
        for each in days
    )
    keep(
        PublishedSchedule(
            pilot_id=stage.pilot.id,
            number=1,
            name="Rudens mācības",
            schedule=content,
            sha256=canonical.hash_of(content),
            published_at=at(FIRST, 10, 15),
            published_by_id=stage.coordinator.id,
        )
    )
    if stage.happened(SECOND):
        _publish_again(stage)


def _publish_again(stage: Stage) -> None:
    preview = queries.preview_of(stage.pilot, today=SECOND)
    actions.publish(
        stage.pilot,
        VersionEntry("8. diena nedēļu vēlāk", "Lektore ir slima." if preview.unmet else ""),
        seen=preview.seen,
        actor=Viewer(stage.coordinator.id, stage.coordinator.name, ()),
        now=at(SECOND, 16, 40),
        today=SECOND,
    )
