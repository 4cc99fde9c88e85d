"""How a pair fits: said once a month, read by the coordinator alone, no mean below three answers (M22)."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring.fit import rules
from pilot.mentoring.fit.enums import Fit
from pilot.mentoring.fit.models import PairFit
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import words

HOME = "/pilots/SDK-2022/mentoring/fit"


def pair_of(participation: Participation) -> MentoringPair:
    return db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == participation.id)
    ).one()


def said(pair: MentoringPair, month: str, rating: int, fit: Fit = Fit.GOOD) -> None:
    build.keep(PairFit(pair_id=pair.id, month=month, fit=fit, rating=rating, given_on=dt.date(2023, 2, 1)))


@given(st.lists(st.integers(1, 4), max_size=6))
def test_there_is_no_mean_below_three_answers(ratings: list[int]) -> None:
    found = rules.mean(ratings)

    assert (found is None) == (len(ratings) < 3)
    assert found is None or abs(found - Decimal(sum(ratings)) / len(ratings)) <= Decimal("0.05")


def test_not_a_fit_is_a_task_of_the_coordinator_and_the_mentor_is_not_told(
    client: Client, english: World
) -> None:
    pair, anna = pair_of(english.anna), db.session.get_one(User, english.anna.user_id)

    answer = client.sign_in(anna).send(f"{HOME}/{pair.id}", fit="not_a_fit", rating="2")

    assert answer.status_code == 303
    assert db.session.scalars(select(OutgoingMail)).all() == []
    client.sign_in(english.mentor)
    assert "fit" not in words(client.get("/")).lower()
    assert client.get(HOME).status_code == 403
    client.sign_in(english.coordinator)
    assert "A pair does not fit: Anna Ozola" in words(client.get("/?all=1"))
    assert "Anna Ozola Māra Kalniņa Another mentor would suit me better" in words(client.get(HOME))
    row = db.session.scalars(select(PairFit)).one()
    client.send(f"{HOME}/answers/{row.id}/settle")
    assert "A pair does not fit" not in words(client.get("/?all=1"))


def test_an_answer_of_a_month_is_changed_not_added(client: Client, english: World) -> None:
    pair, anna = pair_of(english.anna), db.session.get_one(User, english.anna.user_id)
    client.sign_in(anna).send(f"{HOME}/{pair.id}", fit="unsure", rating="3")
    row = db.session.scalars(select(PairFit)).one()

    client.send(f"{HOME}/{pair.id}", fit="good", rating="4", version=row.version)
    stale = client.send(f"{HOME}/{pair.id}", fit="unsure", rating="1", version="1")

    rows = db.session.execute(select(PairFit.month, PairFit.fit, PairFit.rating)).all()
    assert [tuple(found) for found in rows] == [("2023-02", Fit.GOOD, 4)]
    assert stale.status_code == 409


def test_means_are_shown_from_three_answers_up(client: Client, english: World) -> None:
    for month, rating in (("2022-12", 4), ("2023-01", 3)):
        said(pair_of(english.anna), month, rating)
    said(pair_of(english.peteris), "2023-01", 3)
    said(pair_of(english.liga), "2023-01", 1)

    page = words(client.sign_in(english.coordinator).get(HOME))

    assert "Māra Kalniņa 3.3 , 3 answers" in page
    assert "Jānis Liepa 1 answer, too few for a mean" in page


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"rating": "3"}, "Choose how you work together"),
        ({"fit": "good"}, "Choose how useful the sessions are"),
        ({"fit": "good", "rating": "5"}, "There is a problem"),
    ],
)
def test_half_an_answer_is_refused(
    client: Client, english: World, values: dict[str, str], refused: str
) -> None:
    client.sign_in(db.session.get_one(User, english.anna.user_id))

    page = client.send(f"{HOME}/{pair_of(english.anna).id}", **values)

    assert refused in words(page)
    assert db.session.scalars(select(PairFit)).all() == []


def test_only_the_participant_of_a_pair_says_how_it_fits(client: Client, english: World) -> None:
    pair = pair_of(english.anna)

    assert client.sign_in(english.mentor).get(f"{HOME}/{pair.id}").status_code == 403
    liga = db.session.get_one(User, english.liga.user_id)
    assert client.sign_in(liga).get(f"{HOME}/{pair.id}").status_code == 404
