"""Make-up work of a pilot and who made it up, as far as the viewer may see."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload

from pilot.accounts.models import User
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training import threshold_queries
from pilot.training.models import ClassLecturer, ClassSession, MadeUp, MakeUp, Module


@dataclass(frozen=True)
class Done:
    """Work that somebody made up, with the names of who did it and who approved it."""

    row: MadeUp
    participant: User
    approved_by: User


@dataclass(frozen=True)
class Offered:
    """Make-up work with everybody who did it."""

    make_up: MakeUp
    done: tuple[Done, ...]


def _in_scope(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """Return the condition that a module is one that the viewer's permission reaches."""
    taught = exists().where(
        ClassSession.module_id == Module.id,
        ClassLecturer.class_id == ClassSession.id,
        ClassLecturer.user_id == viewer.user_id,
    )
    conditions: list[ColumnElement[bool]] = []
    for scope in viewer.scopes(permission):
        here = Module.pilot_id == scope.pilot_id
        if scope.reach is Reach.PILOT:
            conditions.append(here)
        elif scope.reach is Reach.TAUGHT:
            conditions.append(and_(here, taught))
    return or_(false(), *conditions)


def offered_in(pilot: Pilot, *, viewer: Viewer) -> list[Offered]:
    """Return the make-up work of the modules whose attendance the viewer records, with who did it (T17)."""
    make_ups = db.session.scalars(
        select(MakeUp)
        .join(MakeUp.module)
        .where(Module.pilot_id == pilot.id, _in_scope(viewer, Permission.ATTENDANCE_RECORD))
        .options(joinedload(MakeUp.module))
        .order_by(Module.number, MakeUp.title, MakeUp.id)
    ).all()
    done = _done([make_up.id for make_up in make_ups])
    return [Offered(make_up, tuple(done.get(make_up.id, ()))) for make_up in make_ups]


def _done(make_up_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Done]]:
    rows = db.session.scalars(
        select(MadeUp)
        .where(MadeUp.make_up_id.in_(make_up_ids))
        .options(joinedload(MadeUp.participation).joinedload(Participation.user))
        .order_by(MadeUp.done_on, MadeUp.approved_at, MadeUp.id)
    ).all()
    ids = {row.approved_by_id for row in rows}
    people = {
        person.id: person
        for person in db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id))
    }
    found: dict[uuid.UUID, list[Done]] = {}
    for row in rows:
        found.setdefault(row.make_up_id, []).append(
            Done(row, row.participation.user, people[row.approved_by_id])
        )
    return found


def get_make_up(make_up_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> MakeUp:
    """Return make-up work of a module that the viewer's permission reaches, with module and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(MakeUp)
        .join(MakeUp.module)
        .where(MakeUp.id == make_up_id, _in_scope(viewer, permission))
        .options(joinedload(MakeUp.module).joinedload(Module.pilot))
    )
    if found is None:
        raise NotVisibleError
    return found


def get_made_up(made_up_id: uuid.UUID, *, viewer: Viewer) -> MadeUp:
    """Return work that was made up and that the viewer may revoke, with work, pilot and person.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    pilots = cohort.visible_pilots(viewer, Permission.ATTENDANCE_CORRECT).with_only_columns(Pilot.id)
    found = db.session.scalar(
        select(MadeUp)
        .join(MadeUp.make_up)
        .join(MakeUp.module)
        .where(MadeUp.id == made_up_id, Module.pilot_id.in_(pilots))
        .options(
            joinedload(MadeUp.make_up).joinedload(MakeUp.module).joinedload(Module.pilot),
            joinedload(MadeUp.participation).joinedload(Participation.user),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


@dataclass(frozen=True)
class Candidate:
    """A participant with what they missed so far and made up."""

    participation: Participation
    missed: int
    made_up: int


def candidates(make_up: MakeUp) -> list[Candidate]:
    """Return the participants who missed something of the training so far, by name."""
    totals = threshold_queries.counted_minutes(make_up.module.pilot)
    people = db.session.scalars(
        select(Participation)
        .join(Participation.user)
        .where(Participation.id.in_(list(totals)))
        .options(joinedload(Participation.user))
        .order_by(User.sort_key, Participation.id)
    )
    every = [
        Candidate(person, totals[person.id].taken - totals[person.id].attended, totals[person.id].made_up)
        for person in people
    ]
    return [candidate for candidate in every if candidate.missed > 0]


def is_done(make_up: MakeUp, participation_id: uuid.UUID) -> bool:
    """Tell whether a participant made work up and it stands."""
    return bool(
        db.session.scalar(
            select(func.count())
            .select_from(MadeUp)
            .where(
                MadeUp.make_up_id == make_up.id,
                MadeUp.participation_id == participation_id,
                MadeUp.revoked_at.is_(None),
            )
        )
    )


def was_made_up(make_up: MakeUp) -> bool:
    """Tell whether anybody made work up and it stands."""
    found = select(MadeUp.id).where(MadeUp.make_up_id == make_up.id, MadeUp.revoked_at.is_(None)).limit(1)
    return db.session.scalar(found) is not None
