"""Write, change and delete entries of the own work diary."""

import datetime as dt
from typing import Any

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import Participation
from pilot.community.diary.rules import Entry
from pilot.community.models import DiaryEntry
from pilot.community.rules import Problem, is_ahead, is_outside_hours
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class EntryRefusedError(DomainError):
    """A diary entry was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def write(
    participation: Participation, entry: Entry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> DiaryEntry:
    """Write an entry; whether it lies outside normal hours is computed (domain a.6).

    :raises EntryRefusedError: the day has not come yet.
    """
    row = DiaryEntry(participation_id=participation.id, recorded_at=now, **_values(entry, today=today))
    db.session.add(row)
    db.session.flush()
    audit.record(
        "community.entry-written",
        row,
        actor=actor,
        at=now,
        pilot_id=participation.pilot_id,
        done_on=entry.done_on,
        minutes=entry.minutes,
        shared=entry.shared,
    )
    return row


def change(
    row: DiaryEntry, entry: Entry, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> DiaryEntry:
    """Change an own entry.

    :raises EditedMeanwhileError: it was saved elsewhere since it was shown.
    :raises EntryRefusedError: the day has not come yet.
    """
    check_version(row, seen)
    for name, value in _values(entry, today=today).items():
        setattr(row, name, value)
    db.session.flush()
    audit.record(
        "community.entry-changed",
        row,
        actor=actor,
        at=now,
        pilot_id=row.participation.pilot_id,
        done_on=entry.done_on,
        minutes=entry.minutes,
        shared=entry.shared,
    )
    return row


def delete(row: DiaryEntry, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete an own entry; only that it was there, and when, stays in the audit trail."""
    audit.record(
        "community.entry-deleted",
        row,
        actor=actor,
        at=now,
        pilot_id=row.participation.pilot_id,
        done_on=row.done_on,
        minutes=row.minutes,
    )
    db.session.delete(row)
    db.session.flush()


def _values(entry: Entry, *, today: dt.date) -> dict[str, Any]:
    if is_ahead(entry.done_on, today=today):
        raise EntryRefusedError(Problem.DONE_ON_AHEAD)
    free_days = holidays_between(entry.done_on, entry.done_on)
    return {
        **vars(entry),
        "roles": list(entry.roles),
        "outside_hours": is_outside_hours(entry.done_on, entry.starts_at, holidays=free_days),
    }
