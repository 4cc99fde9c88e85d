"""Close a month of a pilot with a reason for each promise not kept, and open it again (R11, R12)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MonthClose, Pilot
from pilot.cohort.rules import Month
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import month_queries
from pilot.mentoring.enums import MissedReason, Refusal
from pilot.mentoring.models import MissedMonthReason


@dataclass(frozen=True)
class Reason:
    """Why one participant did not get the promised minutes."""

    reason: MissedReason
    note: str = ""


class CloseRefusedError(DomainError):
    """A month that may not be closed or opened now, with the people for whom a reason is missing."""

    def __init__(self, problem: Refusal, *, people: tuple[uuid.UUID, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.people = people


def close_month(
    pilot: Pilot,
    month: Month,
    reasons: Mapping[uuid.UUID, Reason],
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MonthClose:
    """Close a past month: its sessions and attendance stand still from now on (R12).

    Every missed promise needs a reason, and "other" a note (R11). Closing a reopened month keeps its
    raised revision.

    :raises CloseRefusedError: the month is not over, is closed already, or a reason is missing.
    """
    _lock(pilot)
    if month.last_day >= today:
        raise CloseRefusedError(Refusal.MONTH_NOT_OVER)
    closed = month_queries.close_of(pilot, month)
    if closed is not None and closed.reopened_at is None:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED)
    missed = month_queries.missed_people(pilot, month, today=today)
    unexplained = tuple(person for person in missed if not _explains(reasons.get(person)))
    if unexplained:
        raise CloseRefusedError(Refusal.REASON_MISSING, people=unexplained)
    _keep_reasons(pilot, month, {person: reasons[person] for person in missed}, actor=actor, now=now)
    if closed is None:
        closed = MonthClose(pilot_id=pilot.id, month=str(month), closed_at=now, closed_by_id=actor.user_id)
    closed.closed_at, closed.closed_by_id = now, actor.user_id
    closed.reopened_at, closed.reopen_reason = None, ""
    _add(closed)
    audit.record(
        "mentoring.month-closed",
        closed,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        revision=closed.revision,
        missed=len(missed),
    )
    return closed


def reopen_month(pilot: Pilot, month: Month, *, reason: str, actor: Viewer, now: dt.datetime) -> MonthClose:
    """Open a closed month again, with the reason; its revision rises (R12).

    :raises CloseRefusedError: the month is not closed, or the reason is missing.
    """
    _lock(pilot)
    closed = month_queries.close_of(pilot, month)
    if closed is None or closed.reopened_at is not None:
        raise CloseRefusedError(Refusal.NOT_CLOSED)
    if not reason.strip():
        raise CloseRefusedError(Refusal.REASON_MISSING)
    closed.reopened_at, closed.reopen_reason = now, reason
    closed.revision += 1
    db.session.flush()
    audit.record(
        "mentoring.month-reopened",
        closed,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        revision=closed.revision,
    )
    return closed


def _explains(reason: Reason | None) -> bool:
    return reason is not None and (reason.reason is not MissedReason.OTHER or bool(reason.note.strip()))


def _keep_reasons(
    pilot: Pilot, month: Month, reasons: Mapping[uuid.UUID, Reason], *, actor: Viewer, now: dt.datetime
) -> None:
    """Write the reasons of a month; one that no longer applies goes."""
    known = month_queries.missed_reasons(pilot, month)
    for person, row in known.items():
        if person not in reasons:
            db.session.delete(row)
    for person, given in reasons.items():
        row = known.get(person) or MissedMonthReason(participation_id=person, month=str(month))
        row.reason, row.note = given.reason, given.note
        row.recorded_by_id, row.recorded_at = actor.user_id, now
        db.session.add(row)
    db.session.flush()


def _lock(pilot: Pilot) -> None:
    """Wait until nobody writes a session of the pilot; from then on they wait for the close."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot.id).with_for_update(key_share=True))


def _add(closed: MonthClose) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(closed)
    except IntegrityError as clash:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED) from clash
