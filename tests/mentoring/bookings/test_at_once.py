"""Two participants who take the last place at the same moment: one wins, the other sees the next times."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from pilot import clock
from pilot.accounts.models import User
from pilot.extensions import db
from pilot.mentoring.models import MentorSession, SessionAttendee
from tests import build
from tests.mentoring.bookings.test_actions import offer
from tests.sweep.stage import Visitor, signed

TOGETHER = 2


def test_two_who_take_the_last_place_at_once(migrated: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: build.NOW)
    world = build.world()
    slot, _later = offer(world, ends=dt.time(16))
    address = f"/pilots/{world.pilot.code}/mentoring/bookings/{slot.id}/book"
    people = [db.session.get_one(User, each.user_id).id for each in (world.anna, world.peteris)]
    db.session.commit()
    visitors = [Visitor(migrated, None, person) for person in people]
    db.session.remove()
    gate = threading.Barrier(TOGETHER)

    def send(visitor: Visitor) -> tuple[int, str]:
        browser = visitor.another_window()
        gate.wait(timeout=30)
        answer = browser.open(address, method="POST", data=signed({"idem": [build.new_key()]}))
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = sorted(pool.map(send, visitors))

    assert [status for status, _page in answers] == [303, 409]
    assert "14.00–15.00" in answers[1][1]
    assert "15.00–16.00" in answers[1][1]
    assert db.session.scalar(select(func.count(MentorSession.id))) == 1
    assert db.session.scalar(select(func.count(SessionAttendee.id))) == 1
