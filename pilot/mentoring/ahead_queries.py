"""What lies ahead in the running month: days free for a pair, what is booked, how long it meets (M17)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select, union

from pilot.cohort import absence_queries
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Pilot, UnavailableSpan
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import rules
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionState
from pilot.mentoring.forecast.rules import LAST_SESSIONS, usual_minutes
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.rules import Ahead

PART = 500
A_DAY = dt.timedelta(days=1)


def days_left(pilot: Pilot, phase: Span | None, *, today: dt.date) -> tuple[dt.date, ...]:
    """Return the working days from today to the end of the month on which the pilot's mentors meet people.

    A Saturday to which the government moved a working day is one; a day off of the pilot is not (T8).
    """
    first, last = today, Month.of(today).last_day
    if phase is not None:
        first = max(first, phase.starts_on)
        last = min(last, phase.ends_on or last)
    if last < first:
        return ()
    days = (first + offset * A_DAY for offset in range((last - first).days + 1))
    return tuple(filter(cohort.working_days_of(pilot), days))


def ahead_of(
    pilot: Pilot, people: Mapping[uuid.UUID, Span], *, days: Sequence[dt.date], today: dt.date
) -> dict[uuid.UUID, Ahead]:
    """Return what lies ahead of each participation, given with the days it runs; few queries for many.

    A day is free when the participant is not away, a mentor of the pair is there, and no session of the
    participant is on it. Without any mentor the participant's own days count.
    """
    last = Month.of(today).last_day
    absent = absence_queries.absent_dates(pilot.id, today, last) if people else {}
    busy = absence_queries.busy_dates(pilot.id, today, last) if people else {}
    found: dict[uuid.UUID, Ahead] = {}
    keys = list(people)
    for part in (keys[place : place + PART] for place in range(0, len(keys), PART)):
        mentors = _mentors(part, today, last)
        sessions = _sessions(pilot, part, today)
        lengths = _lengths(part)
        for person in part:
            taken = absent.get(person, frozenset()) | sessions[person].days
            free = [
                day
                for day in days
                if people[person].covers(day) and day not in taken and _has_mentor(day, mentors[person], busy)
            ]
            usual = usual_minutes(lengths[person])
            found[person] = Ahead(tuple(free), usual, sessions[person].overdue)
    return found


def apart_from_others(pilot: Pilot, *, today: dt.date) -> Select[tuple[uuid.UUID]]:
    """Return the statement of participations with something of their own in what is left of the month.

    An absence of theirs or of their mentor, a plan whose day is over, a session held today.
    """
    month = Month.of(today)
    is_away = (
        (UnavailableSpan.pilot_id == pilot.id)
        & (UnavailableSpan.first_on <= month.last_day)
        & (UnavailableSpan.last_on >= today)
    )
    absent = select(UnavailableSpan.participation_id).where(
        is_away, UnavailableSpan.participation_id.is_not(None)
    )
    without_mentor = (
        select(MentoringPair.participation_id)
        .join(UnavailableSpan, UnavailableSpan.user_id == MentoringPair.mentor_id)
        .where(MentoringPair.pilot_id == pilot.id, is_away)
    )
    met = (
        select(SessionAttendee.participation_id)
        .join(SessionAttendee.session)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.held_on.between(month.first_day - A_DAY, today),
            (MentorSession.state == SessionState.PLANNED)
            | ((MentorSession.state == SessionState.HELD) & (MentorSession.held_on == today)),
        )
    )
    together = union(absent, without_mentor, met).subquery()
    return select(together.c[0])


@dataclass
class _Sessions:
    """The days from today on with a session, and the planned minutes of days that are over."""

    days: set[dt.date] = field(default_factory=set)
    overdue: int = 0


def _sessions(pilot: Pilot, people: Iterable[uuid.UUID], today: dt.date) -> dict[uuid.UUID, _Sessions]:
    month = Month.of(today)
    rows = db.session.execute(
        select(
            SessionAttendee.participation_id,
            MentorSession.kind,
            MentorSession.state,
            SessionShare.held_on,
            SessionShare.minutes,
        )
        .join(SessionAttendee.session)
        .join(SessionAttendee.shares)
        .where(
            SessionAttendee.participation_id.in_(people),
            SessionAttendee.confirmation != ConfirmationState.RETURNED,
            MentorSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
            MentorSession.held_on.between(month.first_day - A_DAY, month.last_day),
            SessionShare.held_on.between(month.first_day, month.last_day),
        )
        .order_by(SessionShare.held_on, SessionShare.id)
    )
    found: dict[uuid.UUID, _Sessions] = defaultdict(_Sessions)
    for person, kind, state, held_on, minutes in rows:
        if held_on >= today:
            found[person].days.add(held_on)
        elif state is SessionState.PLANNED:
            found[person].overdue += rules.counted_minutes(minutes, kind, group_cap=pilot.group_cap_minutes)
    return found


def _mentors(
    people: Iterable[uuid.UUID], first: dt.date, last: dt.date
) -> dict[uuid.UUID, list[tuple[uuid.UUID, Span]]]:
    rows = db.session.execute(
        select(
            MentoringPair.participation_id,
            MentoringPair.mentor_id,
            MentoringPair.starts_on,
            MentoringPair.ends_on,
        )
        .where(
            MentoringPair.participation_id.in_(people),
            MentoringPair.starts_on <= last,
            MentoringPair.ends_on.is_(None) | (MentoringPair.ends_on >= first),
        )
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    )
    found: dict[uuid.UUID, list[tuple[uuid.UUID, Span]]] = defaultdict(list)
    for person, mentor, starts_on, ends_on in rows:
        found[person].append((mentor, Span(starts_on, ends_on)))
    return found


def _has_mentor(
    day: dt.date,
    pairs: Collection[tuple[uuid.UUID, Span]],
    busy: Mapping[uuid.UUID, frozenset[dt.date]],
) -> bool:
    mentors = [mentor for mentor, span in pairs if span.covers(day)]
    return not mentors or any(day not in busy.get(mentor, ()) for mentor in mentors)


def _lengths(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[int]]:
    """Return the lengths of the last sessions held with each participant, the latest first."""
    place = func.row_number().over(
        partition_by=SessionAttendee.participation_id,
        order_by=(MentorSession.held_on.desc(), MentorSession.id),
    )
    held = (
        select(SessionAttendee.participation_id, MentorSession.minutes, place.label("place"))
        .join(SessionAttendee.session)
        .where(
            SessionAttendee.participation_id.in_(people),
            SessionAttendee.confirmation != ConfirmationState.RETURNED,
            MentorSession.state == SessionState.HELD,
            MentorSession.form != SessionForm.WRITTEN,
        )
        .subquery()
    )
    rows = db.session.execute(
        select(held.c.participation_id, held.c.minutes)
        .where(held.c.place <= LAST_SESSIONS)
        .order_by(held.c.participation_id, held.c.place)
    )
    found: dict[uuid.UUID, list[int]] = defaultdict(list)
    for person, minutes in rows:
        found[person].append(minutes)
    return found
