"""What a pair finds on its own pages: open steps, active goals, the agreement and what was handed over."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import MentoringPair, Participation, Pilot
from pilot.mentoring.agreements import queries as agreements
from pilot.mentoring.agreements.queries import Standing
from pilot.mentoring.goals import queries as goals
from pilot.mentoring.goals.models import PracticeGoal
from pilot.mentoring.handover import queries as handover
from pilot.mentoring.steps import queries as steps
from pilot.mentoring.steps.queries import StepLine


@dataclass
class PairWork:
    """The work of a participant with the mentors that they have now."""

    participation_id: uuid.UUID
    agreements: list[Standing] = field(default_factory=list)
    steps: list[StepLine] = field(default_factory=list)
    goals: list[PracticeGoal] = field(default_factory=list)
    handed_over: list[MentoringPair] = field(default_factory=list)


def own_pairs(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> dict[uuid.UUID, PairWork]:
    """Return the work of the viewer's running pairs, by participation: five queries however many pairs."""
    found: dict[uuid.UUID, PairWork] = {}
    for standing in agreements.own_standings(pilot, viewer=viewer):
        work = found.setdefault(standing.participation_id, PairWork(standing.participation_id))
        work.agreements.append(standing)
    if not found:
        return {}
    open_ones = steps.open_steps(found, viewer=viewer)
    active = goals.goals_of(found, viewer=viewer, only_active=True)
    before = handover.pairs_with_history(pilot, viewer=viewer, today=today)
    for participation_id, work in found.items():
        work.steps = open_ones.get(participation_id, [])
        work.goals = active.get(participation_id, [])
        work.handed_over = before.get(participation_id, [])
    return found


def open_steps(people: Sequence[Participation], *, chosen: str, viewer: Viewer) -> list[StepLine]:
    """Return the open steps of the one person whom the quick log is about, or none where several may be."""
    ids = [person.id for person in people if str(person.id) == chosen or len(people) == 1]
    return steps.open_steps(ids, viewer=viewer).get(ids[0], []) if len(ids) == 1 else []
