"""How the months of a pilot stand: the database counts what is alike, the rules judge each kind once."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, true, union_all

from pilot.accounts.models import User
from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month, Span
from pilot.extensions import db
from pilot.mentoring import queries, rules
from pilot.mentoring.enums import Standing
from pilot.mentoring.models import MissedMonthReason, MonthMinutes
from pilot.mentoring.queries import Course, MonthCell

SHORT = frozenset({Standing.OPEN, Standing.AT_RISK, Standing.ON_TRACK, Standing.MISSED})
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


@dataclass(frozen=True)
class Tally:
    """The participants looked at, all of the pilot or those `among` others.

    `usual` are those who take part through the whole phase: a month promises all of them the same. The
    others (who came later, left earlier, or carry minutes over) are judged one by one.
    """

    course: Course
    today: dt.date
    among: Select[Participation] | None
    usual: int
    has_others: bool
    promise: Mapping[Month, int | None]
    others: Mapping[queries.Person, tuple[MonthCell, ...]]

    def judge(self, month: Month, counted: int, planned: int) -> MonthCell:
        """Judge a month of a usual participant."""
        found = rules.balance(month, counted=counted, planned_minutes=planned, required=self.promise[month])
        has_quota = self.course.pilot.mentor_quota_minutes
        standing = found.standing(today=self.today) if has_quota else None
        return MonthCell(month, found.required, counted, counted, planned, found.missing, standing)


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
        .where(*_rows_of_usual(tally))
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


def behind(
    tally: Tally,
    months: Iterable[Month],
    *,
    limit: int,
    standings: frozenset[Standing] = SHORT,
    unexplained: bool = False,
) -> dict[Month, Behind]:
    """Return by month who stands so; `unexplained` leaves out those whose reason was recorded (R11)."""
    asked = {month: _Asked(tally, month, standings, unexplained) for month in months}
    counts, found = _others_behind(tally, asked.values())
    usual = [one for one in asked.values() if one.lacks is not None]
    rowless = []
    if usual:
        for name, rows, lacking, explained in db.session.execute(union_all(*map(_counted, usual))):
            one = asked[Month.parse(name)]
            without = tally.usual - rows - explained
            counts[one.month] += lacking
            if without and one.takes_empty:
                counts[one.month] += without
                rowless.append(one)
    parts = [_kept(one, limit) for one in usual] + [_without_row(one, limit) for one in rowless]
    for row in db.session.execute(union_all(*parts)) if parts else ():
        name, person, given, family, sort_key, counted, planned = row
        cell = tally.judge(Month.parse(name), counted, planned)
        found[cell.month].append(Shortage(person, f"{given} {family}", sort_key, cell))
    return {
        month: Behind(counts[month], tuple(sorted(found[month], key=_least_first)[:limit])) for month in asked
    }


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


def _usual_people(tally: Tally) -> tuple[ColumnElement[bool], ...]:
    return (
        Participation.pilot_id == tally.course.pilot.id,
        queries.is_promised(),
        _is_usual(tally.course),
        *_among(tally.among, Participation.id),
    )


def _rows_of_usual(tally: Tally) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the month rows of usual participants."""
    person = MonthMinutes.participation_id
    found = (MonthMinutes.pilot_id == tally.course.pilot.id, *_among(tally.among, person))
    if not tally.has_others:
        return found
    usual = queries.is_promised() & _is_usual(tally.course)
    others = select(Participation.id).where(Participation.pilot_id == tally.course.pilot.id, ~usual)
    return (*found, person.not_in(others))


@dataclass(frozen=True)
class _Asked:
    """A month of which somebody asks who stands in one of some ways."""

    tally: Tally
    month: Month
    standings: frozenset[Standing]
    unexplained: bool

    @property
    def takes_empty(self) -> bool:
        """Tell whether a month without any minutes stands so."""
        return self.tally.judge(self.month, 0, 0).standing in self.standings

    @property
    def lacks(self) -> ColumnElement[bool] | None:
        """Return the condition that a row stands so; among those short the planned minutes may decide."""
        required = self.tally.promise[self.month] or 0
        is_short = MonthMinutes.counted_minutes < required
        is_unplanned = MonthMinutes.counted_minutes + MonthMinutes.planned_minutes < required
        takes_planned = self.tally.judge(self.month, 0, required).standing in self.standings
        if self.takes_empty:
            return is_short if takes_planned else is_unplanned
        return is_short & ~is_unplanned if takes_planned and required else None

    def is_open(self, person: Any) -> tuple[ColumnElement[bool], ...]:
        """Return the condition that no reason is recorded, where that matters."""
        if not self.unexplained:
            return ()
        explained = select(MissedMonthReason.participation_id).where(
            MissedMonthReason.month == str(self.month)
        )
        return (person.not_in(explained),)


def _counted(asked: _Asked) -> Select[Any]:
    """Count the usual participants' rows of a month, those that lack, and reasons without a row."""
    is_open = asked.is_open(MonthMinutes.participation_id)
    explained: Any = literal(0)
    if asked.unexplained:
        without_row = (
            select(Participation.id)
            .where(Participation.id == MissedMonthReason.participation_id)
            .where(*_usual_people(asked.tally), ~_has_row(asked))
            .correlate(MissedMonthReason)
            .scalar_subquery()
        )
        explained = (
            select(func.count())
            .select_from(MissedMonthReason)
            .where(MissedMonthReason.month == str(asked.month), without_row.is_not(None))
            .scalar_subquery()
        )
    lacks = true() if asked.lacks is None else asked.lacks
    return select(
        literal(str(asked.month)), func.count(), func.count().filter(lacks, *is_open), explained
    ).where(MonthMinutes.month == str(asked.month), *_rows_of_usual(asked.tally))


def _has_row(asked: _Asked) -> ColumnElement[bool]:
    return exists().where(
        MonthMinutes.participation_id == Participation.id, MonthMinutes.month == str(asked.month)
    )


def _kept(asked: _Asked, limit: int) -> Select[Any]:
    """Return the first rows of a month that lack, in the order of the index."""
    lacks = true() if asked.lacks is None else asked.lacks
    rows = (
        select(
            literal(str(asked.month)).label("month"),
            Participation.id,
            *(User.given_name, User.family_name, User.sort_key),
            *(MonthMinutes.counted_minutes, MonthMinutes.planned_minutes),
        )
        .select_from(MonthMinutes)
        .join(Participation, Participation.id == MonthMinutes.participation_id)
        .join(User, User.id == Participation.user_id)
        .where(MonthMinutes.month == str(asked.month), *_rows_of_usual(asked.tally), lacks)
        .where(*asked.is_open(MonthMinutes.participation_id))
        .order_by(MonthMinutes.counted_minutes, User.sort_key, Participation.id)
        .limit(limit)
    )
    return select(rows.subquery())


def _without_row(asked: _Asked, limit: int) -> Select[Any]:
    """Return the first usual participants for whom nothing was logged or planned in a month."""
    rows = (
        select(
            literal(str(asked.month)).label("month"),
            Participation.id,
            *(User.given_name, User.family_name, User.sort_key),
            *(literal(0).label("counted"), literal(0).label("planned")),
        )
        .join(User, User.id == Participation.user_id)
        .where(*_usual_people(asked.tally), ~_has_row(asked), *asked.is_open(Participation.id))
        .order_by(User.sort_key, Participation.id)
        .limit(limit)
    )
    return select(rows.subquery())


def _others_behind(
    tally: Tally, asked: Iterable[_Asked]
) -> tuple[dict[Month, int], dict[Month, list[Shortage]]]:
    """Count and name those who are judged one by one."""
    found: dict[Month, list[Shortage]] = {}
    for one in asked:
        explained = _explained(one, [person.participation_id for person in tally.others])
        found[one.month] = [
            Shortage(person.participation_id, person.name, person.sort_key, cell)
            for person, cells in tally.others.items()
            for cell in cells
            if cell.month == one.month
            and cell.standing in one.standings
            and person.participation_id not in explained
        ]
    return {month: len(short) for month, short in found.items()}, found


def _explained(asked: _Asked, people: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    if not (asked.unexplained and people):
        return frozenset()
    return frozenset(
        db.session.scalars(
            select(MissedMonthReason.participation_id).where(
                MissedMonthReason.month == str(asked.month), MissedMonthReason.participation_id.in_(people)
            )
        )
    )


def _least_first(short: Shortage) -> tuple[int, str, uuid.UUID]:
    return short.cell.counted, short.sort_key, short.participation_id
