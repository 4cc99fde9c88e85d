"""A mentor's absence: whose months it touches, who stands in already, and who else could."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.cohort import absence_queries as absences
from pilot.cohort.absence_rules import Dates
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot, UnavailableSpan
from pilot.cohort.rules import Month, months_between
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import ahead_queries, pair_queries, queries
from pilot.mentoring.cover import rules
from pilot.mentoring.cover.enums import Effect
from pilot.mentoring.cover.rules import MonthEffect
from pilot.mentoring.enums import SessionState
from pilot.mentoring.forecast.rules import Situation
from pilot.mentoring.matching import queries as matching
from pilot.mentoring.matching.queries import MentorRow
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare


@dataclass(frozen=True)
class Touched:
    """A pair whose mentor is away: the days of the pair, its months, and who stands in."""

    pair: MentoringPair
    days: Dates
    months: tuple[MonthEffect, ...]
    substitutes: tuple[MentoringPair, ...]
    booked_minutes: int

    @property
    def effect(self) -> Effect:
        return rules.worst(self.months)


def get_span(span_id: uuid.UUID, *, pilot: Pilot) -> tuple[UnavailableSpan, User]:
    """Return an absence of a mentor in a pilot, and the mentor; who may ask is the view's door.

    :raises NotVisibleError: the pilot has none of this id.
    """
    row = db.session.execute(
        select(UnavailableSpan, User)
        .join(User, User.id == UnavailableSpan.user_id)
        .where(UnavailableSpan.id == span_id, UnavailableSpan.pilot_id == pilot.id)
    ).one_or_none()
    if row is None:
        raise NotVisibleError
    return row[0], row[1]


def touched_by(pilot: Pilot, span: UnavailableSpan, *, today: dt.date) -> list[Touched]:
    """Return the main pairs that run in an absence, with what it does to their months from now on."""
    if span.user_id is None:
        return []
    pairs = pair_queries.running_pairs(pilot, mentor_id=span.user_id, first=span.first_on, last=span.last_on)
    ids = {pair.participation_id for pair in pairs}
    look = _Look(pilot, span, queries.course_of(pilot), _people(pilot, ids), _booked(span, ids))
    months, substitutes = _months(look, today=today), _substitutes(span, ids)
    return [
        Touched(
            pair=pair,
            days=Dates(max(pair.starts_on, span.first_on), min(pair.ends_on or span.last_on, span.last_on)),
            months=months[pair.participation_id],
            substitutes=tuple(substitutes[pair.participation_id]),
            booked_minutes=sum(look.booked[pair.participation_id].values()),
        )
        for pair in pairs
    ]


@dataclass(frozen=True)
class _Look:
    """An absence with whom it touches, and by participation and day the minutes planned with the mentor."""

    pilot: Pilot
    span: UnavailableSpan
    course: queries.Course
    people: tuple[queries.Person, ...]
    booked: Mapping[uuid.UUID, Counter[dt.date]]


def _people(pilot: Pilot, ids: Collection[uuid.UUID]) -> tuple[queries.Person, ...]:
    return tuple(
        queries.people_of(pilot, queries.promised_people(pilot, None).where(Participation.id.in_(ids)))
    )


def _months(look: _Look, *, today: dt.date) -> dict[uuid.UUID, tuple[MonthEffect, ...]]:
    """Judge by participation the months of the phase that an absence touches and that are not over."""
    found: dict[uuid.UUID, tuple[MonthEffect, ...]] = defaultdict(tuple)
    first = max(look.span.first_on, today)
    for month in months_between(first, look.span.last_on) if first <= look.span.last_on else ():
        if month in look.course.months:
            for person, effect in _effects(look, as_of=max(today, month.first_day)).items():
                found[person] += (effect,)
    return found


def _effects(look: _Look, *, as_of: dt.date) -> dict[uuid.UUID, MonthEffect]:
    """Judge one month of those whom an absence touches, looking from a day of it."""
    pilot, month = look.pilot, Month.of(as_of)
    days = ahead_queries.days_left(pilot, look.course.phase, today=as_of)
    spans = {person.participation_id: person.span for person in look.people}
    ahead = ahead_queries.ahead_of(pilot, spans, days=days, today=as_of)
    absent = absences.absent_dates(pilot.id, as_of, month.last_day)
    cells = queries.cells_of(look.course, look.people, today=as_of)
    found = {}
    for person, line in cells.items():
        cell = next(each for each in line if each.month == month)
        booked = {day: minutes for day, minutes in look.booked[person].items() if Month.of(day) == month}
        free, taken = set(ahead[person].free_days), absent.get(person, frozenset()) | booked.keys()
        lost = tuple(
            day
            for day in days
            if look.span.first_on <= day <= look.span.last_on
            and spans[person].covers(day)
            and day not in taken | free
        )
        situation = Situation(
            month=month,
            today=as_of,
            required=cell.required,
            counted=(cell.required or 0) - cell.missing,
            booked=cell.planned,
            usual_minutes=ahead[person].usual_minutes,
            most_per_day=pilot.session_warning_minutes,
            free_days=tuple(sorted(free | set(lost))),
        )
        found[person] = rules.effect_of(situation, lost_days=lost, lost_minutes=sum(booked.values()))
    return found


def _booked(span: UnavailableSpan, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Counter[dt.date]]:
    found: dict[uuid.UUID, Counter[dt.date]] = {person: Counter() for person in ids}
    for person, day, minutes in db.session.execute(
        select(SessionAttendee.participation_id, SessionShare.held_on, SessionShare.minutes)
        .join(SessionAttendee.session)
        .join(SessionAttendee.shares)
        .where(
            MentorSession.pilot_id == span.pilot_id,
            MentorSession.mentor_id == span.user_id,
            MentorSession.state == SessionState.PLANNED,
            SessionAttendee.participation_id.in_(ids),
            SessionShare.held_on.between(span.first_on, span.last_on),
        )
    ):
        found[person][day] += minutes
    return found


def _substitutes(span: UnavailableSpan, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[MentoringPair]]:
    """Return by participation the substitutes who stand in on some of the days."""
    found: dict[uuid.UUID, list[MentoringPair]] = defaultdict(list)
    for pair in db.session.scalars(
        select(MentoringPair)
        .where(
            MentoringPair.participation_id.in_(ids),
            MentoringPair.role == PairRole.SUBSTITUTE,
            MentoringPair.starts_on <= span.last_on,
            MentoringPair.ends_on >= span.first_on,
        )
        .options(joinedload(MentoringPair.mentor))
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    ):
        found[pair.participation_id].append(pair)
    return found


def substitutes_for(pilot: Pilot, span: UnavailableSpan) -> list[MentorRow]:
    """Return the mentors who are there on some days of an absence, with their days away and load then."""
    first, last = span.first_on, span.last_on
    busy = absences.busy_dates(pilot.id, first, last)
    rows = db.session.execute(
        select(MentoringPair.mentor_id, func.count())
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.role == PairRole.SUBSTITUTE,
            MentoringPair.starts_on <= last,
            MentoringPair.ends_on >= first,
        )
        .group_by(MentoringPair.mentor_id)
    )
    standing_in = dict(rows.all())
    found = []
    for row in matching.mentors_in(pilot):
        away = len(busy.get(row.user.id, ()))
        if row.user.id != span.user_id and away < absences.stretch(span).days:
            load = row.facts.load + standing_in.get(row.user.id, 0)
            found.append(replace(row, facts=replace(row.facts, load=load, days_away=away)))
    return found
