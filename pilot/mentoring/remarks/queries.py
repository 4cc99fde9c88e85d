"""Remarks in the viewer's scope: authors read their own, the coordinator reads points of numbered authors."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pilot.accounts.models import RoleAssignment
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.models import MentorSession, SessionAttendee
from pilot.mentoring.remarks import material_queries, rules
from pilot.mentoring.remarks.enums import PointState, RemarkKind
from pilot.mentoring.remarks.models import (
    MethodologyRemark,
    MethodologySection,
    MethodologyVersion,
    RemarkAuthor,
    RemarkPoint,
)
from pilot.web.paging import Page, page_of


def find_author(pilot: Pilot, *, user_id: uuid.UUID) -> RemarkAuthor | None:
    """Return under which number a person speaks in a pilot, or None before the first remark."""
    return db.session.scalar(
        select(RemarkAuthor).where(RemarkAuthor.pilot_id == pilot.id, RemarkAuthor.user_id == user_id)
    )


def _own(pilot: Pilot, viewer: Viewer) -> Select[MethodologyRemark]:
    return (
        select(MethodologyRemark)
        .join(MethodologyRemark.author)
        .where(RemarkAuthor.pilot_id == pilot.id, RemarkAuthor.user_id == viewer.user_id)
    )


def _of_own() -> tuple[ExecutableOption, ...]:
    of_point = joinedload(MethodologyRemark.point)
    return (
        of_point.joinedload(RemarkPoint.section),
        of_point.joinedload(RemarkPoint.implemented_in),
        joinedload(MethodologyRemark.about),
        joinedload(MethodologyRemark.session),
    )


def own_remarks(pilot: Pilot, *, viewer: Viewer) -> list[MethodologyRemark]:
    """Return the viewer's remarks in a pilot, the newest first."""
    return list(
        db.session.scalars(
            _own(pilot, viewer)
            .options(*_of_own())
            .order_by(MethodologyRemark.written_on.desc(), MethodologyRemark.id)
        )
    )


def get_own_remark(remark_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MethodologyRemark:
    """Return a remark of the viewer with its answer.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    remark = db.session.scalar(
        _own(pilot, viewer).where(MethodologyRemark.id == remark_id).options(*_of_own())
    )
    if remark is None:
        raise NotVisibleError
    return remark


def is_alone(remark: MethodologyRemark) -> bool:
    """Tell whether nobody else makes the point of a remark."""
    count = db.session.scalar(select(func.count()).where(MethodologyRemark.point_id == remark.point_id))
    return count == 1


def answers_to_see(pilot: Pilot, *, user_id: uuid.UUID) -> list[MethodologyRemark]:
    """Return a person's remarks whose answer they have not said to have seen, the oldest answer first."""
    return list(
        db.session.scalars(
            select(MethodologyRemark)
            .join(MethodologyRemark.author)
            .join(MethodologyRemark.point)
            .where(
                RemarkAuthor.pilot_id == pilot.id,
                RemarkAuthor.user_id == user_id,
                RemarkPoint.decision.is_not(None),
                MethodologyRemark.seen_at.is_(None),
            )
            .options(joinedload(MethodologyRemark.point).joinedload(RemarkPoint.section))
            .order_by(RemarkPoint.decided_on, MethodologyRemark.id)
        )
    )


def sections_by_use(
    pilot: Pilot, version: MethodologyVersion | None, *, viewer: Viewer
) -> list[MethodologySection]:
    """Return the sections that may be spoken about: the most spoken of by the viewer, then by all."""
    if version is None:
        return []
    rows = db.session.execute(
        select(
            RemarkPoint.section_id,
            func.count(),
            func.count().filter(RemarkAuthor.user_id == viewer.user_id),
        )
        .join(RemarkPoint.remarks)
        .join(MethodologyRemark.author)
        .where(RemarkPoint.pilot_id == pilot.id)
        .group_by(RemarkPoint.section_id)
        .order_by(RemarkPoint.section_id)
    )
    spoken = {section_id: (own, everybody) for section_id, everybody, own in rows}
    standing = rules.from_text(version.content)
    sections = [
        each for each in material_queries.sections_of(pilot) if not each.retired and each.id in standing
    ]
    return sorted(
        sections, key=lambda each: (*(-count for count in spoken.get(each.id, (0, 0))), each.number)
    )


def find_session(session_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> MentorSession | None:
    """Return a session of a pilot that the viewer held or took part in, or None."""
    took_part = MentorSession.attendees.any(
        SessionAttendee.participation.has(Participation.user_id == viewer.user_id)
    )
    return db.session.scalar(
        select(MentorSession).where(
            MentorSession.id == session_id,
            MentorSession.pilot_id == pilot.id,
            or_(MentorSession.mentor_id == viewer.user_id, took_part),
        )
    )


def is_state(state: PointState) -> ColumnElement[bool]:
    """Return the condition that a point is in a state: `rules.state_of`, as the database asks it."""
    match state:
        case PointState.NEW:
            return RemarkPoint.decision.is_(None)
        case PointState.IMPLEMENTED:
            return RemarkPoint.implemented_in_id.is_not(None)
        case _:
            return (RemarkPoint.decision == state.value) & RemarkPoint.implemented_in_id.is_(None)


@dataclass(frozen=True)
class Wanted:
    """Which points a list shows."""

    section_id: uuid.UUID | None = None
    state: PointState | None = None
    kind: RemarkKind | None = None
    waits_before: dt.date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found = []
        if self.section_id is not None:
            found.append(RemarkPoint.section_id == self.section_id)
        if self.state is not None:
            found.append(is_state(self.state))
        if self.kind is not None:
            found.append(RemarkPoint.remarks.any(MethodologyRemark.kind == self.kind))
        if self.waits_before is not None:
            found += [
                is_state(PointState.NEW),
                RemarkPoint.remarks.any(MethodologyRemark.written_on < self.waits_before),
            ]
        return found


def points_in(pilot: Pilot, wanted: Wanted, *, number: int) -> Page[RemarkPoint]:
    """Return a page of a pilot's points by section, those without an answer first, the oldest first."""
    first_on = (
        select(func.min(MethodologyRemark.written_on))
        .where(MethodologyRemark.point_id == RemarkPoint.id)
        .scalar_subquery()
    )
    statement = (
        select(RemarkPoint)
        .join(RemarkPoint.section)
        .where(RemarkPoint.pilot_id == pilot.id, *wanted.conditions())
        .options(*_of_point())
        .order_by(MethodologySection.number, RemarkPoint.decision.is_not(None), first_on, RemarkPoint.id)
    )
    return page_of(statement, number=number)


def get_point(point_id: uuid.UUID, *, pilot: Pilot) -> RemarkPoint:
    """Return a point of a pilot with what was said, its authors by number only.

    :raises NotVisibleError: the pilot has none of this id.
    """
    point = db.session.scalar(
        select(RemarkPoint)
        .where(RemarkPoint.id == point_id, RemarkPoint.pilot_id == pilot.id)
        .options(*_of_point())
    )
    if point is None:
        raise NotVisibleError
    return point


def _of_point() -> tuple[ExecutableOption, ...]:
    """Load what the coordinator reads: of an author the role and the number, nothing of a session."""
    of_remarks = selectinload(RemarkPoint.remarks)
    return (
        joinedload(RemarkPoint.section),
        joinedload(RemarkPoint.implemented_in),
        of_remarks.joinedload(MethodologyRemark.author).load_only(
            RemarkAuthor.role, RemarkAuthor.number, raiseload=True
        ),
        of_remarks.joinedload(MethodologyRemark.about),
    )


def open_points_beside(point: RemarkPoint) -> list[RemarkPoint]:
    """Return the other points of a section that have no answer yet: those that can be merged into it."""
    return list(
        db.session.scalars(
            select(RemarkPoint)
            .where(
                RemarkPoint.pilot_id == point.pilot_id,
                RemarkPoint.section_id == point.section_id,
                RemarkPoint.id != point.id,
                is_state(PointState.NEW),
            )
            .options(*_of_point())
            .order_by(RemarkPoint.id)
        )
    )


def decided_points(pilot: Pilot) -> list[RemarkPoint]:
    """Return the points of a pilot that have an answer, by section and day; nothing of who spoke."""
    return list(
        db.session.scalars(
            select(RemarkPoint)
            .join(RemarkPoint.section)
            .where(RemarkPoint.pilot_id == pilot.id, RemarkPoint.decision.is_not(None))
            .options(joinedload(RemarkPoint.section), joinedload(RemarkPoint.implemented_in))
            .order_by(MethodologySection.number, RemarkPoint.decided_on, RemarkPoint.id)
        )
    )


def tallies(pilot: Pilot) -> dict[uuid.UUID, rules.Tally]:
    """Return how many remarks of each section are in each state."""
    rows = db.session.execute(
        select(
            RemarkPoint.section_id,
            RemarkPoint.decision,
            RemarkPoint.implemented_in_id.is_not(None),
            func.count(),
        )
        .join(RemarkPoint.remarks)
        .where(RemarkPoint.pilot_id == pilot.id)
        .group_by(RemarkPoint.section_id, RemarkPoint.decision, RemarkPoint.implemented_in_id.is_not(None))
        .order_by(RemarkPoint.section_id)
    )
    found: defaultdict[uuid.UUID, rules.Tally] = defaultdict(rules.Tally)
    for section_id, decision, is_implemented, count in rows:
        found[section_id].add(rules.state_of(decision, is_implemented=bool(is_implemented)), count)
    return dict(found)


def total_of(tallies_: Mapping[uuid.UUID, rules.Tally]) -> rules.Tally:
    """Return the sum of all sections."""
    total = rules.Tally()
    for tally in tallies_.values():
        for state, count in tally.counts.items():
            total.add(state, count)
    return total


@dataclass(frozen=True)
class Waiting:
    """How many points have waited for an answer too long, and since when."""

    count: int
    oldest_on: dt.date


def waiting_long(pilot: Pilot, *, today: dt.date) -> Waiting | None:
    """Return the points that have waited for an answer for more than thirty days, or None."""
    count, oldest_on = db.session.execute(
        select(func.count(func.distinct(RemarkPoint.id)), func.min(MethodologyRemark.written_on))
        .join(RemarkPoint.remarks)
        .where(
            RemarkPoint.pilot_id == pilot.id,
            is_state(PointState.NEW),
            MethodologyRemark.written_on < today - rules.WAITS,
        )
    ).one()
    return Waiting(count, oldest_on) if count else None


def role_sizes(pilot: Pilot) -> dict[Role, int]:
    """Return how many people of each role may speak in a pilot, with those who left; each counts once."""
    rows = db.session.execute(
        select(RoleAssignment.user_id, RoleAssignment.role)
        .where(RoleAssignment.pilot_id == pilot.id, RoleAssignment.role.in_(rules.AUTHOR_ROLES))
        .distinct()
        .order_by(RoleAssignment.user_id, RoleAssignment.role)
    )
    held: defaultdict[uuid.UUID, set[Role]] = defaultdict(set)
    for user_id, role in rows:
        held[user_id].add(role)
    sizes = Counter(rules.role_of(roles) for roles in held.values())
    return {role: sizes[role] for role in rules.AUTHOR_ROLES}


def taken_numbers(pilot: Pilot) -> Sequence[int]:
    """Return the numbers of a pilot's authors."""
    return db.session.scalars(
        select(RemarkAuthor.number).where(RemarkAuthor.pilot_id == pilot.id).order_by(RemarkAuthor.number)
    ).all()
