"""Checking in with the changing code: old codes, other days, twice, and the lecturer's last word."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from pilot import clock
from pilot.extensions import db
from pilot.training.checkin import rules
from pilot.training.checkin.rules import Opening, Problem
from pilot.training.enums import DayState
from pilot.training.models import Attendance, CheckIn
from tests import build
from tests.conftest import SECRET, Client
from tests.training import build as training

KEY = SECRET.encode()
DAY = uuid.UUID("7e6a5c1e-2f56-4b0e-9a57-0d6c3c8d9f10")
MOMENT = dt.datetime(2023, 2, 14, 8, 0, tzinfo=dt.UTC)
OPEN = Opening(dt.date(2023, 2, 14), dt.time(9, 30), dt.time(16, 30))


@given(age=st.integers(0, 600), offset=st.integers(0, 59))
def test_a_code_lives_for_its_minute_and_the_next_one(age: int, offset: int) -> None:
    shown_at = MOMENT + dt.timedelta(seconds=offset)
    code = rules.code_of(DAY, key=KEY, moment=shown_at)

    is_taken = rules.is_code(code, DAY, key=KEY, moment=shown_at + dt.timedelta(seconds=age))

    assert is_taken == ((offset + age) // 60 < 2)
    assert 0 < rules.seconds_left(shown_at) <= 60


def test_a_code_is_of_one_day_and_one_key_and_may_be_typed_with_spaces() -> None:
    code = rules.code_of(DAY, key=KEY, moment=MOMENT)

    assert rules.is_code(f" {code[:3]} {code[3:]} ", DAY, key=KEY, moment=MOMENT)
    assert not rules.is_code(code, uuid.UUID(int=1), key=KEY, moment=MOMENT)
    assert not rules.is_code(code, DAY, key=b"another", moment=MOMENT)
    assert not rules.is_code("", DAY, key=KEY, moment=MOMENT)


@pytest.mark.parametrize(
    ("local", "is_locked", "problem"),
    [
        ("2023-02-14T08:59", False, Problem.NOT_OPEN),
        ("2023-02-14T09:00", False, None),
        ("2023-02-14T16:30", False, None),
        ("2023-02-14T16:31", False, Problem.NOT_OPEN),
        ("2023-02-13T10:00", False, Problem.NOT_OPEN),
        ("2023-02-14T10:00", True, Problem.DAY_LOCKED),
    ],
)
def test_a_day_is_open_from_half_an_hour_before_it_until_it_ends(
    local: str, problem: Problem | None, *, is_locked: bool
) -> None:
    day = Opening(OPEN.held_on, OPEN.starts_at, OPEN.ends_at, is_locked=is_locked)

    assert rules.opening_problem(day, local=dt.datetime.fromisoformat(local)) is problem


def test_a_participant_checks_in_once_and_the_lecturer_has_the_last_word(
    client: Client, world: build.World, today: dt.date
) -> None:
    day = training.day(world.pilot, today)
    training.held_class(day, world.lecturer)
    url = f"/pilots/{world.pilot.code}/training/check-in"
    code = rules.code_of(day.id, key=KEY, moment=clock.now())
    shown = client.sign_in(world.lecturer).get(f"/training-days/{day.id}/code").get_data(as_text=True)
    client.sign_in(training.person(world.anna))

    answers = [client.send(url, code=code).status_code for _tap in range(2)]
    roll = client.sign_in(world.lecturer).get(f"/training-days/{day.id}/attendance").get_data(as_text=True)

    assert f"{code[:3]} {code[3:]}" in shown
    assert "data:image/svg+xml" in shown
    assert answers == [303, 303]
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 1
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 0
    assert f'checked class="" data-minutes="360" id="p{world.anna.id.hex}' in roll
    assert f'checked class="" data-minutes="0" id="p{world.liga.id.hex}' in roll


@pytest.mark.parametrize("case", ["old", "tomorrow", "over", "locked", "made up"])
def test_an_old_code_another_day_and_a_locked_one_are_refused_beside_the_field(
    client: Client, world: build.World, today: dt.date, case: str
) -> None:
    facts: dict[str, dict[str, Any]] = {
        "locked": {"state": DayState.LOCKED},
        "over": {"starts_at": dt.time(6), "ends_at": dt.time(9)},
    }
    held_on = today + dt.timedelta(days=case == "tomorrow")
    day = training.day(world.pilot, held_on, **facts.get(case, {}))
    training.day(world.pilot, today, number=2, starts_at=dt.time(9), ends_at=dt.time(15))
    shown_at = clock.now() - dt.timedelta(minutes=2 if case == "old" else 0)
    code = "000 00" if case == "made up" else rules.code_of(day.id, key=KEY, moment=shown_at)
    client.sign_in(training.person(world.anna))

    page = client.send(f"/pilots/{world.pilot.code}/training/check-in", code=code).get_data(as_text=True)

    assert "code-error" in page
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 0


def test_codes_are_not_guessed(client: Client, world: build.World, today: dt.date) -> None:
    day = training.day(world.pilot, today)
    url = f"/pilots/{world.pilot.code}/training/check-in"
    code = rules.code_of(day.id, key=KEY, moment=clock.now())
    wrong = "000000" if code != "000000" else "000001"

    client.sign_in(training.person(world.anna))
    for _guess in range(10):
        client.send(url, code=wrong)
    guessed = client.send(url, code=code)
    other = client.sign_in(training.person(world.liga)).send(url, code=code)

    assert "code-error" in guessed.get_data(as_text=True)
    assert other.status_code == 303
    assert [each.participation_id for each in db.session.scalars(select(CheckIn))] == [world.liga.id]


def test_after_a_mistyped_code_the_same_page_is_sent_again(
    client: Client, world: build.World, today: dt.date
) -> None:
    day = training.day(world.pilot, today)
    url = f"/pilots/{world.pilot.code}/training/check-in"
    form = client.sign_in(training.person(world.anna)).form(code="12")

    client.post(url, data=form)
    code = rules.code_of(day.id, key=KEY, moment=clock.now())
    answers = [client.post(url, data={**form, "code": code}) for _tap in range(2)]

    assert [(each.status_code, each.location) for each in answers] == [(303, url)] * 2
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == 1


def test_somebody_who_takes_no_part_is_told_so(client: Client, world: build.World, today: dt.date) -> None:
    training.day(world.pilot, today)
    client.sign_in(world.mentor)

    page = client.send(f"/pilots/{world.pilot.code}/training/check-in", code="123456")

    assert page.status_code == 200
    assert 'name="code"' not in page.get_data(as_text=True)
