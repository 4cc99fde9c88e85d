"""What the forecast would have said of a pilot so far, by what was known each day, and of invented ones."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from sqlalchemy import select

from pilot.accounts.viewer import Viewer
from pilot.audit import AuditEvent
from pilot.cohort import absence_queries
from pilot.cohort.enums import CarryOver, PairRole
from pilot.cohort.models import MentoringPair, Pilot, UnavailableSpan
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import ahead_queries, queries, rules
from pilot.mentoring.enums import ConfirmationState, SessionState
from pilot.mentoring.forecast import replay, simulation
from pilot.mentoring.forecast.replay import Away, Meeting, Past, Promise, Reliability
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.queries import Course, Person

SIMULATED_PILOTS, SIMULATED_PEOPLE = 5, 30
A_DAY = dt.timedelta(days=1)


def of_simulated(course: Course) -> Reliability | None:
    """Judge the forecast on invented pilots with the months, the quota and the size of this one."""
    pilot = course.pilot
    promised = course.promised(course.phase) if course.phase else ()
    promises = tuple(
        Promise(month, required, _days(course, month))
        for month, required in zip(course.months, promised, strict=False)
        if required
    )
    people = min(SIMULATED_PEOPLE, pilot.target_participants)
    if not promises or not people:
        return None
    return _of_simulated(promises, people, pilot.session_warning_minutes)


@lru_cache(maxsize=32)
def _of_simulated(promises: tuple[Promise, ...], people: int, most_per_day: int) -> Reliability:
    pasts = [
        each
        for seed in range(SIMULATED_PILOTS)
        for each in simulation.simulated(seed, people=people, promises=promises)
    ]
    return replay.reliability(pasts, most_per_day=most_per_day)


def of_history(course: Course, *, viewer: Viewer, today: dt.date) -> Reliability | None:
    """Judge the forecast on the months that are over; of very many people on the first by name.

    Where months give minutes to each other no month is judged by itself.
    """
    pilot = course.pilot
    over = [month for month in course.months if month.last_day < today]
    if pilot.carry_over is not CarryOver.NONE or not over:
        return None
    statement = queries.promised_people(pilot, viewer).limit(queries.MANY_PEOPLE)
    people = queries.people_of(pilot, statement)
    promises = _promises(course, people, over)
    if not any(promises.values()):
        return None
    pasts = _pasts(pilot, people, over, today=today)
    return replay.reliability(
        [(pasts[key], promises[key]) for key in promises], most_per_day=pilot.session_warning_minutes
    )


def _days(course: Course, month: Month) -> tuple[dt.date, ...]:
    return ahead_queries.days_left(course.pilot, course.phase, today=month.first_day)


def _promises(
    course: Course, people: Iterable[Person], over: Collection[Month]
) -> dict[uuid.UUID, tuple[Promise, ...]]:
    days = {month: _days(course, month) for month in over}
    return {
        person.participation_id: tuple(
            Promise(month, required, tuple(day for day in days[month] if person.span.covers(day)))
            for month, required in zip(course.months, course.promised(person.span), strict=True)
            if month in days and required
        )
        for person in people
    }


def _pasts(
    pilot: Pilot, people: Sequence[Person], over: Sequence[Month], *, today: dt.date
) -> dict[uuid.UUID, Past]:
    keys = [person.participation_id for person in people]
    meetings = _meetings(pilot, keys, today=today)
    away = _away(pilot, keys, Span(over[0].first_day, over[-1].last_day))
    return {key: Past(tuple(meetings[key]), tuple(away[key])) for key in keys}


def _meetings(
    pilot: Pilot, people: Collection[uuid.UUID], *, today: dt.date
) -> dict[uuid.UUID, list[Meeting]]:
    """Return each one's sessions with the days on which they were written down and fell away."""
    cancelled = _cancelled(pilot)
    rows = db.session.execute(
        select(SessionAttendee, MentorSession, SessionShare.held_on, SessionShare.minutes)
        .join(SessionAttendee.session)
        .join(SessionAttendee.shares)
        .where(MentorSession.pilot_id == pilot.id, SessionAttendee.participation_id.in_(people))
        .order_by(SessionShare.held_on, SessionShare.id)
    )
    found: dict[uuid.UUID, list[Meeting]] = defaultdict(list)
    for attendee, session, held_on, minutes in rows:
        fell_on = None
        if session.state is SessionState.CANCELLED:
            fell_on = cancelled.get(session.id, held_on + A_DAY)
        elif session.state is SessionState.PLANNED and held_on < today:
            fell_on = held_on + A_DAY
        elif attendee.confirmation is ConfirmationState.RETURNED and attendee.answered_at:
            fell_on = _day(attendee.answered_at)
        counted = rules.counted_minutes(minutes, session.kind, group_cap=pilot.group_cap_minutes)
        found[attendee.participation_id].append(
            Meeting(held_on, counted, _day(session.logged_at), fell_on=fell_on)
        )
    return found


def _cancelled(pilot: Pilot) -> dict[uuid.UUID, dt.date]:
    rows = db.session.execute(
        select(AuditEvent.subject_id, AuditEvent.at).where(
            AuditEvent.pilot_id == pilot.id, AuditEvent.action == "mentoring.session-cancelled"
        )
    )
    return {session_id: _day(at) for session_id, at in rows}


def _away(pilot: Pilot, people: Collection[uuid.UUID], span: Span) -> dict[uuid.UUID, list[Away]]:
    """Return the days on which each one or the main mentor was away, as far as they touch some days."""
    last = span.ends_on or span.starts_on
    touches = (
        UnavailableSpan.pilot_id == pilot.id,
        UnavailableSpan.first_on <= last,
        UnavailableSpan.last_on >= span.starts_on,
    )
    found: dict[uuid.UUID, list[Away]] = defaultdict(list)
    for absence in db.session.scalars(
        select(UnavailableSpan)
        .where(*touches, UnavailableSpan.participation_id.in_(people))
        .order_by(UnavailableSpan.first_on, UnavailableSpan.id)
    ):
        dates = absence_queries.stretch(absence)
        if absence.participation_id is not None:
            away = Away(dates.first_on, dates.last_on, _day(absence.entered_at))
            found[absence.participation_id].append(away)
    for person, starts_on, ends_on, absence in db.session.execute(
        select(
            MentoringPair.participation_id, MentoringPair.starts_on, MentoringPair.ends_on, UnavailableSpan
        )
        .join(UnavailableSpan, UnavailableSpan.user_id == MentoringPair.mentor_id)
        .where(*touches, MentoringPair.participation_id.in_(people), MentoringPair.role == PairRole.PRIMARY)
        .order_by(UnavailableSpan.first_on, UnavailableSpan.id, MentoringPair.id)
    ):
        first_on, last_on = max(starts_on, absence.first_on), min(ends_on or last, absence.last_on)
        if first_on <= last_on:
            found[person].append(Away(first_on, last_on, _day(absence.entered_at)))
    return found


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(rules.RIGA).date()
