"""Assignments and the work on them, as far as the viewer may see."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training.assignments.enums import WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.models import ClassLecturer, ClassSession, Module
from pilot.web.paging import Page, page_of


def is_lecturer_of(user_id: uuid.UUID) -> ColumnElement[bool]:
    """Return the condition that a person teaches a class of the module."""
    return exists().where(
        ClassSession.module_id == Module.id,
        ClassLecturer.class_id == ClassSession.id,
        ClassLecturer.user_id == user_id,
    )


def _reaches_module(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    """Return which modules' tasks a scope shows: a task is no secret of anybody, a piece of work is."""
    in_pilot = true() if scope.pilot_id is None else Module.pilot_id == scope.pilot_id
    if scope.reach is Reach.TAUGHT:
        return and_(in_pilot, is_lecturer_of(viewer.user_id))
    return in_pilot


def _reaches_work(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = _reaches_module(scope, viewer)
    match scope.reach:
        case Reach.OWN:
            return and_(in_pilot, Participation.user_id == viewer.user_id)
        case Reach.MENTEES:
            return and_(in_pilot, cohort.has_mentor(viewer))
        case Reach.ALL | Reach.PILOT | Reach.TAUGHT:
            return in_pilot
        case _:
            return false()


def visible_modules(viewer: Viewer, permission: Permission) -> Select[Module]:
    """Return the statement of the modules whose tasks a viewer reaches with a permission, in order."""
    conditions = [_reaches_module(scope, viewer) for scope in viewer.scopes(permission)]
    return select(Module).where(or_(false(), *conditions)).order_by(Module.number, Module.id)


def modules_in(pilot: Pilot, *, viewer: Viewer) -> list[Module]:
    """Return the modules of a pilot for which the viewer may set a task."""
    return list(
        db.session.scalars(
            visible_modules(viewer, Permission.ASSIGNMENT_SET).where(Module.pilot_id == pilot.id)
        )
    )


def get_assignment(assigned_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Assignment:
    """Return an assignment with its module and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    conditions = [_reaches_module(scope, viewer) for scope in viewer.scopes(permission)]
    found = db.session.scalar(
        select(Assignment)
        .join(Assignment.module)
        .where(Assignment.id == assigned_id, or_(false(), *conditions))
        .options(contains_eager(Assignment.module).joinedload(Module.pilot))
    )
    if found is None:
        raise NotVisibleError
    return found


def assignments_in(pilot: Pilot, *, viewer: Viewer) -> list[Assignment]:
    """Return the assignments of a pilot that the viewer may read, by module and due day."""
    conditions = [_reaches_module(scope, viewer) for scope in viewer.scopes(Permission.ASSIGNMENT_READ)]
    return list(
        db.session.scalars(
            select(Assignment)
            .join(Assignment.module)
            .where(Module.pilot_id == pilot.id, or_(false(), *conditions))
            .options(contains_eager(Assignment.module))
            .order_by(Module.number, Assignment.due_on, Assignment.id)
        )
    )


def _whole() -> tuple[ORMOption, ...]:
    """Load a piece of work with all that its page shows."""
    return (
        contains_eager(AssignedWork.assignment).contains_eager(Assignment.module).joinedload(Module.pilot),
        contains_eager(AssignedWork.participation).options(
            joinedload(Participation.user), joinedload(Participation.municipality)
        ),
        selectinload(AssignedWork.versions).joinedload(WorkVersion.assessed_by),
    )


def visible_work(viewer: Viewer, permission: Permission) -> Select[AssignedWork]:
    """Return the statement every list of participants' work begins with."""
    conditions = [_reaches_work(scope, viewer) for scope in viewer.scopes(permission)]
    return (
        select(AssignedWork)
        .join(AssignedWork.assignment)
        .join(Assignment.module)
        .join(AssignedWork.participation)
        .where(or_(false(), *conditions))
    )


def get_work(
    work_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.ASSIGNMENT_READ
) -> AssignedWork:
    """Return a piece of work with its task, author and versions.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        visible_work(viewer, permission).where(AssignedWork.id == work_id).options(*_whole())
    )
    if found is None:
        raise NotVisibleError
    return found


def is_assessor(work: AssignedWork, *, viewer: Viewer) -> bool:
    """Tell whether a viewer teaches the module of a piece of work."""
    statement = visible_work(viewer, Permission.WORK_ASSESS).where(AssignedWork.id == work.id)
    return bool(db.session.scalar(select(statement.exists())))


def own_participation(pilot_id: uuid.UUID, *, viewer: Viewer) -> Participation:
    """Return the viewer's participation in a pilot.

    :raises NotVisibleError: the viewer does not take part in it.
    """
    found = db.session.scalar(
        select(Participation).where(
            Participation.pilot_id == pilot_id, Participation.user_id == viewer.user_id
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def work_on(assignment: Assignment, participation: Participation) -> AssignedWork | None:
    """Return what a participant has on an assignment so far, with its versions."""
    return db.session.scalar(
        select(AssignedWork)
        .where(AssignedWork.assignment_id == assignment.id, AssignedWork.participation_id == participation.id)
        .options(selectinload(AssignedWork.versions).joinedload(WorkVersion.assessed_by))
    )


@dataclass(frozen=True)
class OwnTask:
    """An assignment as its participant sees it: with the own work, or before any was begun."""

    assignment: Assignment
    work: AssignedWork | None


def own_tasks(pilot: Pilot, *, user_id: uuid.UUID) -> list[OwnTask]:
    """Return every assignment of a pilot with a participant's own work, what is due first at first."""
    rows = db.session.execute(
        select(Assignment, AssignedWork)
        .join(Assignment.module)
        .join(
            Participation, and_(Participation.pilot_id == Module.pilot_id, Participation.user_id == user_id)
        )
        .outerjoin(
            AssignedWork,
            and_(
                AssignedWork.assignment_id == Assignment.id,
                AssignedWork.participation_id == Participation.id,
            ),
        )
        .where(Module.pilot_id == pilot.id, Participation.state != ParticipationState.WITHDRAWN)
        .options(contains_eager(Assignment.module), selectinload(AssignedWork.versions))
        .order_by(Assignment.due_on, Module.number, Assignment.id)
    )
    return [OwnTask(assignment, work) for assignment, work in rows]


def waiting_for(pilot: Pilot, *, viewer: Viewer) -> list[AssignedWork]:
    """Return the work that the viewer can accept or return now, the longest waiting first; never the own."""
    first = select(func.max(WorkVersion.handed_in_on)).where(WorkVersion.work_id == AssignedWork.id)
    return list(
        db.session.scalars(
            visible_work(viewer, Permission.WORK_ASSESS)
            .where(
                Module.pilot_id == pilot.id,
                AssignedWork.state == WorkState.SUBMITTED,
                Participation.user_id != viewer.user_id,
            )
            .options(*_whole())
            .order_by(first.scalar_subquery(), AssignedWork.id)
        )
    )


def assessed_count(pilot: Pilot, *, viewer: Viewer) -> int:
    """Return how much work on the viewer's modules is accepted or returned now."""
    statement = visible_work(viewer, Permission.WORK_ASSESS).where(
        Module.pilot_id == pilot.id, AssignedWork.state.in_((WorkState.ACCEPTED, WorkState.RETURNED))
    )
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def modules_without_lecturer(assignments: Sequence[Assignment]) -> list[Module]:
    """Return the modules with tasks that nobody can assess: no class of theirs has a lecturer."""
    ids = {assignment.module_id for assignment in assignments}
    return list(
        db.session.scalars(
            select(Module)
            .where(
                Module.id.in_(ids),
                ~exists().where(
                    ClassSession.module_id == Module.id, ClassLecturer.class_id == ClassSession.id
                ),
            )
            .order_by(Module.number, Module.id)
        )
    )


@dataclass(frozen=True)
class Cell:
    """A participant's work on an assignment; hidden where the viewer may not know how far it is."""

    work: AssignedWork | None
    is_hidden: bool = False


@dataclass(frozen=True)
class WorkRow:
    participation: Participation
    cells: tuple[Cell, ...]

    @property
    def accepted_count(self) -> int:
        return sum(1 for cell in self.cells if cell.work and cell.work.state is WorkState.ACCEPTED)


@dataclass(frozen=True)
class WorkTable:
    """A page of participants by assignments."""

    assignments: tuple[Assignment, ...]
    rows: tuple[WorkRow, ...]
    page: Page[Participation]


def work_table(pilot: Pilot, *, viewer: Viewer, number: int = 1) -> WorkTable:
    """Return who is how far with which assignment, as far as the viewer may see: by module, or by mentee."""
    assignments = assignments_in(pilot, viewer=viewer)
    statement = cohort.by_name(pilot, viewer=viewer, permission=Permission.ASSIGNMENT_READ)
    page = page_of(statement.where(Participation.state != ParticipationState.WITHDRAWN), number=number)
    found = {
        (work.participation_id, work.assignment_id): work
        for work in db.session.scalars(
            visible_work(viewer, Permission.ASSIGNMENT_READ)
            .where(AssignedWork.participation_id.in_([person.id for person in page.items]))
            .options(selectinload(AssignedWork.versions))
        )
    }
    sees = _sight(pilot, viewer)
    rows = [
        WorkRow(
            person,
            tuple(
                Cell(found.get((person.id, each.id)), is_hidden=not sees(person, each))
                for each in assignments
            ),
        )
        for person in page.items
    ]
    return WorkTable(tuple(assignments), tuple(rows), page)


def _sight(pilot: Pilot, viewer: Viewer) -> Callable[[Participation, Assignment], bool]:
    """Return which cells of the table a viewer may know: all, or of modules taught, mentees, own ones."""
    reaches = {scope.reach for scope in viewer.scopes_in(pilot.id, Permission.ASSIGNMENT_READ)}
    if reaches & {Reach.ALL, Reach.PILOT}:
        return lambda _person, _assignment: True
    taught, mentees = set[uuid.UUID](), set[uuid.UUID]()
    if Reach.TAUGHT in reaches:
        mine = select(Module.id).where(Module.pilot_id == pilot.id, is_lecturer_of(viewer.user_id))
        taught = set(db.session.scalars(mine))
    if Reach.MENTEES in reaches:
        theirs = select(Participation.id).where(Participation.pilot_id == pilot.id, cohort.has_mentor(viewer))
        mentees = set(db.session.scalars(theirs))
    return lambda person, assignment: (
        assignment.module_id in taught
        or person.id in mentees
        or (Reach.OWN in reaches and person.user_id == viewer.user_id)
    )


def open_mandatory(pilot_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Return for each participation of a pilot how many mandatory tasks are not accepted yet (R13)."""
    mandatory = (
        select(func.count())
        .select_from(Assignment)
        .join(Assignment.module)
        .where(Module.pilot_id == pilot_id, Assignment.mandatory)
        .scalar_subquery()
    )
    accepted = (
        select(func.count())
        .select_from(AssignedWork)
        .join(AssignedWork.assignment)
        .where(
            AssignedWork.participation_id == Participation.id,
            AssignedWork.state == WorkState.ACCEPTED,
            Assignment.mandatory,
        )
        .correlate(Participation)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Participation.id, mandatory - accepted)
        .where(Participation.pilot_id == pilot_id)
        .order_by(Participation.id)
    )
    return {participation_id: int(count) for participation_id, count in rows}
