"""Materials that a viewer may see, and those that a viewer may change."""

import datetime as dt
import uuid

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Scope, Viewer
from pilot.cohort.enums import PilotState
from pilot.cohort.models import Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training.materials.models import Material
from pilot.training.models import ClassLecturer, ClassSession, Module

OVER = (PilotState.ARCHIVED, PilotState.CANCELLED)


def _reaches(scope: Scope, viewer: Viewer) -> ColumnElement[bool]:
    in_pilot = true() if scope.pilot_id is None else Module.pilot_id == scope.pilot_id
    if scope.reach is not Reach.TAUGHT:
        return in_pilot
    teaches = exists().where(
        ClassSession.module_id == Module.id,
        ClassLecturer.class_id == ClassSession.id,
        ClassLecturer.user_id == viewer.user_id,
    )
    return and_(in_pilot, teaches)


def _in_reach(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    return or_(false(), *(_reaches(scope, viewer) for scope in viewer.scopes(permission)))


def _sees(viewer: Viewer, *, today: dt.date) -> ColumnElement[bool]:
    is_open = or_(Material.visible_from <= today, _in_reach(viewer, Permission.MATERIAL_WRITE))
    return and_(_in_reach(viewer, Permission.MATERIAL_READ), is_open)


def modules_to_fill(pilot: Pilot, *, viewer: Viewer) -> list[Module]:
    """Return the modules of a pilot to which the viewer may add materials."""
    return list(
        db.session.scalars(
            select(Module)
            .where(Module.pilot_id == pilot.id, _in_reach(viewer, Permission.MATERIAL_WRITE))
            .order_by(Module.number, Module.id)
        )
    )


def materials_in(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Material]:
    """Return the materials of a pilot with their modules.

    Before its day a material is seen by those alone who may change it.
    """
    return list(
        db.session.scalars(
            select(Material)
            .join(Material.module)
            .where(
                Module.pilot_id == pilot.id,
                _sees(viewer, today=today),
            )
            .options(contains_eager(Material.module), joinedload(Material.file))
            .order_by(Module.number, Material.visible_from, Material.title, Material.id)
        )
    )


def get_material(material_id: uuid.UUID, *, viewer: Viewer, permission: Permission) -> Material:
    """Return a material that the viewer may change or remove, with its module and pilot.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = db.session.scalar(
        select(Material)
        .join(Material.module)
        .where(Material.id == material_id, _in_reach(viewer, permission))
        .options(contains_eager(Material.module).options(joinedload(Module.pilot)), joinedload(Material.file))
    )
    if found is None:
        raise NotVisibleError
    return found


def get_file(material_id: uuid.UUID, *, viewer: Viewer, today: dt.date) -> uuid.UUID:
    """Return the file of a material; before its day it is there for those alone who may change it.

    :raises NotVisibleError: there is none of this id for this viewer now.
    """
    found = db.session.scalar(
        select(Material.file_id)
        .join(Material.module)
        .where(Material.id == material_id, Material.file_id.is_not(None), _sees(viewer, today=today))
    )
    if found is None:
        raise NotVisibleError
    return found


def links_to_check() -> list[tuple[uuid.UUID, str]]:
    """Return every link of a pilot that is not over, for the weekly look."""
    rows = db.session.execute(
        select(Material.id, Material.link)
        .join(Material.module)
        .join(Module.pilot)
        .where(Material.file_id.is_(None), Pilot.state.not_in(OVER))
        .order_by(Material.id)
    )
    return [(row.id, row.link) for row in rows]


def broken_links(pilot: Pilot, *, viewer: Viewer) -> list[Material]:
    """Return the materials whose link does not answer and that the viewer may change, the oldest first."""
    return list(
        db.session.scalars(
            select(Material)
            .join(Material.module)
            .where(
                Module.pilot_id == pilot.id,
                Material.link_broken_since.is_not(None),
                _in_reach(viewer, Permission.MATERIAL_WRITE),
            )
            .order_by(Material.link_broken_since, Material.id)
        )
    )
