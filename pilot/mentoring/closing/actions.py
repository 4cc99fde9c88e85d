"""Close a month for all pairs at once, open it again, extend it, approve records, remind (R11, R12)."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MonthClose, MonthExtension, Pilot
from pilot.cohort.rules import Month
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import month_queries
from pilot.mentoring.closing import queries, rules
from pilot.mentoring.closing.enums import Need, Refusal
from pilot.mentoring.closing.models import SessionApproval
from pilot.mentoring.closing.queries import Board
from pilot.mentoring.closing.rules import Reason, Wish
from pilot.mentoring.models import MissedMonthReason
from pilot.outbox import actions as outbox


class CloseRefusedError(DomainError):
    """A month that may not be closed, opened or approved now, with the people without a reason."""

    def __init__(self, problem: Refusal, *, people: tuple[uuid.UUID, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.people = people


def close_month(
    pilot: Pilot, month: Month, wish: Wish, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> MonthClose:
    """Close a past month: its sessions and attendance stand still from now on (R12).

    Every missed promise needs a reason (R11); what was saved before need not be said again. Records that
    nobody confirmed are approved in the actor's name, or stay uncounted, only where the wish accepts it;
    records of a coordinator never by their author. Closing a reopened month keeps its raised revision.

    :raises CloseRefusedError: the month is not over, is closed already, or something is still open.
    """
    lock(pilot)
    board = queries.board(pilot, month, today=today)
    wish = Wish({**queries.reasons_of(pilot, month), **wish.reasons}, wish.accepts_open, wish.note)
    problem = rules.problem_with(wish, _facts(board))
    if problem is not None:
        people = rules.undecided(wish, board.missed) if problem is Refusal.REASON_MISSING else ()
        raise CloseRefusedError(problem, people=people)
    _keep_reasons(
        pilot, month, {person: wish.reasons[person] for person in board.missed}, actor=actor, now=now
    )
    approved = _approve(board, {Need.UNCONFIRMED}, actor=actor, now=now)
    closed = board.close or MonthClose(pilot_id=pilot.id, month=str(month))
    closed.closed_at, closed.closed_by_id = now, actor.user_id
    closed.approval_note = wish.note if Need.APPROVAL in board.needs else ""
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
        missed=len(board.missed),
        approved_unconfirmed=approved,
        left_out=board.needs.get(Need.RETURNED, 0) + board.needs.get(Need.UNANSWERED, 0),
        own_records=board.needs.get(Need.APPROVAL, 0),
    )
    return closed


def _facts(board: Board) -> rules.Facts:
    return rules.Facts(
        is_over=board.is_over,
        is_closed=board.is_closed,
        missed=board.missed,
        needs=board.needs,
        coordinators=len(board.coordinators),
    )


def save_reasons(
    pilot: Pilot,
    month: Month,
    reasons: Mapping[uuid.UUID, Reason],
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> int:
    """Keep the reasons that are known already, before the month can be closed; return how many stand now.

    :raises CloseRefusedError: the month is not over or is closed, or another reason lacks its note.
    """
    lock(pilot)
    board = queries.board(pilot, month, today=today)
    if not board.is_over:
        raise CloseRefusedError(Refusal.MONTH_NOT_OVER)
    if board.is_closed:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED)
    untold = tuple(person for person, given in reasons.items() if not given.is_told)
    if untold:
        raise CloseRefusedError(Refusal.REASON_MISSING, people=untold)
    known = {**queries.reasons_of(pilot, month), **reasons}
    kept = {person: known[person] for person in board.missed if person in known}
    _keep_reasons(pilot, month, kept, actor=actor, now=now)
    audit.record(
        "mentoring.month-reasons-saved",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        reasons=len(kept),
    )
    return len(kept)


def reopen_month(
    pilot: Pilot,
    month: Month,
    *,
    reason: str,
    until_on: dt.date,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MonthClose:
    """Open a closed month again until a day, with the reason; its revision rises (R12).

    :raises CloseRefusedError: the month is not closed, the reason is missing, or the day is over.
    """
    lock(pilot)
    closed = month_queries.close_of(pilot, month)
    if closed is None or closed.reopened_at is not None:
        raise CloseRefusedError(Refusal.NOT_CLOSED)
    if not reason.strip():
        raise CloseRefusedError(Refusal.REASON_MISSING)
    if until_on < today:
        raise CloseRefusedError(Refusal.NOT_LATER)
    closed.reopened_at, closed.reopen_reason = now, reason
    closed.revision += 1
    _extend(pilot, month, until_on, reason=reason, actor=actor, now=now)
    audit.record(
        "mentoring.month-reopened",
        closed,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        revision=closed.revision,
        until_on=until_on,
    )
    return closed


def extend_month(
    pilot: Pilot,
    month: Month,
    *,
    reason: str,
    until_on: dt.date,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MonthExtension:
    """Let mentors write into a month that is not closed until a day, with the reason (M13).

    :raises CloseRefusedError: the month is not over or is closed, the reason is missing, or the day is over.
    """
    lock(pilot)
    if month.last_day >= today:
        raise CloseRefusedError(Refusal.MONTH_NOT_OVER)
    if str(month) in cohort.closed_months(pilot.id):
        raise CloseRefusedError(Refusal.ALREADY_CLOSED)
    if not reason.strip():
        raise CloseRefusedError(Refusal.REASON_MISSING)
    if until_on < today:
        raise CloseRefusedError(Refusal.NOT_LATER)
    extension = _extend(pilot, month, until_on, reason=reason, actor=actor, now=now)
    audit.record(
        "mentoring.month-extended",
        extension,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        until_on=until_on,
    )
    return extension


def _extend(
    pilot: Pilot, month: Month, until_on: dt.date, *, reason: str, actor: Viewer, now: dt.datetime
) -> MonthExtension:
    extension = queries.extension_of(pilot, month) or MonthExtension(pilot_id=pilot.id, month=str(month))
    extension.until_on, extension.reason = until_on, reason
    extension.granted_by_id, extension.granted_at = actor.user_id, now
    db.session.add(extension)
    db.session.flush()
    return extension


def approve_records(pilot: Pilot, month: Month, *, actor: Viewer, now: dt.datetime, today: dt.date) -> int:
    """Approve what other coordinators wrote as mentors in a month; return how many sessions (M14).

    :raises CloseRefusedError: the month is not over or is closed, or only own records wait.
    """
    lock(pilot)
    board = queries.board(pilot, month, today=today)
    if not board.is_over:
        raise CloseRefusedError(Refusal.MONTH_NOT_OVER)
    if board.is_closed:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED)
    approved = _approve(board, {Need.APPROVAL}, actor=actor, now=now)
    if not approved and Need.APPROVAL in board.needs:
        raise CloseRefusedError(Refusal.OWN_RECORDS)
    audit.record(
        "mentoring.records-approved",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        sessions=approved,
    )
    return approved


def undo_approval(pilot: Pilot, month: Month, *, actor: Viewer, now: dt.datetime, today: dt.date) -> int:
    """Take back the approvals of a month that is not closed yet, but never of own records (M14).

    :raises CloseRefusedError: the month is closed.
    """
    lock(pilot)
    board = queries.board(pilot, month, today=today)
    if board.is_closed:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED)
    sessions = {
        record.session_id
        for row in board.rows
        for record in row.records
        if record.is_approved and record.mentor_id != actor.user_id
    }
    db.session.execute(delete(SessionApproval).where(SessionApproval.session_id.in_(sessions)))
    audit.record(
        "mentoring.approval-undone",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        sessions=len(sessions),
    )
    return len(sessions)


def _approve(board: Board, needs: Collection[Need], *, actor: Viewer, now: dt.datetime) -> int:
    """Approve the sessions whose records need it, the actor's own never; return how many."""
    versions = {
        record.session_id: record.version
        for row in board.rows
        for record in row.records
        if record.need in needs and record.mentor_id != actor.user_id
    }
    db.session.execute(delete(SessionApproval).where(SessionApproval.session_id.in_(versions)))
    db.session.add_all(
        SessionApproval(
            session_id=session_id, session_version=version, approved_by_id=actor.user_id, approved_at=now
        )
        for session_id, version in versions.items()
    )
    db.session.flush()
    return len(versions)


def remind(
    pilot: Pilot,
    month: Month,
    participation_id: uuid.UUID,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> list[str]:
    """Remind those whose answer a participant's month waits for, each once a day; return their names."""
    board = queries.board(pilot, month, today=today)
    people = queries.people_to_remind(pilot, board).get(participation_id, ())
    reminded = []
    for user_id, name, is_mentor in people:
        message = outbox.Message(
            key=f"{queries.reminder_key(pilot, month)}{user_id}:{today}",
            template="month_reminder",
            recipient_id=user_id,
            pilot_id=pilot.id,
            facts={"code": pilot.code, "endpoint": "sessions.mine" if is_mentor else "sessions.my_sessions"},
        )
        if outbox.queue_once(message, now=now):
            reminded.append(name)
    audit.record(
        "mentoring.month-reminded",
        pilot,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        month=str(month),
        people=len(reminded),
    )
    return reminded


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
        if (row.reason, row.note) == (given.reason, given.note):
            continue
        row.reason, row.note = given.reason, given.note
        row.recorded_by_id, row.recorded_at = actor.user_id, now
        db.session.add(row)
    db.session.flush()


def lock(pilot: Pilot) -> None:
    """Wait until nobody writes a session of the pilot; from then on they wait for the close."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot.id).with_for_update(key_share=True))


def _add(closed: MonthClose) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(closed)
    except IntegrityError as clash:
        raise CloseRefusedError(Refusal.ALREADY_CLOSED) from clash
