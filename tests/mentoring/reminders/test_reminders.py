"""Reminders: on which days, to whom, and never twice (M18)."""

import datetime as dt

import pytest
from sqlalchemy import select

from pilot.accounts import letters
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.cohort.enums import PilotState
from pilot.cohort.holidays import is_working_day
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring import session_queries
from pilot.mentoring.models import MentorSession
from pilot.mentoring.reminders import actions, rules
from pilot.outbox.models import OutgoingMail
from pilot.scheduler import REMINDERS, run
from tests import build
from tests.mentoring.build import record

DECEMBER = [dt.date(2022, 12, day) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("day", "coming", "gone", "month", "is_last_call"),
    [
        pytest.param("2022-12-07", ["2022-12-08"], ["2022-12-06"], None, False, id="in the week"),
        pytest.param(
            "2022-12-09", ["2022-12-10", "2022-12-11", "2022-12-12"], ["2022-12-08"], None, False, id="Friday"
        ),
        pytest.param(
            "2022-12-23",
            ["2022-12-24", "2022-12-25", "2022-12-26", "2022-12-27"],
            ["2022-12-22"],
            None,
            False,
            id="before Christmas",
        ),
        pytest.param("2022-12-20", ["2022-12-21"], ["2022-12-19"], "2022-12", False, id="the 20th"),
        pytest.param("2022-12-28", ["2022-12-29"], ["2022-12-27"], "2022-12", True, id="three days left"),
        pytest.param(
            "2022-11-21",
            ["2022-11-22"],
            ["2022-11-20", "2022-11-19", "2022-11-18"],
            "2022-11",
            False,
            id="the 20th is a Sunday, the 18th a holiday",
        ),
    ],
)
def test_letters_of_a_working_day(
    day: str,
    coming: list[str],
    gone: list[str],
    month: str | None,
    is_last_call: bool,  # noqa: FBT001 - a case
) -> None:
    found = rules.reminders_on(dt.date.fromisoformat(day), is_working_day)

    assert found is not None
    assert [str(each) for each in found.coming] == coming
    assert [str(each) for each in found.gone[: len(gone)]] == gone
    assert (str(found.month) if found.month else None) == month
    assert found.is_last_call is is_last_call


def test_nobody_is_written_to_on_other_days_and_each_day_is_spoken_of_once() -> None:
    found = {day: rules.reminders_on(day, is_working_day) for day in DECEMBER}
    spoken = [day for due in found.values() if due for day in due.coming if day <= DECEMBER[-1]]

    assert [day.day for day in DECEMBER if found[day] is None] == [3, 4, 10, 11, 17, 18, 24, 25, 26, 31]
    assert spoken == DECEMBER[1:]
    assert [day.day for day, due in found.items() if due and due.month == Month(2022, 12)] == [20, 28]


def plan(world: build.World, mentor: User, whom: Participation, day: int, minutes: int = 60) -> MentorSession:
    return sessions.log_session(
        world.pilot,
        record(whom, held_on=dt.date(2022, 12, day), minutes=minutes, planned=True),
        actor=build.viewer(mentor),
        now=dt.datetime(2022, 12, 1, 8, 0, tzinfo=dt.UTC),
        today=dt.date(2022, 12, 1),
    )


def hold(world: build.World, plan: MentorSession, mentor: User) -> None:
    session = session_queries.get_session(plan.id, pilot=world.pilot, viewer=build.viewer(mentor))
    sessions.hold_session(
        world.pilot,
        session,
        seen=session.version,
        actor=build.viewer(mentor),
        now=dt.datetime.combine(session.held_on, dt.time(18), tzinfo=dt.UTC),
        today=session.held_on,
    )


def letters_of(world: build.World) -> dict[tuple[int, str], dict[str, int]]:
    """Return by day of December and recipient what the reminders count."""
    names = {user.id: user.given_name for user in db.session.scalars(select(User))}
    mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.template == actions.TEMPLATE))
    return {
        (mail.queued_at.day, names[mail.recipient_id]): {
            key: count for key, count in mail.facts.items() if count
        }
        for mail in mails
        if mail.pilot_id == world.pilot.id
    }


def test_the_letters_of_december(world: build.World) -> None:
    """Anna and Līga have sessions, but a plan that nobody has answered is nothing to count on."""
    held = plan(world, world.mentor, world.anna, 12)
    plan(world, world.mentor, world.anna, 7)
    plan(world, world.other_mentor, world.liga, 15)
    plan(world, world.other_mentor, world.liga, 27)
    for day in DECEMBER:
        now = dt.datetime.combine(day, dt.time(6, 5), tzinfo=dt.UTC)
        assert run(REMINDERS, now=now) is True
        assert run(REMINDERS, now=now) is False
        assert actions.remind(now=now, today=day) == 0
        if day == held.held_on:
            hold(world, held, world.mentor)

    assert letters_of(world) == {
        (6, "Māra"): {"planned": 1},
        (6, "Anna"): {"planned": 1},
        (8, "Māra"): {"unanswered": 1},
        (9, "Māra"): {"planned": 1},
        (9, "Anna"): {"planned": 1},
        (14, "Jānis"): {"planned": 1},
        (14, "Līga"): {"planned": 1},
        (16, "Jānis"): {"unanswered": 1},
        (20, "Māra"): {"short": 2},
        (20, "Jānis"): {"short": 1},
        (23, "Jānis"): {"planned": 1},
        (23, "Līga"): {"planned": 1},
        (28, "Jānis"): {"unanswered": 1, "short": 1},
        (28, "Māra"): {"short": 2},
        (28, "Elīna"): {"short_in_pilot": 1},
    }


@pytest.mark.parametrize("state", [PilotState.ARCHIVED, PilotState.CANCELLED, PilotState.DRAFT])
def test_a_pilot_that_is_not_at_work_writes_to_nobody(world: build.World, state: PilotState) -> None:
    plan(world, world.mentor, world.anna, 7)
    world.pilot.state = state
    db.session.flush()

    assert actions.remind(now=build.NOW, today=dt.date(2022, 12, 6)) == 0


def test_who_left_is_not_written_to(world: build.World) -> None:
    plan(world, world.mentor, world.anna, 7)
    world.mentor.state = UserState.CLOSED
    db.session.flush()

    assert actions.remind(now=build.NOW, today=dt.date(2022, 12, 6)) == 1


def test_a_letter_names_nobody(world: build.World) -> None:
    plan(world, world.mentor, world.peteris, 20)
    plan(world, world.mentor, world.anna, 21)
    plan(world, world.mentor, world.peteris, 21)
    actions.remind(now=build.NOW, today=dt.date(2022, 12, 20))
    mail = db.session.scalars(
        select(OutgoingMail).where(
            OutgoingMail.recipient_id == world.mentor.id, OutgoingMail.template == actions.TEMPLATE
        )
    ).one()

    letter = letters.compose(mail)

    assert letter.subject == "Mentora sesijas: kas gaida jūs"
    assert "Līdz nākamās darbdienas beigām jums ieplānotas 2 sesijas." in letter.text
    assert "2 jūsu dalībniekiem" in letter.text or "1 jūsu dalībniekam" in letter.text
    assert not any(name in letter.text for name in ("Anna", "Pēteris", "Ozola", "Ķirsis"))
