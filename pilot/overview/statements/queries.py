"""What statements are made of: the people in scope, the edition of a month, facts of sessions and classes."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.claim_rules import RIGA
from pilot.cohort.models import MentoringPair, MonthClose, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.enums import ConfirmationState, SessionState
from pilot.mentoring.models import MentorSession, SessionAttendee, SessionShare
from pilot.mentoring.timesheets.models import WorkLine
from pilot.training.models import ClassSession
from pilot.web.paging import page_of


@dataclass(frozen=True)
class Edition:
    """How far a month is fixed: closed or not, and the number of its edition; 0 was never closed (R12)."""

    is_closed: bool
    number: int
    closed_on: dt.date | None = None


def edition_of(pilot: Pilot, month: Month) -> Edition:
    """Return the edition in which a month of a pilot stands now."""
    closed = db.session.scalar(
        select(MonthClose).where(MonthClose.pilot_id == pilot.id, MonthClose.month == str(month))
    )
    if closed is None:
        return Edition(is_closed=False, number=0)
    is_closed = closed.reopened_at is None
    closed_on = closed.closed_at.astimezone(RIGA).date() if is_closed else None
    return Edition(is_closed=is_closed, number=closed.revision, closed_on=closed_on)


@dataclass(frozen=True)
class Mentee:
    """A participant of a mentor in a month: minutes received from this mentor, and what they were about."""

    participation_id: uuid.UUID
    name: str
    to_the_end: bool
    received: int
    topics: tuple[str, ...]


def workers_in(pilot: Pilot, role: Role, *, viewer: Viewer, number: int) -> Sequence[User]:
    """Return a page of those who have, or had, a role in a pilot and whose statement the viewer may read."""
    people = select(User).where(_has_role(pilot, role), _in_scope(pilot, viewer))
    return page_of(people.order_by(User.sort_key, User.id), number=number, counted=people).items


def get_worker(user_id: uuid.UUID, role: Role, *, pilot: Pilot, viewer: Viewer) -> User:
    """Return a mentor or lecturer of a pilot, also one whose role ended.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(User).where(User.id == user_id, _has_role(pilot, role), _in_scope(pilot, viewer))
    )
    if found is None:
        raise NotVisibleError
    return found


def _has_role(pilot: Pilot, role: Role) -> ColumnElement[bool]:
    return User.id.in_(
        select(RoleAssignment.user_id).where(RoleAssignment.pilot_id == pilot.id, RoleAssignment.role == role)
    )


def _in_scope(pilot: Pilot, viewer: Viewer) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    for scope in viewer.scopes_in(pilot.id, Permission.WORK_STATEMENT_READ):
        if scope.reach is Reach.PILOT:
            return User.id.is_not(None)
        conditions.append(User.id == viewer.user_id)
    return or_(false(), *conditions)


def sessions_by_id(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, MentorSession]:
    """Return sessions with the people who attended."""
    found = db.session.scalars(
        select(MentorSession)
        .where(MentorSession.id.in_(ids))
        .options(
            selectinload(MentorSession.attendees)
            .joinedload(SessionAttendee.participation)
            .joinedload(Participation.user)
        )
    )
    return {session.id: session for session in found}


def people_of(session: MentorSession) -> Sequence[str]:
    """Return the names of those who attended a session, by the alphabet."""
    people = [attendee.participation.user for attendee in session.attendees]
    return [person.name for person in sorted(people, key=lambda person: person.sort_key)]


def classes_by_id(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ClassSession]:
    """Return classes with their modules."""
    found = db.session.scalars(
        select(ClassSession).where(ClassSession.id.in_(ids)).options(joinedload(ClassSession.module))
    )
    return {each.id: each for each in found}


def lines_by_id(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, WorkLine]:
    """Return lines of time sheets."""
    found = db.session.scalars(select(WorkLine).where(WorkLine.id.in_(ids)))
    return {line.id: line for line in found}


def mentees_of(pilot: Pilot, mentors: Collection[uuid.UUID], month: Month) -> dict[uuid.UUID, list[Mentee]]:
    """Return the participants of some mentors in a month, by name; without the texts of the pair."""
    pairs = db.session.scalars(
        select(MentoringPair)
        .join(MentoringPair.participation)
        .join(Participation.user)
        .where(
            MentoringPair.pilot_id == pilot.id,
            MentoringPair.mentor_id.in_(mentors),
            MentoringPair.starts_on <= month.last_day,
            or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on >= month.first_day),
        )
        .options(joinedload(MentoringPair.participation).joinedload(Participation.user))
        .order_by(User.sort_key, MentoringPair.participation_id, MentoringPair.starts_on, MentoringPair.id)
    ).all()
    received, topics = _received_from(pilot, mentors, month)
    found: dict[uuid.UUID, dict[uuid.UUID, Mentee]] = {}
    for pair in pairs:
        key = (pair.mentor_id, pair.participation_id)
        found.setdefault(pair.mentor_id, {})[pair.participation_id] = Mentee(
            participation_id=pair.participation_id,
            name=pair.participation.user.name,
            to_the_end=pair.ends_on is None or pair.ends_on >= month.last_day,
            received=received.get(key, 0),
            topics=tuple(dict.fromkeys(topics.get(key, []))),
        )
    return {mentor_id: list(mentees.values()) for mentor_id, mentees in found.items()}


Pair = tuple[uuid.UUID, uuid.UUID]


def _received_from(
    pilot: Pilot, mentors: Collection[uuid.UUID], month: Month
) -> tuple[dict[Pair, int], dict[Pair, list[str]]]:
    """Return the minutes and topics by mentor and participation; returned records are not received (R10)."""
    rows = db.session.execute(
        select(
            MentorSession.mentor_id,
            SessionAttendee.participation_id,
            SessionShare.minutes,
            MentorSession.topics,
        )
        .join(SessionAttendee, SessionAttendee.session_id == MentorSession.id)
        .join(SessionShare, SessionShare.attendee_id == SessionAttendee.id)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.mentor_id.in_(mentors),
            MentorSession.state == SessionState.HELD,
            SessionAttendee.confirmation != ConfirmationState.RETURNED,
            SessionShare.held_on.between(month.first_day, month.last_day),
        )
        .order_by(SessionShare.held_on, MentorSession.id, SessionAttendee.id)
    )
    received: dict[Pair, int] = {}
    topics: dict[Pair, list[str]] = {}
    for mentor_id, participation_id, minutes, about in rows:
        key = (mentor_id, participation_id)
        received[key] = received.get(key, 0) + minutes
        topics.setdefault(key, []).extend(about)
    return received, topics
