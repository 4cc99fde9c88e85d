"""The final evaluation: drafts are private, what is handed in stands, means betray nobody (d.8)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from pilot.cohort.enums import PhaseKind
from pilot.cohort.models import Phase
from pilot.cohort.rules import Span
from pilot.community.evaluations import rules
from pilot.community.evaluations.enums import EvaluationKind, PostDecision, Question, Rating
from pilot.community.evaluations.models import Evaluation, EvaluationAnswer
from pilot.community.evaluations.rules import Answer, Entry, Problem
from pilot.extensions import db
from tests import build
from tests.community.test_communities import person

PRACTICE = Span(dt.date(2022, 11, 28), dt.date(2023, 5, 31))
FIVE = {f"{question}_rating": "4" for question in rules.OUTCOMES}
WHOLE = {**FIVE, "changed_text": "Kaimiņi satiekas", "lasts_text": "Biedrība turpina"}


@pytest.mark.parametrize(
    ("today", "hand_in", "expected"),
    [
        (dt.date(2022, 11, 27), False, Problem.NOT_OPEN),
        (dt.date(2022, 11, 28), False, None),
        (dt.date(2023, 4, 30), True, Problem.TOO_EARLY),
        (dt.date(2023, 5, 1), True, None),
        (dt.date(2024, 1, 1), True, None),
    ],
)
def test_a_draft_waits_for_practice_and_handing_in_for_its_last_month(
    today: dt.date, *, hand_in: bool, expected: Problem | None
) -> None:
    assert rules.save_problem(PRACTICE, hand_in=hand_in, today=today) is expected


def test_nothing_opens_without_practice_and_nothing_is_handed_in_without_its_end() -> None:
    today = dt.date(2023, 5, 2)
    assert rules.save_problem(None, hand_in=False, today=today) is Problem.NOT_OPEN
    assert rules.save_problem(Span(today), hand_in=True, today=today) is Problem.TOO_EARLY
    assert rules.save_problem(Span(today), hand_in=False, today=today) is None


def test_a_service_needs_words_and_a_decision() -> None:
    entry = Entry({Question.BENEFITS: Answer(None, "Jauni kontakti")})
    assert rules.lacking(EvaluationKind.SERVICE, entry) == {
        Question.BURDENS: Problem.UNANSWERED,
        None: Problem.UNDECIDED,
    }
    whole = Entry(
        {question: Answer(None, "Ir") for question in (Question.BENEFITS, Question.BURDENS)},
        decision=PostDecision.CONSIDERED,
    )
    assert rules.lacking(EvaluationKind.SERVICE, whole) == {}


def test_a_rated_question_needs_its_step_and_no_words() -> None:
    entry = Entry({Question.PROGRESS: Answer(Rating.FIVE, ""), Question.QUOTA: Answer(None, "Noderīgi")})
    assert rules.lacking(EvaluationKind.MENTOR, entry) == {Question.QUOTA: Problem.UNRATED}


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(1, 6))
def test_a_mean_is_that_of_all_or_nothing(ratings: list[int], least: int) -> None:
    found = rules.mean(ratings, least=least)
    if len(ratings) < least:
        assert found is None
    else:
        assert found is not None
        assert abs(found - Decimal(sum(ratings)) / len(ratings)) <= Decimal("0.05")


def kept() -> Evaluation | None:
    return db.session.scalar(select(Evaluation))


def test_a_draft_keeps_what_was_typed_and_nobody_else_reads_it(world: build.World, client: Any) -> None:
    others = (world.coordinator, world.mentor, world.manager, person(world, "liga"))
    client.sign_in(person(world, "anna"))
    answer = client.send("/pilots/SDK-2022/evaluation/mine", changed_text="Kaimiņi satiekas")
    assert answer.status_code == 303
    row = kept()
    assert row is not None
    assert row.handed_in_at is None
    assert "Kaimiņi satiekas" in client.get("/pilots/SDK-2022/evaluation/mine").get_data(as_text=True)
    assert client.get(f"/evaluations/{row.id}").status_code == 200
    for other in others:
        client.sign_in(other)
        assert client.get(f"/evaluations/{row.id}").status_code == 404


def test_it_is_not_handed_in_before_the_last_month(world: build.World, client: Any) -> None:
    client.sign_in(person(world, "anna"))
    answer = client.send("/pilots/SDK-2022/evaluation/mine", hand_in="y", **WHOLE)
    text = answer.get_data(as_text=True)
    assert "Iesniegt var no pēdējā prakses mēneša" in text
    assert "Biedrība turpina" in text
    assert kept() is None


@pytest.fixture
def last_month(world: build.World) -> None:
    """Let practice end with February, so that this is its last month."""
    of_practice = (Phase.pilot_id == world.pilot.id, Phase.kind == PhaseKind.PRACTICE)
    db.session.execute(update(Phase).where(*of_practice).values(ends_on=dt.date(2023, 2, 28)))
    db.session.commit()


@pytest.mark.usefixtures("last_month")
def test_missing_answers_are_named_beside_their_questions(world: build.World, client: Any) -> None:
    client.sign_in(person(world, "anna"))
    answer = client.send("/pilots/SDK-2022/evaluation/mine", hand_in="y", changed_text="Kaimiņi satiekas")
    text = answer.get_data(as_text=True)
    assert text.count("Pirms iesniegšanas izvēlieties no 1 līdz 6") >= len(rules.OUTCOMES)
    assert "Pirms iesniegšanas uzrakstiet teikumu" in text
    assert "Kaimiņi satiekas" in text
    assert kept() is None


@pytest.mark.usefixtures("last_month")
def test_handed_in_it_stands_and_the_coordinator_reads_it(world: build.World, client: Any) -> None:
    client.sign_in(person(world, "anna"))
    client.send("/pilots/SDK-2022/evaluation/mine", hand_in="y", obstacles=["funding"], **WHOLE)
    row = kept()
    assert row is not None
    assert row.handed_in_at is not None
    again = client.send(
        "/pilots/SDK-2022/evaluation/mine", version="1", **{**WHOLE, "changed_text": "Citādi"}
    )
    assert again.status_code == 200
    db.session.expire_all()
    assert set(db.session.scalars(select(EvaluationAnswer.text))) == {
        "",
        "Kaimiņi satiekas",
        "Biedrība turpina",
    }
    client.sign_in(world.coordinator)
    assert "Biedrība turpina" in client.get(f"/evaluations/{row.id}").get_data(as_text=True)
    client.sign_in(world.observer)
    assert client.get(f"/evaluations/{row.id}").status_code == 404
    page = client.get("/pilots/SDK-2022/evaluation").get_data(as_text=True)
    assert "vidējam par maz" in page
    assert "&lt;5" in page


@pytest.mark.usefixtures("last_month")
def test_a_mentor_and_a_head_write_their_own_forms(world: build.World, client: Any) -> None:
    client.sign_in(world.mentor)
    given_by_mentor = {"progress_rating": "5", "quota_rating": "6", "advice_text": "Sākt agrāk"}
    client.send(f"/participations/{world.anna.id}/evaluation", hand_in="y", **given_by_mentor)
    assert client.get(f"/participations/{world.liga.id}/evaluation").status_code == 404
    client.sign_in(world.manager)
    said = {"benefits_text": "Kontakti", "burdens_text": "Slodze", "decision": "yes", "load_pct": "50"}
    client.send("/pilots/SDK-2022/evaluation/service", hand_in="y", post_from="01.09.2023.", **said)
    rows = {row.kind: row for row in db.session.scalars(select(Evaluation))}
    assert rows[EvaluationKind.MENTOR].participation_id == world.anna.id
    assert (rows[EvaluationKind.SERVICE].load_pct, rows[EvaluationKind.SERVICE].post_from) == (
        50,
        dt.date(2023, 9, 1),
    )


def test_words_in_a_number_and_an_identity_number_are_refused_beside_their_fields(
    world: build.World, client: Any
) -> None:
    client.sign_in(world.manager)
    answer = client.send(
        "/pilots/SDK-2022/evaluation/service", load_pct="ap 20", benefits_text="Vilma 161175-19997"
    )
    text = answer.get_data(as_text=True)
    assert 'id="load_pct-error"' in text
    assert 'id="benefits_text-error"' in text
    assert "ap 20" in text
    assert kept() is None


@pytest.mark.usefixtures("last_month")
def test_the_home_asks_until_it_is_handed_in(world: build.World, client: Any) -> None:
    client.sign_in(person(world, "anna"))
    assert "Iesniedziet 1 noslēguma izvērtējumu" in client.get("/").get_data(as_text=True)
    client.send("/pilots/SDK-2022/evaluation/mine", hand_in="y", **WHOLE)
    assert (
        "noslēguma izvērtējum"
        not in client.get("/").get_data(as_text=True).partition("<main")[2].partition("</main")[0]
    )
    client.sign_in(world.manager)
    assert "Iesniedziet 1 noslēguma izvērtējumu" in client.get("/").get_data(as_text=True)
