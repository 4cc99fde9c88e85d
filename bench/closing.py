"""Time the board and the close of a month of 100 pairs, with everything open that can be open."""

import datetime as dt
import time
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, select

from bench import seed
from pilot import clock
from pilot.accounts import sessions
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring.closing import actions, queries
from pilot.mentoring.closing.rules import Reason, Wish
from pilot.mentoring.enums import ConfirmationState, MissedReason, SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare

PAIRS, DECEMBER, DAYS = 100, Month(2022, 12), (6, 20)
UNCONFIRMED_EVERY = 5


@dataclass(frozen=True)
class Closed:
    """The board and the close of a month: milliseconds and queries of each."""

    engine: str
    pairs: int
    board_ms: float
    board_queries: int
    close_ms: float
    close_queries: int


def measure(app: Flask) -> Closed:
    """Close December of 100 pairs: 200 sessions, every fifth unconfirmed, a reason for each missed month."""
    with app.app_context():
        seeded = seed.grow(PAIRS, code="CLOSE")
        pilot = db.session.scalars(select(Pilot).where(Pilot.code == seeded.code)).one()
        _log(pilot)
        coordinator = db.session.get_one(User, seeded.coordinator_id)
        viewer = Viewer(coordinator.id, coordinator.name, sessions.live_grants(coordinator.id))
        today = clock.today()
        board, board_ms, board_queries = _timed(partial(queries.board, pilot, DECEMBER, today=today))
        ill = Reason(MissedReason.PARTICIPANT_ILL)
        wish = Wish(dict.fromkeys(board.missed, ill), accepts_open=True)
        deed = partial(actions.close_month, pilot, DECEMBER, wish, actor=viewer, now=clock.now(), today=today)
        _month, close_ms, close_queries = _timed(deed)
        db.session.rollback()
        closed = Closed(db.engine.dialect.name, PAIRS, board_ms, board_queries, close_ms, close_queries)
    print(
        f"{closed.engine:<11}{closed.pairs:>8}  board {board_ms} ms ({board_queries} queries), "
        f"close {close_ms} ms ({close_queries} queries)"
    )
    return closed


def _log(pilot: Pilot) -> None:
    """Write two sessions of an hour for each pair, by plain inserts."""
    pairs = db.session.scalars(
        select(MentoringPair).where(MentoringPair.pilot_id == pilot.id).order_by(MentoringPair.id)
    ).all()
    rows: dict[type, list[dict[str, Any]]] = {MentorSession: [], SessionAttendee: [], SessionShare: []}
    for number, pair in enumerate(pairs):
        for day in DAYS:
            session_id, attendee_id, held_on = uuid.uuid4(), uuid.uuid4(), dt.date(2022, 12, day)
            waits = number % UNCONFIRMED_EVERY == 0
            rows[MentorSession].append(
                {
                    "id": session_id,
                    "pilot_id": pilot.id,
                    "mentor_id": pair.mentor_id,
                    "held_on": held_on,
                    "minutes": 60,
                    "form": SessionForm.VIDEO,
                    "kind": SessionKind.INDIVIDUAL,
                    "state": SessionState.HELD,
                    "topics": [],
                    "logged_at": seed.NOW,
                }
            )
            rows[SessionAttendee].append(
                {
                    "id": attendee_id,
                    "session_id": session_id,
                    "participation_id": pair.participation_id,
                    "confirmation": ConfirmationState.WAITING if waits else ConfirmationState.CONFIRMED,
                }
            )
            rows[SessionShare].append(
                {"id": uuid.uuid4(), "attendee_id": attendee_id, "held_on": held_on, "minutes": 60}
            )
    for table, values in rows.items():
        db.session.execute(insert(table), values)
    db.session.commit()


def _timed(deed: partial[Any]) -> tuple[Any, float, int]:
    """Time a deed and count its queries."""
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    started = time.perf_counter()
    found = deed()
    took = round((time.perf_counter() - started) * 1000, 1)
    event.remove(db.engine, "before_cursor_execute", count)
    return found, took, len(counted)
