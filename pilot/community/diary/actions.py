"""Write, change and delete entries of the own work diary."""

import datetime as dt
from typing import Any

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import Participation
from pilot.community.diary.photo_actions import remove_all
from pilot.community.diary.rules import Entry, Refusal, entry_refusal
from pilot.community.models import DiaryEntry
from pilot.community.rules import is_outside_hours, outside_minutes
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class EntryRefusedError(DomainError):
    """A diary entry was refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def write(
    participation: Participation, entry: Entry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> DiaryEntry:
    """Write an entry; whether it lies outside normal hours is computed (domain a.6).

    :raises EntryRefusedError: the day has not come yet, or the groups make more people than there were.
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
    :raises EntryRefusedError: the day has not come yet, or the groups make more people than there were.
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


def share(row: DiaryEntry, *, shared: bool, actor: Viewer, now: dt.datetime) -> None:
    """Share an own entry with those who work with its author, or take that back."""
    row.shared = shared
    db.session.flush()
    audit.record(
        "community.entry-shared" if shared else "community.entry-unshared",
        row,
        actor=actor,
        at=now,
        pilot_id=row.participation.pilot_id,
    )


def delete(row: DiaryEntry, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete an own entry with its photos; only that it was there, and when, stays in the audit trail."""
    audit.record(
        "community.entry-deleted",
        row,
        actor=actor,
        at=now,
        pilot_id=row.participation.pilot_id,
        done_on=row.done_on,
        minutes=row.minutes,
    )
    remove_all(row)
    db.session.delete(row)
    db.session.flush()


def _values(entry: Entry, *, today: dt.date) -> dict[str, Any]:
    if refusal := entry_refusal(entry, today=today):
        raise EntryRefusedError(refusal)
    free_days = holidays_between(entry.done_on, entry.done_on + dt.timedelta(days=1))
    when = (entry.done_on, entry.starts_at, entry.minutes)
    return {
        **vars(entry),
        "roles": list(entry.roles),
        "people_parts": {str(group): people for group, people in entry.people_parts.items()},
        "outside_hours": is_outside_hours(*when, holidays=free_days),
        "outside_minutes": outside_minutes(*when, holidays=free_days),
    }
