"""The participant whom a page of the pair is about, for who reads what the pair writes."""

import uuid

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError


def get_person(participation_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> Participation:
    """Return a participation of a pilot for the participant or a present mentor.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    found = cohort.get_participation(
        participation_id, viewer=viewer, permission=Permission.SESSION_CONTENT_READ
    )
    if found.pilot_id != pilot.id:
        raise NotVisibleError
    return found
