"""One tap says how a plan turned out; for some seconds it can be taken back, exactly."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot import scheduler
from pilot.accounts.models import User
from pilot.extensions import db
from pilot.mentoring import actions, queries, undo_actions
from pilot.mentoring.enums import ConfirmationState, NotHeldReason, Refusal, SessionState
from pilot.mentoring.models import MentorSession, SessionUndo
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import Problem
from pilot.mentoring.undo_actions import UndoRefusedError
from tests import build
from tests.build import World
from tests.conftest import Client
from tests.mentoring.build import FEBRUARY, JANUARY, TODAY, closed_month, log, sums, words

HOME = "/pilots/SDK-2022/mentoring"
YESTERDAY = dt.date(2023, 2, 13)


def plan(world: World, **given: Any) -> MentorSession:
    """Plan an hour of yesterday at two o'clock, long enough ago."""
    given = {"held_on": YESTERDAY, "starts": dt.time(14), "planned": True, **given}
    session = log(world.pilot, world.mentor, world.anna, **given)
    session.logged_at = build.LONG_AGO
    db.session.flush()
    return session


def by_mentor(world: World, **given: Any) -> dict[str, Any]:
    return {"actor": build.viewer(world.mentor), "now": build.NOW, **given}


def hold(world: World, session: MentorSession) -> None:
    actions.hold_session(world.pilot, session, seen=session.version, today=TODAY, **by_mentor(world))


def miss(world: World, session: MentorSession, reason: NotHeldReason = NotHeldReason.PARTICIPANT) -> None:
    actions.miss_session(world.pilot, session, reason, seen=session.version, today=TODAY, **by_mentor(world))


def told(session: MentorSession) -> dict[str, Any]:
    """Return everything that an undo has to bring back."""
    return {
        "state": session.state,
        "minutes": session.minutes,
        "times": (session.held_on, session.starts_at, session.ends_at),
        "logged": (session.logged_at, session.settled_at),
        "reason": session.not_held_reason,
        "shares": [
            (share.held_on, share.minutes) for attendee in session.attendees for share in attendee.shares
        ],
    }


def test_a_plan_that_did_not_take_place_is_an_attempt_without_minutes(world: World) -> None:
    session = plan(world)

    miss(world, session)

    assert (session.state, session.minutes) == (SessionState.NOT_HELD, 0)
    assert session.not_held_reason is NotHeldReason.PARTICIPANT
    assert sums(world.anna, FEBRUARY) == (0, 0, 0)
    assert queries.worked_minutes(world.pilot) == {}


@pytest.mark.parametrize("deed", [hold, miss])
@pytest.mark.parametrize(
    "over_midnight", [pytest.param(False, id="one day"), pytest.param(True, id="two months")]
)
def test_an_undo_brings_everything_back_exactly(world: World, deed: Any, *, over_midnight: bool) -> None:
    log(world.pilot, world.mentor, world.anna, held_on=dt.date(2023, 2, 1), minutes=45)
    when = {"held_on": dt.date(2023, 1, 31), "starts": dt.time(23, 30)} if over_midnight else {}
    session = plan(world, **when)
    before = told(session), sums(world.anna, JANUARY), sums(world.anna, FEBRUARY)
    deed(world, session)
    assert told(session) != before[0]

    undo_actions.undo(world.pilot, session, **by_mentor(world))

    assert (told(session), sums(world.anna, JANUARY), sums(world.anna, FEBRUARY)) == before


def test_undoing_a_new_record_leaves_nothing_that_counts(world: World) -> None:
    session = log(world.pilot, world.mentor, world.anna, summary="Runājām")

    undo_actions.undo(world.pilot, session, **by_mentor(world))

    assert (session.state, session.summary) == (SessionState.CANCELLED, "")
    assert sums(world.anna) == (0, 0, 0)


@pytest.mark.parametrize("seconds", [10, 29])
def test_an_undo_may_travel_for_a_while(world: World, seconds: int) -> None:
    session = plan(world)
    hold(world, session)

    undo_actions.undo(world.pilot, session, **by_mentor(world, now=build.NOW + dt.timedelta(seconds=seconds)))

    assert session.state is SessionState.PLANNED


def test_an_undo_comes_too_late_after_half_a_minute(world: World) -> None:
    session = plan(world)
    hold(world, session)

    with pytest.raises(UndoRefusedError) as refused:
        undo_actions.undo(world.pilot, session, **by_mentor(world, now=build.NOW + dt.timedelta(seconds=31)))

    assert refused.value.problem is Refusal.UNDO_TOO_LATE


def test_what_a_participant_answered_is_not_undone(world: World) -> None:
    session = plan(world)
    hold(world, session)
    actions.answer_session(
        world.pilot,
        session.attendees[0],
        ConfirmationState.CONFIRMED,
        comment="",
        seen=session.version,
        actor=build.viewer(db.session.get_one(User, world.anna.user_id)),
        now=build.NOW,
    )

    with pytest.raises(UndoRefusedError) as refused:
        undo_actions.undo(world.pilot, session, **by_mentor(world))

    assert refused.value.problem is Refusal.UNDO_ANSWERED


def test_nothing_is_undone_in_a_month_that_was_closed_since(world: World) -> None:
    session = plan(world)
    miss(world, session)
    closed_month(world.pilot, FEBRUARY, world.coordinator)

    with pytest.raises(SessionRefusedError) as refused:
        undo_actions.undo(world.pilot, session, **by_mentor(world))

    assert refused.value.months == (FEBRUARY,)


def test_a_plan_of_tomorrow_cannot_be_missed_yet(world: World) -> None:
    session = plan(world, held_on=dt.date(2023, 2, 15))

    with pytest.raises(SessionRefusedError) as refused:
        miss(world, session)

    assert refused.value.problem is Problem.STILL_TO_COME


def test_an_attempt_can_be_corrected_into_a_session(client: Client, english: World) -> None:
    session = plan(english)
    miss(english, session)
    client.sign_in(english.mentor)

    client.send(
        f"{HOME}/sessions/{session.id}/correct",
        version=session.version,
        held_on="13.02.2023",
        minutes="45 min",
        form="phone",
    )

    held = db.session.scalars(select(MentorSession)).one()
    assert (held.state, held.not_held_reason) == (SessionState.HELD, None)
    assert sums(english.anna, FEBRUARY) == (45, 45, 0)


def test_the_home_asks_and_one_tap_stores(client: Client, english: World) -> None:
    session = plan(english)
    client.sign_in(english.mentor)
    asked = words(client.get("/"))
    assert "Did it take place? Mon 13 Feb 14:00 · Anna O. · 60 min" in asked
    assert "It took place" in asked

    answer = client.send(f"{HOME}/sessions/{session.id}/hold", version=session.version, next="/")

    assert answer.location == "/"
    page = words(client.get("/"))
    assert "Saved: Anna O., 13.02.2023, 60 min, In person" in page
    assert "Undo" in page
    assert "Did it take place?" not in page
    assert sums(english.anna, FEBRUARY) == (60, 60, 0)


@pytest.mark.parametrize(("hour", "is_asked"), [(6, True), (10, False)])
def test_a_plan_of_today_is_asked_about_when_it_is_over(
    client: Client, english: World, hour: int, *, is_asked: bool
) -> None:
    plan(english, held_on=TODAY, starts=dt.time(hour))
    client.sign_in(english.mentor)

    assert ("Did it take place?" in words(client.get("/"))) == is_asked


def test_not_held_asks_one_reason_and_comes_back(client: Client, english: World) -> None:
    session = plan(english)
    client.sign_in(english.mentor)
    url = f"{HOME}/sessions/{session.id}/not-held"
    assert "The participant could not come" in words(client.get(f"{url}?next=/"))

    answer = client.send(url, version=session.version, reason="mentor", next="/")

    assert answer.location == "/"
    assert "Did not take place: the mentor could not come" in words(client.get("/"))
    assert "Did not take place: the mentor could not come" in words(client.get(f"{HOME}/mine"))
    assert sums(english.anna, FEBRUARY) == (0, 0, 0)


def test_another_time_opens_the_correction_as_something_that_took_place(
    client: Client, english: World
) -> None:
    session = plan(english)
    client.sign_in(english.mentor)

    page = client.get(f"{HOME}/sessions/{session.id}/correct?took_place=1").get_data(as_text=True)
    assert 'name="planned" type="checkbox" value="y">' in page
    client.send(
        f"{HOME}/sessions/{session.id}/correct",
        version=session.version,
        held_on="13.02.2023",
        starts="16.00",
        ends="16.45",
        form="in_person",
    )

    held = db.session.scalars(select(MentorSession)).one()
    assert (held.state, held.minutes) == (SessionState.HELD, 45)


def test_the_undo_works_without_scripts_and_comes_back(client: Client, english: World) -> None:
    session = plan(english)
    client.sign_in(english.mentor)
    client.send(f"{HOME}/sessions/{session.id}/hold", version=session.version, next="/")

    answer = client.send(f"{HOME}/sessions/{session.id}/undo", next="/")

    assert answer.location == "/"
    assert "Did it take place?" in words(client.get("/"))
    assert sums(english.anna, FEBRUARY) == (0, 0, 60)


def test_an_undo_that_is_too_late_says_what_to_do_instead(
    client: Client, english: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = plan(english)
    client.sign_in(english.mentor)
    client.send(f"{HOME}/sessions/{session.id}/hold", version=session.version)
    monkeypatch.setattr("pilot.clock.now", lambda: build.NOW + dt.timedelta(minutes=1))

    answer = client.send(f"{HOME}/sessions/{session.id}/undo")

    page = words(client.get(answer.location))
    assert "It is too late to undo. Correct the record or delete it here" in page
    assert "Undo" not in page.replace("too late to undo", "")
    assert {"Correct", "Delete"} <= set(page.split())
    assert sums(english.anna, FEBRUARY) == (60, 60, 0)


def test_a_record_that_was_changed_since_offers_no_undo(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    session = log(english.pilot, english.mentor, english.anna)
    client.send(
        f"{HOME}/sessions/{session.id}/details", version=session.version, form="video", summary="Runājām"
    )

    page = words(client.get(f"{HOME}/sessions/{session.id}"))
    answer = client.send(f"{HOME}/sessions/{session.id}/undo")

    assert "Undo" not in page
    assert answer.location == f"{HOME}/sessions/{session.id}"
    assert db.session.scalars(select(MentorSession.summary)).one() == "Runājām"


def test_after_undoing_a_new_record_the_log_stands_open(client: Client, english: World) -> None:
    client.sign_in(english.mentor)
    session = log(english.pilot, english.mentor, english.anna)
    url = f"{HOME}/sessions/{session.id}"

    answer = client.send(f"{url}/undo", next=url)

    assert answer.location == f"{HOME}/log"
    assert client.get(url).status_code == 404


def test_a_plan_that_was_answered_is_not_answered_again(client: Client, english: World) -> None:
    session = plan(english)
    miss(english, session)
    client.sign_in(english.mentor)

    answer = client.send(f"{HOME}/sessions/{session.id}/hold", version=session.version)

    assert answer.status_code == 409
    assert db.session.scalars(select(MentorSession.state)).one() is SessionState.NOT_HELD


def test_nobody_undoes_what_another_mentor_did(client: Client, english: World) -> None:
    session = log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.other_mentor)

    assert client.send(f"{HOME}/sessions/{session.id}/undo").status_code == 404


def test_what_nobody_can_take_back_is_forgotten(world: World) -> None:
    log(world.pilot, world.mentor, world.anna)

    scheduler.purge(build.NOW + dt.timedelta(days=2))

    assert db.session.scalar(select(func.count()).select_from(SessionUndo)) == 0
