"""Indicators of a strategy on their pages: what is refused, who approves, what counts (C13)."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.cohort.queries import person_of
from pilot.community import actions as communities
from pilot.community.models import Community
from pilot.community.strategies.enums import Counting, UpdateState
from pilot.community.strategies.models import Indicator, IndicatorUpdate
from pilot.extensions import db
from pilot.overview import practice_tasks
from tests import build
from tests.community import build as made
from tests.community.test_strategies import chosen, objective
from tests.conftest import Client

APPROVED, REJECTED, SENT, DRAFT = (
    UpdateState.APPROVED,
    UpdateState.REJECTED,
    UpdateState.SENT,
    UpdateState.DRAFT,
)


@pytest.fixture
def community(world: build.World) -> Community:
    return made.community(world.anna)


@pytest.fixture
def measure(community: Community) -> Indicator:
    goal = objective(community, chosen(community, made.need(community)))
    found: Indicator = build.keep(
        Indicator(
            objective_id=goal.id,
            name="Iesaistītie iedzīvotāji",
            unit="cilv.",
            baseline=Decimal(0),
            target=Decimal(60),
            counting=Counting.SUM,
            counts_people=True,
            measured_by="Saraksti",
            recorded_at=build.NOW,
        )
    )
    return found


@pytest.fixture
def anna(client: Client, world: build.World) -> Client:
    return client.sign_in(person_of(world.anna))


def value(measure: Indicator, author: Any, number: int, state: UpdateState, **given: Any) -> IndicatorUpdate:
    judge = given.pop("judge", None)
    found: IndicatorUpdate = build.keep(
        IndicatorUpdate(
            indicator_id=measure.id,
            value=Decimal(number),
            measured_on=build.NOW.date(),
            author_id=author.id,
            recorded_at=build.NOW,
            state=state,
            parts={},
            judged_by_id=judge.id if judge else None,
            judged_at=build.NOW if judge else None,
            **given,
        )
    )
    return found


def record(client: Client, measure: Indicator, number: str, **fields: Any) -> Any:
    typed = {"value": number, "measured_on": "14.02.2023.", "state": "sent", "comment": "Pie veikala"}
    return client.send(f"/strategy-indicators/{measure.id}/values/new", **{**typed, **fields})


def page(client: Client, measure: Indicator) -> str:
    return client.get(f"/strategy-indicators/{measure.id}").get_data(as_text=True)


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(IndicatorUpdate)) or 0


@pytest.mark.parametrize("typed", ["ap 20", "N/A", "20 cilv.", "1e3", "divdesmit", "²0"])
def test_words_in_a_number_are_refused_with_a_remark_offered_and_nothing_lost(
    anna: Client, measure: Indicator, typed: str
) -> None:
    refused = record(anna, measure, typed).get_data(as_text=True)

    assert "Ierakstiet tikai skaitli" in refused
    assert "piezīm" in refused
    assert f'value="{typed}"' in refused
    assert "Pie veikala" in refused
    assert count() == 0


@pytest.mark.parametrize(
    ("number", "fields", "message"),
    [
        ("20", {"part_seniors": "12"}, "trūkst 8 cilvēku"),
        ("20", {"part_seniors": "12", "part_parents": "11"}, "par 3 cilvēkiem vairāk"),
        ("2,5", {}, "veselos skaitļos"),
        ("-2", {}, "veselos skaitļos"),
        ("20", {"measured_on": "15.02.2023."}, "Šī diena vēl nav pienākusi"),
        ("20", {"part_seniors": "daži"}, "veselu skaitli"),
    ],
)
def test_what_does_not_add_up_is_refused_beside_the_field(
    anna: Client, measure: Indicator, number: str, fields: dict[str, str], message: str
) -> None:
    refused = record(anna, measure, number, **fields).get_data(as_text=True)

    assert message in refused
    assert "Pie veikala" in refused
    assert count() == 0


def test_groups_that_add_up_are_kept(anna: Client, measure: Indicator) -> None:
    assert record(anna, measure, "20", part_seniors="12", part_not_stated="8").status_code == 303

    kept = db.session.scalars(select(IndicatorUpdate)).one()
    assert kept.parts == {"seniors": 12, "not_stated": 8}
    assert "Nav norādīts: 8" in page(anna, measure)


def test_only_the_approved_value_counts_and_who_approved_it_is_seen(
    anna: Client, world: build.World, measure: Indicator, community: Community
) -> None:
    value(measure, person_of(world.anna), 5, SENT)
    value(measure, person_of(world.anna), 3, APPROVED, judge=world.mentor)

    shown = page(anna, measure)
    assert "Tagad: 3 cilv." in shown
    assert "Apstiprināja: Māra Kalniņa" in shown
    assert "Tagad: 3 cilv." in anna.get(f"/communities/{community.id}/strategy").get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 303), ("manager", 303), ("other_mentor", 404), ("coordinator", 403), ("observer", 403)],
)
def test_the_mentor_and_the_head_approve(
    client: Client, world: build.World, measure: Indicator, who: str, status: int
) -> None:
    waits = value(measure, person_of(world.anna), 5, SENT)
    client.sign_in(getattr(world, who))
    sent = client.send(f"/indicator-values/{waits.id}/answer", version=1, answer="approved", reason="")

    assert sent.status_code == status
    db.session.expire_all()
    kept = db.session.scalars(select(IndicatorUpdate)).one()
    assert (kept.state is APPROVED) == (status == 303)
    assert (kept.judged_by_id == getattr(world, who).id) == (status == 303)


def test_nobody_approves_an_own_value(client: Client, world: build.World, measure: Indicator) -> None:
    own = value(measure, world.mentor, 5, SENT)
    client.sign_in(world.mentor)

    assert "Apstiprināt vai noraidīt" not in page(client, measure)
    refused = client.send(f"/indicator-values/{own.id}/answer", version=1, answer="approved", reason="")
    assert "apstiprina cits" in refused.get_data(as_text=True)
    client.sign_in(person_of(world.anna))
    sent = client.send(f"/indicator-values/{own.id}/answer", version=1, answer="approved", reason="")
    assert sent.status_code == 403


def test_a_rejection_says_why_and_the_corrected_value_waits_again(
    client: Client, world: build.World, measure: Indicator
) -> None:
    waits = value(measure, person_of(world.anna), 5, SENT)
    client.sign_in(world.manager)
    path = f"/indicator-values/{waits.id}/answer"
    refused = client.send(path, version=1, answer="rejected", reason="")
    assert "Uzrakstiet, kas jālabo" in refused.get_data(as_text=True)
    assert client.send(path, version=1, answer="rejected", reason="Nav saraksta").status_code == 303

    client.sign_in(person_of(world.anna))
    assert "Nav saraksta" in page(client, measure)
    fields = {"value": "4", "measured_on": "14.02.2023.", "state": "sent", "comment": ""}
    assert client.send(f"/indicator-values/{waits.id}/edit", version=2, **fields).status_code == 303
    db.session.expire_all()
    kept = db.session.scalars(select(IndicatorUpdate)).one()
    assert (kept.state, kept.value) == (SENT, Decimal(4))
    assert kept.judged_at is None


def test_an_approved_value_stands_still(anna: Client, world: build.World, measure: Indicator) -> None:
    kept = value(measure, person_of(world.anna), 3, APPROVED, judge=world.mentor)
    fields = {"value": "4", "measured_on": "14.02.2023.", "state": "sent", "comment": ""}

    refused = anna.send(f"/indicator-values/{kept.id}/edit", version=1, **fields)
    assert "vairs nemainās" in refused.get_data(as_text=True)
    anna.send(f"/indicator-values/{kept.id}/delete")
    anna.send(f"/strategy-indicators/{measure.id}/delete")
    assert count() == 1


def test_a_draft_is_nobody_elses_task(client: Client, world: build.World, measure: Indicator) -> None:
    value(measure, person_of(world.anna), 5, DRAFT)
    waits = value(measure, person_of(world.anna), 7, SENT)

    for who, expected in ((world.mentor, 1), (world.manager, 1), (world.other_mentor, 0)):
        with client.application.test_request_context():
            tasks = practice_tasks.values_to_answer(world.pilot, viewer=build.viewer(who))
        assert len(tasks) == expected
        assert all(str(waits.id) in task.action_url for task in tasks)


def test_an_indicator_without_approved_values_goes_with_its_drafts(
    anna: Client, world: build.World, measure: Indicator
) -> None:
    value(measure, person_of(world.anna), 5, DRAFT)
    path = f"/strategy-indicators/{measure.id}/delete"

    assert "Vai dzēst rādītāju?" in anna.get(path).get_data(as_text=True)
    assert anna.send(path).status_code == 303
    assert count() == 0


def test_a_usual_indicator_fills_the_form_in(anna: Client, measure: Indicator) -> None:
    path = f"/objectives/{measure.objective_id}/indicators/new"
    offered = anna.get(f"{path}?offer=funding").get_data(as_text=True)

    assert 'value="Piesaistītais finansējums"' in offered
    assert 'value="EUR"' in offered
    typed = {"name": "Nauda", "unit": "EUR", "measured_by": "Līgumi", "counting": "sum"}
    refused = anna.send(path, baseline="100", target="50", **typed).get_data(as_text=True)
    assert "Saskaitītais tikai aug" in refused
    assert anna.send(path, baseline="0", target="1 500,50", **typed).status_code == 303


def test_outsiders_read_no_small_number_and_no_single_value(
    client: Client, world: build.World, measure: Indicator, community: Community
) -> None:
    value(measure, person_of(world.anna), 3, APPROVED, judge=world.mentor, comment="Trīs mammas")
    communities.share(community, actor=build.viewer(world.manager), now=build.NOW)

    for who in (person_of(world.peteris), world.observer):
        client.sign_in(who)
        shown = page(client, measure)
        strategy = client.get(f"/communities/{community.id}/strategy").get_data(as_text=True)
        for text in (shown, strategy):
            assert "&lt;5 cilv." in text
            assert "3 cilv." not in text
        assert "Trīs mammas" not in shown
        assert "5 %" not in shown + strategy
