"""Pilots and participations in the viewer's scope: where every other area's queries begin."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from pilot.accounts.enums import UserState
from pilot.accounts.models import RoleAssignment, User
from pilot.accounts.roles import Permission, Reach, Role
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort import holidays
from pilot.cohort.enums import EligibilityCriterion, PairRole
from pilot.cohort.models import DayOff, MentoringPair, MonthClose, Participation, Phase, Pilot
from pilot.cohort.rules import Parameters, PhaseDates, Span, phase_of
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.municipalities.models import Municipality
from pilot.web.paging import Page, rows_of

SUBSTITUTE_WRITES_DOWN = dt.timedelta(days=10)


def visible_pilots(viewer: Viewer, permission: Permission = Permission.PILOT_READ) -> Select[Pilot]:
    """Return the statement of the pilots in which the viewer has a permission."""
    scopes = viewer.scopes(permission)
    if any(scope.pilot_id is None for scope in scopes):
        return select(Pilot)
    return select(Pilot).where(Pilot.id.in_([scope.pilot_id for scope in scopes]))


def pilots_of(viewer: Viewer, permission: Permission = Permission.PILOT_READ) -> list[Pilot]:
    """Return the viewer's pilots, the one that ends last first."""
    return list(
        db.session.scalars(
            visible_pilots(viewer, permission).order_by(Pilot.implementation_to.desc(), Pilot.code, Pilot.id)
        )
    )


def get_pilot(code: str, *, viewer: Viewer, permission: Permission = Permission.PILOT_READ) -> Pilot:
    """Return a pilot in which the viewer has the permission.

    :raises NotVisibleError: there is none of this code for this viewer.
    """
    pilot = db.session.scalar(visible_pilots(viewer, permission).where(Pilot.code == code))
    if pilot is None:
        raise NotVisibleError
    return pilot


def pilot_at_hand(viewer: Viewer, *, code: str | None, remembered: uuid.UUID | None) -> Pilot | None:
    """Return the pilot a page is about, else the newest one of the viewer.

    One that the page has read already is not asked for again.
    """
    for pilot in [row for row in db.session.identity_map.values() if isinstance(row, Pilot)]:
        if (pilot.code == code or pilot.id == remembered) and viewer.may_in(pilot.id, Permission.PILOT_READ):
            return pilot
    pilots = pilots_of(viewer)
    for pilot in pilots:
        if pilot.code == code or pilot.id == remembered:
            return pilot
    return pilots[0] if pilots else None


def visible_participations(viewer: Viewer, permission: Permission) -> Select[Participation]:
    """Return the statement every list of participants begins with.

    Aggregate reach names nobody: an observer's figures come from functions that count, not from here.
    """
    conditions = [_in_scope(scope, viewer) for scope in viewer.scopes(permission)]
    return select(Participation).where(or_(false(), *conditions))


def _in_scope(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else Participation.pilot_id == scope.pilot_id
    match scope.reach:
        case Reach.ALL | Reach.PILOT:
            return in_pilot
        case Reach.MUNICIPALITY if scope.municipality_id is not None:
            return and_(in_pilot, Participation.municipality_id == scope.municipality_id)
        case Reach.MENTEES:
            return and_(in_pilot, has_mentor(viewer))
        case Reach.OWN:
            return and_(in_pilot, Participation.user_id == viewer.user_id)
        case Reach.TAUGHT:
            return in_pilot
        case _:
            return false()


def has_mentor(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer is a mentor of the participation now."""
    return exists().where(
        MentoringPair.participation_id == Participation.id,
        MentoringPair.mentor_id == viewer.user_id,
        works_on(viewer.today),
    )


def works_on(today: dt.date) -> ColumnElement[bool]:
    """Return the condition that a mentor works in a pair: until it ends; a substitute writes down longer."""
    return or_(
        MentoringPair.ends_on.is_(None),
        and_(
            MentoringPair.role == PairRole.SUBSTITUTE, MentoringPair.ends_on >= today - SUBSTITUTE_WRITES_DOWN
        ),
    )


def get_participation(
    participation_id: uuid.UUID, *, viewer: Viewer, permission: Permission
) -> Participation:
    """Return a participation with its person, municipality and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    participation = db.session.scalar(
        visible_participations(viewer, permission)
        .where(Participation.id == participation_id)
        .options(
            joinedload(Participation.user),
            joinedload(Participation.municipality),
            joinedload(Participation.pilot),
        )
    )
    if participation is None:
        raise NotVisibleError
    return participation


def may_see(participation: Participation, *, viewer: Viewer, permission: Permission) -> bool:
    """Tell whether a permission of the viewer reaches a participation."""
    statement = visible_participations(viewer, permission).where(Participation.id == participation.id)
    return db.session.scalar(statement.with_only_columns(Participation.id)) is not None


def participations_in(pilot: Pilot, *, viewer: Viewer, permission: Permission) -> list[Participation]:
    """Return a pilot's participations in the viewer's scope with person and municipality, by name."""
    return list(db.session.scalars(by_name(pilot, viewer=viewer, permission=permission)))


def by_name(pilot: Pilot, *, viewer: Viewer, permission: Permission) -> Select[Participation]:
    """Return the statement of a pilot's participations in the viewer's scope with all that a list shows."""
    return (
        visible_participations(viewer, permission)
        .where(Participation.pilot_id == pilot.id)
        .join(Participation.user)
        .options(joinedload(Participation.user), joinedload(Participation.municipality))
        .order_by(User.sort_key, Participation.id)
    )


def phases_of(pilot: Pilot) -> list[Phase]:
    """Return a pilot's phases and stages by their first day."""
    return list(
        db.session.scalars(
            select(Phase).where(Phase.pilot_id == pilot.id).order_by(Phase.starts_on, Phase.ends_on, Phase.id)
        )
    )


def days_off_of(pilot: Pilot) -> list[DayOff]:
    """Return the days on which a pilot has no training though they are no holidays, by date (T8)."""
    return list(
        db.session.scalars(select(DayOff).where(DayOff.pilot_id == pilot.id).order_by(DayOff.day, DayOff.id))
    )


def get_day_off(day_off_id: uuid.UUID, *, pilot: Pilot) -> DayOff:
    """Return a day off of a pilot that the viewer may see.

    :raises NotVisibleError: the pilot has none of this id.
    """
    day_off = db.session.scalar(select(DayOff).where(DayOff.id == day_off_id, DayOff.pilot_id == pilot.id))
    if day_off is None:
        raise NotVisibleError
    return day_off


def people_with(role: Role, pilot: Pilot) -> list[User]:
    """Return the people who have a live role in a pilot, by name."""
    return list(
        db.session.scalars(
            select(User)
            .join(RoleAssignment, RoleAssignment.user_id == User.id)
            .where(
                RoleAssignment.pilot_id == pilot.id,
                RoleAssignment.role == role,
                RoleAssignment.ended_at.is_(None),
            )
            .order_by(User.sort_key, User.id)
        )
    )


def working_days_of(pilot: Pilot) -> Callable[[dt.date], bool]:
    """Return the test for working days of a pilot: the calendar of Latvia without the pilot's days off."""
    days_off = frozenset(db.session.scalars(select(DayOff.day).where(DayOff.pilot_id == pilot.id)))
    return lambda day: day not in days_off and holidays.is_working_day(day)


def closed_months(pilot_id: uuid.UUID) -> frozenset[str]:
    """Return the months of a pilot, as 2023-01, in which nothing may change now (R12)."""
    return frozenset(
        db.session.scalars(
            select(MonthClose.month).where(MonthClose.pilot_id == pilot_id, MonthClose.reopened_at.is_(None))
        )
    )


def wait_for_close(pilot_id: uuid.UUID) -> None:
    """Wait for whoever closes a month of a pilot, and let them wait for this transaction (R12)."""
    db.session.execute(select(Pilot.id).where(Pilot.id == pilot_id).with_for_update(read=True))


def is_closed(pilot_id: uuid.UUID, day: dt.date) -> bool:
    """Tell whether the month of a day is closed; every path that writes into a month asks this."""
    return f"{day:%Y-%m}" in closed_months(pilot_id)


def coordinators_of(pilot: Pilot) -> list[tuple[uuid.UUID, str]]:
    """Return who coordinates a pilot now, by name."""
    rows = db.session.execute(
        select(User.id, User.given_name, User.family_name)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(
            RoleAssignment.pilot_id == pilot.id,
            RoleAssignment.role == Role.COORDINATOR,
            RoleAssignment.ended_at.is_(None),
            User.state == UserState.ACTIVE,
        )
        .order_by(User.sort_key, User.id)
    )
    return [(user_id, f"{given} {family}") for user_id, given, family in rows]


def get_phase(phase_id: uuid.UUID, *, pilot: Pilot) -> Phase:
    """Return a phase of a pilot that the viewer may see.

    :raises NotVisibleError: the pilot has none of this id.
    """
    phase = db.session.scalar(select(Phase).where(Phase.id == phase_id, Phase.pilot_id == pilot.id))
    if phase is None:
        raise NotVisibleError
    return phase


def parameters_of(pilot: Pilot) -> Parameters:
    """Return a pilot's parameters as the rules see them."""
    values = {field.name: getattr(pilot, field.name) for field in fields(Parameters)}
    values["eligibility_criteria"] = tuple(EligibilityCriterion(name) for name in pilot.eligibility_criteria)
    return Parameters(**values)


def quota_span(pilot: Pilot, phases: Iterable[Phase]) -> Span | None:
    """Return the days in which the mentor minutes are promised, or None without such a phase."""
    found = (PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in phases)
    return phase_of(pilot.quota_phase, found)


def live_role(user_id: uuid.UUID, role: Role, pilot: Pilot) -> RoleAssignment | None:
    """Return the role that a person holds in a pilot now, or None."""
    return _live_role(user_id, role, pilot.id)


def live_role_of(participation: Participation) -> RoleAssignment | None:
    """Return the live participant role behind a participation, or None."""
    return _live_role(participation.user_id, Role.PARTICIPANT, participation.pilot_id)


def _live_role(user_id: uuid.UUID, role: Role, pilot_id: uuid.UUID) -> RoleAssignment | None:
    return db.session.scalar(
        select(RoleAssignment).where(
            RoleAssignment.user_id == user_id,
            RoleAssignment.pilot_id == pilot_id,
            RoleAssignment.role == role,
            RoleAssignment.ended_at.is_(None),
        )
    )


def pairs_running_after(participation_id: uuid.UUID, day: dt.date) -> list[MentoringPair]:
    """Return the pairs of a participation that would run on after a day."""
    return list(
        db.session.scalars(
            select(MentoringPair)
            .where(
                MentoringPair.participation_id == participation_id,
                or_(MentoringPair.ends_on.is_(None), MentoringPair.ends_on > day),
            )
            .order_by(MentoringPair.starts_on, MentoringPair.id)
        )
    )


def pairs_of(participation: Participation) -> list[MentoringPair]:
    """Return a participation's pairs with their mentors, the newest first."""
    return list(
        db.session.scalars(
            select(MentoringPair)
            .where(MentoringPair.participation_id == participation.id)
            .options(joinedload(MentoringPair.mentor))
            .order_by(MentoringPair.starts_on.desc(), MentoringPair.id)
        )
    )


def replacement_of(participation: Participation) -> Participation | None:
    """Return who took the place of a participation, with the person, or None."""
    return db.session.scalar(
        select(Participation)
        .where(Participation.replaces_id == participation.id)
        .options(joinedload(Participation.user))
        .order_by(Participation.id)
    )


def person_of(participation: Participation) -> User:
    """Return the person of a participation that was just added."""
    return db.session.get_one(User, participation.user_id)


@dataclass(frozen=True)
class RoleOfPerson:
    """A live role in a pilot, with whose it is and the participation that comes with it."""

    assignment_id: uuid.UUID
    role: Role
    name: str
    email: str
    state: UserState
    municipality: str
    participation_id: uuid.UUID | None


def people_of(pilot: Pilot, *, number: int = 1) -> Page[RoleOfPerson]:
    """Return a page of everybody with a live role in a pilot, by name; who may ask is the view's door."""
    roles = select(RoleAssignment).where(
        RoleAssignment.pilot_id == pilot.id, RoleAssignment.ended_at.is_(None)
    )
    page = rows_of(
        roles.join(User, RoleAssignment.user_id == User.id)
        .outerjoin(Municipality, RoleAssignment.municipality_id == Municipality.id)
        .outerjoin(
            Participation,
            and_(
                Participation.pilot_id == RoleAssignment.pilot_id,
                Participation.user_id == User.id,
                RoleAssignment.role == Role.PARTICIPANT,
            ),
        )
        .with_only_columns(
            RoleAssignment.id,
            RoleAssignment.role,
            User.given_name,
            User.family_name,
            User.email,
            User.state,
            Municipality.name,
            Participation.id,
        )
        .order_by(User.sort_key, User.id, RoleAssignment.role, RoleAssignment.id),
        number=number,
        counted=roles,
    )
    people = [
        RoleOfPerson(assignment_id, role, f"{given} {family}", email, state, name or "", found)
        for assignment_id, role, given, family, email, state, name, found in page.items
    ]
    return Page(people, page.number, page.pages, page.total)


def get_role(assignment_id: uuid.UUID, *, pilot: Pilot) -> RoleAssignment:
    """Return a live role in a pilot with its person.

    :raises NotVisibleError: the pilot has none of this id.
    """
    assignment = db.session.scalar(
        select(RoleAssignment)
        .where(
            RoleAssignment.id == assignment_id,
            RoleAssignment.pilot_id == pilot.id,
            RoleAssignment.ended_at.is_(None),
        )
        .options(joinedload(RoleAssignment.user))
    )
    if assignment is None:
        raise NotVisibleError
    return assignment


def municipality_choices() -> list[tuple[uuid.UUID, str]]:
    """Return every municipality's id and name in the order of the alphabet."""
    rows = db.session.execute(
        select(Municipality.id, Municipality.name).order_by(Municipality.sort_key, Municipality.id)
    )
    return [(found, name) for found, name in rows]
