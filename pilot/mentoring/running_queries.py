"""Who stands how in the running month: days away and habits decide, the alike are judged once (M17)."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from pilot.accounts.models import User
from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import ahead_queries, queries, tally_queries
from pilot.mentoring.enums import Standing
from pilot.mentoring.forecast.rules import SHORTEST_USUAL
from pilot.mentoring.models import MonthMinutes
from pilot.mentoring.queries import MonthCell, Person
from pilot.mentoring.tally_queries import Behind, Shortage, Tally, least_first

GOT = MonthMinutes.counted_minutes + MonthMinutes.planned_minutes


def standing_so(tally: Tally, month: Month, standings: frozenset[Standing], *, limit: int) -> Behind:
    """Return who stands so in the running month, the first `limit` of them named.

    People of whom nothing is known but the minutes are counted by the database. Judged one by one are those
    with a day away, an answer due or a session booked that is not enough, and those of whom only the usual
    length of their sessions tells how they stand.
    """
    kinds = _kinds(tally, month, standings)
    found = [
        Shortage(person.participation_id, person.name, person.sort_key, cell)
        for person, cells in tally.others.items()
        for cell in cells
        if cell.month == month
    ]
    found += _judged(tally, month, queries.people_of(tally.course.pilot, _one_by_one(tally, month, kinds)))
    found = [short for short in found if short.cell.standing in standings]
    number = _count_alike(tally, month, kinds)
    total = len(found) + number
    if number:
        found += _judged(tally, month, _named_alike(tally, month, kinds, limit))
    return Behind(total, tuple(sorted(found, key=least_first)[:limit]))


def looked_at(
    tally: Tally, shortages: Sequence[Shortage], known: Mapping[uuid.UUID, MonthCell]
) -> tuple[Shortage, ...]:
    """Return the same people in the same order, each with what lies ahead of them; `known` were looked at."""
    month = Month.of(tally.today)
    unknown = [each.participation_id for each in shortages if each.participation_id not in known]
    cells = {
        **known,
        **{short.participation_id: short.cell for short in _judged(tally, month, _people(tally, unknown))},
    }
    return tuple(replace(short, cell=cells[short.participation_id]) for short in shortages)


@dataclass(frozen=True)
class _Kinds:
    """Minutes given and booked together with which a month surely stands so, and with which habits decide."""

    surely: tuple[int, ...]
    by_habit: tuple[int, ...]
    takes_covered: bool


def _kinds(tally: Tally, month: Month, standings: frozenset[Standing]) -> _Kinds:
    surely, by_habit = [], []
    longest = tally.course.pilot.session_warning_minutes
    for got in range(tally.promise[month] or 0):
        worst = tally.judge(month, got, 0, usual_minutes=SHORTEST_USUAL).standing
        best = tally.judge(month, got, 0, usual_minutes=longest).standing
        if worst is not best:
            by_habit.append(got)
        elif worst in standings:
            surely.append(got)
    return _Kinds(tuple(surely), tuple(by_habit), Standing.COVERED in standings)


def _one_by_one(tally: Tally, month: Month, kinds: _Kinds) -> Select[Participation]:
    """Return the statement of usual participants without the minimum whom the minutes alone do not judge."""
    is_partly_booked = (MonthMinutes.planned_minutes > 0) & _is_short(tally, month)
    decides = or_(is_partly_booked, GOT.in_(kinds.by_habit) & _is_short(tally, month))
    apart = [Participation.id.in_(_apart(tally)), _row(month, decides)]
    if 0 in kinds.by_habit:
        apart.append(~_row(month))
    is_met = _row(month, MonthMinutes.counted_minutes >= (tally.promise[month] or 0))
    return queries.promised_people(tally.course.pilot, None).where(
        *tally_queries.usual_people(tally), ~is_met, or_(*apart)
    )


def _apart(tally: Tally) -> Select[tuple[uuid.UUID]]:
    return ahead_queries.apart_from_others(tally.course.pilot, today=tally.today)


def _is_short(tally: Tally, month: Month) -> ColumnElement[bool]:
    """Return the condition that minutes are neither given nor booked."""
    return (tally.promise[month] or 0) > GOT


def _row(month: Month, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        MonthMinutes.participation_id == Participation.id, MonthMinutes.month == str(month), *conditions
    )


def _alike(tally: Tally, month: Month) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the rows of usual participants of whom nothing but minutes is known."""
    return (
        *tally_queries.rows_of_usual(tally),
        MonthMinutes.month == str(month),
        MonthMinutes.participation_id.not_in(_apart(tally)),
    )


def _stands_so(tally: Tally, month: Month, kinds: _Kinds) -> ColumnElement[bool]:
    required = tally.promise[month] or 0
    is_short = and_(GOT.in_(kinds.surely), MonthMinutes.planned_minutes == 0) if kinds.surely else false()
    if not kinds.takes_covered:
        return is_short
    return or_(is_short, and_(MonthMinutes.counted_minutes < required, required <= GOT))


def _count_alike(tally: Tally, month: Month, kinds: _Kinds) -> int:
    """Count the usual participants whose minutes alone say that they stand so."""
    rows, number = db.session.execute(
        select(func.count(), func.count().filter(_stands_so(tally, month, kinds))).where(
            *_alike(tally, month)
        )
    ).one()
    if 0 not in kinds.surely:
        return int(number)
    apart = db.session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(*tally_queries.usual_people(tally), Participation.id.in_(_apart(tally)))
    )
    return int(number) + tally.usual - (apart or 0) - int(rows)


def _named_alike(tally: Tally, month: Month, kinds: _Kinds, limit: int) -> list[Person]:
    with_row = (
        select(Participation.id)
        .select_from(MonthMinutes)
        .join(Participation, Participation.id == MonthMinutes.participation_id)
        .join(User, User.id == Participation.user_id)
        .where(*_alike(tally, month), _stands_so(tally, month, kinds))
        .order_by(MonthMinutes.counted_minutes, User.sort_key, Participation.id)
        .limit(limit)
    )
    keys = list(db.session.scalars(with_row))
    if 0 in kinds.surely:
        without_row = (
            select(Participation.id)
            .join(User, User.id == Participation.user_id)
            .where(*tally_queries.usual_people(tally), ~_row(month), Participation.id.not_in(_apart(tally)))
            .order_by(User.sort_key, Participation.id)
            .limit(limit)
        )
        keys += db.session.scalars(without_row)
    return _people(tally, keys)


def _people(tally: Tally, keys: Collection[uuid.UUID]) -> list[Person]:
    if not keys:
        return []
    pilot = tally.course.pilot
    return queries.people_of(pilot, queries.promised_people(pilot, None).where(Participation.id.in_(keys)))


def _judged(tally: Tally, month: Month, people: Iterable[Person]) -> list[Shortage]:
    """Look at the month of each with what lies ahead; where months give to each other, at all months."""
    people = list(people)
    is_alone = tally.course.pilot.carry_over is CarryOver.NONE
    course = replace(tally.course, months=(month,)) if is_alone else tally.course
    cells = queries.cells_of(course, people, today=tally.today)
    return [
        Shortage(person.participation_id, person.name, person.sort_key, cell)
        for person in people
        for cell in cells[person.participation_id]
        if cell.month == month
    ]
