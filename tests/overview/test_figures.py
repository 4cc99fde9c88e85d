"""The figures of a pilot: what counts, once for every place that shows it."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from pilot.cohort.enums import ParticipationState, WithdrawalReason
from pilot.cohort.models import Participation
from pilot.overview import figures, rules
from pilot.overview.numbers import numbers_of
from pilot.training.enums import DayState
from tests import build
from tests.overview import build as overview

CESIS, TUKUMS = uuid.uuid4(), uuid.uuid4()
AS_OF = dt.date(2023, 2, 14)


def place(state: ParticipationState, **given: Any) -> rules.Place:
    return rules.Place(
        participation_id=given.get("key", uuid.uuid4()),
        municipality_id=given.get("municipality", CESIS),
        state=state,
        started_on=given.get("started_on", dt.date(2022, 9, 1)),
        replaces_id=given.get("replaces"),
    )


def test_a_place_that_was_given_on_counts_once() -> None:
    withdrawn = place(ParticipationState.WITHDRAWN)
    replacement = place(ParticipationState.ACTIVE, replaces=withdrawn.participation_id)

    assert rules.counted([withdrawn, replacement], as_of=AS_OF) == [replacement]


@pytest.mark.parametrize(
    ("state", "started_on", "expected"),
    [
        pytest.param(ParticipationState.NOMINATED, None, False, id="nominated"),
        pytest.param(ParticipationState.INELIGIBLE, None, False, id="not eligible"),
        pytest.param(ParticipationState.CONFIRMED, None, True, id="confirmed, before the start"),
        pytest.param(ParticipationState.ACTIVE, dt.date(2022, 9, 1), True, id="taking part"),
        pytest.param(ParticipationState.ACTIVE, dt.date(2023, 2, 15), False, id="from tomorrow"),
        pytest.param(ParticipationState.COMPLETED, dt.date(2022, 9, 1), True, id="done"),
        pytest.param(ParticipationState.WITHDRAWN, dt.date(2022, 9, 1), True, id="withdrawn after the start"),
        pytest.param(ParticipationState.WITHDRAWN, None, False, id="withdrawn before the start"),
    ],
)
def test_who_takes_part(
    state: ParticipationState,
    started_on: dt.date | None,
    expected: bool,  # noqa: FBT001 - an expected answer
) -> None:
    assert rules.takes_part(place(state, started_on=started_on), as_of=AS_OF) is expected


@pytest.mark.parametrize(("count", "expected"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_from_one_to_four_are_small(count: int, expected: bool) -> None:  # noqa: FBT001 - an answer
    assert rules.is_small(count, threshold=5) is expected


def values(world: build.World, today: dt.date) -> dict[str, Any]:
    found = figures.figures_as_json(world.pilot, as_of=today)["figures"]
    return {key: figure["value"] for key, figure in found.items()}


def test_the_figures_of_the_small_pilot(world: build.World, today: dt.date) -> None:
    held = overview.day(world.pilot, dt.date(2022, 9, 5))
    overview.day(world.pilot, dt.date(2023, 3, 1), number=2, state=DayState.PLANNED)
    overview.day(world.pilot, dt.date(2022, 9, 6), number=3, state=DayState.CANCELLED)
    overview.attendance(held, world.anna, world.coordinator)
    overview.session(world.anna, world.mentor, dt.date(2023, 1, 10), minutes=90)
    overview.month(world.anna, "2023-01", 90)
    overview.task(overview.group(world.pilot, world.cesis), dt.date(2023, 3, 1))

    found = values(world, today)

    hours, months = found.pop("participants.academic_hours"), found.pop("mentoring.months")
    assert found == {
        "municipalities.target": 5,
        "municipalities.actual": 2,
        "participants.target": 10,
        "participants.actual": 3,
        "training.days": 1,
        "training.days_planned": 2,
        "training.minutes": 720,
        "training.academic_hours": 16.0,
        "mentoring.quota_minutes": 3 * 6 * 120,
        "mentoring.received_minutes": 90,
        "mentoring.worked_minutes": 90,
        "mentoring.months_missed": 6,
        "communities": 0,
        "needs": 0,
        "groups": 1,
        "meetings": 1,
        "decisions": 0,
        "tasks.open": 1,
    }
    assert hours == [
        {"participant": "Anna Ozola", "municipality": "Cēsu novads", "minutes": 360, "academic_hours": 8.0}
    ]
    assert [month for month in months if month["participant"] == "Anna Ozola"][2] == {
        "participant": "Anna Ozola",
        "municipality": "Cēsu novads",
        "month": "2023-01",
        "required": 120,
        "received": 90,
        "standing": "missed",
    }


def test_the_hours_of_who_withdrew_stay_and_the_place_counts_once(world: build.World, today: dt.date) -> None:
    held = overview.day(world.pilot, dt.date(2022, 9, 5))
    overview.attendance(held, world.liga, world.coordinator)
    world.liga.state, world.liga.ended_on = ParticipationState.WITHDRAWN, dt.date(2022, 10, 15)
    world.liga.withdrawal_reason = WithdrawalReason.WORKLOAD
    newcomer = build.user("Zane Dzene")
    build.participation(
        world.pilot, newcomer, world.cesis, started_on=dt.date(2022, 10, 16), replaces_id=world.liga.id
    )

    found = values(world, today)

    assert found["participants.actual"] == 3
    assert [row["participant"] for row in found["participants.academic_hours"]] == ["Līga Ābele"]


def test_figures_of_some_participations_count_only_them(world: build.World, today: dt.date) -> None:
    overview.group(world.pilot, world.tukums)

    anna = select(Participation).where(Participation.id == world.anna.id)

    numbers = numbers_of(world.pilot, as_of=today, among=anna)

    assert (numbers.participants, numbers.municipalities, numbers.work.groups) == (1, 1, 0)


def test_the_figures_are_json_with_unit_and_definition(world: build.World, today: dt.date) -> None:
    found = json.loads(json.dumps(figures.figures_as_json(world.pilot, as_of=today)))

    assert (found["pilot"], found["as_of"]) == ("SDK-2022", "2023-02-14")
    assert all(figure.keys() == {"value", "unit", "definition"} for figure in found["figures"].values())


def test_an_empty_pilot_has_only_zeros(world: build.World, today: dt.date) -> None:
    numbers = numbers_of(world.other_pilot, as_of=today)

    assert (numbers.participants, numbers.training.days_held, numbers.mentoring.quota) == (0, 0, 0)
