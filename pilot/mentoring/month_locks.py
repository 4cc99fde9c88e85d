"""The months of a pilot into which mentors may no longer write although nobody closed them (M13)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from pilot.cohort import queries as cohort
from pilot.cohort.models import MonthExtension, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import month_rules
from pilot.mentoring.month_rules import LockedMonth


def last_entry_days(pilot: Pilot, months: Iterable[Month]) -> dict[Month, dt.date]:
    """Return the last day for entries into each month: two queries however many months."""
    is_working_day, extended = cohort.working_days_of(pilot), _extensions(pilot)
    return {
        month: month_rules.last_entry_day(
            month,
            nth=pilot.month_close_working_day,
            is_working_day=is_working_day,
            extended_to=extended.get(str(month)),
        )
        for month in months
    }


def locked_months(pilot: Pilot, months: Iterable[Month], *, today: dt.date) -> list[LockedMonth]:
    """Return those of some months whose last day for entries is over, in order, with whom to ask."""
    over = sorted(month for month in set(months) if month.last_day < today)
    if not over:
        return []
    days = {month: day for month, day in last_entry_days(pilot, over).items() if day < today}
    if not days:
        return []
    ask = tuple(name for _user_id, name in cohort.coordinators_of(pilot))
    return [LockedMonth(month.year, month.number, until, ask) for month, until in days.items()]


def _extensions(pilot: Pilot) -> Mapping[str, dt.date]:
    rows = db.session.execute(
        select(MonthExtension.month, MonthExtension.until_on).where(MonthExtension.pilot_id == pilot.id)
    )
    return dict(rows.all())
