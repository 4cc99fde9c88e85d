"""Days that are there already become events of calendars, and what guarded them guards them still."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay
from pilot.training.publishing.models import PublishedSchedule
from tests import build
from tests.training import build as training
from tests.training.conftest import MIGRATIONS


def test_a_moved_day_is_one_event_and_the_table_keeps_its_guards(migrated: Any) -> None:  # noqa: ARG001
    pilot = build.pilot()
    alone = training.day(pilot, number=2)
    last = training.day(pilot, number=1)
    second = training.day(pilot, number=1, state=DayState.MOVED, moved_to_id=last.id)
    first = training.day(pilot, number=1, state=DayState.MOVED, moved_to_id=second.id)
    ids = [day.id for day in (first, second, last, alone)]
    pilot_id = pilot.id
    db.session.commit()
    db.session.remove()

    downgrade(directory=MIGRATIONS, revision="0008-1")
    upgrade(directory=MIGRATIONS)

    uids = [db.session.get_one(TrainingDay, each).calendar_uid for each in ids]
    assert uids == [ids[0], ids[0], ids[0], ids[3]]
    for wrong in (
        {"number": 1},
        {"number": 3, "planned_minutes": 900},
        {"number": 4, "calendar_uid": ids[3]},
    ):
        with pytest.raises(sa.exc.IntegrityError), db.session.begin_nested():
            training.day(db.session.get_one(Pilot, pilot_id), **wrong)


@pytest.mark.parametrize(
    "deed", ["UPDATE published_schedule SET name = 'x'", "DELETE FROM published_schedule"]
)
def test_a_published_version_can_be_neither_changed_nor_deleted(migrated: Any, deed: str) -> None:  # noqa: ARG001
    pilot, person = build.pilot(), build.user()
    build.keep(
        PublishedSchedule(
            id=uuid.uuid4(),
            pilot_id=pilot.id,
            number=1,
            name="1. versija",
            schedule='{"days":[]}',
            sha256="0" * 64,
            published_at=build.NOW,
            published_by_id=person.id,
        )
    )
    db.session.commit()
    db.session.remove()

    with pytest.raises(sa.exc.DBAPIError, match="never changed"), db.engine.begin() as connection:
        connection.exec_driver_sql(deed)
