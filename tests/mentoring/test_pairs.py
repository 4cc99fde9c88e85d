"""Pairing participants with mentors: days, overlaps, conflicts, and who may."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, Participation
from pilot.extensions import db
from pilot.mentoring import pair_actions, queries, rules
from pilot.mentoring.enums import Refusal
from pilot.mentoring.pair_actions import PairRefusedError
from pilot.mentoring.refusals import SessionRefusedError
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, TODAY, log, sums, words

HOME = "/pilots/SDK-2022/mentoring/pairs"
MIDDLE = dt.date(2023, 1, 15)


def pair_of(participation: Participation) -> MentoringPair:
    return db.session.scalars(
        select(MentoringPair).where(
            MentoringPair.participation_id == participation.id, MentoringPair.ends_on.is_(None)
        )
    ).one()


def change(world: World, from_on: dt.date, mentor: User | None = None) -> MentoringPair:
    pair = pair_of(world.anna)
    pair.participation = world.anna
    return pair_actions.change_mentor(
        world.pilot,
        pair,
        (mentor or world.other_mentor).id,
        from_on=from_on,
        reason=None,
        seen=pair.version,
        actor=build.viewer(world.coordinator),
        now=build.NOW,
        today=TODAY,
    )


def test_each_mentor_logs_their_own_days_and_the_month_is_one(world: World) -> None:
    change(world, MIDDLE)

    log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 14))
    log(world.pilot, world.other_mentor, world.anna, held_on=MIDDLE)

    assert sums(world.anna) == (120, 120, 0)
    assert queries.worked_minutes(world.pilot) == {
        (world.mentor.id, JANUARY): 60,
        (world.other_mentor.id, JANUARY): 60,
    }
    for mentor, day in ((world.mentor, MIDDLE), (world.other_mentor, dt.date(2023, 1, 14))):
        with pytest.raises(SessionRefusedError) as refused:
            log(world.pilot, mentor, world.anna, held_on=day)
        assert refused.value.problem == rules.Problem.NOT_PAIRED


def test_the_pair_until_now_ends_the_day_before(world: World) -> None:
    old = pair_of(world.anna)

    successor = change(world, MIDDLE)

    assert (old.ends_on, successor.starts_on, successor.ends_on) == (dt.date(2023, 1, 14), MIDDLE, None)


@pytest.mark.parametrize(
    ("from_on", "refusal"),
    [
        pytest.param(dt.date(2023, 2, 16), Refusal.NOT_YET, id="access would end before the day"),
        pytest.param(dt.date(2022, 11, 28), Refusal.ENDS_BEFORE_START, id="nothing left of the old pair"),
        pytest.param(dt.date(2023, 1, 10), Refusal.SESSIONS_AFTER, id="a session of the old mentor that day"),
    ],
)
def test_a_change_on_a_day_that_does_not_fit_is_refused(
    world: World, from_on: dt.date, refusal: Refusal
) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 1, 10))

    with pytest.raises(PairRefusedError) as refused:
        change(world, from_on)

    assert refused.value.problem == refusal
    assert pair_of(world.anna).mentor_id == world.mentor.id


def test_the_same_mentor_is_no_change(world: World) -> None:
    with pytest.raises(PairRefusedError) as refused:
        change(world, MIDDLE, world.mentor)

    assert refused.value.problem == Refusal.SAME_MENTOR


def pair_up(world: World, mentor: User, **given: Any) -> MentoringPair:
    return pair_actions.pair_up(
        world.pilot,
        world.anna,
        mentor.id,
        role=given.get("role", PairRole.PRIMARY),
        starts_on=given.get("starts_on", MIDDLE),
        actor=build.viewer(world.coordinator),
        now=build.NOW,
    )


def test_a_second_main_mentor_is_refused_and_a_consultant_is_not(world: World) -> None:
    with pytest.raises(PairRefusedError) as refused:
        pair_up(world, world.other_mentor)
    consultant = pair_up(world, world.other_mentor, role=PairRole.CONSULTANT)

    assert refused.value.problem == Refusal.PAIR_OVERLAPS
    assert consultant.role == PairRole.CONSULTANT


def test_a_main_mentor_for_days_that_another_had_is_refused(world: World) -> None:
    pair = pair_of(world.anna)
    pair.ends_on = MIDDLE
    db.session.flush()

    with pytest.raises(PairRefusedError):
        pair_up(world, world.other_mentor, starts_on=MIDDLE)

    assert pair_up(world, world.other_mentor, starts_on=dt.date(2023, 1, 16)).ends_on is None


def test_nobody_is_their_own_mentor(world: World) -> None:
    with pytest.raises(PairRefusedError) as refused:
        pair_up(world, db.session.get_one(User, world.anna.user_id), role=PairRole.CONSULTANT)

    assert refused.value.problem == Refusal.OWN_PERSON


def test_a_pair_is_made_on_the_page_with_a_warning_about_the_conflict(client: Client, english: World) -> None:
    build.role(english.manager, Role.MENTOR, english.pilot)
    client.sign_in(english.coordinator)

    answer = client.send(
        f"{HOME}/new",
        participation=str(english.anna.id),
        mentor=str(english.manager.id),
        role="consultant",
        starts_on="01.02.2023",
    )

    assert answer.status_code == 303
    page = words(client.get(answer.location))
    assert "Pair offered" in page
    assert page.count("The mentor heads the participant's social service") == 2


def test_an_overlap_is_told_beside_the_mentor(client: Client, english: World) -> None:
    client.sign_in(english.coordinator)

    page = client.send(
        f"{HOME}/new",
        participation=str(english.anna.id),
        mentor=str(english.other_mentor.id),
        role="primary",
        starts_on="01.02.2023",
    )

    assert "this participant already has a mentor at that time" in words(page)


def test_the_mentor_is_changed_and_a_pair_ended_on_the_pages(client: Client, english: World) -> None:
    pair = pair_of(english.anna)
    client.sign_in(english.coordinator)
    assert "Māra Kalniņa" in words(client.get(f"{HOME}/{pair.id}/change"))

    client.send(
        f"{HOME}/{pair.id}/change",
        version=pair.version,
        new_mentor=str(english.other_mentor.id),
        from_on="15.01.2023",
        end_reason="away",
    )
    successor = pair_of(english.anna)
    assert successor.mentor_id == english.other_mentor.id
    client.send(f"{HOME}/{successor.id}/end", version=successor.version, ends_on="13.02.2023")

    assert db.session.get_one(MentoringPair, successor.id).ends_on == dt.date(2023, 2, 13)
    assert "Without a mentor: Anna Ozola." in words(client.get(HOME))


def test_a_pair_that_somebody_changed_meanwhile_shows_both(client: Client, english: World) -> None:
    pair = pair_of(english.anna)
    client.sign_in(english.coordinator)

    answer = client.send(f"{HOME}/{pair.id}/end", version=pair.version + 1, ends_on="13.02.2023")

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("coordinator", {"Anna Ozola", "Līga Ābele", "Pēteris Ķirsis"}),
        ("mentor", {"Anna Ozola", "Pēteris Ķirsis"}),
        ("manager", {"Anna Ozola", "Līga Ābele"}),
    ],
)
def test_each_sees_the_pairs_of_their_scope(client: Client, english: World, who: str, seen: set[str]) -> None:
    client.sign_in(getattr(english, who))

    page = words(client.get(HOME))

    assert {name for name in ("Anna Ozola", "Līga Ābele", "Pēteris Ķirsis") if name in page} == seen


def test_a_pair_of_another_pilot_is_not_there(client: Client, english: World) -> None:
    pair = pair_of(english.anna)
    client.sign_in(english.other_coordinator)

    assert client.get(f"/pilots/CITS-2023/mentoring/pairs/{pair.id}/end").status_code == 404
    assert client.get(f"{HOME}/{pair.id}/end").status_code == 404
