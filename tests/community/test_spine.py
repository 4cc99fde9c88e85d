"""The steps of the work with a community: which one comes next, and that its page puts it first."""

from typing import Any

import pytest

from pilot.accounts.enums import Locale
from pilot.cohort.queries import person_of
from pilot.community.methods.enums import Method
from pilot.community.methods.models import PlannedMethod
from pilot.community.profiles.enums import Block
from pilot.community.profiles.models import ProfileBlock
from pilot.community.spine import PAGES, Step, next_step
from pilot.extensions import db
from tests import build
from tests.community.build import community, need
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ({Step.DEFINE: 1}, Step.PROFILE),
        ({Step.DEFINE: 1, Step.PROFILE: 3, Step.FINDINGS: 9}, Step.PLAN),
        (dict.fromkeys(PAGES, 1), None),
    ],
)
def test_the_next_step_is_the_first_with_nothing_in_it(
    recorded: dict[Step, int], expected: Step | None
) -> None:
    assert next_step(recorded) is expected


def test_the_page_of_a_community_leads_to_its_next_step(world: build.World, client: Any) -> None:
    place = community(world.anna)
    need(place)
    anna = person_of(world.anna)
    anna.locale = world.observer.locale = Locale.EN
    client.sign_in(anna)
    address = f"/communities/{place.id}"

    before = client.get(address).get_data(as_text=True)
    build.keep(ProfileBlock(community_id=place.id, block=Block.PLACE, text="Ciems pie ezera"))
    build.keep(PlannedMethod(community_id=place.id, method=Method.OBSERVATION, groups=[], due_on=TODAY))
    db.session.commit()
    after = client.get(address).get_data(as_text=True)
    place.shared_at = build.NOW
    db.session.commit()
    read = client.sign_in(world.observer).get(address).get_data(as_text=True)

    assert "Next step: Community profile" in before
    assert "Next step: Collecting data" in after
    assert [page.count("btn primary") for page in (before, after, read)] == [1, 1, 0]
    assert "Next step" not in read
