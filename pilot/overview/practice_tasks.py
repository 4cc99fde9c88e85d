"""What needs people in the review of papers, and in a practice that stands still."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.cohort.queries import has_mentor
from pilot.community.papers import labels, queries
from pilot.community.practice import queries as practice
from pilot.community.strategies import queries as strategies
from pilot.overview import links
from pilot.overview.tasks import Task


def silent_mentees(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each mentee of whom nothing was recorded for 21 days (C19)."""
    mentees = practice.with_people(select(Participation).where(has_mentor(viewer)))
    return [
        Task(
            what=ngettext(
                "%(name)s: no activity for %(num)d day",
                "%(name)s: no activity for %(num)d days",
                silence.days,
                name=silence.participation.user.name,
            ),
            why=_("Ask what stands in the way and agree on the next step."),
            action_url=links.practice(pilot),
            action_label=_("See the stages"),
        )
        for silence in practice.silences(pilot, mentees, today=today)
    ]


def silent_participants(pilot: Pilot, *, today: dt.date) -> list[Task]:
    """Return one row for all the participants of whom nothing was recorded for 21 days."""
    count = len(practice.silences(pilot, select(Participation), today=today))
    if not count:
        return []
    return [
        Task(
            what=ngettext(
                "%(num)d participant has recorded nothing for 21 days",
                "%(num)d participants have recorded nothing for 21 days",
                count,
            ),
            why=_("Their mentors see it too."),
            action_url=links.practice(pilot),
            action_label=_("See the stages"),
        )
    ]


def papers_to_answer(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return a row for each paper that waits for the answer of a mentor or a head (C18)."""
    return [
        Task(
            what=_("Read and answer: %(paper)s", paper=str(labels.KINDS[version.kind])),
            why=version.community.name,
            action_url=links.judge_paper(version.id),
            action_label=_("Answer"),
        )
        for version in queries.waiting_for(viewer, pilot)
    ]


def values_to_answer(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return a row for each value of an indicator that waits for the answer of a mentor or a head (C13)."""
    return [
        Task(
            what=_("Approve a value: %(indicator)s", indicator=value.indicator.name),
            why=value.indicator.objective.strategy.community.name,
            action_url=links.judge_value(value.id),
            action_label=_("Answer"),
        )
        for value in strategies.waiting_for(viewer, pilot)
    ]


def papers_returned(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return a row for each own paper in which reviewers found fault."""
    return [
        Task(
            what=_("Improve and send again: %(paper)s", paper=str(labels.KINDS[version.kind])),
            why=version.community.name,
            action_url=links.paper(version.community_id, version.kind.value),
            action_label=_("Read the answer"),
        )
        for version in queries.returned_to(viewer, pilot)
    ]
