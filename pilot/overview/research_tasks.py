"""What needs a participant in the research of the own community: surveys to use, groups to hear."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import ngettext

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Pilot
from pilot.community.labels import PEOPLE_GROUPS
from pilot.community.methods import queries as methods
from pilot.community.surveys import queries as surveys
from pilot.community.surveys.enums import SurveyState
from pilot.community.surveys.models import Survey
from pilot.overview import links
from pilot.overview.tasks import Task
from pilot.web.locale import day

NAMED = 3


def surveys_to_use(pilot: Pilot, *, viewer: Viewer, today: dt.date) -> list[Task]:
    """Return a row for each survey that has ended: to be closed first, then to be used."""
    return [_survey(survey) for survey in surveys.to_use(pilot, viewer=viewer, today=today)]


def _survey(survey: Survey) -> Task:
    if survey.state is SurveyState.OPEN:
        return Task(
            what=_("Close the survey: %(title)s", title=survey.title),
            why=_(
                "Its last day was %(day)s. Results are shown once it is closed.", day=day(survey.closes_on)
            ),
            action_url=links.close_survey(survey.id),
            action_label=_("Close the survey"),
        )
    return Task(
        what=_("Look at what residents answered: %(title)s", title=survey.title),
        why=_("Record what it says as findings, with the survey as their source."),
        action_url=links.survey_results(survey.id),
        action_label=_("Open the results"),
    )


def groups_to_hear(pilot: Pilot, *, viewer: Viewer) -> list[Task]:
    """Return a row for each community under research in which no method has reached some groups."""
    found = [
        (community, methods.reach_of(community).unheard)
        for community in methods.under_way(pilot, viewer=viewer)
    ]
    return [
        Task(
            what=ngettext(
                "%(community)s: %(num)d group has not been heard",
                "%(community)s: %(num)d groups have not been heard",
                len(unheard),
                community=community.name,
            ),
            why=_(
                "Among them: %(groups)s",
                groups=", ".join(str(PEOPLE_GROUPS[each]) for each in unheard[:NAMED]),
            ),
            action_url=links.reach(community.id),
            action_label=_("See who has been heard"),
        )
        for community, unheard in found
        if unheard
    ]
