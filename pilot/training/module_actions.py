"""Change the programme: its modules."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.database import check_version
from pilot.extensions import db
from pilot.training.actions import TrainingRefusedError, change_numbered, keep_numbered
from pilot.training.entries import ModuleEntry
from pilot.training.models import ClassSession, MakeUp, Module
from pilot.training.rules import Problem


def add_module(pilot: Pilot, entry: ModuleEntry, *, actor: Viewer, now: dt.datetime) -> Module:
    """Add a module to the programme.

    :raises TrainingRefusedError: another module has the number.
    """
    module = Module(pilot_id=pilot.id, **asdict(entry))
    keep_numbered(module)
    audit.record(
        "training.module-added", module, actor=actor, at=now, pilot_id=pilot.id, minutes=module.minutes
    )
    return module


def change_module(
    module: Module, entry: ModuleEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Module:
    """Change a module.

    :raises TrainingRefusedError: another module has the number.
    """
    check_version(module, seen)
    before = module.minutes
    change_numbered(module, entry)
    audit.record(
        "training.module-changed",
        module,
        actor=actor,
        at=now,
        pilot_id=module.pilot_id,
        minutes_before=before,
        minutes=module.minutes,
    )
    return module


def remove_module(module: Module, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a module that nothing belongs to: no class, and nothing of a journey of the training.

    :raises TrainingRefusedError: something belongs to it.
    """
    of_classes = exists().where(ClassSession.module_id == module.id)
    if db.session.scalar(select(of_classes | exists().where(MakeUp.module_id == module.id))):
        raise TrainingRefusedError(Problem.MODULE_IN_USE)
    try:
        with db.session.begin_nested():
            db.session.delete(module)
    except IntegrityError:
        raise TrainingRefusedError(Problem.MODULE_IN_USE) from None
    audit.record("training.module-removed", module, actor=actor, at=now, pilot_id=module.pilot_id)
