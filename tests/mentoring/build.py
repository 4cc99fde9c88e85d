"""Builders of mentoring: what a mentor types, and a session as it is logged."""

import datetime as dt
import html
import re
import uuid
from typing import Any

from pilot.accounts.models import User
from pilot.cohort.models import MonthClose, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import actions, rules
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.models import MentorSession, MonthMinutes
from tests import build

JANUARY, FEBRUARY = Month(2023, 1), Month(2023, 2)
TODAY = dt.date(2023, 2, 14)


def record(*participations: Participation, **given: Any) -> rules.Record:
    """Return an hour in person of 10.01.2023, unless something else is given."""
    given.setdefault("held_on", dt.date(2023, 1, 10))
    given.setdefault("minutes", 60)
    given.setdefault("form", SessionForm.IN_PERSON)
    return rules.Record(participation_ids=frozenset(person.id for person in participations), **given)


def log(pilot: Pilot, mentor: User, *participations: Participation, **given: Any) -> MentorSession:
    """Log a session through the action."""
    return actions.log_session(
        pilot,
        record(*participations, **given),
        actor=build.viewer(mentor),
        now=build.NOW,
        today=TODAY,
    )


def closed_month(pilot: Pilot, month: Month, by: User) -> MonthClose:
    closed: MonthClose = build.keep(
        MonthClose(pilot_id=pilot.id, month=str(month), closed_at=build.NOW, closed_by_id=by.id)
    )
    return closed


def sums(participation: Participation, month: Month = JANUARY) -> tuple[int, int, int]:
    """Return the received, counted and planned minutes the month table holds."""
    row = db.session.get(MonthMinutes, (participation.id, str(month)))
    return (row.received_minutes, row.counted_minutes, row.planned_minutes) if row else (0, 0, 0)


def attendee_id(session: MentorSession) -> uuid.UUID:
    found: uuid.UUID = session.attendees[0].id
    return found


def words(response: Any) -> str:
    """Return the text of a page without its markup, as one line."""
    text = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return " ".join(html.unescape(text).replace("\N{NO-BREAK SPACE}", " ").split())
