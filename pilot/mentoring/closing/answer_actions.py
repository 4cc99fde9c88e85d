"""Confirm all sessions that wait for a participant, each by the same rule as alone (M11)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.mentoring import actions, session_queries
from pilot.mentoring.enums import ConfirmationState


def confirm_all(pilot: Pilot, attendee_ids: Iterable[uuid.UUID], *, actor: Viewer, now: dt.datetime) -> int:
    """Confirm records of the actor that the page listed; return how many.

    :raises NotVisibleError: one of them is not the actor's.
    :raises SessionRefusedError: a month was closed meanwhile (R12).
    """
    number = 0
    for attendee_id in attendee_ids:
        attendee = session_queries.get_attendee(attendee_id, pilot=pilot, viewer=actor)
        actions.answer_session(
            pilot,
            attendee,
            ConfirmationState.CONFIRMED,
            comment=attendee.comment,
            seen=attendee.session.version,
            actor=actor,
            now=now,
        )
        number += 1
    return number
