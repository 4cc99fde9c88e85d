"""Pairs and single sessions in the viewer's scope; what only the pair reads stays with the pair."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.cohort.rules import Month
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring import month_queries, queries, rules
from pilot.mentoring.enums import (
    ConfirmationState,
    Conflict,
    NotHeldReason,
    SessionForm,
    SessionKind,
    SessionState,
    Topic,
)
from pilot.mentoring.models import LengthHabit, MentorSession, SessionAttendee, SessionShare

LATEST = 20
NEXT_PLANS = 3


@dataclass(frozen=True)
class SessionLine:
    """A session as one participant's record; the summary is empty for whoever is not of the pair."""

    session_id: uuid.UUID
    attendee_id: uuid.UUID
    version: int
    participation_id: uuid.UUID
    participant: str
    mentor: str
    held_on: dt.date
    starts_at: dt.datetime | None
    logged_on: dt.date
    minutes: int
    form: SessionForm
    kind: SessionKind
    state: SessionState
    not_held_reason: NotHeldReason | None
    confirmation: ConfirmationState
    answered_at: dt.datetime | None
    topics: tuple[Topic, ...]
    summary: str
    comment: str
    next_on: dt.date | None
    is_own: bool
    is_closed: bool

    @property
    def counts(self) -> bool:
        """Tell whether the minutes are received: held, not in writing, not returned (R10, M6)."""
        return (
            self.state is SessionState.HELD
            and rules.is_received(self.form)
            and self.confirmation is not ConfirmationState.RETURNED
        )

    @property
    def is_late(self) -> bool:
        """Tell whether the session was written down long after it took place."""
        return self.state is SessionState.HELD and rules.is_entered_late(
            self.held_on, logged_on=self.logged_on
        )


def visible_pairs(viewer: Viewer) -> Select[MentoringPair]:
    """Return the statement every list of pairs begins with."""
    conditions = []
    for scope in viewer.scopes(Permission.PAIR_READ):
        match scope.reach:
            case Reach.PILOT:
                conditions.append(MentoringPair.pilot_id == scope.pilot_id)
            case Reach.MUNICIPALITY:
                conditions.append(
                    (MentoringPair.pilot_id == scope.pilot_id)
                    & (Participation.municipality_id == scope.municipality_id)
                )
            case Reach.OWN:
                conditions.append(
                    (MentoringPair.pilot_id == scope.pilot_id)
                    & or_(MentoringPair.mentor_id == viewer.user_id, Participation.user_id == viewer.user_id)
                )
            case _:
                conditions.append(false())
    return select(MentoringPair).join(MentoringPair.participation).where(or_(false(), *conditions))


def pairs_in(pilot: Pilot, *, viewer: Viewer) -> list[MentoringPair]:
    """Return the pairs of a pilot in the viewer's scope, by participant, the newest first."""
    return list(
        db.session.scalars(
            visible_pairs(viewer)
            .where(MentoringPair.pilot_id == pilot.id)
            .join(Participation.user)
            .options(*_people_of_pair())
            .order_by(User.sort_key, Participation.id, MentoringPair.starts_on.desc(), MentoringPair.id)
        )
    )


def get_pair(pair_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MentoringPair:
    """Return a pair of a pilot with its people.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pair = db.session.scalar(
        visible_pairs(viewer)
        .where(MentoringPair.id == pair_id, MentoringPair.pilot_id == pilot.id)
        .options(*_people_of_pair())
    )
    if pair is None:
        raise NotVisibleError
    return pair


def _people_of_pair() -> tuple[ExecutableOption, ...]:
    of_participation = joinedload(MentoringPair.participation)
    return (
        joinedload(MentoringPair.mentor),
        of_participation.joinedload(Participation.user),
        of_participation.joinedload(Participation.municipality),
    )


def conflicts_of(pilot: Pilot, pairs: Collection[MentoringPair]) -> dict[uuid.UUID, tuple[Conflict, ...]]:
    """Return what to weigh about each pair: the mentor works for the same municipality, or heads it."""
    roles = db.session.execute(
        select(RoleAssignment.user_id, RoleAssignment.role, RoleAssignment.municipality_id).where(
            RoleAssignment.pilot_id == pilot.id,
            RoleAssignment.user_id.in_({pair.mentor_id for pair in pairs}),
            RoleAssignment.municipality_id.is_not(None),
            RoleAssignment.ended_at.is_(None),
        )
    ).all()
    found = {}
    for pair in pairs:
        held = {
            role
            for user_id, role, municipality_id in roles
            if user_id == pair.mentor_id and municipality_id == pair.participation.municipality_id
        }
        conflicts = [Conflict.HEAD_OF_SERVICE] if Role.MANAGER in held else []
        conflicts += [Conflict.SAME_MUNICIPALITY] if held - {Role.MANAGER} else []
        found[pair.id] = tuple(conflicts)
    return found


def mentees(pilot: Pilot, *, viewer: Viewer) -> list[Participation]:
    """Return the participants for whom the viewer may log sessions, by name."""
    return cohort.participations_in(pilot, viewer=viewer, permission=Permission.SESSION_CREATE)


def mentees_recent_first(pilot: Pilot, *, viewer: Viewer) -> list[Participation]:
    """Return the participants for whom the viewer may log sessions, whom they met last first."""
    rows = db.session.execute(
        select(SessionAttendee.participation_id, func.max(MentorSession.held_on).label("held_on"))
        .join(SessionAttendee.session)
        .where(
            MentorSession.pilot_id == pilot.id,
            MentorSession.mentor_id == viewer.user_id,
            MentorSession.state == SessionState.HELD,
        )
        .group_by(SessionAttendee.participation_id)
    )
    last: dict[uuid.UUID, dt.date] = {row.participation_id: row.held_on for row in rows}
    people = mentees(pilot, viewer=viewer)
    return sorted(people, key=lambda person: last.get(person.id, dt.date.min), reverse=True)


def get_session(session_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MentorSession:
    """Return a session the viewer wrote, with its attendees and their minutes.

    :raises NotVisibleError: there is none of this id for this viewer, or it was deleted.
    """
    session = db.session.scalar(
        select(MentorSession)
        .where(
            MentorSession.id == session_id,
            MentorSession.pilot_id == pilot.id,
            MentorSession.mentor_id == viewer.user_id,
            MentorSession.state != SessionState.CANCELLED,
        )
        .options(
            selectinload(MentorSession.attendees).selectinload(SessionAttendee.shares),
            selectinload(MentorSession.attendees)
            .joinedload(SessionAttendee.participation)
            .joinedload(Participation.user),
        )
    )
    if session is None or not viewer.may_in(pilot.id, Permission.SESSION_UPDATE):
        raise NotVisibleError
    return session


def get_attendee(attendee_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> SessionAttendee:
    """Return the viewer's own place in a held session, with the session and the minutes.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    attendee = db.session.scalar(
        select(SessionAttendee)
        .join(SessionAttendee.session)
        .join(SessionAttendee.participation)
        .where(
            SessionAttendee.id == attendee_id,
            MentorSession.pilot_id == pilot.id,
            MentorSession.state == SessionState.HELD,
            Participation.user_id == viewer.user_id,
        )
        .options(
            joinedload(SessionAttendee.session).joinedload(MentorSession.mentor),
            joinedload(SessionAttendee.participation),
            selectinload(SessionAttendee.shares),
        )
    )
    if attendee is None or not viewer.may_in(pilot.id, Permission.SESSION_CONFIRM):
        raise NotVisibleError
    return attendee


def own_participation(pilot: Pilot, *, viewer: Viewer) -> Participation:
    """Return the viewer's own participation in a pilot.

    :raises NotVisibleError: the viewer takes no part in it.
    """
    participation = db.session.scalar(
        cohort.visible_participations(viewer, Permission.SESSION_CONFIRM).where(
            Participation.pilot_id == pilot.id, Participation.user_id == viewer.user_id
        )
    )
    if participation is None:
        raise NotVisibleError
    return participation


def _lines() -> Select[SessionAttendee]:
    return (
        select(SessionAttendee)
        .join(SessionAttendee.session)
        .join(SessionAttendee.participation)
        .where(MentorSession.state != SessionState.CANCELLED)
        .options(
            joinedload(SessionAttendee.session).joinedload(MentorSession.mentor),
            joinedload(SessionAttendee.participation).joinedload(Participation.user),
            selectinload(SessionAttendee.shares),
        )
        .order_by(MentorSession.held_on.desc(), MentorSession.logged_at.desc(), SessionAttendee.id)
    )


def _is_near() -> ColumnElement[bool]:
    """Return the condition that a session is no plan, or one of the participant's next few (M16)."""
    other, earlier = aliased(SessionAttendee), aliased(MentorSession)
    plans_before = (
        select(func.count())
        .select_from(other)
        .join(earlier, earlier.id == other.session_id)
        .where(
            other.participation_id == SessionAttendee.participation_id,
            earlier.state == SessionState.PLANNED,
            earlier.held_on < MentorSession.held_on,
        )
        .correlate(SessionAttendee, MentorSession)
        .scalar_subquery()
    )
    return or_(MentorSession.state != SessionState.PLANNED, plans_before < NEXT_PLANS)


def sessions_of(participation: Participation, *, viewer: Viewer) -> list[SessionLine]:
    """Return the latest sessions, newest first, of a participation that was fetched in scope."""
    attendees = db.session.scalars(
        _lines().where(SessionAttendee.participation_id == participation.id, _is_near()).limit(LATEST)
    )
    return _whole_lines(participation.pilot_id, attendees.all(), viewer)


def waiting_of(participation: Participation, *, viewer: Viewer) -> list[SessionLine]:
    """Return the held sessions on which a participant has not answered yet, without closed months (M11)."""
    attendees = db.session.scalars(
        _lines().where(
            SessionAttendee.participation_id == participation.id,
            SessionAttendee.confirmation == ConfirmationState.WAITING,
            MentorSession.state == SessionState.HELD,
        )
    )
    lines = _whole_lines(participation.pilot_id, attendees.all(), viewer)
    return [line for line in lines if not line.is_closed]


def _whole_lines(
    pilot_id: uuid.UUID, attendees: Sequence[SessionAttendee], viewer: Viewer
) -> list[SessionLine]:
    closed = cohort.closed_months(pilot_id)
    return [
        _line(attendee, viewer, minutes=attendee.session.minutes, closed=closed) for attendee in attendees
    ]


def sessions_in_month(participation: Participation, month: Month, *, viewer: Viewer) -> list[SessionLine]:
    """Return a participant's sessions of a month with the minutes that fall into it, oldest first (M24)."""
    in_month = SessionShare.held_on.between(month.first_day, month.last_day)
    attendees = db.session.scalars(
        _lines().where(
            SessionAttendee.participation_id == participation.id, SessionAttendee.shares.any(in_month)
        )
    ).all()
    closed = cohort.closed_months(participation.pilot_id)
    lines = [
        _line(
            attendee,
            viewer,
            minutes=sum(share.minutes for share in attendee.shares if Month.of(share.held_on) == month),
            closed=closed,
        )
        for attendee in attendees
    ]
    return lines[::-1]


def sessions_by_mentor(pilot: Pilot, *, viewer: Viewer) -> list[SessionLine]:
    """Return the latest sessions the viewer wrote in a pilot, newest first, a line per participant."""
    attendees = db.session.scalars(
        _lines()
        .where(MentorSession.pilot_id == pilot.id, MentorSession.mentor_id == viewer.user_id, _is_near())
        .limit(LATEST * 5)
    )
    return _whole_lines(pilot.id, attendees.all(), viewer)


def due_plans(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[MentorSession]:
    """Return the viewer's planned sessions whose day has come, oldest first."""
    return list(
        db.session.scalars(
            select(MentorSession)
            .where(
                MentorSession.pilot_id == pilot.id,
                MentorSession.mentor_id == viewer.user_id,
                MentorSession.state == SessionState.PLANNED,
                MentorSession.held_on <= today,
                month_queries.in_open_month(pilot),
            )
            .options(
                selectinload(MentorSession.attendees)
                .joinedload(SessionAttendee.participation)
                .joinedload(Participation.user)
            )
            .order_by(MentorSession.held_on, MentorSession.id)
        )
    )


def last_form(pilot: Pilot, *, viewer: Viewer) -> SessionForm:
    """Return how the viewer met somebody the last time, to offer it first."""
    found = db.session.scalar(
        select(MentorSession.form)
        .where(MentorSession.pilot_id == pilot.id, MentorSession.mentor_id == viewer.user_id)
        .order_by(MentorSession.logged_at.desc(), MentorSession.id)
        .limit(1)
    )
    return found or SessionForm.IN_PERSON


def last_like(session: MentorSession) -> MentorSession | None:
    """Return the session that the same mentor held last with somebody of a session: it offers its details."""
    people = [attendee.participation_id for attendee in session.attendees]
    return db.session.scalar(
        select(MentorSession)
        .where(
            MentorSession.pilot_id == session.pilot_id,
            MentorSession.mentor_id == session.mentor_id,
            MentorSession.id != session.id,
            MentorSession.state == SessionState.HELD,
            MentorSession.attendees.any(SessionAttendee.participation_id.in_(people)),
        )
        .order_by(MentorSession.held_on.desc(), MentorSession.logged_at.desc(), MentorSession.id)
        .limit(1)
    )


def knows_bare_minutes(viewer: Viewer) -> bool:
    """Tell whether the viewer said once that a number alone means minutes (M4)."""
    return db.session.get(LengthHabit, viewer.user_id) is not None


def get_month_participation(participation_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> Participation:
    """Return a participation whose single sessions the viewer may see.

    :raises NotVisibleError: there is none of this id for this viewer, or only its sums are.
    """
    participation = cohort.get_participation(
        participation_id,
        viewer=queries.without_month_sums(viewer),
        permission=Permission.SESSION_HOURS_READ,
    )
    if participation.pilot_id != pilot.id:
        raise NotVisibleError
    return participation


def _line(attendee: SessionAttendee, viewer: Viewer, *, minutes: int, closed: Collection[str]) -> SessionLine:
    session, participation = attendee.session, attendee.participation
    is_own = session.mentor_id == viewer.user_id
    is_of_pair = viewer.may_in(session.pilot_id, Permission.SESSION_CONTENT_READ) and (
        is_own or participation.user_id == viewer.user_id
    )
    return SessionLine(
        session_id=session.id,
        attendee_id=attendee.id,
        version=session.version,
        participation_id=participation.id,
        participant=participation.user.name,
        mentor=session.mentor.name,
        held_on=session.held_on,
        starts_at=session.starts_at,
        logged_on=session.entered_at.astimezone(rules.RIGA).date(),
        minutes=minutes,
        form=session.form,
        kind=session.kind,
        state=session.state,
        not_held_reason=session.not_held_reason,
        confirmation=attendee.confirmation,
        answered_at=attendee.answered_at,
        topics=tuple(Topic(topic) for topic in session.topics),
        summary=session.summary if is_of_pair else "",
        comment=attendee.comment if is_of_pair else "",
        next_on=session.next_on if is_of_pair else None,
        is_own=is_own,
        is_closed=any(str(Month.of(share.held_on)) in closed for share in attendee.shares),
    )
