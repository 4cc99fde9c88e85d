"""Who misses minutes of a month: counted, and the first of them by an index on the month table (R9)."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import running_queries, tally_queries
from pilot.mentoring.enums import Standing
from pilot.mentoring.models import MissedMonthReason, MonthMinutes
from pilot.mentoring.queries import MonthCell
from pilot.mentoring.tally_queries import RUNNING, SHORT, Behind, Shortage, Tally, least_first

NOBODY: Mapping[uuid.UUID, MonthCell] = MappingProxyType({})


def behind(
    tally: Tally,
    months: Iterable[Month],
    *,
    limit: int,
    standings: frozenset[Standing] = SHORT,
    unexplained: bool = False,
    together: bool = False,
    known: Mapping[uuid.UUID, MonthCell] = NOBODY,
) -> dict[Month, Behind]:
    """Return by month who stands so, the first `limit` of each month, or of all months `together`.

    `unexplained` leaves out those whose reason was recorded, which is done of months that are over (R11);
    `known` are months of now that were looked at already.
    """
    months, now = tuple(months), Month.of(tally.today)
    is_foreseen = now in months and not (standings >= RUNNING or standings.isdisjoint(RUNNING))
    asked = _Asked(
        tally,
        tuple(month for month in months if month != now or not is_foreseen),
        standings,
        unexplained=unexplained,
    )
    found = _behind(asked, limit=limit, together=together)
    if is_foreseen:
        found[now] = running_queries.standing_so(tally, now, standings, limit=limit)
    elif now in found:
        found[now] = replace(found[now], first=running_queries.looked_at(tally, found[now].first, known))
    return {month: found[month] for month in months}


def _behind(asked: "_Asked", *, limit: int, together: bool) -> dict[Month, Behind]:
    """Return by month who stands so, where the minutes of the month alone decide."""
    found = _others_behind(asked)
    stored, without_row = _counts(asked)
    counts = {month: stored[month] + without_row[month] + len(found[month]) for month in asked.months}
    named, seen = [], 0
    for month in asked.months:
        if not together or seen < limit:
            named += [_kept(asked, month, limit)] if stored[month] else []
            named += [_without_row(asked, month, limit)] if without_row[month] else []
        seen += counts[month]
    for name, person, given, family, sort_key, counted, planned in (
        db.session.execute(union_all(*named)) if named else ()
    ):
        cell = asked.tally.judge(Month.parse(name), counted, planned)
        found[cell.month].append(Shortage(person, f"{given} {family}", sort_key, cell))
    return {
        month: Behind(counts[month], tuple(sorted(found[month], key=least_first)[:limit]))
        for month in asked.months
    }


@dataclass(frozen=True)
class _Asked:
    """Months of which somebody asks who stands in one of some ways."""

    tally: Tally
    months: tuple[Month, ...]
    standings: frozenset[Standing]
    unexplained: bool

    def takes(self, month: Month, *, planned: bool) -> bool:
        """Tell whether a usual month without any minutes stands so, or one in which all are planned."""
        required = self.tally.promise[month] or 0
        cell = self.tally.judge(month, 0, required if planned else 0)
        return bool(required) and cell.standing in self.standings

    def lacks(self, months: Iterable[Month]) -> ColumnElement[bool]:
        """Return the condition that a month's row stands so; where minutes miss, the planned may decide."""
        kinds: dict[tuple[bool, bool], dict[str, int]] = {}
        for month in months:
            kind = (self.takes(month, planned=False), self.takes(month, planned=True))
            kinds.setdefault(kind, {})[str(month)] = self.tally.promise[month] or 0
        found = []
        for (takes_empty, takes_planned), required in kinds.items():
            if takes_empty or takes_planned:
                owed = case(required, value=MonthMinutes.month)
                is_short = MonthMinutes.counted_minutes < owed
                is_unplanned = MonthMinutes.counted_minutes + MonthMinutes.planned_minutes < owed
                if not takes_planned:
                    is_short = is_unplanned
                elif not takes_empty:
                    is_short &= ~is_unplanned
                found.append(MonthMinutes.month.in_(required) & is_short)
        return or_(false(), *found)

    def is_open(self, person: Any, month: Any) -> tuple[ColumnElement[bool], ...]:
        """Return the condition that no reason is recorded, where that matters."""
        if not self.unexplained:
            return ()
        names = [str(each) for each in self.months]
        explained = select(MissedMonthReason.participation_id, MissedMonthReason.month).where(
            MissedMonthReason.month.in_(names)
        )
        return (tuple_(person, month).not_in(explained),)


def _counts(asked: _Asked) -> tuple[Counter[Month], Counter[Month]]:
    """Count the usual participants who stand so by month: those with a row, and those without."""
    stored: Counter[Month] = Counter()
    without_row: Counter[Month] = Counter()
    names = [str(month) for month in asked.months if asked.takes(month, planned=False)]
    names += [
        str(month) for month in asked.months if str(month) not in names and asked.takes(month, planned=True)
    ]
    if not names:
        return stored, without_row
    for name in names:
        month = Month.parse(name)
        without_row[month] = asked.tally.usual if asked.takes(month, planned=False) else 0
    is_open = asked.is_open(MonthMinutes.participation_id, MonthMinutes.month)
    for name, rows, lacking in db.session.execute(
        select(MonthMinutes.month, func.count(), func.count().filter(asked.lacks(asked.months), *is_open))
        .where(*tally_queries.rows_of_usual(asked.tally), MonthMinutes.month.in_(names))
        .group_by(MonthMinutes.month)
    ):
        month = Month.parse(name)
        stored[month] = lacking
        without_row[month] -= min(rows, without_row[month])
    if asked.unexplained and any(without_row.values()):
        without_row -= _explained_without_row(asked)
    return stored, without_row


def _explained_without_row(asked: _Asked) -> Counter[Month]:
    """Count by month the reasons of usual participants for whom nothing was logged or planned."""
    person = (
        select(Participation.id)
        .where(Participation.id == MissedMonthReason.participation_id)
        .where(*tally_queries.usual_people(asked.tally), ~_has_row(MissedMonthReason.month))
        .correlate(MissedMonthReason)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(MissedMonthReason.month, func.count())
        .where(MissedMonthReason.month.in_([str(month) for month in asked.months]), person.is_not(None))
        .group_by(MissedMonthReason.month)
    )
    return Counter({Month.parse(name): count for name, count in rows})


def _has_row(month: Any) -> ColumnElement[bool]:
    return exists().where(MonthMinutes.participation_id == Participation.id, MonthMinutes.month == month)


def _kept(asked: _Asked, month: Month, limit: int) -> Select[Any]:
    """Return the first rows of a month that stand so, in the order of the index."""
    rows = (
        select(
            MonthMinutes.month,
            Participation.id,
            *(User.given_name, User.family_name, User.sort_key),
            *(MonthMinutes.counted_minutes, MonthMinutes.planned_minutes),
        )
        .select_from(MonthMinutes)
        .join(Participation, Participation.id == MonthMinutes.participation_id)
        .join(User, User.id == Participation.user_id)
        .where(
            MonthMinutes.month == str(month), *tally_queries.rows_of_usual(asked.tally), asked.lacks([month])
        )
        .where(*asked.is_open(MonthMinutes.participation_id, MonthMinutes.month))
        .order_by(MonthMinutes.counted_minutes, User.sort_key, Participation.id)
        .limit(limit)
    )
    return select(rows.subquery())


def _without_row(asked: _Asked, month: Month, limit: int) -> Select[Any]:
    """Return the first usual participants for whom nothing was logged or planned in a month."""
    rows = (
        select(
            literal(str(month)).label("month"),
            Participation.id,
            *(User.given_name, User.family_name, User.sort_key),
            *(literal(0).label("counted"), literal(0).label("planned")),
        )
        .join(User, User.id == Participation.user_id)
        .where(*tally_queries.usual_people(asked.tally), ~_has_row(str(month)))
        .where(*asked.is_open(Participation.id, literal(str(month))))
        .order_by(User.sort_key, Participation.id)
        .limit(limit)
    )
    return select(rows.subquery())


def _others_behind(asked: _Asked) -> dict[Month, list[Shortage]]:
    """Name by month those who are judged one by one."""
    explained = _explained(asked)
    found: dict[Month, list[Shortage]] = {month: [] for month in asked.months}
    for person, cells in asked.tally.others.items():
        for cell in cells:
            is_open = (person.participation_id, str(cell.month)) not in explained
            if cell.month in found and cell.standing in asked.standings and is_open:
                short = Shortage(person.participation_id, person.name, person.sort_key, cell)
                found[cell.month].append(short)
    return found


def _explained(asked: _Asked) -> frozenset[tuple[uuid.UUID, str]]:
    people = [person.participation_id for person in asked.tally.others]
    if not (asked.unexplained and people):
        return frozenset()
    rows = db.session.execute(
        select(MissedMonthReason.participation_id, MissedMonthReason.month).where(
            MissedMonthReason.participation_id.in_(people)
        )
    )
    return frozenset((person, month) for person, month in rows)
