"""Add, change and remove links to materials."""

import datetime as dt
from dataclasses import asdict

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training.materials import rules
from pilot.training.materials.models import Material
from pilot.training.materials.rules import MaterialEntry, Problem
from pilot.training.models import Module


class MaterialRefusedError(DomainError):
    """The address of a material is no link that may be shown."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _check(entry: MaterialEntry) -> None:
    if problem := rules.link_problem(entry.link):
        raise MaterialRefusedError(problem)


def add_material(module: Module, entry: MaterialEntry, *, actor: Viewer, now: dt.datetime) -> Material:
    """Add a link to a module.

    :raises MaterialRefusedError: the address is no https link.
    """
    _check(entry)
    material = Material(module_id=module.id, **asdict(entry))
    db.session.add(material)
    db.session.flush()
    audit.record(
        "training.material-added",
        material,
        actor=actor,
        at=now,
        pilot_id=module.pilot_id,
        visible_from=entry.visible_from,
    )
    return material


def change_material(
    material: Material, entry: MaterialEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Material:
    """Change a link, its name or its day.

    :raises MaterialRefusedError: the address is no https link.
    """
    check_version(material, seen)
    _check(entry)
    for name, value in asdict(entry).items():
        setattr(material, name, value)
    db.session.flush()
    audit.record(
        "training.material-changed",
        material,
        actor=actor,
        at=now,
        pilot_id=material.module.pilot_id,
        visible_from=entry.visible_from,
    )
    return material


def remove_material(material: Material, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a link; what lies behind it stays where it is."""
    audit.record(
        "training.material-removed", material, actor=actor, at=now, pilot_id=material.module.pilot_id
    )
    db.session.delete(material)
    db.session.flush()
