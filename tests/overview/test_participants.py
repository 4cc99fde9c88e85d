"""Who takes part: the database counts alike people together, the rules say the same of each alone."""

import datetime as dt
import random

import pytest
from sqlalchemy import select

from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.overview import participants, rules
from tests import build

BEGINNINGS = (None, dt.date(2022, 9, 1), dt.date(2022, 9, 1), dt.date(2023, 2, 14), dt.date(2023, 3, 1))
PEOPLE = 16


@pytest.mark.parametrize("seed", range(4))
def test_counts_and_pages_are_those_of_the_rules(world: build.World, seed: int, today: dt.date) -> None:
    chance = random.Random(seed)  # noqa: S311 - draws a pilot
    drawn: list[Participation] = []
    for number in range(PEOPLE):
        replaced = drawn[number // 2].id if drawn and chance.random() < 1 / 2 else None
        drawn.append(
            build.participation(
                world.pilot,
                build.user(f"Dzidra Paraudziņa-{number:02}x"),
                chance.choice((world.cesis, world.tukums)),
                state=chance.choice(list(ParticipationState)),
                started_on=chance.choice(BEGINNINGS),
                replaces_id=replaced,
            )
        )
    people = db.session.scalars(
        select(Participation).where(Participation.pilot_id == world.pilot.id).order_by(Participation.id)
    ).all()
    alone = [
        rules.Place(each.id, each.municipality_id, each.state, each.started_on, each.replaces_id)
        for each in people
    ]

    places = participants.places_of(world.pilot)
    page = participants.page_of(world.pilot, as_of=today, among=None, number=1, rows=100)

    assert rules.by_municipality(places, as_of=today) == rules.by_municipality(alone, as_of=today)
    assert rules.municipalities_of(places, as_of=today) == rules.municipalities_of(alone, as_of=today)
    assert {row.person.participation_id for row in page.items} == {
        place.participation_id for place in alone if rules.takes_part(place, as_of=today)
    }
    assert page.total == len(page.items)
