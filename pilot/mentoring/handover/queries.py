"""What a new mentor takes over from a participant's earlier pairs, with the summaries or without (M20)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState, Topic
from pilot.mentoring.handover import rules
from pilot.mentoring.handover.models import HandOver
from pilot.mentoring.models import AgreedStep, MentorSession, SessionAttendee


@dataclass(frozen=True)
class PastSession:
    """A session of an earlier pair; `summary` is empty unless the participant handed it over."""

    session_id: uuid.UUID
    held_on: dt.date
    minutes: int
    form: SessionForm
    topics: tuple[Topic, ...]
    mentor: str
    summary: str
    done_steps: tuple[str, ...]


def get_pair(pair_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer, today: dt.date) -> MentoringPair:
    """Return a running pair for its participant, or for its mentor from two weeks before it begins.

    :raises NotVisibleError: there is none of this id for this viewer, or it is too early.
    """
    people = cohort.visible_participations(viewer, Permission.SESSION_CONTENT_READ)
    pair = db.session.scalar(
        select(MentoringPair)
        .join(MentoringPair.participation)
        .where(
            MentoringPair.id == pair_id,
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.ends_on.is_(None),
            MentoringPair.participation_id.in_(people.with_only_columns(Participation.id)),
            (MentoringPair.mentor_id == viewer.user_id) | (Participation.user_id == viewer.user_id),
        )
        .options(
            joinedload(MentoringPair.mentor),
            joinedload(MentoringPair.participation).joinedload(Participation.user),
            joinedload(MentoringPair.participation).joinedload(Participation.municipality),
        )
    )
    if pair is None:
        raise NotVisibleError
    if pair.participation.user_id != viewer.user_id and today < rules.opens_on(pair.starts_on):
        raise NotVisibleError
    return pair


def hand_over_of(pair: MentoringPair) -> HandOver | None:
    """Return the participant's word on a pair that was fetched in scope, or None before any."""
    return db.session.scalar(select(HandOver).where(HandOver.pair_id == pair.id))


def past_sessions(pair: MentoringPair, *, with_content: bool) -> list[PastSession]:
    """Return the sessions of the participant with other mentors, the newest first.

    Without content the summaries and the steps that are done stay out; the summary of a group session always
    does, because others of the group have not been asked.
    """
    rows = db.session.execute(
        select(MentorSession, User.given_name, User.family_name)
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .join(User, User.id == MentorSession.mentor_id)
        .where(
            SessionAttendee.participation_id == pair.participation_id,
            MentorSession.mentor_id != pair.mentor_id,
            MentorSession.state == SessionState.HELD,
        )
        .order_by(MentorSession.held_on.desc(), MentorSession.id)
    ).all()
    steps = _done_steps(pair) if with_content else {}
    return [
        PastSession(
            session_id=session.id,
            held_on=session.held_on,
            minutes=session.minutes,
            form=session.form,
            topics=tuple(Topic(topic) for topic in session.topics),
            mentor=f"{given} {family}",
            summary=session.summary if with_content and session.kind is SessionKind.INDIVIDUAL else "",
            done_steps=tuple(steps.get(session.id, ())),
        )
        for session, given, family in rows
    ]


def _done_steps(pair: MentoringPair) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    rows = db.session.execute(
        select(AgreedStep.session_id, AgreedStep.what)
        .where(AgreedStep.participation_id == pair.participation_id, AgreedStep.closed_on.is_not(None))
        .order_by(AgreedStep.session_id, AgreedStep.number, AgreedStep.id)
    )
    for session_id, what in rows:
        found.setdefault(session_id, []).append(what)
    return found


def pairs_with_history(
    pilot: Pilot, *, viewer: Viewer, today: dt.date
) -> dict[uuid.UUID, list[MentoringPair]]:
    """Return the viewer's running pairs, by participation, whose participant had another mentor before."""
    people = cohort.visible_participations(viewer, Permission.SESSION_CONTENT_READ)
    other = (
        select(MentorSession.mentor_id, SessionAttendee.participation_id)
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .where(MentorSession.pilot_id == pilot.id, MentorSession.state == SessionState.HELD)
        .distinct()
        .subquery()
    )
    pairs = db.session.scalars(
        select(MentoringPair)
        .join(MentoringPair.participation)
        .join(
            other,
            (other.c.participation_id == MentoringPair.participation_id)
            & (other.c.mentor_id != MentoringPair.mentor_id),
        )
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.ends_on.is_(None),
            MentoringPair.participation_id.in_(people.with_only_columns(Participation.id)),
            (MentoringPair.mentor_id == viewer.user_id) | (Participation.user_id == viewer.user_id),
        )
        .options(joinedload(MentoringPair.mentor), joinedload(MentoringPair.participation))
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    ).unique()
    found: dict[uuid.UUID, list[MentoringPair]] = {}
    for pair in pairs:
        if pair.participation.user_id == viewer.user_id or today >= rules.opens_on(pair.starts_on):
            found.setdefault(pair.participation_id, []).append(pair)
    return found
