"""Record, change, delete changes of a community, and answer whether one lasts."""

import datetime as dt

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.changes import rules
from pilot.community.changes.enums import Sustained
from pilot.community.changes.models import ChangeRecord
from pilot.community.changes.queries import due_of
from pilot.community.changes.rules import Change, Check, Problem
from pilot.community.models import Community
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db


class ChangeRefusedError(DomainError):
    """A change was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def record(
    community: Community, change: Change, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> ChangeRecord:
    """Record what is new or different in a community.

    :raises ChangeRefusedError: the day has not come yet, or nothing shows the change.
    """
    _check(change, today=today)
    row = ChangeRecord(community_id=community.id, recorded_at=now, **vars(change))
    db.session.add(row)
    db.session.flush()
    _note("community.change-recorded", row, community, actor, now)
    return row


def edit(
    row: ChangeRecord, change: Change, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Put a change right.

    :raises EditedMeanwhileError: it was saved elsewhere since it was shown.
    :raises ChangeRefusedError: the day has not come yet, or nothing shows the change.
    """
    check_version(row, seen)
    _check(change, today=today)
    for name, value in vars(change).items():
        setattr(row, name, value)
    db.session.flush()
    _note("community.change-edited", row, row.community, actor, now)


def answer(
    row: ChangeRecord, sustained: Sustained, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Answer whether a change still holds, for the check that is due.

    :raises EditedMeanwhileError: it was saved elsewhere since it was shown.
    :raises ChangeRefusedError: nothing is asked of it now.
    """
    check_version(row, seen)
    match due_of(row, today=today):
        case Check.AFTER_3_MONTHS:
            row.after_3_months = sustained
        case Check.AFTER_6_MONTHS:
            row.after_6_months = sustained
        case None:
            raise ChangeRefusedError(Problem.NOT_DUE)
    db.session.flush()
    _note("community.change-checked", row, row.community, actor, now)


def delete(row: ChangeRecord, *, actor: Viewer, now: dt.datetime) -> None:
    """Delete a change; only that it was there stays in the audit trail."""
    _note("community.change-deleted", row, row.community, actor, now)
    db.session.delete(row)
    db.session.flush()


def _check(change: Change, *, today: dt.date) -> None:
    if problem := rules.problem(change, today=today):
        raise ChangeRefusedError(problem)


def _note(what: str, row: ChangeRecord, community: Community, actor: Viewer, now: dt.datetime) -> None:
    audit.record(
        what, row, actor=actor, at=now, pilot_id=community.pilot_id, kind=row.kind, on=row.happened_on
    )
