"""A step is written with a session, stays on top until one of the pair closes it, and is nobody else's."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.models import MentoringPair
from pilot.extensions import db
from pilot.mentoring.enums import StepOwner
from pilot.mentoring.models import AgreedStep, MentorSession
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import JANUARY, closed_month, log, words
from tests.mentoring.pairs import step

HOME = "/pilots/SDK-2022/mentoring"
TODAY = dt.date(2023, 2, 14)


@pytest.fixture
def session(english: World) -> MentorSession:
    return log(english.pilot, english.mentor, english.anna)


def anna(world: World) -> User:
    return db.session.get_one(User, world.anna.user_id)


def write(client: Client, session: MentorSession, **given: Any) -> Any:
    typed = {"what": "Uzrunāt skolu", "owner": "participant", "due_on": "01.03.2023.", **given}
    return client.send(f"{HOME}/sessions/{session.id}/steps", **typed)


def steps() -> list[AgreedStep]:
    return list(db.session.scalars(select(AgreedStep).order_by(AgreedStep.number, AgreedStep.id)))


def test_a_mentor_writes_a_step_with_a_session(
    client: Client, english: World, session: MentorSession
) -> None:
    client.sign_in(english.mentor)

    answer = write(client, session, what="Uzrunāt  skolu", owner="both")

    [kept] = steps()
    assert (kept.participation_id, kept.owner, kept.what, kept.due_on, kept.number, kept.closed_on) == (
        english.anna.id,
        StepOwner.BOTH,
        "Uzrunāt skolu",
        dt.date(2023, 3, 1),
        1,
        None,
    )
    assert "Uzrunāt skolu" in words(client.get(answer.location))


def test_a_step_of_a_group_is_each_ones_own(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna, english.peteris)
    client.sign_in(english.mentor)

    nobody = write(client, session)
    write(client, session, people=[str(english.anna.id), str(english.peteris.id)])
    write(client, session, people=[str(english.peteris.id)], what="Atsūtīt karti")

    assert "Choose for whom the step is" in words(nobody)
    assert sorted((row.what, row.participation_id) for row in steps()) == sorted(
        [
            ("Uzrunāt skolu", english.anna.id),
            ("Uzrunāt skolu", english.peteris.id),
            ("Atsūtīt karti", english.peteris.id),
        ]
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"what": "  "}, "Write what is done"),
        ({"due_on": "25:99"}, "Enter the day as in 05.09.2022"),
        ({"due_on": "09.01.2023."}, "Choose the day of the session or a later one"),
        ({"what": "Zvanīt 010190-12345"}, "This looks like a personal identity number"),
    ],
)
def test_a_bad_step_is_refused_beside_its_field(
    client: Client, english: World, session: MentorSession, given: dict[str, str], message: str
) -> None:
    client.sign_in(english.mentor)

    page = write(client, session, **given)

    assert page.status_code == 200
    assert message in words(page)
    assert steps() == []


def test_a_closed_month_takes_no_more_steps(client: Client, english: World, session: MentorSession) -> None:
    closed_month(english.pilot, JANUARY, english.coordinator)
    client.sign_in(english.mentor)

    page = words(client.get(f"{HOME}/sessions/{session.id}"))
    refused = words(write(client, session))

    assert "Add the step" not in page
    assert "Ask the coordinator to open the month: it is closed" in refused
    assert steps() == []


def test_a_session_still_to_come_takes_no_steps_and_closes_none(
    client: Client, english: World, session: MentorSession
) -> None:
    open_step = step(session, english.anna)
    planned = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 21), planned=True)
    client.sign_in(english.mentor)
    page = client.get(f"{HOME}/sessions/{planned.id}").get_data(as_text=True)

    refused = words(write(client, planned))
    answer = client.send(f"{HOME}/steps/{open_step.id}/close", version="1", closed_in=str(planned.id))
    told = words(client.get(answer.location))

    assert "Agreed before, still open" in page
    assert f'name="closed_in" value="{planned.id}"' not in page
    assert ["The session has not taken place yet" in each for each in (refused, told)] == [True, True]
    assert [row.closed_on for row in steps()] == [None]


def test_an_open_step_returns_on_top_everywhere_until_it_is_closed(
    client: Client, english: World, session: MentorSession
) -> None:
    open_step = step(session, english.anna, due_on=dt.date(2023, 2, 1))
    of_mentor = [f"{HOME}/log?person={english.anna.id}", f"{HOME}/mine"]
    of_anna = [f"{HOME}/my-sessions"]

    client.sign_in(english.mentor)
    seen = [open_step.what in words(client.get(page)) for page in of_mentor]
    later = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 7))
    in_session = words(client.get(f"{HOME}/sessions/{later.id}"))
    client.sign_in(anna(english))
    seen += [open_step.what in words(client.get(page)) for page in of_anna]
    client.send(f"{HOME}/steps/{open_step.id}/close", version="1")
    seen_after = [open_step.what in words(client.get(page)) for page in of_anna]
    client.sign_in(english.mentor)
    seen_after += [open_step.what in words(client.get(page)) for page in of_mentor]

    assert seen == [True, True, True]
    assert "Agreed before, still open" in in_session
    assert seen_after == [False, False, False]
    assert (open_step.closed_on, open_step.closed_in_id, open_step.closed_by_id) == (
        TODAY,
        None,
        english.anna.user_id,
    )


def test_a_closed_step_says_when_and_in_which_session(
    client: Client, english: World, session: MentorSession
) -> None:
    between, within = step(session, english.anna), step(session, english.anna, what="Atsūtīt plānu", number=2)
    later = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 7))
    client.sign_in(english.mentor)

    client.send(f"{HOME}/steps/{within.id}/close", version="1", closed_in=str(later.id))
    client.send(f"{HOME}/steps/{between.id}/close", version="1", closed_in="")

    page = words(client.get(f"{HOME}/participants/{english.anna.id}/steps"))
    assert "14.02.2023, in the session of 07.02.2023" in page
    assert "14.02.2023, between sessions" in page
    assert "0 steps are open." in page


def test_a_closed_step_can_be_opened_again_but_not_closed_twice(
    client: Client, english: World, session: MentorSession
) -> None:
    done = step(session, english.anna, closed_on=TODAY, closed_by_id=english.mentor.id)
    client.sign_in(anna(english))

    twice = client.get(client.send(f"{HOME}/steps/{done.id}/close", version="1").location)
    client.send(f"{HOME}/steps/{done.id}/reopen", version="1")
    again = client.get(client.send(f"{HOME}/steps/{done.id}/reopen", version="2").location)

    assert "This step is closed already" in words(twice)
    assert "This step is open already" in words(again)
    assert (done.closed_on, done.closed_by_id) == (None, None)


def test_a_step_is_not_closed_in_a_session_before_it(
    client: Client, english: World, session: MentorSession
) -> None:
    earlier = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 3))
    of_other = log(english.pilot, english.mentor, english.peteris, held_on=dt.date(2023, 1, 17))
    open_step = step(session, english.anna)
    client.sign_in(english.mentor)

    pages = [
        words(client.get(client.send(f"{HOME}/steps/{open_step.id}/close", closed_in=str(each.id)).location))
        for each in (earlier, of_other)
    ]

    assert "The step was agreed after this session, so it cannot be closed in it" in pages[0]
    assert "Choose people who were in this session" in pages[1]
    assert open_step.closed_on is None


def test_a_mentor_puts_a_step_right(client: Client, english: World, session: MentorSession) -> None:
    written = step(session, english.anna)
    client.sign_in(english.mentor)
    typed = {"what": "Uzrunāt abas skolas", "owner": "mentor", "due_on": "", "version": "1"}

    client.send(f"{HOME}/steps/{written.id}/change", **typed)
    refused = client.send(
        f"{HOME}/steps/{written.id}/change", **{**typed, "version": "2", "due_on": "01.01.2023."}
    )

    assert (written.what, written.owner) == ("Uzrunāt abas skolas", StepOwner.MENTOR)
    assert "Choose the day of the session or a later one" in words(refused)


def test_the_steps_of_a_deleted_session_are_gone(
    client: Client, english: World, session: MentorSession
) -> None:
    later = log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 2, 7))
    kept = step(session, english.anna, closed_on=TODAY, closed_in_id=later.id)
    step(later, english.anna, what="Atsūtīt plānu")
    client.sign_in(english.mentor)

    client.send(f"{HOME}/sessions/{later.id}/delete", version=str(later.version))

    db.session.expire_all()
    assert [(row.what, row.closed_on, row.closed_in_id) for row in steps()] == [(kept.what, TODAY, None)]


@pytest.mark.parametrize("who", ["other_mentor", "coordinator", "manager", "observer", "lecturer"])
def test_steps_are_the_pairs_own(client: Client, english: World, session: MentorSession, who: str) -> None:
    written = step(session, english.anna)
    client.sign_in(getattr(english, who))

    page = client.get(f"{HOME}/participants/{english.anna.id}/steps")
    closed = client.send(f"{HOME}/steps/{written.id}/close", version="1")

    assert page.status_code in {403, 404}
    assert closed.status_code in {403, 404}
    assert written.closed_on is None


def test_a_new_mentor_sees_what_was_open_and_the_old_one_only_own_entries(
    client: Client, english: World, session: MentorSession
) -> None:
    step(session, english.anna)
    step(session, english.anna, what="Senais solis", number=2, closed_on=dt.date(2023, 1, 20))
    step(session, english.anna, what="Nesenais solis", number=3, closed_on=dt.date(2023, 2, 8))
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == english.anna.id)
    ).one()
    pair.ends_on = dt.date(2023, 1, 31)
    build.pair(english.anna, english.other_mentor, starts_on=dt.date(2023, 2, 1))
    url = f"{HOME}/participants/{english.anna.id}/steps"

    new = words(client.sign_in(english.other_mentor).get(url))
    old = client.sign_in(english.mentor).get(url)
    own_entry = words(client.get(f"{HOME}/sessions/{session.id}"))

    assert [text in new for text in ("Uzrunāt skolu", "Nesenais solis", "Senais solis")] == [
        True,
        True,
        False,
    ]
    assert old.status_code == 404
    assert "Uzrunāt skolu" in own_entry
