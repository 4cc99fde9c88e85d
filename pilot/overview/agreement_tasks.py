"""What the agreement of a pair asks of both: to accept it, and to look at it again on its days."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import gettext as _

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.mentoring.agreements import queries
from pilot.mentoring.agreements.enums import AgreementState
from pilot.mentoring.agreements.labels import REVIEWS
from pilot.mentoring.agreements.queries import Standing
from pilot.mentoring.rules import RIGA
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task, due

BOTH = frozenset({AgreementState.DRAFT})
WAITS_FOR_MENTOR = BOTH | {AgreementState.WAITS_FOR_MENTOR}
WAITS_FOR_PARTICIPANT = BOTH | {AgreementState.WAITS_FOR_PARTICIPANT}


def of_mentor(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each agreement that waits for a mentor, and for each review that is near or past."""
    own = [each for each in queries.own_standings(pilot, viewer=viewer) if each.mentor_id == viewer.user_id]
    rows = [
        _to_accept(pilot, each, _("Participant: %(name)s", name=each.participant))
        for each in own
        if each.state in WAITS_FOR_MENTOR
    ]
    return rows + _reviews(pilot, own, today=today)


def of_participant(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each agreement that waits for a participant, and for each review near or past."""
    own = [each for each in queries.own_standings(pilot, viewer=viewer) if each.mentor_id != viewer.user_id]
    rows = [
        _to_accept(pilot, each, _("Mentor: %(name)s", name=each.mentor))
        for each in own
        if each.state in WAITS_FOR_PARTICIPANT
    ]
    return rows + _reviews(pilot, own, today=today)


def _to_accept(pilot: Pilot, standing: Standing, why: str) -> Task:
    return Task(
        what=_("Read and accept the mentoring agreement"),
        why=why,
        action_url=links.agreement(pilot, standing.pair_id),
        action_label=_("Open the agreement"),
        due=Deadline(standing.written_at.astimezone(RIGA).date()) if standing.written_at else None,
    )


def _reviews(pilot: Pilot, standings: Iterable[Standing], *, today: dt.date) -> list[Task]:
    return [
        Task(
            what=_(
                "%(review)s: %(participant)s and %(mentor)s",
                review=REVIEWS[review],
                participant=standing.participant,
                mentor=standing.mentor,
            ),
            why=_("Look at the agreement and the goals together."),
            action_url=links.agreement(pilot, standing.pair_id),
            action_label=_("Open the agreement"),
            due=due(day, today=today),
        )
        for standing in standings
        for review, day in standing.due(today=today)
    ]
