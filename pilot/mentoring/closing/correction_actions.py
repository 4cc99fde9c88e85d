"""Corrections after the close: a mentor asks, a coordinator applies the hours or declines (M14)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import actions, month_locks, month_queries, month_sums, queries, refusals, rules
from pilot.mentoring.closing.actions import lock
from pilot.mentoring.closing.enums import CorrectionState, Refusal
from pilot.mentoring.closing.models import SessionApproval, SessionCorrection
from pilot.mentoring.enums import ConfirmationState
from pilot.mentoring.models import MentorSession


class CorrectionRefusedError(DomainError):
    """A correction that may not be asked for or applied: our reason, or a rule of sessions."""

    def __init__(self, problem: Refusal | rules.Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def ask_correction(
    pilot: Pilot,
    session: MentorSession,
    *,
    minutes: int,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> SessionCorrection:
    """Ask for other minutes of an own session whose month is closed or takes no more entries.

    :raises CorrectionRefusedError: the month is open, a rule is against the minutes, or one request waits.
    """
    if not is_shut(pilot, session, today=today):
        raise CorrectionRefusedError(Refusal.MONTH_OPEN)
    if minutes == session.minutes:
        raise CorrectionRefusedError(Refusal.SAME_MINUTES)
    _refuse_problem(pilot, _entry(session, minutes), now=now, today=today)
    correction = SessionCorrection(
        session_id=session.id,
        minutes_before=session.minutes,
        minutes=minutes,
        reason=reason,
        asked_by_id=actor.user_id,
        asked_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(correction)
    except IntegrityError as clash:
        raise CorrectionRefusedError(Refusal.ASKED_ALREADY) from clash
    _note("asked", pilot, correction, actor=actor, now=now)
    return correction


def approve_correction(
    pilot: Pilot, correction: SessionCorrection, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> SessionCorrection:
    """Apply the minutes of a request: its closed months get a new revision, the hours count as approved.

    Nobody approves what they wrote. Participants are not asked again, for a closed month takes no answer.

    :raises EditedMeanwhileError: the request was answered by somebody else since `seen`.
    :raises CorrectionRefusedError: it is the actor's own, was answered, or the hours cannot be so any more.
    """
    session = _take(pilot, correction, seen=seen, actor=actor)
    entry = _entry(session, correction.minutes)
    _refuse_problem(pilot, entry, now=now, today=today)
    shares = rules.shares_of(entry)
    months = _months([*_days(session), *shares])
    _refuse_new_shortage(pilot, session, shares, today=today)
    session.minutes, session.ends_at = correction.minutes, entry.ends_at
    for attendee in session.attendees:
        actions.share_out(attendee, shares)
        attendee.confirmation, attendee.answered_at = ConfirmationState.WAITING, None
    _answer(correction, CorrectionState.APPROVED, "", actor=actor, now=now)
    _approve_as_it_stands(session, actor=actor, now=now)
    month_sums.recount(pilot, [attendee.participation_id for attendee in session.attendees], months)
    revisions = _raise_revisions(pilot, months)
    _note("approved", pilot, correction, actor=actor, now=now, revisions=revisions)
    return correction


def decline_correction(
    pilot: Pilot, correction: SessionCorrection, *, answer: str, seen: int, actor: Viewer, now: dt.datetime
) -> SessionCorrection:
    """Leave the hours as they were closed, and say why.

    :raises EditedMeanwhileError: the request was answered by somebody else since `seen`.
    :raises CorrectionRefusedError: it is the actor's own, was answered, or the answer is missing.
    """
    _take(pilot, correction, seen=seen, actor=actor)
    if not answer.strip():
        raise CorrectionRefusedError(Refusal.ANSWER_MISSING)
    _answer(correction, CorrectionState.DECLINED, answer, actor=actor, now=now)
    _note("declined", pilot, correction, actor=actor, now=now)
    return correction


def is_shut(pilot: Pilot, session: MentorSession, *, today: dt.date) -> bool:
    """Tell whether a session lies in a month that is closed or takes no more entries."""
    months = _months(_days(session))
    closed = {Month.parse(month) for month in cohort.closed_months(pilot.id)}
    return bool(months & closed) or bool(month_locks.locked_months(pilot, months, today=today))


def _take(pilot: Pilot, correction: SessionCorrection, *, seen: int, actor: Viewer) -> MentorSession:
    """Take a request in hand: nobody else answers it or writes a session now."""
    lock(pilot)
    db.session.refresh(correction, ["version", "state"])
    session = correction.session
    db.session.refresh(session, ["version", "state", "minutes"])
    check_version(correction, seen)
    if correction.state is not CorrectionState.ASKED:
        raise CorrectionRefusedError(Refusal.ANSWERED_ALREADY)
    if actor.user_id in {session.mentor_id, correction.asked_by_id}:
        raise CorrectionRefusedError(Refusal.OWN_RECORDS)
    if session.minutes != correction.minutes_before:
        raise CorrectionRefusedError(Refusal.SESSION_CHANGED)
    return session


def _entry(session: MentorSession, minutes: int) -> rules.SessionEntry:
    ends_at = None if session.starts_at is None else session.starts_at + dt.timedelta(minutes=minutes)
    return rules.SessionEntry(
        mentor_id=session.mentor_id,
        participation_ids=frozenset(attendee.participation_id for attendee in session.attendees),
        held_on=session.held_on,
        minutes=minutes,
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=ends_at,
        session_id=session.id,
    )


def _refuse_problem(pilot: Pilot, entry: rules.SessionEntry, *, now: dt.datetime, today: dt.date) -> None:
    """Refuse minutes that no session may have; that the month is closed is what the request is about."""
    facts = refusals.facts_about(pilot, entry, now=now, today=today)
    problem = rules.problem_with(entry, replace(facts, closed_months=()))
    if problem is not None:
        raise CorrectionRefusedError(problem)


def _refuse_new_shortage(
    pilot: Pilot, session: MentorSession, shares: Mapping[dt.date, int], *, today: dt.date
) -> None:
    """Refuse to turn a month that was closed as met into a missed one: it needs a reason, so it is opened."""
    if pilot.carry_over is not CarryOver.NONE:
        return
    for month in _months(_days(session)):
        known = month_queries.missed_reasons(pilot, month)
        before = _counted(
            pilot, session, {share.held_on: share.minutes for share in session.attendees[0].shares}, month
        )
        lost = before - _counted(pilot, session, shares, month)
        for attendee in session.attendees:
            cell = queries.balance_of(attendee.participation, pilot, month=month, today=today)
            if cell is None or cell.required is None or attendee.participation_id in known:
                continue
            if cell.counted - lost < cell.required <= cell.counted:
                raise CorrectionRefusedError(Refusal.WOULD_BE_MISSED)


def _counted(pilot: Pilot, session: MentorSession, shares: Mapping[dt.date, int], month: Month) -> int:
    minutes = sum(minutes for day, minutes in shares.items() if Month.of(day) == month)
    return rules.counted_minutes(minutes, session.kind, group_cap=pilot.group_cap_minutes)


def _answer(
    correction: SessionCorrection, state: CorrectionState, answer: str, *, actor: Viewer, now: dt.datetime
) -> None:
    correction.state, correction.answer = state, answer
    correction.answered_by_id, correction.answered_at = actor.user_id, now
    db.session.flush()


def _approve_as_it_stands(session: MentorSession, *, actor: Viewer, now: dt.datetime) -> None:
    db.session.execute(delete(SessionApproval).where(SessionApproval.session_id == session.id))
    db.session.add(
        SessionApproval(
            session_id=session.id,
            session_version=session.version,
            approved_by_id=actor.user_id,
            approved_at=now,
        )
    )


def _raise_revisions(pilot: Pilot, months: Iterable[Month]) -> list[str]:
    """Raise the revision of each month that was closed, and name it with the new one."""
    raised = []
    for month in sorted(months):
        closed = month_queries.close_of(pilot, month)
        if closed is not None and closed.reopened_at is None:
            closed.revision += 1
            raised.append(f"{month}:{closed.revision}")
    db.session.flush()
    return raised


def _days(session: MentorSession) -> list[dt.date]:
    return [share.held_on for attendee in session.attendees for share in attendee.shares]


def _months(days: Iterable[dt.date]) -> set[Month]:
    return {Month.of(day) for day in days}


def _note(
    deed: str,
    pilot: Pilot,
    correction: SessionCorrection,
    *,
    actor: Viewer,
    now: dt.datetime,
    **detail: object,
) -> None:
    audit.record(
        f"mentoring.correction-{deed}",
        correction,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        minutes_before=correction.minutes_before,
        minutes=correction.minutes,
        **detail,
    )
