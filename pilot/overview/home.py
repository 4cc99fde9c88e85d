"""What each role's home shows: the tasks of every role a person has, one page for all."""

import datetime as dt
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.roles import Permission, Role
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PilotState
from pilot.cohort.models import Pilot
from pilot.overview import (
    agenda,
    agreement_tasks,
    clash_tasks,
    community_tasks,
    coursework_tasks,
    document_tasks,
    evaluation_tasks,
    mentoring_tasks,
    pair_tasks,
    pilot_page,
    practice_tasks,
    recruiting_tasks,
    remark_tasks,
    training_tasks,
)
from pilot.overview.tasks import SHOWN, First, Task, in_order, joined
from pilot.web import locale
from pilot.web.paging import ROWS, Page

OVER = frozenset({PilotState.ARCHIVED, PilotState.CANCELLED})


@dataclass(frozen=True)
class Home:
    """A home page: the heading is the answer, then at most five tasks, then the days ahead."""

    heading: str
    lede: str
    tasks: Page[Task]
    ahead: tuple[agenda.Ahead, ...]
    pilots: tuple[Pilot, ...]


def home_of(viewer: Viewer, *, now: dt.datetime, everything: bool = False, number: int = 1) -> Home:
    """Gather a person's tasks in all running pilots; `everything` pages through those after the fifth."""
    pilots = [pilot for pilot in cohort.pilots_of(viewer) if pilot.state not in OVER]
    rows = ROWS if everything else SHOWN
    tasks = _page(pilots, viewer=viewer, now=now, number=number, rows=rows)
    today = now.astimezone(clock.RIGA).date()
    ahead = agenda.days_ahead(pilots, viewer=viewer, today=today) if pilots else []
    return Home(
        heading=_heading(tasks.total, ahead, has_pilots=bool(pilots)),
        lede=_lede(tasks.total, has_pilots=bool(pilots)),
        tasks=tasks,
        ahead=tuple(ahead),
        pilots=tuple(pilot for pilot in pilots if viewer.may_in(pilot.id, Permission.REPORT_READ)),
    )


def _page(pilots: list[Pilot], *, viewer: Viewer, now: dt.datetime, number: int, rows: int) -> Page[Task]:
    """Return a page of the tasks in all pilots; of each list only what can stand on it is read."""

    def first(limit: int) -> First:
        return joined(_of_pilot(pilot, viewer, now, first=limit, several=len(pilots) > 1) for pilot in pilots)

    found = first(rows)
    total = len(found.tasks) + found.more
    pages = max(1, -(-total // rows))
    number = min(number, pages)
    if number > 1:
        found = first(number * rows)
    return Page(in_order(found.tasks)[(number - 1) * rows : number * rows], number, pages, total)


def _of_pilot(pilot: Pilot, viewer: Viewer, now: dt.datetime, *, first: int, several: bool) -> First:
    """Return the tasks of one pilot; they name it where a person has several."""
    found = tasks_in(pilot, viewer=viewer, now=now, first=first)
    if not several:
        return found
    title = pilot_page.title_of(pilot)
    return replace(found, tasks=[replace(task, why=f"{title} · {task.why}") for task in found.tasks])


def tasks_in(pilot: Pilot, *, viewer: Viewer, now: dt.datetime, first: int) -> First:
    """Return what a person has to do in one pilot, role after role; of each list at least the `first`."""
    today = now.astimezone(clock.RIGA).date()
    parts: list[First | list[Task]] = []
    if viewer.is_in(pilot.id, Role.COORDINATOR):
        parts += _of_coordinator(pilot, today=today, first=first)
    if viewer.is_in(pilot.id, Role.MENTOR):
        parts.append(_of_mentor(pilot, viewer=viewer, now=now, today=today))
    if viewer.is_in(pilot.id, Role.MENTOR) or viewer.is_in(pilot.id, Role.MANAGER):
        parts.append(practice_tasks.papers_to_answer(pilot, viewer=viewer))
        parts.append(practice_tasks.values_to_answer(pilot, viewer=viewer))
    if viewer.is_in(pilot.id, Role.PARTICIPANT):
        parts.append(_of_participant(pilot, viewer=viewer, today=today))
    if viewer.is_in(pilot.id, Role.LECTURER) and not viewer.is_in(pilot.id, Role.COORDINATOR):
        days = training_tasks.own_days_without_attendance(pilot, user_id=viewer.user_id, today=today)
        parts.append(days)
    if viewer.is_in(pilot.id, Role.COORDINATOR) or viewer.is_in(pilot.id, Role.LECTURER):
        parts.append(coursework_tasks.links_to_mend(pilot, viewer=viewer))
    if viewer.is_in(pilot.id, Role.LECTURER):
        parts.append(training_tasks.availability_asked(pilot, user_id=viewer.user_id))
        parts.append(coursework_tasks.work_to_assess(pilot, viewer=viewer))
    parts.append(evaluation_tasks.evaluations_to_hand_in(pilot, viewer=viewer, today=today))
    if viewer.may_in(pilot.id, Permission.REMARK_WRITE):
        parts.append(remark_tasks.answers_to_see(pilot, user_id=viewer.user_id))
    return joined(parts)


def _of_coordinator(pilot: Pilot, *, today: dt.date, first: int) -> list[First | list[Task]]:
    phases = cohort.phases_of(pilot)
    return [
        recruiting_tasks.next_steps_due(pilot, today=today),
        recruiting_tasks.applications_to_assess(pilot),
        training_tasks.unmet_rules(pilot),
        training_tasks.unpublished_changes(pilot, today=today),
        training_tasks.days_without_attendance(pilot, today=today),
        training_tasks.days_without_scan(pilot, today=today),
        document_tasks.notices_due(pilot, today=today),
        document_tasks.certificates_due(pilot, today=today),
        clash_tasks.sessions_during_training(pilot, today=today),
        mentoring_tasks.missing_pairs(pilot, phases, today=today, first=first),
        pair_tasks.people_to_talk_to(pilot, today=today),
        pair_tasks.pairs_that_do_not_fit(pilot),
        pair_tasks.mentors_away(pilot, today=today),
        mentoring_tasks.short_participants(pilot, phases, today=today, first=first),
        mentoring_tasks.returned_sessions(pilot),
        mentoring_tasks.unconfirmed_sessions(pilot, today=today),
        mentoring_tasks.corrections_asked(pilot),
        mentoring_tasks.months_to_close(pilot, phases, today=today),
        remark_tasks.remarks_to_answer(pilot, today=today),
        practice_tasks.silent_participants(pilot, today=today),
    ]


def _of_mentor(pilot: Pilot, *, viewer: Viewer, now: dt.datetime, today: dt.date) -> list[Task]:
    return [
        *pair_tasks.pairs_to_accept(pilot, user_id=viewer.user_id, today=today),
        *mentoring_tasks.own_returned_sessions(pilot, user_id=viewer.user_id),
        *clash_tasks.sessions_during_training(pilot, today=today, mentor_id=viewer.user_id),
        *mentoring_tasks.planned_sessions_past(pilot, viewer=viewer, now=now, today=today),
        *mentoring_tasks.short_mentees(pilot, viewer=viewer, today=today),
        *agreement_tasks.of_mentor(pilot, viewer=viewer, today=today),
        *practice_tasks.silent_mentees(pilot, viewer=viewer, today=today),
    ]


def _of_participant(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    user_id = viewer.user_id
    return [
        *pair_tasks.pairs_to_accept(pilot, user_id=user_id, today=today),
        *mentoring_tasks.sessions_to_confirm(pilot, user_id=user_id, today=today),
        *agreement_tasks.of_participant(pilot, viewer=viewer, today=today),
        *coursework_tasks.days_to_tell_of(pilot, user_id=user_id, today=today),
        *coursework_tasks.competence_to_rate(pilot, user_id=user_id, today=today),
        *coursework_tasks.work_to_hand_in(pilot, user_id=user_id, today=today),
        *community_tasks.community_not_defined(pilot, user_id=user_id, today=today),
        *community_tasks.group_tasks_due(pilot, user_id=user_id, today=today),
        *community_tasks.actions_late(pilot, viewer=viewer, today=today),
        *community_tasks.changes_to_check(pilot, viewer=viewer, today=today),
        *practice_tasks.papers_returned(pilot, viewer=viewer),
    ]


def _heading(count: int, ahead: list[agenda.Ahead], *, has_pilots: bool) -> str:
    if count:
        return str(ngettext("You have %(num)d task today", "You have %(num)d tasks today", count))
    if not has_pilots:
        return str(_("You are in no pilot yet"))
    events = [day for day in ahead if day.url]
    if events:
        first = events[0]
        words = _(
            "Everything is done. Next: %(day)s, %(what)s", day=locale.short_day(first.on), what=first.title
        )
        return str(words)
    return str(_("Everything is done"))


def _lede(count: int, *, has_pilots: bool) -> str:
    if not has_pilots:
        return str(_("When somebody gives you a role in a pilot, its work appears here."))
    if count:
        return str(_("The rest goes as planned. If something stops, it appears here."))
    return str(_("If something stops, it appears here."))
