"""Add, change and remove materials: links, and files that are kept here."""

import datetime as dt
import uuid

from sqlalchemy import func, update

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.files import actions as files
from pilot.files.rules import Upload
from pilot.training.materials import rules
from pilot.training.materials.models import Material
from pilot.training.materials.rules import MaterialEntry, Problem
from pilot.training.models import Module


class MaterialRefusedError(DomainError):
    """A material is neither a link that may be shown nor a file that may be kept."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def add_material(module: Module, entry: MaterialEntry, *, actor: Viewer, now: dt.datetime) -> Material:
    """Add a link or a file to a module.

    :raises MaterialRefusedError: nothing or both is given, the address is no https link, or no room is left.
    """
    _check(entry, has_file=False)
    material = Material(
        module_id=module.id,
        title=entry.title,
        link=entry.link,
        visible_from=entry.visible_from,
        file_id=_kept(entry.file, actor=actor, now=now) if entry.file else None,
    )
    db.session.add(material)
    db.session.flush()
    audit.record(
        "training.material-added",
        material,
        actor=actor,
        at=now,
        pilot_id=module.pilot_id,
        visible_from=entry.visible_from,
        file=material.file_id,
    )
    return material


def _check(entry: MaterialEntry, *, has_file: bool) -> None:
    if problem := rules.content_problem(entry, has_file=has_file):
        raise MaterialRefusedError(problem)


def _kept(file: Upload, *, actor: Viewer, now: dt.datetime) -> uuid.UUID:
    try:
        return files.keep(file, owner_id=actor.user_id, now=now).id
    except files.FilesFullError as full:
        raise MaterialRefusedError(Problem.FILES_FULL) from full


def change_material(
    material: Material, entry: MaterialEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Material:
    """Change a material's name, day, link or file; a file that is replaced is deleted.

    :raises MaterialRefusedError: nothing or both is given, the address is no https link, or no room is left.
    """
    check_version(material, seen)
    _check(entry, has_file=material.file_id is not None)
    replaced = material.file_id if entry.file or entry.link else None
    if entry.file:
        material.file_id = _kept(entry.file, actor=actor, now=now)
    elif entry.link:
        material.file_id = None
    if material.link != entry.link:
        material.link_checked_at = material.link_broken_since = None
    material.title, material.link, material.visible_from = entry.title, entry.link, entry.visible_from
    db.session.flush()
    if replaced is not None:
        files.discard(replaced)
    audit.record(
        "training.material-changed",
        material,
        actor=actor,
        at=now,
        pilot_id=material.module.pilot_id,
        visible_from=entry.visible_from,
        file=material.file_id,
    )
    return material


def remove_material(material: Material, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a material and its file; what lies behind a link stays where it is."""
    audit.record(
        "training.material-removed", material, actor=actor, at=now, pilot_id=material.module.pilot_id
    )
    file_id = material.file_id
    db.session.delete(material)
    db.session.flush()
    if file_id is not None:
        files.discard(file_id)


def note_answer(material_id: uuid.UUID, link: str, *, answers: bool, now: dt.datetime) -> None:
    """Note whether a link answered; one that was changed meanwhile is left alone, no edit is disturbed."""
    broken_since = None if answers else func.coalesce(Material.link_broken_since, now)
    db.session.execute(
        update(Material)
        .where(Material.id == material_id, Material.link == link)
        .values(link_checked_at=now, link_broken_since=broken_since)
        .execution_options(synchronize_session=False)
    )
