"""Offer pairs from a day, answer them, change the mentor, end a pair or take it back (M1)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.enums import PairAnswer, PairRole
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError, NotVisibleError
from pilot.extensions import db
from pilot.mentoring.enums import ChangeReason, Refusal, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee


class PairRefusedError(DomainError):
    """A pair that may not be made, answered or ended so; of several the participation says which."""

    def __init__(self, problem: Refusal, participation_id: uuid.UUID | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.participation_id = participation_id


@dataclass(frozen=True)
class Offer:
    """A mentor for a participant from a day, a substitute also to a day."""

    participation: Participation
    mentor_id: uuid.UUID
    role: PairRole
    starts_on: dt.date
    ends_on: dt.date | None = None


def pair_up(
    pilot: Pilot,
    participation: Participation,
    mentor_id: uuid.UUID,
    *,
    role: PairRole,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    actor: Viewer,
    now: dt.datetime,
) -> MentoringPair:
    """Offer one pair, see `offer_pairs` (M1).

    :raises PairRefusedError: the two are one person, the days are wrong, or another mentor has that time.
    """
    offer = Offer(participation, mentor_id, role, starts_on, ends_on)
    return offer_pairs(pilot, [offer], actor=actor, now=now)[0]


def offer_pairs(
    pilot: Pilot, offers: Sequence[Offer], *, actor: Viewer, now: dt.datetime
) -> list[MentoringPair]:
    """Offer pairs from a day; one main mentor at a time, a substitute for some days, others advise (M1).

    A pair works from its first day; both are asked to accept it. All are made, or none.

    :raises PairRefusedError: the two are one person, the days are wrong, or another mentor has that time.
    """
    pairs = []
    for offer in sorted(offers, key=lambda offer: offer.participation.id):
        pair = _offered(offer)
        _stand_still(pair.participation_id)
        try:
            _refuse_dates(pair)
            _refuse_overlap(pair, offer.participation)
        except PairRefusedError as refusal:
            raise PairRefusedError(refusal.problem, pair.participation_id) from None
        pairs.append(pair)
    for pair in pairs:
        _add(pair)
        audit.record(
            "mentoring.pair-made",
            pair,
            actor=actor,
            at=now,
            pilot_id=pilot.id,
            role=str(pair.role),
            starts_on=pair.starts_on,
            ends_on=pair.ends_on,
        )
    return pairs


def change_mentor(
    pilot: Pilot,
    pair: MentoringPair,
    mentor_id: uuid.UUID,
    *,
    from_on: dt.date,
    reason: ChangeReason | None,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentoringPair:
    """Give the participant of a pair another mentor from a day; the old pair ends the day before (M1).

    The reason is kept for the coordinator; nobody is told one.

    :raises EditedMeanwhileError: the pair was saved by somebody else since `seen`.
    :raises PairRefusedError: the day does not fit the pair, its sessions or another pair.
    """
    check_version(pair, seen)
    if mentor_id == pair.mentor_id:
        raise PairRefusedError(Refusal.SAME_MENTOR)
    last_day = pair.ends_on if pair.role is PairRole.SUBSTITUTE else None
    successor = _offered(Offer(pair.participation, mentor_id, pair.role, from_on, last_day))
    if successor.ends_on is not None and from_on > successor.ends_on:
        raise PairRefusedError(Refusal.PAIR_ENDED)
    _stand_still(pair.participation_id)
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
    reason: ChangeReason | None,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentoringPair:
    """End a pair with a day up to today, a substitute also before its last day (M1).

    :raises EditedMeanwhileError: the pair was saved by somebody else since `seen`.
    :raises PairRefusedError: the day does not fit the pair or its sessions.
    """
    check_version(pair, seen)
    _end(pair, ends_on, reason=reason, today=today)
    db.session.flush()
    audit.record("mentoring.pair-ended", pair, actor=actor, at=now, pilot_id=pilot.id, ends_on=ends_on)
    return pair


def take_back(
    pilot: Pilot, pair: MentoringPair, *, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Take back a pair that has not begun, as if it had never been offered.

    :raises EditedMeanwhileError: the pair was saved by somebody else since `seen`.
    :raises PairRefusedError: it has begun, or something was written down for it.
    """
    check_version(pair, seen)
    if pair.starts_on <= today:
        raise PairRefusedError(Refusal.ALREADY_BEGUN)
    if _last_session(pair, SessionState.HELD, SessionState.PLANNED, first_on=pair.starts_on) is not None:
        raise PairRefusedError(Refusal.PAIR_IN_USE)
    audit.record(
        "mentoring.pair-taken-back", pair, actor=actor, at=now, pilot_id=pilot.id, starts_on=pair.starts_on
    )
    try:
        with db.session.begin_nested():
            db.session.delete(pair)
    except IntegrityError as kept:
        raise PairRefusedError(Refusal.PAIR_IN_USE) from kept


def answer_pair(
    pilot: Pilot,
    pair: MentoringPair,
    answer: PairAnswer,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> MentoringPair:
    """Keep what a mentor or a participant says to an own pair; the other one is not told.

    :raises NotVisibleError: the actor is neither of the two.
    :raises PairRefusedError: the pair is over.
    """
    if actor.user_id not in {pair.mentor_id, pair.participation.user_id}:
        raise NotVisibleError
    if pair.ends_on is not None and pair.ends_on < today:
        raise PairRefusedError(Refusal.PAIR_ENDED)
    if actor.user_id == pair.mentor_id:
        pair.mentor_answer = answer
    else:
        pair.participant_answer = answer
    db.session.flush()
    audit.record("mentoring.pair-answered", pair, actor=actor, at=now, pilot_id=pilot.id)
    return pair


def ask_again(pilot: Pilot, pair: MentoringPair, *, actor: Viewer, now: dt.datetime) -> MentoringPair:
    """Ask whoever wanted to talk about a pair once more, after the talk."""
    if pair.mentor_answer is PairAnswer.ASK_ME:
        pair.mentor_answer = PairAnswer.WAITING
    if pair.participant_answer is PairAnswer.ASK_ME:
        pair.participant_answer = PairAnswer.WAITING
    db.session.flush()
    audit.record("mentoring.pair-asked-again", pair, actor=actor, at=now, pilot_id=pilot.id)
    return pair


def _offered(offer: Offer) -> MentoringPair:
    return MentoringPair(
        pilot_id=offer.participation.pilot_id,
        participation_id=offer.participation.id,
        mentor_id=offer.mentor_id,
        role=offer.role,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        mentor_answer=PairAnswer.WAITING,
        participant_answer=PairAnswer.WAITING,
    )


def _refuse_dates(pair: MentoringPair) -> None:
    if pair.role is not PairRole.SUBSTITUTE:
        if pair.ends_on is not None:
            raise PairRefusedError(Refusal.ONLY_SUBSTITUTE)
        return
    if pair.ends_on is None:
        raise PairRefusedError(Refusal.LAST_DAY_MISSING)
    if pair.ends_on < pair.starts_on:
        raise PairRefusedError(Refusal.LAST_BEFORE_FIRST)
    main = select(MentoringPair.id).where(
        MentoringPair.participation_id == pair.participation_id,
        MentoringPair.role == PairRole.PRIMARY,
        MentoringPair.starts_on <= pair.ends_on,
        or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= pair.starts_on),
    )
    if db.session.scalar(main.order_by(MentoringPair.id).limit(1)) is None:
        raise PairRefusedError(Refusal.NO_MAIN_MENTOR)


def _stand_still(participation_id: uuid.UUID) -> None:
    """Wait for whoever gives the same participant a mentor, so that two never have the same days."""
    db.session.execute(
        select(Participation.id).where(Participation.id == participation_id).with_for_update(key_share=True)
    )


def _end(pair: MentoringPair, ends_on: dt.date, *, reason: ChangeReason | None, today: dt.date) -> None:
    is_cut_short = pair.role is PairRole.SUBSTITUTE and pair.ends_on is not None and ends_on < pair.ends_on
    if pair.ends_on is not None and not is_cut_short:
        raise PairRefusedError(Refusal.PAIR_ENDED)
    if ends_on > today:
        raise PairRefusedError(Refusal.NOT_YET)
    if ends_on < pair.starts_on:
        raise PairRefusedError(Refusal.ENDS_BEFORE_START)
    last_session = _last_session(pair, SessionState.HELD, last_on=pair.ends_on)
    if last_session is not None and last_session > ends_on:
        raise PairRefusedError(Refusal.SESSIONS_AFTER)
    pair.ends_on, pair.end_reason = ends_on, str(reason or "")


def _last_session(
    pair: MentoringPair,
    *states: SessionState,
    first_on: dt.date | None = None,
    last_on: dt.date | None = None,
) -> dt.date | None:
    """Return the last day on which the two have a session in one of some states, between two days."""
    statement = (
        select(func.max(MentorSession.held_on))
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(
            MentorSession.mentor_id == pair.mentor_id,
            MentorSession.state.in_(states),
            SessionAttendee.participation_id == pair.participation_id,
        )
    )
    if first_on is not None:
        statement = statement.where(MentorSession.held_on >= first_on)
    if last_on is not None:
        statement = statement.where(MentorSession.held_on <= last_on)
    return db.session.scalar(statement)


def _refuse_overlap(
    pair: MentoringPair, participation: Participation, *, besides: MentoringPair | None = None
) -> None:
    """Refuse a second main mentor, a second substitute, and a second pair of the same two, for a time."""
    if pair.mentor_id == participation.user_id:
        raise PairRefusedError(Refusal.OWN_PERSON)
    is_same_mentor = MentoringPair.mentor_id == pair.mentor_id
    match pair.role:
        case PairRole.PRIMARY:
            is_rival = or_(
                MentoringPair.role == PairRole.PRIMARY,
                and_(is_same_mentor, MentoringPair.role != PairRole.SUBSTITUTE),
            )
        case PairRole.SUBSTITUTE:
            is_rival = or_(
                MentoringPair.role == PairRole.SUBSTITUTE,
                and_(is_same_mentor, MentoringPair.role == PairRole.PRIMARY),
            )
        case PairRole.CONSULTANT:
            is_rival = and_(is_same_mentor, MentoringPair.role != PairRole.SUBSTITUTE)
    rivals = select(MentoringPair.id).where(
        MentoringPair.participation_id == participation.id,
        or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= pair.starts_on),
        is_rival,
    )
    if pair.ends_on is not None:
        rivals = rivals.where(MentoringPair.starts_on <= pair.ends_on)
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
