"""Log, correct, delete and answer mentor sessions; each keeps the month table in the same transaction."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import delete, select, update

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError, EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring import (
    asking,
    month_sums,
    refusals,
    rules,
    snapshots,
)
from pilot.mentoring.enums import ConfirmationState, NotHeldReason, Refusal, SessionState
from pilot.mentoring.models import (
    AgreedStep,
    LengthHabit,
    MentorSession,
    SessionAttendee,
    SessionShare,
)


class AnswerRefusedError(DomainError):
    """An answer to a session that may not be given."""

    def __init__(self, problem: Refusal) -> None:
        super().__init__(problem)
        self.problem = problem


def log_session(
    pilot: Pilot,
    record: rules.Record,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
    by: Viewer | None = None,
) -> MentorSession:
    """Write down a session that the actor held or plans, and recount its months (M3, M7, M8).

    `by` is who did it in the name of the actor: a participant who books one of the actor's times.

    :raises SessionRefusedError: a rule is against it; nothing was written.
    """
    stand_still(pilot, actor.user_id, record.participation_ids)
    entry = record.entry(mentor_id=actor.user_id)
    refusals.refuse_problem(pilot, entry, now=now, today=today)
    shares = rules.shares_of(entry)
    session = MentorSession(
        pilot_id=pilot.id,
        mentor_id=actor.user_id,
        kind=record.kind,
        state=SessionState.PLANNED if record.planned else SessionState.HELD,
        logged_at=now,
        attendees=[
            SessionAttendee(
                participation_id=participation_id,
                shares=[SessionShare(held_on=day, minutes=minutes) for day, minutes in shares.items()],
            )
            for participation_id in sorted(record.participation_ids)
        ],
    )
    _write(session, record, entry)
    db.session.add(session)
    db.session.flush()
    snapshots.remember(session, {}, now=now)
    month_sums.recount(pilot, record.participation_ids, refusals.months_of(shares))
    asking.ask_participants(pilot, session, now=now)
    note(
        "mentoring.session-planned" if record.planned else "mentoring.session-logged",
        session,
        by or actor,
        now,
    )
    return session


def correct_session(
    pilot: Pilot,
    session: MentorSession,
    record: rules.Record,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentorSession:
    """Change a session of the actor; what was confirmed of other minutes or another day is asked again.

    The people stay. A record that a participant returned is put before them again.

    :raises EditedMeanwhileError: the session was saved by somebody else since `seen`.
    :raises SessionRefusedError: a rule is against it, or a month it leaves is closed (R12).
    """
    people = take(pilot, session, session.attendees, seen=seen)
    refusals.refuse_closed(pilot, session, now=now)
    record = replace(record, participation_ids=people)
    entry = record.entry(mentor_id=session.mentor_id, session_id=session.id)
    refusals.refuse_problem(pilot, entry, now=now, today=today)
    shares = rules.shares_of(entry)
    before = refusals.days_of(session.attendees)
    has_changed = any(_as_days(attendee) != shares for attendee in session.attendees)
    has_changed |= rules.is_received(session.form) != rules.is_received(record.form)
    if session.state is not SessionState.HELD:
        session.settled_at = None if record.planned else now
    _write(session, record, entry)
    session.state = SessionState.PLANNED if record.planned else SessionState.HELD
    session.not_held_reason = None
    for attendee in session.attendees:
        share_out(attendee, shares)
        if has_changed or attendee.confirmation is ConfirmationState.RETURNED:
            attendee.confirmation, attendee.answered_at = ConfirmationState.WAITING, None
            attendee.asked_at = None
    db.session.flush()
    month_sums.recount(pilot, people, refusals.months_of([*before, *shares]))
    asking.ask_participants(pilot, session, now=now)
    note("mentoring.session-corrected", session, actor, now)
    return session


def hold_session(
    pilot: Pilot, session: MentorSession, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> MentorSession:
    """Say that a planned session took place as it was planned.

    :raises EditedMeanwhileError: the session was saved by somebody else since `seen`.
    :raises SessionRefusedError: a rule is against it.
    """
    people = _take_plan(pilot, session, seen=seen)
    entry = rules.SessionEntry(
        mentor_id=session.mentor_id,
        participation_ids=people,
        held_on=session.held_on,
        minutes=session.minutes,
        kind=session.kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session_id=session.id,
    )
    refusals.refuse_problem(pilot, entry, now=now, today=today)
    before = snapshots.state_of(session)
    session.state, session.settled_at = SessionState.HELD, now
    db.session.flush()
    snapshots.remember(session, before, now=now)
    month_sums.recount(pilot, people, refusals.months_of(refusals.days_of(session.attendees)))
    asking.ask_participants(pilot, session, now=now)
    note("mentoring.session-held", session, actor, now)
    return session


def miss_session(
    pilot: Pilot,
    session: MentorSession,
    reason: NotHeldReason,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentorSession:
    """Say that a planned session did not take place: it stays as an attempt with no minutes (M5).

    :raises EditedMeanwhileError: the session was saved by somebody else since `seen`, or is no plan.
    :raises SessionRefusedError: its day is still to come, or a month of it is closed (R12).
    """
    people = _take_plan(pilot, session, seen=seen)
    if session.held_on > today:
        raise refusals.SessionRefusedError(rules.Problem.STILL_TO_COME)
    refusals.refuse_closed(pilot, session, now=now)
    before, touched = snapshots.state_of(session), refusals.months_of(refusals.days_of(session.attendees))
    session.state, session.not_held_reason = SessionState.NOT_HELD, reason
    session.minutes, session.settled_at = 0, now
    for attendee in session.attendees:
        share_out(attendee, {session.held_on: 0})
    db.session.flush()
    snapshots.remember(session, before, now=now)
    month_sums.recount(pilot, people, touched)
    audit.record(
        "mentoring.session-not-held",
        session,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        held_on=session.held_on,
        reason=reason,
    )
    return session


def cancel_session(
    pilot: Pilot, session: MentorSession, *, seen: int, actor: Viewer, now: dt.datetime
) -> None:
    """Take back a session of the actor: it counts no more and its texts are gone; that it was is kept.

    :raises EditedMeanwhileError: the session was saved by somebody else since `seen`.
    :raises SessionRefusedError: a month of it is closed (R12).
    """
    people = take(pilot, session, session.attendees, seen=seen)
    refusals.refuse_closed(pilot, session, now=now)
    empty(session)
    db.session.flush()
    month_sums.recount(pilot, people, refusals.months_of(refusals.days_of(session.attendees)))
    note("mentoring.session-cancelled", session, actor, now)


def empty(session: MentorSession) -> None:
    """Leave of a session only that it was: a tombstone without texts and steps."""
    session.state, session.not_held_reason = SessionState.CANCELLED, None
    session.summary = session.place = ""
    db.session.flush()
    _forget_steps(session)


def remember_bare_minutes(*, actor: Viewer, now: dt.datetime) -> None:
    """Keep that a number alone is a length in minutes for the actor, who is not asked again (M4)."""
    db.session.merge(LengthHabit(user_id=actor.user_id, told_at=now))
    db.session.flush()


def _forget_steps(session: MentorSession) -> None:
    """Delete the steps that were agreed in a session; one that was closed in it stays closed."""
    db.session.execute(
        update(AgreedStep).where(AgreedStep.closed_in_id == session.id).values(closed_in_id=None)
    )
    db.session.execute(delete(AgreedStep).where(AgreedStep.session_id == session.id))


def answer_session(
    pilot: Pilot,
    attendee: SessionAttendee,
    answer: ConfirmationState,
    *,
    comment: str,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> SessionAttendee:
    """Confirm a session as its participant, or return it with a comment, not to count meanwhile (M11, R10).

    "Waiting" is a comment without a verdict: what was answered before stays.

    :raises EditedMeanwhileError: the session was changed since `seen`.
    :raises AnswerRefusedError: the record is the actor's own, was not held, or lacks the comment (M14).
    :raises SessionRefusedError: a month of it is closed (R12).
    """
    session = attendee.session
    take(pilot, session, [attendee], seen=seen)
    if session.mentor_id == actor.user_id:
        raise AnswerRefusedError(Refusal.OWN_RECORD)
    if session.state is not SessionState.HELD:
        raise AnswerRefusedError(Refusal.NOT_HELD)
    if answer is not ConfirmationState.CONFIRMED and not comment.strip():
        raise AnswerRefusedError(Refusal.COMMENT_MISSING)
    refusals.refuse_closed_days(pilot, refusals.days_of([attendee]))
    attendee.comment = comment
    if answer is not ConfirmationState.WAITING:
        attendee.confirmation, attendee.answered_at = answer, now
    db.session.flush()
    month_sums.recount(pilot, {attendee.participation_id}, refusals.months_of(refusals.days_of([attendee])))
    audit.record(f"mentoring.session-{answer}", session, actor=actor, at=now, pilot_id=pilot.id)
    return attendee


def stand_still(pilot: Pilot, mentor_id: uuid.UUID, people: Collection[uuid.UUID]) -> None:
    """Wait for whoever changes the same people or closes a month, so that sums and refusals hold."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot.id).with_for_update(read=True))
    db.session.execute(select(User.id).where(User.id == mentor_id).with_for_update(key_share=True))
    db.session.execute(
        select(Participation.id)
        .where(Participation.id.in_(people))
        .order_by(Participation.id)
        .with_for_update(key_share=True)
    )


def take(
    pilot: Pilot, session: MentorSession, attendees: Sequence[SessionAttendee], *, seen: int
) -> frozenset[uuid.UUID]:
    """Take a session in hand: nobody else changes it now, and it is the one that was seen."""
    people = frozenset(attendee.participation_id for attendee in attendees)
    stand_still(pilot, session.mentor_id, people)
    db.session.refresh(session, ["version", "state"])
    for attendee in attendees:
        db.session.refresh(attendee, ["version", "confirmation"])
    check_version(session, seen)
    return people


def _take_plan(pilot: Pilot, session: MentorSession, *, seen: int) -> frozenset[uuid.UUID]:
    """Take a session in hand that is still a plan: one that was answered already is not."""
    people = take(pilot, session, session.attendees, seen=seen)
    if session.state is not SessionState.PLANNED:
        raise EditedMeanwhileError
    return people


def _write(session: MentorSession, record: rules.Record, entry: rules.SessionEntry) -> None:
    session.held_on = record.held_on
    session.starts_at, session.ends_at = entry.starts_at, entry.ends_at
    session.minutes = record.minutes
    session.form = record.form
    session.place = record.place
    session.topics = list(record.topics)
    session.summary = record.summary
    session.next_on = record.next_on


def share_out(attendee: SessionAttendee, shares: Mapping[dt.date, int]) -> None:
    """Give an attendee the minutes of each day, keeping the rows of days that stay."""
    kept = {share.held_on: share for share in attendee.shares}
    attendee.shares = [kept.get(day) or SessionShare(held_on=day) for day in shares]
    for share in attendee.shares:
        share.minutes = shares[share.held_on]


def _as_days(attendee: SessionAttendee) -> dict[dt.date, int]:
    return {share.held_on: share.minutes for share in attendee.shares}


def note(action: str, session: MentorSession, actor: Viewer, now: dt.datetime) -> None:
    """Record the event of a deed on a session."""
    audit.record(
        action,
        session,
        actor=actor,
        at=now,
        pilot_id=session.pilot_id,
        held_on=session.held_on,
        minutes=session.minutes,
    )
