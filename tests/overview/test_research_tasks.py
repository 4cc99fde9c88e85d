"""Home tasks of research: surveys that ended, and groups that nobody has heard."""

import datetime as dt
import html
from typing import Any

import pytest

from pilot.accounts.enums import Locale
from pilot.cohort.queries import person_of
from pilot.community.enums import PeopleGroup, SourceKind
from pilot.community.methods.enums import Method
from pilot.community.methods.models import GroupReach, MethodUse, PlannedMethod
from pilot.community.models import Community
from pilot.community.priorities.models import PriorityRound
from pilot.community.surveys import rules
from pilot.community.surveys.enums import Standing, SurveyState
from pilot.extensions import db
from tests import build
from tests.community.build import community, need, source, survey
from tests.conftest import TODAY

DAY = dt.timedelta(days=1)
LOOK, CLOSE = "Look at what residents answered: Priekuļu aptauja", "Close the survey: Priekuļu aptauja"


@pytest.fixture
def place(world: build.World) -> Community:
    return community(world.anna)


def home(client: Any, who: Any) -> str:
    who.locale = Locale.EN
    db.session.commit()
    return html.unescape(client.sign_in(who).get("/").get_data(as_text=True))


@pytest.mark.parametrize(
    ("standing", "days_ago", "expected"),
    [
        (Standing.RUNNING, 0, False),
        (Standing.DRAFT, 1, False),
        (Standing.ENDED, 300, True),
        (Standing.CLOSED, 21, True),
        (Standing.CLOSED, 22, False),
    ],
)
def test_which_survey_waits_for_use(standing: Standing, days_ago: int, *, expected: bool) -> None:
    assert rules.waits_for_use(standing, TODAY - days_ago * DAY, today=TODAY) is expected


def test_a_survey_that_ended_is_to_be_closed_and_then_to_be_used(
    world: build.World, place: Community, client: Any
) -> None:
    anna = person_of(world.anna)
    row = survey(place, opens_on=TODAY - 30 * DAY, closes_on=TODAY - DAY)
    ended = home(client, anna)
    row.state = SurveyState.CLOSED
    closed, of_other = home(client, anna), home(client, person_of(world.liga))
    source(need_id=need(place).id, kind=SourceKind.SURVEY, told_on=TODAY)
    used = home(client, anna)

    assert [CLOSE in ended, LOOK in ended] == [True, False]
    assert [CLOSE in closed, LOOK in closed] == [False, True]
    assert f"/surveys/{row.id}/results" in closed
    assert [LOOK in of_other, LOOK in used] == [False, False]


def method_use(of: Community, *groups: PeopleGroup) -> MethodUse:
    found: MethodUse = build.keep(
        MethodUse(
            community_id=of.id,
            method=Method.OBSERVATION,
            held_on=TODAY,
            reached=9,
            recorded_at=build.NOW,
            reach=[GroupReach(people_group=group) for group in groups],
        )
    )
    return found


def test_groups_that_no_method_reached_are_named_while_research_goes_on(
    world: build.World, place: Community, client: Any
) -> None:
    anna, words = person_of(world.anna), "Priekuļu ciems: 2 groups have not been heard"
    heard = [group for group in PeopleGroup if group not in (PeopleGroup.SENIORS, PeopleGroup.NGOS)]
    method_use(place, *heard)
    unplanned = home(client, anna)
    build.keep(PlannedMethod(community_id=place.id, method=Method.OBSERVATION, groups=[], due_on=TODAY))
    going_on, of_other = home(client, anna), home(client, person_of(world.liga))
    weighed_round(place)

    assert [words in page for page in (unplanned, going_on, of_other, home(client, anna))] == [
        False,
        True,
        False,
        False,
    ]
    assert "Among them: Seniors" in going_on
    assert f"/communities/{place.id}/reach" in going_on


def weighed_round(of: Community) -> PriorityRound:
    found: PriorityRound = build.keep(
        PriorityRound(community_id=of.id, title="1. kārta", recorded_at=build.NOW)
    )
    return found
