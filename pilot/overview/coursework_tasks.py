"""What needs participants and lecturers beside the training days: work, feedback, links, self-assessment."""

import datetime as dt
import uuid

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.overview import links
from pilot.overview.tasks import Deadline, Task, due
from pilot.training.assignments import labels, queries, rules
from pilot.training.assignments.enums import WorkState
from pilot.training.competence import labels as competence_words
from pilot.training.competence import queries as competence
from pilot.training.competence.enums import Moment
from pilot.training.feedback import queries as feedback
from pilot.training.feedback.rules import last_day
from pilot.training.materials import queries as materials

SOON = dt.timedelta(days=14)


def work_to_hand_in(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row for each own task that was returned, or is not submitted and due within two weeks."""
    return [
        _own(task, today=today)
        for task in queries.own_tasks(pilot, user_id=user_id)
        if (task.work and task.work.state is WorkState.RETURNED)
        or (
            task.assignment.due_on <= today + SOON and rules.may_write(task.work.state if task.work else None)
        )
    ]


def _own(task: queries.OwnTask, *, today: dt.date) -> Task:
    is_returned = task.work is not None and task.work.state is WorkState.RETURNED
    return Task(
        what=_("Submit independent work: %(title)s", title=labels.title_of(task.assignment)),
        why=_("The lecturer returned it with a comment.") if is_returned else _why(task),
        action_url=links.hand_in(task.assignment.id),
        action_label=_("Continue") if task.work else _("Begin"),
        due=Deadline(task.assignment.due_on) if is_returned else due(task.assignment.due_on, today=today),
    )


def _why(task: queries.OwnTask) -> str:
    if task.assignment.mandatory:
        return str(_("The certificate needs it."))
    return str(_("The lecturer reads it and answers."))


def work_to_assess(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return one row for all the work that waits for a lecturer; each page then leads to the next."""
    waiting = queries.waiting_for(pilot, viewer=viewer)
    if not waiting:
        return []
    first = waiting[0]
    return [
        Task(
            what=ngettext(
                "Assess independent work: %(num)d participant waits",
                "Assess independent work: %(num)d participants wait",
                len({work.participation_id for work in waiting}),
            ),
            why=_(
                "First: %(name)s, %(title)s",
                name=first.participation.user.name,
                title=labels.title_of(first.assignment),
            ),
            action_url=links.assess(first.id),
            action_label=_("Assess"),
        )
    ]


def links_to_mend(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return one row for the links of materials that do not answer; it leads to the one that broke first."""
    broken = materials.broken_links(pilot, viewer=viewer)
    if not broken:
        return []
    return [
        Task(
            what=ngettext(
                "Mend links of materials: %(num)d link does not answer",
                "Mend links of materials: %(num)d links do not answer",
                len(broken),
            ),
            why=_("First: %(title)s", title=broken[0].title),
            action_url=links.mend_link(broken[0].id),
            action_label=_("Mend the link"),
        )
    ]


def days_to_tell_of(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row for each day that a person attended in the last two weeks and has not told about."""
    return [
        Task(
            what=_("Tell what the day was like: training day %(number)d", number=day.number),
            why=_("Two minutes; nobody sees whose answer it is."),
            action_url=links.tell_of_day(day.id),
            action_label=_("Answer"),
            due=due(last_day(day.held_on), today=today),
        )
        for day in feedback.days_to_tell_of(pilot, user_id=user_id, today=today)
    ]


def competence_to_rate(pilot: Pilot, *, user_id: uuid.UUID, today: dt.date) -> list[Task]:
    """Return a row while a moment of the self-assessment is open and a module is not rated yet."""
    found = competence.moment_to_rate(pilot, user_id=user_id, today=today)
    if found is None:
        return []
    moment, window = found
    return [
        Task(
            what=str(competence_words.INVITATIONS[moment]),
            why=_("Five minutes; at the end you see what has changed.")
            if moment is Moment.START
            else _("Five minutes; then you see what has changed."),
            action_url=links.rate_oneself(pilot),
            action_label=_("Rate yourself"),
            due=due(window.last_on, today=today),
        )
    ]
