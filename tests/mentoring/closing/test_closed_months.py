"""With every month closed no form of the mentoring or the training changes what belongs to a month (R12)."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from pilot.cohort.models import MonthClose, Pilot
from pilot.cohort.rules import months_between
from pilot.database import Base
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep import fill
from tests.sweep.walk import SENT, Stage, on_stage, opened

AREAS = (
    "pilot.mentoring.",
    "pilot.training.views",
    "pilot.training.agenda_views",
    "pilot.training.attendance_views",
    "pilot.training.checkin.",
    "pilot.training.makeups.",
)
FROZEN = frozenset(
    {
        "mentor_session",
        "session_attendee",
        "session_share",
        "session_approval",
        "month_minutes",
        "missed_month_reason",
        "training_day",
        "class_session",
        "class_lecturer",
        "check_in",
        "attendance",
        "attendance_correction",
        "roll_save",
        "made_up",
    }
)


@pytest.fixture(scope="module")
def stage(app: Flask) -> Iterator[Stage]:
    with on_stage(app) as found:
        yield found


def close_everything(stage: Stage) -> None:
    """Close each month of each pilot, behind the back of the pages that stand open."""
    by = stage.world.people["coordinator"].id
    for pilot in db.session.scalars(select(Pilot).order_by(Pilot.id)).all():
        closed = set(db.session.scalars(select(MonthClose.month).where(MonthClose.pilot_id == pilot.id)))
        for month in months_between(pilot.implementation_from, pilot.implementation_to):
            if str(month) not in closed:
                keep(MonthClose(pilot_id=pilot.id, month=str(month), closed_at=NOW, closed_by_id=by))
    db.session.commit()


def rows_of_months(stage: Stage) -> dict[str, list[str]]:
    """Return the rows of all tables that a closed month freezes."""
    tables = [Base.metadata.tables[name] for name in FROZEN]
    return {
        table.name: sorted(repr(tuple(row)) for row in stage.connection.execute(select(table)))
        for table in tables
    }


def frozen_tables_that_change(stage: Stage, endpoint: str) -> set[str]:
    """Send a form that was opened before the months were closed."""
    page = opened(stage, endpoint)
    with page.visitor.undone():
        close_everything(stage)
        before = rows_of_months(stage)
        page.visitor.post(page.address, fill.filled(page.form, endpoint), keep=True)
        after = rows_of_months(stage)
    return {name for name in FROZEN if before[name] != after[name]}


def test_no_form_changes_a_closed_month(stage: Stage) -> None:
    endpoints = [name for name in SENT if stage.app.view_functions[name].__module__.startswith(AREAS)]
    changed = {name: frozen_tables_that_change(stage, name) for name in endpoints}

    assert {name: tables for name, tables in changed.items() if tables} == {}
    assert {"sessions.log", "attendance.record", "checkin.check_in", "training.confirm_day"} <= changed.keys()
