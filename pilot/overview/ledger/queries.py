"""The ledger of a month: each view with its own people and its own unit, as far as the viewer may see."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, false, func, or_, select

from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import claims
from pilot.cohort.claim_rules import Counted
from pilot.cohort.enums import ClaimKind
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import queries as mentoring
from pilot.mentoring.enums import SessionKind, SessionState
from pilot.mentoring.models import MentorSession, MonthMinutes
from pilot.mentoring.timesheets.enums import WorkKind
from pilot.mentoring.timesheets.models import Supervision, WorkLine
from pilot.municipalities.models import Municipality
from pilot.overview.ledger.enums import View
from pilot.training.models import ClassLecturer
from pilot.web.paging import Page, rows_of

ROLES = {
    View.WORKED: Role.MENTOR,
    View.ACADEMIC: Role.LECTURER,
}

ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class Received:
    """What a participant received in a month, and how much of it counts towards the minimum."""

    participation_id: uuid.UUID
    name: str
    municipality: str
    received: int
    counted: int


@dataclass(frozen=True)
class Worked:
    """What somebody worked in a month: minutes that count, and minutes claimed twice and counted once."""

    user_id: uuid.UUID
    name: str
    minutes: int
    doubled: int


@dataclass(frozen=True)
class Other:
    """Work of one person beside sessions and classes by kind, and supervision that was attended."""

    user_id: uuid.UUID
    name: str
    by_kind: dict[WorkKind, int]
    supervision: int
    supervisions: int

    @property
    def minutes(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class Aggregate:
    """What all people of a view have together, for whoever sees no person; None where they are few."""

    people: int
    minutes: int | None


def views_of(pilot: Pilot, *, viewer: Viewer) -> list[View]:
    """Return the views that a viewer has something to see in."""
    if sees_only_sums(pilot, viewer=viewer):
        return list(View)
    roles = {grant.role for grant in viewer.grants if grant.pilot_id == pilot.id}
    if Role.COORDINATOR in roles:
        return list(View)
    found = []
    if roles & {Role.PARTICIPANT, Role.MENTOR, Role.MANAGER}:
        found.append(View.RECEIVED)
    if Role.MENTOR in roles:
        found.append(View.WORKED)
    if Role.LECTURER in roles:
        found.append(View.ACADEMIC)
    if roles & {Role.PARTICIPANT, Role.MENTOR, Role.LECTURER}:
        found.append(View.OTHER)
    return found


def sees_only_sums(pilot: Pilot, *, viewer: Viewer) -> bool:
    """Tell whether a viewer may see no more than the sums of all (R19)."""
    scopes = viewer.scopes_in(pilot.id, Permission.LEDGER_READ)
    return all(scope.reach is Reach.AGGREGATE for scope in scopes)


def received(pilot: Pilot, month: Month, *, viewer: Viewer, number: int = 1) -> Page[Received]:
    """Return a page of what the participants in the viewer's scope received in a month, by name."""
    people = mentoring.promised_people(pilot, viewer)
    page = rows_of(
        people.join(Participation.user)
        .join(Participation.municipality)
        .outerjoin(
            MonthMinutes,
            (MonthMinutes.participation_id == Participation.id) & (MonthMinutes.month == str(month)),
        )
        .with_only_columns(
            Participation.id,
            User.given_name,
            User.family_name,
            Municipality.name,
            func.coalesce(MonthMinutes.received_minutes, 0),
            func.coalesce(MonthMinutes.counted_minutes, 0),
        )
        .order_by(User.sort_key, Participation.id),
        number=number,
        counted=people,
    )
    rows = [
        Received(participation_id, f"{given} {family}", municipality, received_minutes, counted_minutes)
        for participation_id, given, family, municipality, received_minutes, counted_minutes in page.items
    ]
    return Page(rows, page.number, page.pages, page.total)


def workers(pilot: Pilot, view: View, month: Month, *, viewer: Viewer | None) -> Select[User]:
    """Return the statement of the people of a view, in the viewer's scope; without a viewer of all.

    They have, or had, the role whose work it shows; other work has those who wrote some down.
    """
    people: Select[uuid.UUID] | CompoundSelect[uuid.UUID] = _wrote_down(pilot, month)
    if view in ROLES:
        people = select(RoleAssignment.user_id).where(
            RoleAssignment.pilot_id == pilot.id, RoleAssignment.role == ROLES[view]
        )
    statement = select(User).where(User.id.in_(people))
    return statement if viewer is None else statement.where(_in_scope(pilot, viewer))


def _wrote_down(pilot: Pilot, month: Month) -> CompoundSelect[uuid.UUID]:
    lines = select(WorkLine.user_id).where(
        WorkLine.pilot_id == pilot.id, WorkLine.worked_on.between(month.first_day, month.last_day)
    )
    return lines.union(
        select(Supervision.user_id).where(
            Supervision.pilot_id == pilot.id,
            Supervision.held_on.between(month.first_day, month.last_day),
        )
    )


def _in_scope(pilot: Pilot, viewer: Viewer) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    for scope in viewer.scopes_in(pilot.id, Permission.LEDGER_READ):
        if scope.reach is Reach.PILOT:
            return User.id.is_not(None)
        if scope.reach is Reach.OWN:
            conditions.append(User.id == viewer.user_id)
    return or_(false(), *conditions)


def _page_of_workers(
    pilot: Pilot, view: View, month: Month, *, viewer: Viewer, number: int
) -> Page[tuple[uuid.UUID, str, str]]:
    people = workers(pilot, view, month, viewer=viewer)
    return rows_of(
        people.with_only_columns(User.id, User.given_name, User.family_name).order_by(User.sort_key, User.id),
        number=number,
        counted=people,
    )


def counted(
    pilot: Pilot, people: Collection[uuid.UUID], month: Month, kind: ClaimKind, *, today: dt.date
) -> list[Counted]:
    """Return the claims of one kind that people have in a month of a pilot, up to today.

    Which minutes count is judged beside their claims of all kinds and all pilots.
    """
    last = min(month.last_day, today)
    if last < month.first_day:
        return []
    return [
        each
        for each in claims.counted_of(people, month.first_day, last)
        if each.claim.kind is kind and each.claim.pilot_id == pilot.id
    ]


def worked(
    pilot: Pilot, view: View, month: Month, *, viewer: Viewer, today: dt.date, number: int = 1
) -> Page[Worked]:
    """Return a page of what mentors worked in sessions, or lecturers in classes, in a month, by name."""
    page = _page_of_workers(pilot, view, month, viewer=viewer, number=number)
    kind = ClaimKind.SESSION if view is View.WORKED else ClaimKind.CLASS
    found = counted(pilot, [row[0] for row in page.items], month, kind, today=today)
    rows = [
        Worked(
            user_id,
            f"{given} {family}",
            sum(each.counted for each in found if each.claim.user_id == user_id),
            sum(each.doubled for each in found if each.claim.user_id == user_id),
        )
        for user_id, given, family in page.items
    ]
    return Page(rows, page.number, page.pages, page.total)


def other(pilot: Pilot, month: Month, *, viewer: Viewer, today: dt.date, number: int = 1) -> Page[Other]:
    """Return a page of work beside sessions and classes, and of supervision, in a month, by name."""
    page = _page_of_workers(pilot, View.OTHER, month, viewer=viewer, number=number)
    people = [row[0] for row in page.items]
    lines = counted(pilot, people, month, ClaimKind.LINE, today=today)
    supervision = counted(pilot, people, month, ClaimKind.SUPERVISION, today=today)
    kinds = _kinds(lines)
    rows = [
        _other(user_id, f"{given} {family}", lines, supervision, kinds)
        for user_id, given, family in page.items
    ]
    return Page(rows, page.number, page.pages, page.total)


def _kinds(lines: Iterable[Counted]) -> dict[uuid.UUID, WorkKind]:
    ids = [each.claim.row_id for each in lines]
    rows = db.session.execute(select(WorkLine.id, WorkLine.kind).where(WorkLine.id.in_(ids)))
    return {line_id: kind for line_id, kind in rows}  # noqa: C416 - rows are no pairs to a type checker


def _other(
    user_id: uuid.UUID,
    name: str,
    lines: Sequence[Counted],
    supervision: Sequence[Counted],
    kinds: dict[uuid.UUID, WorkKind],
) -> Other:
    by_kind: dict[WorkKind, int] = {}
    for each in lines:
        if each.claim.user_id == user_id:
            kind = kinds[each.claim.row_id]
            by_kind[kind] = by_kind.get(kind, 0) + each.counted
    own = [each for each in supervision if each.claim.user_id == user_id]
    return Other(user_id, name, by_kind, sum(each.counted for each in own), len(own))


def aggregate(pilot: Pilot, view: View, month: Month, *, today: dt.date) -> Aggregate:
    """Add up a view over everybody, and hide it where they are fewer than the pilot shows (R19)."""
    if view is View.RECEIVED:
        minutes, people = db.session.execute(
            select(
                func.coalesce(func.sum(MonthMinutes.received_minutes), 0),
                func.count().filter(MonthMinutes.received_minutes > 0),
            ).where(MonthMinutes.pilot_id == pilot.id, MonthMinutes.month == str(month))
        ).one()
    else:
        kind = {View.WORKED: ClaimKind.SESSION, View.ACADEMIC: ClaimKind.CLASS}.get(view, ClaimKind.LINE)
        everybody = db.session.scalars(workers(pilot, view, month, viewer=None).with_only_columns(User.id))
        found = [
            each
            for part in everybody.partitions(ASKED_AT_ONCE)
            for each in counted(pilot, part, month, kind, today=today)
        ]
        minutes = sum(each.counted for each in found)
        people = len({each.claim.user_id for each in found})
    is_shown = people >= pilot.small_cell_threshold
    return Aggregate(people, int(minutes) if is_shown else None)


def doubled_minutes(pilot: Pilot, *, as_of: dt.date) -> int:
    """Return the minutes of mentor sessions up to a month that are claimed twice and counted elsewhere.

    Only who also teaches, or wrote parts of one group session down apart, can have such minutes.
    """
    held = (MentorSession.pilot_id == pilot.id, MentorSession.state == SessionState.HELD)
    parts = (
        select(MentorSession.mentor_id)
        .where(*held, MentorSession.kind == SessionKind.GROUP, MentorSession.starts_at.is_not(None))
        .group_by(MentorSession.mentor_id, MentorSession.starts_at)
        .having(func.count() > 1)
    )
    teaching = select(MentorSession.mentor_id).where(
        *held, exists().where(ClassLecturer.user_id == MentorSession.mentor_id)
    )
    people = set(db.session.scalars(teaching.union(parts)))
    last = Month.of(as_of).last_day
    return sum(
        each.doubled
        for each in claims.counted_of(people, pilot.implementation_from, last)
        if each.claim.kind is ClaimKind.SESSION and each.claim.pilot_id == pilot.id
    )
