"""Writes that touch two areas at once; each is still one transaction."""

import datetime as dt

from pilot.accounts import actions as accounts
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import actions as cohort
from pilot.cohort.entries import PilotEntry
from pilot.cohort.enums import Preset
from pilot.cohort.models import Pilot
from pilot.cohort.presets import PresetShape
from pilot.extensions import db
from pilot.training.models import Module


def create_pilot(
    entry: PilotEntry, *, code: str, preset: Preset, shape: PresetShape, actor: Viewer, now: dt.datetime
) -> Pilot:
    """Create a pilot with the phases and modules of its shape; who creates it coordinates it.

    :raises ParametersRefusedError: the numbers contradict each other.
    :raises PilotRefusedError: the code is another pilot's.
    """
    pilot = cohort.add_pilot(entry, code=code, preset=preset, actor=actor, now=now)
    cohort.add_phases(pilot, shape.phases)
    for number, module in enumerate(shape.modules, start=1):
        db.session.add(
            Module(
                pilot_id=pilot.id,
                number=number,
                title_lv=module.title_lv,
                title_en=module.title_en,
                minutes=module.minutes,
            )
        )
    creator = db.session.get_one(User, actor.user_id)
    accounts.grant_role(creator, Role.COORDINATOR, pilot_id=pilot.id, actor=actor, now=now)
    return pilot
