"""Matching on its pages: profiles, wishes that stay private, and the pairs that are made."""

import datetime as dt

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.enums import PairAnswer, PairRole
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring.matching.enums import Language, WishKind
from pilot.mentoring.matching.models import MentorProfile, PairingWish, PairingWishLine
from tests import build
from tests.build import NOW, World
from tests.conftest import Client
from tests.mentoring.build import words

HOME = "/pilots/SDK-2022/mentoring"


def user_of(participation: Participation) -> User:
    return db.session.get_one(User, participation.user_id)


def wish(world: World, author: User, kind: WishKind, other: User) -> None:
    build.keep(
        PairingWish(
            pilot_id=world.pilot.id,
            user_id=author.id,
            languages=[],
            topics=[],
            wished_at=NOW,
            lines=[PairingWishLine(other_id=other.id, kind=kind)],
        )
    )


def unpair(participation: Participation) -> None:
    for pair in db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == participation.id)
    ):
        db.session.delete(pair)
    db.session.flush()


def test_the_proposal_follows_the_wish_and_makes_the_pair(client: Client, english: World) -> None:
    unpair(english.anna)
    wish(english, user_of(english.anna), WishKind.FIRST, english.mentor)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{HOME}/matching"))
    answer = client.send(
        f"{HOME}/matching",
        **{f"p{english.anna.id.hex}": str(english.mentor.id), "starts_on": "15.02.2023"},
    )

    assert "1 participant has no main mentor." in page
    assert "Māra Kalniņa · proposed" in page
    assert "The participant's first wish" in page
    assert answer.status_code == 303
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == english.anna.id)
    ).one()
    assert (pair.mentor_id, pair.role, pair.starts_on) == (
        english.mentor.id,
        PairRole.PRIMARY,
        dt.date(2023, 2, 15),
    )
    assert (pair.mentor_answer, pair.participant_answer) == (PairAnswer.WAITING, PairAnswer.WAITING)


def test_a_conflict_is_a_warning_with_its_price(client: Client, english: World) -> None:
    unpair(english.anna)
    build.keep(
        MentorProfile(
            pilot_id=english.pilot.id,
            user_id=english.mentor.id,
            languages=[],
            topics=[],
            regions=[],
            municipalities=[],
            works_for_id=english.cesis.id,
        )
    )

    page = words(client.sign_in(english.coordinator).get(f"{HOME}/matching"))

    assert "Jānis Liepa · proposed" in page
    assert "Māra Kalniņa 1 of 5 pairs +8 The mentor works for the participant's municipality (+8)" in page


@pytest.mark.parametrize(
    ("capacity", "mentor", "refused"),
    [
        (1, "mentor", "Choose another mentor: this one would get more pairs than said"),
        (5, "", "Choose a mentor for at least one participant"),
    ],
)
def test_a_choice_that_cannot_be_made_is_told_beside_it(
    client: Client, english: World, capacity: int, mentor: str, refused: str
) -> None:
    unpair(english.anna)
    build.keep(
        MentorProfile(
            pilot_id=english.pilot.id,
            user_id=english.mentor.id,
            languages=[],
            topics=[],
            regions=[],
            municipalities=[],
            capacity=capacity,
        )
    )
    chosen = str(english.mentor.id) if mentor else ""

    page = client.sign_in(english.coordinator).send(
        f"{HOME}/matching", **{f"p{english.anna.id.hex}": chosen, "starts_on": "15.02.2023"}
    )

    assert refused in words(page)
    assert (
        db.session.scalars(
            select(MentoringPair.id).where(MentoringPair.participation_id == english.anna.id)
        ).all()
        == []
    )


def test_a_mentor_states_the_own_profile_but_not_the_briefing(client: Client, english: World) -> None:
    client.sign_in(english.mentor)

    answer = client.send(
        f"{HOME}/mentors/{english.mentor.id}/profile",
        languages=["lv", "ru"],
        topics=["resources"],
        regions=["Vidzemes plānošanas reģions"],
        municipalities=[str(english.cesis.id)],
        works_for="",
        capacity="4",
        briefed_on="01.02.2023",
    )

    row = db.session.scalars(select(MentorProfile)).one()
    assert answer.status_code == 303
    assert (row.languages, row.capacity, row.briefed_on) == ([Language.LATVIAN, Language.RUSSIAN], 4, None)
    assert client.get(f"{HOME}/mentors/{english.other_mentor.id}/profile").status_code == 404
    page = words(client.sign_in(english.coordinator).get(f"{HOME}/mentors"))
    assert "Māra Kalniņa 2 of 4" in page


def test_a_wish_is_read_by_its_author_and_the_coordinator_only(client: Client, english: World) -> None:
    anna = user_of(english.anna)
    client.sign_in(anna)

    answer = client.send(
        f"{HOME}/wishes",
        languages=["lv"],
        first=str(english.other_mentor.id),
        avoided=[str(english.mentor.id)],
    )

    assert answer.status_code == 303
    assert 'selected value="' + str(english.other_mentor.id) in client.get(f"{HOME}/wishes").text
    page = words(client.sign_in(english.coordinator).get(f"{HOME}/matching"))
    assert "Anna Ozola 1. Jānis Liepa Māra Kalniņa" in page
    for who in (english.mentor, english.manager):
        assert client.sign_in(who).get(f"{HOME}/matching").status_code == 403
    assert "Anna Ozola" not in words(client.sign_in(english.other_mentor).get(f"{HOME}/pairs"))


def test_one_person_cannot_stand_in_two_places_of_a_wish(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    anna = str(english.anna.user_id)

    page = client.send(f"{HOME}/wishes", first=anna, avoided=[anna])

    assert "Choose another person: this one stands in another place already" in words(page)
    assert db.session.scalars(select(PairingWish)).all() == []


def test_the_price_of_a_line_manager_comes_from_the_mentor(client: Client, english: World) -> None:
    unpair(english.anna)
    client.sign_in(english.mentor).send(f"{HOME}/wishes", managed=[str(english.anna.user_id)])

    page = words(client.sign_in(english.coordinator).get(f"{HOME}/matching"))

    assert "Māra Kalniņa 1 of 5 pairs +30 The mentor is the participant's line manager (+30)" in page
