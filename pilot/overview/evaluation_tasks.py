"""Whom the final evaluation waits for, from the last month of practice on."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.community.evaluations import queries, rules
from pilot.overview import links
from pilot.overview.tasks import Task


def evaluations_to_hand_in(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return one row while an evaluation that the viewer is asked for is not handed in (domain d.8)."""
    practice = queries.practice_of(pilot)
    if rules.save_problem(practice, hand_in=True, today=today) is not None:
        return []
    if not viewer.may_in(pilot.id, Permission.EVALUATION_READ):
        return []
    waiting = queries.not_handed_in(pilot, viewer=viewer)
    if not waiting:
        return []
    return [
        Task(
            what=ngettext(
                "Hand in %(num)d final evaluation", "Hand in %(num)d final evaluations", len(waiting)
            ),
            why=_("Ten minutes are enough; the pilot learns from it."),
            action_url=links.evaluations(pilot),
            action_label=_("Open the evaluation"),
        )
    ]
