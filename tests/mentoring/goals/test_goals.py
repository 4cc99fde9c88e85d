"""Goals of the practice are written by the pair, told apart by their state, and nobody else's."""

import datetime as dt

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.extensions import db
from pilot.mentoring.enums import Topic
from pilot.mentoring.goals import rules
from pilot.mentoring.goals.enums import GoalState, Problem
from pilot.mentoring.goals.models import PracticeGoal
from pilot.mentoring.goals.rules import GoalEntry
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import words
from tests.mentoring.pairs import goal

HOME = "/pilots/SDK-2022/mentoring"


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        (GoalState.ACTIVE, "", None),
        (GoalState.REACHED, "", None),
        (GoalState.CHANGED, " ", Problem.REASON_MISSING),
        (GoalState.DROPPED, "", Problem.REASON_MISSING),
        (GoalState.DROPPED, "Skola slēgta", None),
    ],
)
def test_a_goal_that_is_given_up_tells_its_reason(
    state: GoalState, reason: str, expected: Problem | None
) -> None:
    assert rules.problem_with(GoalEntry("Iepazīt kopienu", state=state, reason=reason)) is expected


@pytest.mark.parametrize("who", ["mentor", "anna"])
def test_either_of_the_pair_writes_a_goal(client: Client, english: World, who: str) -> None:
    person = english.mentor if who == "mentor" else db.session.get_one(User, english.anna.user_id)
    client.sign_in(person)

    answer = client.send(
        f"{HOME}/participants/{english.anna.id}/goals/new",
        text="Iepazīt kopienu",
        topic="resources",
        indicator="Četri avoti",
        due_on="31.03.2023.",
    )

    found = db.session.scalars(select(PracticeGoal)).one()
    assert (found.text, found.topic, found.indicator, found.due_on, found.state) == (
        "Iepazīt kopienu",
        Topic.RESOURCES,
        "Četri avoti",
        dt.date(2023, 3, 31),
        GoalState.ACTIVE,
    )
    assert "Iepazīt kopienu" in words(client.get(answer.location))


def test_a_goal_is_settled_with_a_reason_and_can_be_taken_up_again(client: Client, english: World) -> None:
    found = goal(english.anna)
    typed = {"text": "Iepazīt kopienu", "topic": "", "indicator": "", "due_on": ""}
    url = f"{HOME}/goals/{found.id}/change"
    client.sign_in(english.mentor)

    refused = client.send(url, **typed, state="dropped", version="1")
    client.send(url, **typed, state="dropped", reason="Skola slēgta", version="1")
    dropped = (found.state, found.reason, found.settled_on)
    client.send(url, **typed, state="active", version="2")

    assert "Write why the goal has changed or is dropped" in words(refused)
    assert dropped == (GoalState.DROPPED, "Skola slēgta", dt.date(2023, 2, 14))
    assert (found.state, found.settled_on) == (GoalState.ACTIVE, None)


def test_active_goals_stand_on_the_pages_of_both(client: Client, english: World) -> None:
    goal(english.anna, text="Aptaujāt trīs ciemus")
    goal(english.anna, text="Sarīkot svētkus", state=GoalState.CHANGED, reason="Pārcelti")

    of_mentor = words(client.sign_in(english.mentor).get(f"{HOME}/mine"))
    client.sign_in(db.session.get_one(User, english.anna.user_id))
    of_anna = words(client.get(f"{HOME}/my-sessions"))

    assert ["Aptaujāt trīs ciemus" in page for page in (of_mentor, of_anna)] == [True, True]
    assert ["Sarīkot svētkus" in page for page in (of_mentor, of_anna)] == [False, False]


@pytest.mark.parametrize("who", ["other_mentor", "coordinator", "manager", "observer", "lecturer"])
def test_goals_are_the_pairs_own(client: Client, english: World, who: str) -> None:
    found = goal(english.anna)
    client.sign_in(getattr(english, who))

    pages = [
        client.get(f"{HOME}/participants/{english.anna.id}/goals"),
        client.get(f"{HOME}/goals/{found.id}/change"),
    ]

    assert {page.status_code for page in pages} <= {403, 404}
    assert not any(found.text in page.get_data(as_text=True) for page in pages)
