"""A new mentor takes over hours, topics, goals and open steps; summaries only if they are handed over."""

import datetime as dt

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair
from pilot.extensions import db
from pilot.mentoring.handover import rules
from pilot.mentoring.handover.models import HandOver
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import log, words
from tests.mentoring.pairs import goal, step

HOME = "/pilots/SDK-2022/mentoring"


def anna(world: World) -> User:
    return db.session.get_one(User, world.anna.user_id)


@pytest.fixture
def successor(english: World) -> MentoringPair:
    """Let Anna have a history with one mentor, and another one from February on."""
    session = log(
        english.pilot, english.mentor, english.anna, summary="Par robežām", topics=("strategy",), minutes=75
    )
    log(english.pilot, english.mentor, english.anna, english.peteris, summary="Grupas saruna", minutes=90)
    goal(english.anna, text="Aptaujāt trīs ciemus")
    step(session, english.anna, what="Uzrunāt skolu")
    step(session, english.anna, what="Atsūtīt plānu", number=2, closed_on=dt.date(2023, 1, 20))
    first = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == english.anna.id)
    ).one()
    first.ends_on = dt.date(2023, 1, 31)
    found = build.pair(english.anna, english.other_mentor, starts_on=dt.date(2023, 2, 1))
    db.session.commit()
    return found


def test_the_pack_opens_two_weeks_before_the_pair_begins() -> None:
    assert rules.opens_on(dt.date(2023, 2, 15)) == dt.date(2023, 2, 1)


def test_hours_goals_and_open_steps_go_along_and_nothing_else(
    client: Client, english: World, successor: MentoringPair
) -> None:
    page = words(client.sign_in(english.other_mentor).get(f"{HOME}/handover/{successor.id}"))

    assert "165 min of 120 min" in page
    for text in ("75 min", "Strategy", "Māra Kalniņa", "Aptaujāt trīs ciemus", "Uzrunāt skolu"):
        assert text in page
    for text in ("Par robežām", "Grupas saruna", "Atsūtīt plānu"):
        assert text not in page


def test_the_participant_hands_the_summaries_over_and_may_stop(
    client: Client, english: World, successor: MentoringPair
) -> None:
    url = f"{HOME}/handover/{successor.id}"
    client.sign_in(anna(english))
    own_before = words(client.get(url))
    client.send(url, say="release", version="0")
    own_after = words(client.get(url))
    given = words(client.sign_in(english.other_mentor).get(url))
    client.sign_in(anna(english)).send(url, say="keep", version="1")
    taken_back = words(client.sign_in(english.other_mentor).get(url))

    assert [each in own_before for each in ("Summaries are not handed over", "Par robežām")] == [True, False]
    for page in (own_after, given):
        assert [each in page for each in ("Par robežām", "Atsūtīt plānu", "Grupas saruna")] == [
            True,
            True,
            False,
        ]
    assert "Par robežām" not in taken_back


def test_only_the_participant_hands_over(client: Client, english: World, successor: MentoringPair) -> None:
    url = f"{HOME}/handover/{successor.id}"

    answers = [
        client.sign_in(each).send(url, say="release", version="0").status_code
        for each in (english.other_mentor, english.mentor, english.coordinator)
    ]

    assert set(answers) <= {403, 404}
    assert db.session.scalars(select(HandOver)).all() == []


@pytest.mark.parametrize("who", ["mentor", "coordinator", "manager", "observer", "lecturer"])
def test_nobody_but_the_new_pair_opens_the_pack(
    client: Client, english: World, successor: MentoringPair, who: str
) -> None:
    answer = client.sign_in(getattr(english, who)).get(f"{HOME}/handover/{successor.id}")

    assert answer.status_code in {403, 404}
    assert "Aptaujāt" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(("starts_on", "status"), [(dt.date(2023, 2, 28), 200), (dt.date(2023, 3, 1), 404)])
def test_the_new_mentor_waits_and_the_participant_looks_at_any_time(
    client: Client, english: World, successor: MentoringPair, starts_on: dt.date, status: int
) -> None:
    successor.starts_on = starts_on
    db.session.commit()
    url = f"{HOME}/handover/{successor.id}"

    of_mentor = client.sign_in(english.other_mentor).get(url).status_code
    of_anna = client.sign_in(anna(english)).get(url).status_code

    assert (of_mentor, of_anna) == (status, 200)


def test_the_way_to_the_pack_stands_where_there_is_a_history(
    client: Client, english: World, successor: MentoringPair
) -> None:
    link = f"{HOME}/handover/{successor.id}"

    of_new = client.sign_in(english.other_mentor).get(f"{HOME}/mine").get_data(as_text=True)
    of_anna = client.sign_in(anna(english)).get(f"{HOME}/my-sessions").get_data(as_text=True)
    of_old = client.sign_in(english.mentor).get(f"{HOME}/mine").get_data(as_text=True)

    assert [link in page for page in (of_new, of_anna, of_old)] == [True, True, False]
    assert "/handover/" not in of_old


def test_the_old_mentor_keeps_own_entries_and_no_more(
    client: Client, english: World, successor: MentoringPair
) -> None:
    session = log(
        english.pilot, english.other_mentor, english.anna, held_on=dt.date(2023, 2, 7), summary="Jauns"
    )
    client.sign_in(english.mentor)

    statuses = [
        client.get(path).status_code
        for path in (
            f"{HOME}/sessions/{session.id}",
            f"{HOME}/participants/{english.anna.id}/goals",
            f"{HOME}/pairs/{successor.id}/agreement",
        )
    ]

    assert statuses == [404, 404, 404]
