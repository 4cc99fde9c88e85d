"""The notice of a month: two deadlines on a frozen clock, what was sent, what changed and how late."""

import datetime as dt
from typing import Any

import pytest

from pilot import clock
from pilot.accounts.enums import Locale
from pilot.cohort import canonical
from pilot.cohort.enums import FunderSet
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.training import actions as plan
from pilot.training import queries as training
from pilot.training.entries import DateEntry
from pilot.training.notices import actions, queries, rules
from pilot.training.notices.models import ScheduleNotice
from pilot.training.notices.rules import Change, ChangeKind, Problem, Standing
from tests import build
from tests.conftest import Client
from tests.training import build as made

NOVEMBER = Month(2022, 11)
NOT_SENT: dict[str, bool] = {"has_days": True, "is_sent": False, "has_changed": False}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2022, 10, 17), Standing.LATER),
        (dt.date(2022, 10, 18), Standing.DUE),
        (dt.date(2022, 10, 25), Standing.DUE),
        (dt.date(2022, 10, 26), Standing.LATE),
        (dt.date(2022, 11, 30), Standing.LATE),
        (dt.date(2022, 12, 1), Standing.NEVER_SENT),
    ],
)
def test_november_is_reminded_on_18_october_and_red_on_26(today: dt.date, expected: Standing) -> None:
    assert rules.deadline(NOVEMBER) == dt.date(2022, 10, 25)
    assert rules.standing(NOVEMBER, today=today, **NOT_SENT) is expected


def test_the_notice_of_january_is_due_in_december() -> None:
    assert rules.deadline(Month(2023, 1)) == dt.date(2022, 12, 25)


@pytest.mark.parametrize(
    ("given", "today", "expected"),
    [
        ({"has_days": False, "is_sent": False, "has_changed": False}, 1, Standing.NOTHING),
        ({"has_days": True, "is_sent": True, "has_changed": False}, 1, Standing.SENT),
        ({"has_days": True, "is_sent": True, "has_changed": True}, 30, Standing.CHANGED),
        ({"has_days": True, "is_sent": True, "has_changed": True}, 31, Standing.SENT),
    ],
)
def test_what_was_sent_stands_until_a_day_changes(
    given: dict[str, bool], today: int, expected: Standing
) -> None:
    on = dt.date(2022, 10, 31) + dt.timedelta(days=today)

    assert rules.standing(NOVEMBER, today=on, **given) is expected


def test_exactly_one_day_before_is_in_time_and_a_second_later_is_not() -> None:
    begins_at = dt.datetime(2022, 11, 3, 9, 30, tzinfo=clock.RIGA)
    a_day_before = begins_at - dt.timedelta(days=1)

    assert not rules.is_late_change(begins_at, changed_at=a_day_before)
    assert rules.is_late_change(begins_at, changed_at=a_day_before + dt.timedelta(seconds=1))


def test_days_are_compared_by_their_numbers() -> None:
    was: list[dict[str, Any]] = [
        {"number": number, "held_on": "2022-11-03", "starts_at": "09:30"} for number in (1, 2, 3)
    ]
    now = [was[0], {**was[1], "held_on": "2022-11-01"}, {**was[2], "number": 4}]

    found = rules.changes(was, now)

    assert [(each.number, each.kind, each.fields) for each in found] == [
        (2, ChangeKind.CHANGED, ("held_on",)),
        (3, ChangeKind.REMOVED, ()),
        (4, ChangeKind.ADDED, ()),
    ]
    assert found[0].begins == ("2022-11-01", "09:30")
    assert rules.changes(was, was) == []


def test_only_changes_whose_moment_is_known_can_be_late() -> None:
    day = {"number": 1, "held_on": "2022-11-03", "starts_at": "09:30"}
    change = Change(1, ChangeKind.REMOVED, day, None)
    moment = dt.datetime(2022, 11, 3, 7, 0, tzinfo=dt.UTC)

    assert rules.late_numbers([change], {}, clock.RIGA) == []
    assert rules.late_numbers([change], {1: moment}, clock.RIGA) == [1]
    assert rules.late_numbers([change], {1: moment - dt.timedelta(days=1)}, clock.RIGA) == []


@pytest.mark.parametrize(
    ("given", "sent_on", "problem"),
    [
        ({**NOT_SENT, "has_days": False}, 0, Problem.NOTHING_TO_SEND),
        ({**NOT_SENT, "is_sent": True}, 0, Problem.NOTHING_CHANGED),
        (NOT_SENT, 1, Problem.IN_FUTURE),
        (NOT_SENT, 0, None),
    ],
)
def test_what_can_be_recorded_as_sent(given: dict[str, bool], sent_on: int, problem: Problem | None) -> None:
    today = dt.date(2022, 10, 20)

    assert rules.send_problem(sent_on=today + dt.timedelta(days=sent_on), today=today, **given) is problem


def at(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> dt.datetime:
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def home(client: Client, world: build.World) -> str:
    world.coordinator.locale = Locale.EN
    return client.sign_in(world.coordinator).get("/").get_data(as_text=True)


def test_the_coordinator_is_reminded_and_warned_of_a_late_change(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.pilot.funder_set = FunderSet.ESF_2014_2020
    day = made.day(world.pilot, dt.date(2022, 11, 3), number=9)
    coordinator, path = build.viewer(world.coordinator), "/pilots/SDK-2022/training/notices/2022-11"
    at(monkeypatch, dt.datetime(2022, 10, 17, 9, 0, tzinfo=dt.UTC))
    early = home(client, world)
    at(monkeypatch, dt.datetime(2022, 10, 18, 9, 0, tzinfo=dt.UTC))
    reminded = home(client, world)
    at(monkeypatch, dt.datetime(2022, 10, 26, 9, 0, tzinfo=dt.UTC))
    late = home(client, world)

    sent = client.send(path, sent_on="26.10.2022.", seal=seal_at(client, path))
    told = home(client, world)
    now = at(monkeypatch, dt.datetime(2022, 11, 2, 12, 0, tzinfo=dt.UTC))
    found = training.get_day(day.id, viewer=coordinator)
    when = DateEntry(dt.date(2022, 11, 10), day.starts_at, day.ends_at, is_confirmed=True)
    plan.move_day(
        found,
        when,
        reason="Slimība",
        seen=found.version,
        actor=coordinator,
        now=now,
        today=dt.date(2022, 11, 2),
    )
    db.session.commit()
    at(monkeypatch, now + dt.timedelta(hours=1))
    changed, page = home(client, world), client.get(path).get_data(as_text=True)
    client.send(path, sent_on="02.11.2022.", seal=seal_at(client, path))
    rows = queries.notices_of(world.pilot)

    assert [
        "Send the notice of training days: November 2022" in text for text in (early, reminded, late, told)
    ] == [False, True, True, False]
    assert ("Deadline: 25.10.2022" in reminded, "1 day late" in late) == (True, True)
    assert sent.status_code == 303
    assert "Tell the agency of changed training days: November 2022" in changed
    assert "Changed less than one day before" in changed
    assert "was changed less than one day before it began" in page
    assert "Date: 03.11.2022 → 10.11.2022" in page
    assert [queries.content_of(row)["late"] for row in rows] == [[], [9]]
    assert all(canonical.hash_of(row.content) == row.content_hash for row in rows)
    assert "changed less than one day before" in client.get(path).get_data(as_text=True)
    assert [client.get(f"/notices/{row.id}/paper").data[:5] for row in rows] == [b"%PDF-"] * 2


def seal_at(client: Client, path: str) -> str:
    text = client.get(path).get_data(as_text=True)
    return text.partition('name="seal"')[2].partition('value="')[2].partition('"')[0]


def test_what_was_sent_stays_as_it_was(world: build.World) -> None:
    made.day(world.pilot, dt.date(2022, 11, 3), number=9)
    found = queries.month_of(world.pilot, NOVEMBER, today=dt.date(2022, 10, 20))
    actor = build.viewer(world.coordinator)
    given: dict[str, Any] = {"sent_on": dt.date(2022, 10, 20), "actor": actor, "now": build.NOW}
    sent = actions.record_sent(world.pilot, found, today=dt.date(2022, 10, 20), **given)
    before = sent.content

    world.pilot.implementing_org = "Cits"
    db.session.flush()
    again = queries.month_of(world.pilot, NOVEMBER, today=dt.date(2022, 10, 21))

    assert db.session.get_one(ScheduleNotice, sent.id).content == before
    assert again.standing is Standing.SENT
    with pytest.raises(actions.NoticeRefusedError) as refused:
        actions.record_sent(world.pilot, again, today=dt.date(2022, 10, 21), **given)
    assert refused.value.problem is Problem.NOTHING_CHANGED


def test_the_list_that_changed_meanwhile_is_not_recorded(client: Client, world: build.World) -> None:
    made.day(world.pilot, dt.date(2023, 3, 3), number=9)
    path = "/pilots/SDK-2022/training/notices/2023-03"
    client.sign_in(world.coordinator)
    seal = seal_at(client, path)
    made.day(world.pilot, dt.date(2023, 3, 10), number=10)

    stale = client.send(path, sent_on="14.02.2023.", seal=seal)

    assert "pārskatiet lapu un sūtiet vēlreiz" in stale.get_data(as_text=True)
    assert queries.notices_of(world.pilot) == []


def test_a_pilot_without_european_money_is_not_reminded(client: Client, world: build.World) -> None:
    made.day(world.pilot, dt.date(2023, 3, 3), number=9)
    world.coordinator.locale = Locale.EN

    text = home(client, world)
    page = client.get("/pilots/SDK-2022/training/notices").get_data(as_text=True)

    assert "Send the notice" not in text
    assert "asks for no notices" in page
    assert client.get("/pilots/SDK-2022/training/notices/2023-03/paper").mimetype == "application/pdf"
