"""Somebody saves the roll in the very moment in which the day is locked: the lock compares what was saved."""

import threading
import time

import pytest
from flask import Flask
from sqlalchemy import select

from pilot import clock
from pilot.extensions import db
from pilot.training import attendance_actions, attendance_queries, queries
from pilot.training.entries import Mark
from pilot.training.enums import AttendanceStatus, DayState
from pilot.training.models import TrainingDay
from tests import build
from tests.sweep.stage import Visitor, signed
from tests.training import build as training

NOT_LOCKED_SECONDS = 0.7


def test_a_roll_that_is_being_saved_is_compared_with_the_signatures(
    migrated: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: build.NOW)
    world = build.world()
    held = training.day(world.pilot, state=DayState.HELD)
    people = (world.anna, world.liga, world.peteris)
    for each in people:
        training.attendance(held, each)
    visitor = Visitor(migrated, None, world.coordinator.id)
    address = f"/training-days/{held.id}/lock"
    viewer = build.viewer(world.coordinator)
    db.session.commit()
    answers: list[str] = []

    def lock() -> None:
        reason = {"signed_count": ["3"], "scan_lost_reason": ["Pazuda"], "idem": [build.new_key()]}
        answer = visitor.another_window().open(address, method="POST", data=signed(reason))
        answers.append(answer.get_data(as_text=True))

    day = queries.get_day(held.id, viewer=viewer)
    marks = [
        Mark(each.id, AttendanceStatus.ABSENT if each is world.anna else AttendanceStatus.ATTENDED)
        for each in people
    ]
    seal = attendance_queries.roll_of(day).seal
    attendance_actions.record_attendance(
        day, marks, seal=seal, actor=viewer, now=build.NOW, today=clock.today()
    )
    other = threading.Thread(target=lock)
    other.start()
    time.sleep(NOT_LOCKED_SECONDS)
    assert answers == []

    db.session.commit()
    other.join(timeout=30)

    assert 'id="signed_count-error"' in answers[0]
    assert db.session.scalars(select(TrainingDay.state)).all() == [DayState.HELD]
