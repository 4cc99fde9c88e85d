"""What needs a participant in the own community and its groups."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from sqlalchemy import exists, select

from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import ParticipationState, PhaseKind
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.rules import PhaseDates, phase_of
from pilot.community.changes import labels as change_words
from pilot.community.changes import queries as changes
from pilot.community.enums import TaskState
from pilot.community.models import Community, CooperationGroup, GroupTask
from pilot.community.strategies import queries as strategies
from pilot.extensions import db
from pilot.overview import links
from pilot.overview.tasks import Task, due

SOON = dt.timedelta(days=7)
LONGEST = 60


def community_not_defined(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row where the practice runs and the participant's municipality has no community yet."""
    phases = [PhaseDates(phase.kind, phase.starts_on, phase.ends_on) for phase in cohort.phases_of(pilot)]
    span = phase_of(PhaseKind.PRACTICE, phases)
    if span is None or not span.covers(today):
        return []
    missing = db.session.scalar(
        select(Participation.id).where(
            Participation.pilot_id == pilot.id,
            Participation.user_id == user_id,
            Participation.state == ParticipationState.ACTIVE,
            ~exists().where(
                Community.pilot_id == pilot.id, Community.municipality_id == Participation.municipality_id
            ),
        )
    )
    if missing is None:
        return []
    return [
        Task(
            what=_("Define your community"),
            why=_("Needs, resources and groups are recorded for a community."),
            action_url=links.define_community(pilot),
            action_label=_("Define the community"),
        )
    ]


def group_tasks_due(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row for each open task of the own municipality's groups that is due within a week."""
    own = select(Participation.municipality_id).where(
        Participation.pilot_id == pilot.id,
        Participation.user_id == user_id,
        Participation.state == ParticipationState.ACTIVE,
    )
    rows = db.session.execute(
        select(GroupTask.id, GroupTask.text, GroupTask.due_on, CooperationGroup.name)
        .join(CooperationGroup, CooperationGroup.id == GroupTask.group_id)
        .where(
            CooperationGroup.pilot_id == pilot.id,
            CooperationGroup.municipality_id.in_(own),
            GroupTask.state == TaskState.OPEN,
            GroupTask.due_on <= today + SOON,
        )
        .order_by(GroupTask.due_on, GroupTask.id)
    )
    return [
        Task(
            what=text,
            why=name,
            action_url=links.settle_task(task_id),
            action_label=_("Answer"),
            due=due(due_on, today=today),
        )
        for task_id, text, due_on, name in rows
    ]


def changes_to_check(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each change of the own communities of which it is time to say whether it lasts."""
    return [
        Task(
            what=_("Does it still hold? %(change)s", change=_shortened(change.text)),
            why=f"{change.community.name} · {change_words.CHECKS[check]}",
            action_url=links.check_change(change.id),
            action_label=_("Answer"),
        )
        for change, check in changes.to_ask(pilot, viewer=viewer, today=today)
    ]


def actions_late(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each action of the own communities that should be finished."""
    return [
        Task(
            what=action.what,
            why=f"{action.community.name} · {action.lead}",
            action_url=links.report_action(action.id),
            action_label=_("Say how it stands"),
            due=due(action.due_on, today=today),
        )
        for action in strategies.overdue_for(viewer, pilot, today=today)
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
