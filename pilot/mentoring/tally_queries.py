"""How the months of a pilot stand: the database counts what is alike, the rules judge each kind once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true

from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import queries, rules
from pilot.mentoring.enums import Standing
from pilot.mentoring.forecast.rules import USUAL_MINUTES
from pilot.mentoring.models import MonthMinutes
from pilot.mentoring.queries import Course, MonthCell

RUNNING = frozenset({Standing.COVERED, Standing.OPEN, Standing.AT_RISK, Standing.IMPOSSIBLE})
SHORT = RUNNING | {Standing.MISSED}
NOT_EXPECTED = frozenset({None, Standing.EXEMPT, Standing.UPCOMING})
NOT_PROMISED = frozenset({None, Standing.EXEMPT})


@dataclass(frozen=True)
class MonthTotal:
    """A month of all together: who has the promised minutes of those whose month has begun, and the sums.

    `promised` counts also those whose month is still to come; minutes are those promised and received.
    """

    month: Month
    met: int
    expected: int
    promised: int
    missed: int
    required_minutes: int
    received_minutes: int


@dataclass(frozen=True)
class Shortage:
    """A participant who misses minutes of a month that runs or is over."""

    participation_id: uuid.UUID
    name: str
    sort_key: str
    cell: MonthCell


@dataclass(frozen=True)
class Behind:
    """How many miss minutes of a month, and the first of them: who received least, then by name."""

    total: int
    first: tuple[Shortage, ...]


def least_first(short: Shortage) -> tuple[int, str, uuid.UUID]:
    """Return the key that puts who received least first, then by name."""
    return short.cell.counted, short.sort_key, short.participation_id


@dataclass(frozen=True)
class Tally:
    """The participants looked at, all of the pilot or those `among` others.

    `usual` are those who take part through the whole phase: a month promises all of them the same. The
    others (who came later, left earlier, or carry minutes over) are judged one by one. `days` are the working
    days left of the running month.
    """

    course: Course
    today: dt.date
    among: Select[Participation] | None
    usual: int
    has_others: bool
    promise: Mapping[Month, int | None]
    others: Mapping[queries.Person, tuple[MonthCell, ...]]
    days: tuple[dt.date, ...]

    def judge(
        self, month: Month, counted: int, planned: int, *, usual_minutes: int = USUAL_MINUTES
    ) -> MonthCell:
        """Judge a month of a usual participant who meets for so long and of whom nothing else is known."""
        found = rules.balance(month, counted=counted, planned_minutes=planned, required=self.promise[month])
        ahead = rules.Ahead(self.days, usual_minutes)
        return queries.cell(self.course.pilot, found, counted, ahead=ahead, today=self.today)


def tally_of(course: Course, *, today: dt.date, among: Select[Participation] | None = None) -> Tally:
    """Count who takes part through the whole phase and fetch the others; without `among` of all."""
    pilot, phase = course.pilot, course.phase
    is_usual = and_(queries.is_promised(), _is_usual(course))
    usual, everybody = db.session.execute(
        select(func.count().filter(is_usual), func.count()).where(
            Participation.pilot_id == pilot.id, *_among(among, Participation.id)
        )
    ).one()
    others: Sequence[queries.Person] = []
    if usual != everybody:
        statement = queries.promised_people(pilot, None).where(
            ~_is_usual(course), *_among(among, Participation.id)
        )
        others = queries.people_of(pilot, statement)
    span = phase or Span(pilot.implementation_from, pilot.implementation_to)
    cells = queries.cells_of(course, others, today=today)
    return Tally(
        course=course,
        today=today,
        among=among,
        usual=usual,
        has_others=usual != everybody,
        promise=dict(zip(course.months, course.promised(span), strict=True)),
        others={person: cells[person.participation_id] for person in others},
        days=course.days_left(today=today),
    )


def month_totals(tally: Tally) -> tuple[MonthTotal, ...]:
    """Add up every month of those looked at (R9)."""
    kinds: dict[Month, list[tuple[MonthCell, int, int]]] = {month: [] for month in tally.course.months}
    without = dict.fromkeys(kinds, tally.usual)
    rows = db.session.execute(
        select(
            MonthMinutes.month,
            MonthMinutes.counted_minutes,
            func.count(),
            func.sum(MonthMinutes.received_minutes),
        )
        .where(*rows_of_usual(tally))
        .group_by(MonthMinutes.month, MonthMinutes.counted_minutes)
    )
    for name, counted, people, received in rows:
        month = Month.parse(name)
        if month in kinds:
            kinds[month].append((tally.judge(month, counted, 0), people, int(received)))
            without[month] -= people
    for month, people in without.items():
        kinds[month].append((tally.judge(month, 0, 0), people, 0))
    for cells in tally.others.values():
        for cell in cells:
            kinds[cell.month].append((cell, 1, cell.received))
    return tuple(_total(month, found) for month, found in kinds.items())


def _total(month: Month, kinds: Iterable[tuple[MonthCell, int, int]]) -> MonthTotal:
    kinds = list(kinds)
    return MonthTotal(
        month,
        met=sum(people for cell, people, _ in kinds if cell.standing is Standing.MET),
        expected=sum(people for cell, people, _ in kinds if cell.standing not in NOT_EXPECTED),
        promised=sum(people for cell, people, _ in kinds if cell.standing not in NOT_PROMISED),
        missed=sum(people for cell, people, _ in kinds if cell.standing is Standing.MISSED),
        required_minutes=sum((cell.required or 0) * people for cell, people, _ in kinds),
        received_minutes=sum(received for _cell, _people, received in kinds),
    )


def has_short_month(tally: Tally, *, until: Month) -> ColumnElement[bool]:
    """Return the condition that a participation misses minutes of a month up to one."""
    short = [
        person.participation_id
        for person, cells in tally.others.items()
        if any(cell.month <= until and cell.standing in SHORT for cell in cells)
    ]
    missing = [
        ~exists().where(
            MonthMinutes.participation_id == Participation.id,
            MonthMinutes.month == str(month),
            MonthMinutes.counted_minutes >= required,
        )
        for month, required in tally.promise.items()
        if required and month <= until
    ]
    usual = and_(_is_usual(tally.course), or_(false(), *missing))
    return or_(usual, Participation.id.in_(short)) if short else usual


def _is_usual(course: Course) -> ColumnElement[bool]:
    """Return the condition that a participation runs through the whole phase."""
    phase, pilot = course.phase, course.pilot
    if pilot.carry_over is not CarryOver.NONE:
        return false()
    if phase is None:
        return true()
    stays: ColumnElement[bool] = Participation.ended_on.is_(None)
    if phase.ends_on is not None:
        stays |= Participation.ended_on >= phase.ends_on
    begins = func.coalesce(Participation.started_on, pilot.implementation_from) <= phase.starts_on
    return and_(begins, stays)


def _among(among: Select[Participation] | None, column: Any) -> tuple[ColumnElement[bool], ...]:
    return () if among is None else (column.in_(among.with_only_columns(Participation.id)),)


def usual_people(tally: Tally) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of usual participants."""
    return (
        Participation.pilot_id == tally.course.pilot.id,
        queries.is_promised(),
        _is_usual(tally.course),
        *_among(tally.among, Participation.id),
    )


def rows_of_usual(tally: Tally) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the month rows of usual participants."""
    person = MonthMinutes.participation_id
    found = (MonthMinutes.pilot_id == tally.course.pilot.id, *_among(tally.among, person))
    if not tally.has_others:
        return found
    usual = queries.is_promised() & _is_usual(tally.course)
    others = select(Participation.id).where(Participation.pilot_id == tally.course.pilot.id, ~usual)
    return (*found, person.not_in(others))
