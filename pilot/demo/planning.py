"""Who can teach each module of the demonstration: the lecturer of 2022 and a colleague who can step in."""

from pilot.demo.stage import Stage, keep
from pilot.demo.training import LECTURER_OF_MODULE
from pilot.training.models import Module
from pilot.training.planning.models import ModuleLecturer

SUBSTITUTES = {3: "lektore", 5: "solvita.egle"}


def fill(stage: Stage, modules: list[Module]) -> None:
    """Remember the lecturers of each module; modules 3 and 5 have two."""
    for module in modules:
        keys = {LECTURER_OF_MODULE[module.number - 1], SUBSTITUTES.get(module.number, "")} - {""}
        for key in sorted(keys):
            keep(ModuleLecturer(module_id=module.id, user_id=stage.users[key].id))
