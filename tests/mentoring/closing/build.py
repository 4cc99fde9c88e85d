"""Builders of closing months: a January in which everything is met and confirmed, unless a test says else."""

import datetime as dt
from typing import Any

from sqlalchemy import delete, select

from pilot.accounts.models import User
from pilot.cohort.models import MonthClose, MonthExtension, Participation
from pilot.extensions import db
from pilot.mentoring.closing import actions
from pilot.mentoring.closing.rules import Wish
from pilot.mentoring.enums import ConfirmationState
from pilot.mentoring.models import MentorSession, SessionAttendee
from tests import build
from tests.build import World
from tests.mentoring.build import JANUARY, TODAY, log

HOME = "/pilots/SDK-2022/mentoring"
BOARD = f"{HOME}/months/2023-01/close"


def person(participation: Participation) -> User:
    return db.session.get_one(User, participation.user_id)


def answered(session: MentorSession, state: ConfirmationState = ConfirmationState.CONFIRMED) -> MentorSession:
    """Let the participants have answered a session."""
    for attendee in db.session.scalars(
        select(SessionAttendee).where(SessionAttendee.session_id == session.id)
    ):
        attendee.confirmation, attendee.answered_at = state, build.NOW
    db.session.flush()
    return session


def january(world: World, **minutes: int) -> dict[str, MentorSession]:
    """Log and confirm two hours of January for everybody; `anna=119` gives somebody else's minutes."""
    pairs = (
        ("anna", world.anna, world.mentor),
        ("peteris", world.peteris, world.mentor),
        ("liga", world.liga, world.other_mentor),
    )
    return {
        name: answered(log(world.pilot, mentor, participation, minutes=minutes.get(name, 120)))
        for name, participation, mentor in pairs
    }


def close(world: World, by: User | None = None, wish: Wish | None = None, **given: Any) -> MonthClose:
    """Close January through the action."""
    return actions.close_month(
        world.pilot,
        given.pop("month", JANUARY),
        wish or Wish({}),
        actor=build.viewer(by or world.coordinator),
        now=build.NOW,
        today=given.pop("today", TODAY),
    )


def lock(world: World) -> None:
    """Let the fifth working day after a month be its last day for entries, as the pilot says."""
    db.session.execute(delete(MonthExtension).where(MonthExtension.pilot_id == world.pilot.id))
    db.session.expire_all()


def at(text: str) -> dt.datetime:
    """Return a moment of UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
