"""Log the sessions of a whole month at once: all of them or none."""

import datetime as dt
import uuid
from collections.abc import Mapping

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.errors import DomainError
from pilot.mentoring import actions, refusals, rules
from pilot.mentoring.models import MentorSession


class GridRefusedError(DomainError):
    """Sessions of a month of which some may not be written down; each refusal by the name of its cell."""

    def __init__(self, refusals: Mapping[str, refusals.SessionRefusedError]) -> None:
        super().__init__(*refusals.values())
        self.refusals = refusals


def log_month(
    pilot: Pilot,
    records: Mapping[str, rules.Record],
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> list[MentorSession]:
    """Write down the sessions of a month, in the order of their days.

    :raises GridRefusedError: a rule is against some of them; nothing was written.
    """
    people = frozenset[uuid.UUID]().union(*(record.participation_ids for record in records.values()))
    actions.stand_still(pilot, actor.user_id, people)
    refused = {}
    for cell, record in records.items():
        try:
            entry = record.entry(mentor_id=actor.user_id)
            refusals.refuse_problem(pilot, entry, now=now, today=today)
        except refusals.SessionRefusedError as refusal:
            refused[cell] = refusal
    if refused:
        raise GridRefusedError(refused)
    in_order = sorted(records.items(), key=lambda each: (each[1].held_on, each[0]))
    return [
        actions.log_session(pilot, record, actor=actor, now=now, today=today) for _cell, record in in_order
    ]
