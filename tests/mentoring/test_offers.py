"""Offered pairs and what the two say to them, substitutes for some days, and taking a pair back (M1)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairAnswer, PairRole
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring import pair_actions, session_queries
from pilot.mentoring.enums import ChangeReason, Refusal
from pilot.mentoring.pair_actions import Offer, PairRefusedError
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import Problem
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import TODAY, log, sums, words

HOME = "/pilots/SDK-2022/mentoring/pairs"
FIRST, LAST = dt.date(2023, 1, 9), dt.date(2023, 1, 20)


def offer(world: World, mentor: User, **given: Any) -> MentoringPair:
    given.setdefault("role", PairRole.SUBSTITUTE)
    given.setdefault("starts_on", FIRST)
    given.setdefault("ends_on", LAST)
    return pair_actions.pair_up(
        world.pilot, world.anna, mentor.id, actor=build.viewer(world.coordinator), now=build.NOW, **given
    )


def main_pair(participation: Participation) -> MentoringPair:
    return db.session.scalars(
        select(MentoringPair).where(
            MentoringPair.participation_id == participation.id, MentoringPair.role == PairRole.PRIMARY
        )
    ).one()


def test_the_minutes_of_a_substitute_stay_with_the_participant(world: World) -> None:
    offer(world, world.other_mentor)

    log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 5))
    log(world.pilot, world.other_mentor, world.anna, held_on=LAST)

    assert sums(world.anna) == (120, 120, 0)
    with pytest.raises(SessionRefusedError) as refused:
        log(world.pilot, world.other_mentor, world.anna, held_on=LAST + dt.timedelta(days=1))
    assert refused.value.problem == Problem.NOT_PAIRED


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        pytest.param({"ends_on": None}, Refusal.LAST_DAY_MISSING, id="without a last day"),
        pytest.param({"ends_on": dt.date(2023, 1, 8)}, Refusal.LAST_BEFORE_FIRST, id="reversed"),
        pytest.param(
            {"starts_on": dt.date(2022, 11, 1), "ends_on": dt.date(2022, 11, 27)},
            Refusal.NO_MAIN_MENTOR,
            id="nobody to stand in for",
        ),
        pytest.param({"role": PairRole.CONSULTANT}, Refusal.ONLY_SUBSTITUTE, id="a consultant with an end"),
    ],
)
def test_days_of_a_substitute_that_do_not_fit_are_refused(
    world: World, given: dict[str, Any], refusal: Refusal
) -> None:
    with pytest.raises(PairRefusedError) as refused:
        offer(world, world.other_mentor, **given)

    assert refused.value.problem == refusal


def test_two_substitutes_never_have_the_same_days(world: World) -> None:
    third = build.user("Aivars Cīrulis")
    offer(world, world.other_mentor)

    with pytest.raises(PairRefusedError) as refused:
        offer(world, third, starts_on=LAST, ends_on=LAST)
    with pytest.raises(PairRefusedError):
        offer(world, world.mentor, starts_on=dt.date(2023, 2, 1), ends_on=dt.date(2023, 2, 2))

    assert refused.value.problem == Refusal.PAIR_OVERLAPS
    assert offer(world, third, starts_on=dt.date(2023, 1, 21), ends_on=dt.date(2023, 1, 21)).id


def test_of_several_offers_all_are_made_or_none(world: World) -> None:
    offers = [
        Offer(world.liga, world.mentor.id, PairRole.SUBSTITUTE, FIRST, LAST),
        Offer(world.anna, world.mentor.id, PairRole.SUBSTITUTE, FIRST, LAST),
    ]

    with pytest.raises(PairRefusedError) as refused:
        pair_actions.offer_pairs(world.pilot, offers, actor=build.viewer(world.coordinator), now=build.NOW)

    assert refused.value.participation_id == world.anna.id
    roles = db.session.scalars(select(MentoringPair.role)).all()
    assert PairRole.SUBSTITUTE not in roles


@pytest.mark.parametrize(("days_after", "people"), [(-3, 2), (0, 2), (10, 2), (11, 1)])
def test_a_substitute_works_until_ten_days_after_the_last_day(
    world: World, days_after: int, people: int
) -> None:
    offer(world, world.other_mentor, ends_on=TODAY - dt.timedelta(days=days_after))

    seen = session_queries.mentees(world.pilot, viewer=build.viewer(world.other_mentor))

    assert [person.id for person in seen] == [world.liga.id, world.anna.id][:people]


def test_a_substitute_can_be_sent_home_earlier_and_become_the_main_mentor(world: World) -> None:
    stand_in = offer(world, world.other_mentor, ends_on=dt.date(2023, 3, 1))
    pair, actor = main_pair(world.anna), build.viewer(world.coordinator)
    pair.participation = world.anna

    pair_actions.end_pair(
        world.pilot,
        stand_in,
        ends_on=dt.date(2023, 2, 10),
        reason=None,
        seen=stand_in.version,
        actor=actor,
        now=build.NOW,
        today=TODAY,
    )
    successor = pair_actions.change_mentor(
        world.pilot,
        pair,
        world.other_mentor.id,
        from_on=dt.date(2023, 2, 1),
        reason=ChangeReason.TIMES,
        seen=pair.version,
        actor=actor,
        now=build.NOW,
        today=TODAY,
    )

    assert (stand_in.ends_on, pair.end_reason) == (dt.date(2023, 2, 10), "times")
    assert (successor.role, successor.mentor_answer) == (PairRole.PRIMARY, PairAnswer.WAITING)
    details = db.session.scalars(select(AuditEvent.detail)).all()
    assert not [detail for detail in details if "times" in detail.values()]


def test_a_session_can_be_written_down_before_both_have_accepted(client: Client, english: World) -> None:
    offer(english, english.other_mentor, role=PairRole.CONSULTANT, ends_on=None)

    log(english.pilot, english.other_mentor, english.anna, held_on=dt.date(2023, 1, 10))
    page = words(client.sign_in(english.coordinator).get(HOME))

    assert sums(english.anna) == (60, 60, 0)
    assert "not accepted yet: Jānis Liepa not accepted yet: Anna Ozola" in page


def test_both_accept_on_their_own_page_from_their_own_home(client: Client, english: World) -> None:
    pair = offer(english, english.other_mentor, role=PairRole.CONSULTANT, ends_on=None)
    anna = db.session.get_one(User, english.anna.user_id)

    for person, other in ((english.other_mentor, "Anna Ozola"), (anna, "Jānis Liepa")):
        client.sign_in(person)
        assert f"Accept the pair: {other}" in words(client.get("/"))
        assert client.send(f"{HOME}/{pair.id}/answer", answer="accepted").status_code == 303
        assert "Accept the pair" not in words(client.get("/"))

    found = db.session.get_one(MentoringPair, pair.id)
    assert (found.mentor_answer, found.participant_answer) == (PairAnswer.ACCEPTED, PairAnswer.ACCEPTED)


def test_who_wants_to_talk_is_told_to_the_coordinator_alone(client: Client, english: World) -> None:
    pair = offer(english, english.other_mentor, role=PairRole.CONSULTANT, ends_on=None)
    anna = db.session.get_one(User, english.anna.user_id)

    client.sign_in(anna).send(f"{HOME}/{pair.id}/answer", answer="ask_me")

    for who in (english.other_mentor, english.manager):
        page = words(client.sign_in(who).get(HOME))
        assert "not accepted yet: Anna Ozola" in page
        assert "would like to talk" not in page
    home = words(client.sign_in(english.coordinator).get("/?all=1"))
    assert "Talk about a pair: Anna Ozola" in home
    assert "Anna Ozola would like to talk" in words(client.get(HOME))
    client.send(f"{HOME}/{pair.id}/ask-again")
    assert "Talk about a pair" not in words(client.get("/?all=1"))
    assert "Accept the pair: Jānis Liepa" in words(client.sign_in(anna).get("/"))


def test_an_answer_without_a_choice_and_a_foreign_pair_are_refused(client: Client, english: World) -> None:
    pair = main_pair(english.anna)
    client.sign_in(english.mentor)

    assert "Choose an answer" in words(client.send(f"{HOME}/{pair.id}/answer"))
    assert client.sign_in(english.other_mentor).get(f"{HOME}/{pair.id}/answer").status_code == 404


def test_a_pair_that_has_not_begun_is_taken_back(client: Client, english: World) -> None:
    coming = offer(english, english.other_mentor, starts_on=dt.date(2023, 3, 1), ends_on=dt.date(2023, 3, 3))
    running = main_pair(english.anna)
    client.sign_in(english.coordinator)
    assert "Take the pair back" in words(client.get(HOME))

    refused = client.send(f"{HOME}/{running.id}/take-back", version=running.version)
    done = client.send(f"{HOME}/{coming.id}/take-back", version=coming.version)

    assert "This pair has begun; end it instead of taking it back" in words(refused)
    assert done.status_code == 303
    assert db.session.get(MentoringPair, coming.id) is None
    assert db.session.get(MentoringPair, running.id) is not None


def test_a_planned_session_keeps_a_pair_from_being_taken_back(world: World) -> None:
    coming = offer(world, world.other_mentor, starts_on=dt.date(2023, 3, 1), ends_on=dt.date(2023, 3, 3))
    log(world.pilot, world.other_mentor, world.anna, held_on=dt.date(2023, 3, 2), planned=True)

    with pytest.raises(PairRefusedError) as refused:
        pair_actions.take_back(
            world.pilot,
            coming,
            seen=coming.version,
            actor=build.viewer(world.coordinator),
            now=build.NOW,
            today=TODAY,
        )

    assert refused.value.problem == Refusal.PAIR_IN_USE


def test_a_mentor_who_stands_in_keeps_the_role(client: Client, english: World) -> None:
    third = build.user("Aivars Cīrulis")
    assignment = build.role(third, Role.MENTOR, english.pilot)
    offer(english, third, ends_on=dt.date(2023, 3, 1))

    client.sign_in(english.coordinator)
    page = client.send(f"/pilots/SDK-2022/people/{assignment.id}/end")

    assert "participants" in words(page)
    assert cohort.live_role(third.id, Role.MENTOR, english.pilot) is not None
