"""A mentor's pairs and the days of a month, with what is written down already."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Pilot
from pilot.cohort.rules import Month, Span, months_between
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import queries, session_queries
from pilot.mentoring.enums import SessionState
from pilot.mentoring.grid import rules
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare


@dataclass(frozen=True)
class GridRow:
    """A participant's month: minutes that stand already, days with a plan, and days that can be filled."""

    participation_id: uuid.UUID
    name: str
    held: dict[dt.date, int]
    planned: frozenset[dt.date]
    free: frozenset[dt.date]
    pattern: dict[dt.date, int]


@dataclass(frozen=True)
class Grid:
    month: Month
    days: tuple[dt.date, ...]
    rows: tuple[GridRow, ...]
    is_closed: bool
    before: Month | None
    after: Month | None

    @property
    def is_open(self) -> bool:
        """Tell whether anything can be typed."""
        return any(row.free for row in self.rows)


def grid_of(pilot: Pilot, month: Month, *, viewer: Viewer, today: dt.date) -> Grid:
    """Return the month of a mentor's own pairs.

    :raises NotVisibleError: the month is not one of the pilot.
    """
    months = months_between(pilot.implementation_from, pilot.implementation_to)
    if month not in months:
        raise NotVisibleError
    place = months.index(month)
    before = months[place - 1] if place else None
    after = months[place + 1] if place + 1 < len(months) and months[place + 1] <= Month.of(today) else None
    is_closed = str(month) in cohort.closed_months(pilot.id)
    days = tuple(month.first_day + dt.timedelta(days=number) for number in range(month.days))
    rows = _rows(pilot, month, before, viewer=viewer, today=today, is_closed=is_closed)
    return Grid(month, days, rows, is_closed, before, after)


def _rows(
    pilot: Pilot, month: Month, before: Month | None, *, viewer: Viewer, today: dt.date, is_closed: bool
) -> tuple[GridRow, ...]:
    people = session_queries.mentees(pilot, viewer=viewer)
    ids = [person.id for person in people]
    pairs, phase = _pairs(pilot, ids, viewer=viewer), queries.mentoring_phase(pilot)
    held, planned = _minutes(pilot, month, ids, viewer=viewer)
    last = _minutes(pilot, before, ids, viewer=viewer)[0] if before else {}
    rows = []
    for person in people:
        free: frozenset[dt.date] = frozenset()
        taken = held.get(person.id, {}).keys() | planned.get(person.id, {}).keys()
        if not is_closed:
            spans = pairs.get(person.id, ())
            free = rules.open_days(month, pairs=spans, phase=phase, today=today) - taken
        if free or taken:
            rows.append(
                GridRow(
                    person.id,
                    person.user.name,
                    held.get(person.id, {}),
                    frozenset(planned.get(person.id, {})),
                    free,
                    rules.moved_pattern(last.get(person.id, {}), free),
                )
            )
    return tuple(rows)


def _pairs(pilot: Pilot, people: Collection[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, list[Span]]:
    rows = db.session.execute(
        select(MentoringPair.participation_id, MentoringPair.starts_on, MentoringPair.ends_on)
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.mentor_id == viewer.user_id,
            MentoringPair.participation_id.in_(people),
        )
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    )
    found: dict[uuid.UUID, list[Span]] = {}
    for person, starts_on, ends_on in rows:
        found.setdefault(person, []).append(Span(starts_on, ends_on))
    return found


ByDay = dict[uuid.UUID, dict[dt.date, int]]


def _minutes(
    pilot: Pilot, month: Month, people: Collection[uuid.UUID], *, viewer: Viewer
) -> tuple[ByDay, ByDay]:
    """Return the minutes of a month that the viewer wrote down, by person and day: held, and planned."""
    rows = db.session.execute(
        select(
            SessionAttendee.participation_id,
            MentorSession.state,
            SessionShare.held_on,
            func.sum(SessionShare.minutes),
        )
        .join(SessionAttendee.session)
        .join(SessionAttendee.shares)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.mentor_id == viewer.user_id,
            MentorSession.state.in_((SessionState.HELD, SessionState.PLANNED)),
            SessionAttendee.participation_id.in_(people),
            SessionShare.held_on.between(month.first_day, month.last_day),
        )
        .group_by(SessionAttendee.participation_id, MentorSession.state, SessionShare.held_on)
    )
    held: ByDay = {}
    planned: ByDay = {}
    for person, state, day, minutes in rows:
        kept = held if state is SessionState.HELD else planned
        kept.setdefault(person, {})[day] = int(minutes)
    return held, planned
