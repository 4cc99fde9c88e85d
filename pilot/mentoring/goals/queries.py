"""Goals of the practice for the pair: they stay with the participant."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.mentoring.goals.enums import GoalState
from pilot.mentoring.goals.models import PracticeGoal


def visible_goals(viewer: Viewer) -> Select[PracticeGoal]:
    """Return the statement every list of goals begins with."""
    people = cohort.visible_participations(viewer, Permission.SESSION_CONTENT_READ)
    return select(PracticeGoal).where(
        PracticeGoal.participation_id.in_(people.with_only_columns(Participation.id))
    )


def goals_of(
    participation_ids: Collection[uuid.UUID], *, viewer: Viewer, only_active: bool = False
) -> Mapping[uuid.UUID, list[PracticeGoal]]:
    """Return the goals of some participations, active ones first, in the order they were written."""
    statement = visible_goals(viewer).where(PracticeGoal.participation_id.in_(participation_ids))
    if only_active:
        statement = statement.where(PracticeGoal.state == GoalState.ACTIVE)
    is_settled = case((PracticeGoal.state == GoalState.ACTIVE, 0), else_=1)
    found: defaultdict[uuid.UUID, list[PracticeGoal]] = defaultdict(list)
    for goal in db.session.scalars(statement.order_by(is_settled, PracticeGoal.written_at, PracticeGoal.id)):
        found[goal.participation_id].append(goal)
    return found


def get_goal(goal_id: uuid.UUID, *, pilot: Pilot, viewer: Viewer) -> PracticeGoal:
    """Return a goal of a pilot that the viewer writes as one of the pair.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    goal = db.session.scalar(
        visible_goals(viewer)
        .join(PracticeGoal.participation)
        .where(PracticeGoal.id == goal_id, Participation.pilot_id == pilot.id)
        .options(joinedload(PracticeGoal.participation).joinedload(Participation.user))
    )
    if goal is None:
        raise NotVisibleError
    return goal
