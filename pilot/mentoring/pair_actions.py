"""Pair participants with mentors from a day, change the mentor, end a pair (M1)."""

import datetime as dt
import uuid

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring.enums import Refusal, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee


class PairRefusedError(DomainError):
    """A pair that may not be made or ended so."""

    def __init__(self, problem: Refusal) -> None:
        super().__init__(problem)
        self.problem = problem


def pair_up(
    pilot: Pilot,
    participation: Participation,
    mentor_id: uuid.UUID,
    *,
    role: PairRole,
    starts_on: dt.date,
    actor: Viewer,
    now: dt.datetime,
) -> MentoringPair:
    """Pair a participant with a mentor from a day; one primary mentor at a time, others advise (M1).

    :raises PairRefusedError: the two are one person, or another primary mentor has that time.
    """
    pair = MentoringPair(
        pilot_id=pilot.id,
        participation_id=participation.id,
        mentor_id=mentor_id,
        role=role,
        starts_on=starts_on,
    )
    _refuse_overlap(pair, participation)
    _add(pair)
    audit.record(
        "mentoring.pair-made",
        pair,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        role=str(role),
        starts_on=starts_on,
    )
    return pair


def change_mentor(
    pilot: Pilot,
    pair: MentoringPair,
    mentor_id: uuid.UUID,
    *,
    from_on: dt.date,
    reason: str,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentoringPair:
    """Give the participant of a pair another mentor from a day; the old pair ends the day before (M1).

    :raises EditedMeanwhileError: the pair was saved by somebody else since `seen`.
    :raises PairRefusedError: the day does not fit the pair, its sessions or another pair.
    """
    check_version(pair, seen)
    if mentor_id == pair.mentor_id:
        raise PairRefusedError(Refusal.SAME_MENTOR)
    successor = MentoringPair(
        pilot_id=pilot.id,
        participation_id=pair.participation_id,
        mentor_id=mentor_id,
        role=pair.role,
        starts_on=from_on,
    )
    _refuse_overlap(successor, pair.participation, besides=pair)
    _end(pair, from_on - dt.timedelta(days=1), reason=reason, today=today)
    db.session.flush()
    _add(successor)
    audit.record(
        "mentoring.mentor-changed", successor, actor=actor, at=now, pilot_id=pilot.id, starts_on=from_on
    )
    return successor


def end_pair(
    pilot: Pilot,
    pair: MentoringPair,
    *,
    ends_on: dt.date,
    reason: str,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentoringPair:
    """End a pair with a day up to today; the mentor's access to the participant ends at once (M1).

    :raises EditedMeanwhileError: the pair was saved by somebody else since `seen`.
    :raises PairRefusedError: the day does not fit the pair or its sessions.
    """
    check_version(pair, seen)
    _end(pair, ends_on, reason=reason, today=today)
    db.session.flush()
    audit.record("mentoring.pair-ended", pair, actor=actor, at=now, pilot_id=pilot.id, ends_on=ends_on)
    return pair


def _end(pair: MentoringPair, ends_on: dt.date, *, reason: str, today: dt.date) -> None:
    if pair.ends_on is not None:
        raise PairRefusedError(Refusal.PAIR_ENDED)
    if ends_on > today:
        raise PairRefusedError(Refusal.NOT_YET)
    if ends_on < pair.starts_on:
        raise PairRefusedError(Refusal.ENDS_BEFORE_START)
    last_session = db.session.scalar(
        select(func.max(MentorSession.held_on))
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(
            MentorSession.mentor_id == pair.mentor_id,
            MentorSession.state == SessionState.HELD,
            SessionAttendee.participation_id == pair.participation_id,
        )
    )
    if last_session is not None and last_session > ends_on:
        raise PairRefusedError(Refusal.SESSIONS_AFTER)
    pair.ends_on, pair.end_reason = ends_on, reason


def _refuse_overlap(
    pair: MentoringPair, participation: Participation, *, besides: MentoringPair | None = None
) -> None:
    """Refuse a second primary mentor for a time, and a second pair of the same two."""
    if pair.mentor_id == participation.user_id:
        raise PairRefusedError(Refusal.OWN_PERSON)
    rivals = select(MentoringPair.id).where(
        MentoringPair.participation_id == participation.id,
        or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= pair.starts_on),
        or_(MentoringPair.role == PairRole.PRIMARY, MentoringPair.mentor_id == pair.mentor_id)
        if pair.role is PairRole.PRIMARY
        else MentoringPair.mentor_id == pair.mentor_id,
    )
    if besides is not None:
        rivals = rivals.where(MentoringPair.id != besides.id)
    if db.session.scalar(rivals.order_by(MentoringPair.id).limit(1)) is not None:
        raise PairRefusedError(Refusal.PAIR_OVERLAPS)


def _add(pair: MentoringPair) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(pair)
    except IntegrityError as clash:
        raise PairRefusedError(Refusal.PAIR_OVERLAPS) from clash
