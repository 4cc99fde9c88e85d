"""Two coordinators who publish at the same moment: one version, and one of them looks again."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from pilot import clock
from pilot.extensions import db
from pilot.training.publishing import queries
from pilot.training.publishing.models import PublishedSchedule
from tests import build
from tests.sweep.stage import Visitor, signed
from tests.training import build as training

TOGETHER = 2


def test_two_who_publish_at_once_make_one_version(migrated: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: build.NOW)
    world = build.world()
    training.day(world.pilot)
    db.session.commit()
    address = f"/pilots/{world.pilot.code}/training/publish"
    values = {
        "name": ["Versija"],
        "reason": ["Pārējās dienas vēl nav saskaņotas."],
        "seen": [queries.preview_of(world.pilot, today=clock.today()).seen],
    }
    visitor = Visitor(migrated, None, world.coordinator.id)
    db.session.remove()
    gate = threading.Barrier(TOGETHER)

    def send(key: str) -> int:
        browser = visitor.another_window()
        gate.wait(timeout=30)
        data = signed({**values, "idem": [key]})
        return int(browser.open(address, method="POST", data=data).status_code)

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = sorted(pool.map(send, [build.new_key() for _each in range(TOGETHER)]))

    assert answers == [303, 409]
    assert db.session.scalars(select(PublishedSchedule.number)).all() == [1]
