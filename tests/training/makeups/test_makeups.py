"""Make-up work: offered, approved by somebody else, capped, revoked, and the cheapest way back."""

import dataclasses
import datetime as dt
import re

import pytest
from sqlalchemy import select

from pilot.accounts.roles import Role
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.training import threshold_queries
from pilot.training.enums import DayState, MakeUpKind
from pilot.training.makeups.rules import Problem, Work, approval_problem
from pilot.training.models import MadeUp, MakeUp, Module
from tests import build
from tests.conftest import Client
from tests.training import build as training

FINE = Work(
    minutes=180,
    done_on=dt.date(2023, 2, 1),
    is_open=True,
    is_own=False,
    is_done=False,
    missed=360,
    made_up=0,
    cap=None,
    is_month_closed=False,
    started_on=dt.date(2022, 9, 1),
)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, None),
        ({"is_open": False}, Problem.CLOSED),
        ({"is_own": True}, Problem.OWN_WORK),
        ({"is_done": True}, Problem.DONE_ALREADY),
        ({"done_on": dt.date(2023, 2, 15)}, Problem.IN_FUTURE),
        ({"done_on": dt.date(2022, 8, 31)}, Problem.BEFORE_START),
        ({"started_on": None}, Problem.BEFORE_START),
        ({"ended_on": dt.date(2023, 2, 1)}, None),
        ({"ended_on": dt.date(2023, 1, 31)}, Problem.AFTER_END),
        ({"is_month_closed": True}, Problem.MONTH_CLOSED),
        ({"missed": 0}, Problem.NOTHING_MISSED),
        ({"made_up": 360}, Problem.NOTHING_MISSED),
        ({"cap": 179}, Problem.ABOVE_CAP),
        ({"cap": 180}, None),
    ],
)
def test_when_make_up_work_is_approved(given: dict[str, object], problem: Problem | None) -> None:
    work = dataclasses.replace(FINE, **given)  # type: ignore[arg-type]

    assert approval_problem(work, today=dt.date(2023, 2, 14)) is problem


def offered(world: build.World, minutes: int = 180, *, of: Module | None = None, **given: object) -> MakeUp:
    of = of or training.module(world.pilot, 1 + db.session.query(Module).count())
    values = {"kind": MakeUpKind.INDIVIDUAL_TASK, "title": f"Uzdevums {minutes}", **given}
    found: MakeUp = build.keep(MakeUp(module_id=of.id, minutes=minutes, **values))
    return found


def twelve_days(world: build.World, who: Participation, *, missed: int) -> None:
    """Hold all days but the last; the first ones were missed."""
    for number in range(1, 13):
        day = training.day(world.pilot, dt.date(2022, 9, number), number=number, state=DayState.HELD)
        if number < 12:
            training.attendance(day, who, 0 if number <= missed else 360)


def approve(client: Client, work: MakeUp, who: Participation, **changes: str) -> str:
    fields = {"participation_id": str(who.id), "done_on": "01.02.2023.", "evidence": "Uzdevums mapē."}
    page: str = client.send(f"/make-ups/{work.id}/approve", **{**fields, **changes}).get_data(as_text=True)
    return page


def made_up(world: build.World) -> list[int]:
    db.session.expire_all()
    live = select(MadeUp.minutes).where(MadeUp.revoked_at.is_(None), MadeUp.participation_id == world.anna.id)
    return sorted(db.session.scalars(live))


def test_attended_and_made_up_are_apart_and_the_sum_counts_only_by_the_switch(
    client: Client, world: build.World
) -> None:
    twelve_days(world, world.anna, missed=1)
    work = offered(world)
    client.sign_in(world.coordinator)

    approve(client, work, world.anna)
    without = threshold_queries.counted_minutes(world.pilot)[world.anna.id]
    world.pilot.make_up_counts = True
    db.session.flush()
    with_it = threshold_queries.counted_minutes(world.pilot)[world.anna.id]
    page = client.get(f"/pilots/{world.pilot.code}/training/attendance").get_data(as_text=True)

    assert (without.attended, without.made_up, without.counted) == (3600, 180, 3600)
    assert (with_it.attended, with_it.made_up, with_it.counted) == (3600, 180, 3780)
    assert "80" in page
    assert ">4" in page


def test_the_cheapest_way_back_is_shown_where_the_threshold_is_out_of_reach(
    client: Client, world: build.World
) -> None:
    world.pilot.make_up_counts = True
    twelve_days(world, world.anna, missed=2)
    for minutes in (360, 45, 30, 75, 45):
        offered(world, minutes)
    offered(world, 72, is_open=False)
    client.sign_in(training.person(world.anna))

    page = client.get(f"/pilots/{world.pilot.code}/training/attendance").get_data(as_text=True)

    assert re.search(r"72\xa0min", page)
    assert re.findall(r"<li>(Uzdevums \d+)", page) == ["Uzdevums 75"]


def test_a_cap_and_a_closed_month_and_own_work_are_refused_beside_the_field(
    client: Client, world: build.World
) -> None:
    twelve_days(world, world.anna, missed=2)
    world.pilot.make_up_cap_minutes = 200
    first, second, third = offered(world, 180), offered(world, 90), offered(world, 20)
    training.closed_month(world.pilot, "2022-10", world.coordinator)
    client.sign_in(world.coordinator)

    approve(client, first, world.anna)
    above = approve(client, second, world.anna)
    closed = approve(client, third, world.anna, done_on="13.10.2022.")
    twice = approve(client, first, world.anna)
    build.role(training.person(world.anna), Role.COORDINATOR, world.pilot)
    own = approve(client.sign_in(training.person(world.anna)), third, world.anna)

    assert made_up(world) == [180]
    assert "participation_id-error" in above
    assert "done_on-error" in closed
    assert "participation_id-error" in twice
    assert "participation_id-error" in own


def test_a_lecturer_approves_for_the_modules_they_teach_only(client: Client, world: build.World) -> None:
    twelve_days(world, world.anna, missed=1)
    taught, other = training.module(world.pilot, 1), training.module(world.pilot, 2)
    day = training.day(world.pilot, dt.date(2023, 3, 1), number=13)
    training.held_class(day, world.lecturer, module_id=taught.id)
    mine, theirs = offered(world, 180, of=taught), offered(world, 90, of=other)
    client.sign_in(world.lecturer)

    approve(client, mine, world.anna)
    page = client.get(f"/pilots/{world.pilot.code}/training/make-ups").get_data(as_text=True)

    assert client.get(f"/make-ups/{theirs.id}/approve").status_code == 404
    assert client.get(f"/make-ups/{mine.id}").status_code == 403
    assert made_up(world) == [180]
    assert "Uzdevums 180" in page
    assert "Uzdevums 90" not in page


def test_revoked_work_stays_visible_with_its_reason_and_counts_no_more(
    client: Client, world: build.World
) -> None:
    twelve_days(world, world.anna, missed=1)
    work = offered(world)
    client.sign_in(world.coordinator)
    approve(client, work, world.anna)
    done = db.session.scalars(select(MadeUp)).one()
    url = f"/made-up/{done.id}/revoke"

    without = client.send(url, version="1", reason=" ").get_data(as_text=True)
    client.send(url, version="1", reason="Darbs bija cita cilvēka.")
    again = client.send(url, version="2", reason="Vēlreiz.").get_data(as_text=True)
    page = client.get(f"/pilots/{world.pilot.code}/training/make-ups").get_data(as_text=True)

    assert "reason-error" in without
    assert "reason-error" in again
    assert made_up(world) == []
    assert "Darbs bija cita cilvēka." in page


def test_a_module_with_make_up_work_is_not_removed(client: Client, world: build.World) -> None:
    work = offered(world)
    client.sign_in(world.coordinator)

    answer = client.send(f"/modules/{work.module_id}/remove")

    assert answer.status_code == 200
    assert db.session.get(Module, work.module_id) is not None


def test_offered_work_keeps_its_length_once_somebody_made_it_up(client: Client, world: build.World) -> None:
    twelve_days(world, world.anna, missed=1)
    client.sign_in(world.coordinator)
    module = training.module(world.pilot)
    fields = {"module_id": str(module.id), "kind": "online_session", "title": "Ieraksts", "minutes": "90"}

    client.send(f"/pilots/{world.pilot.code}/training/make-ups/new", is_open="y", **fields)
    work = db.session.scalars(select(MakeUp)).one()
    changed = client.send(f"/make-ups/{work.id}", version="1", is_open="y", **{**fields, "minutes": "120"})
    approve(client, work, world.anna)
    refused = client.send(f"/make-ups/{work.id}", version="2", **fields).get_data(as_text=True)

    assert changed.status_code == 303
    assert made_up(world) == [120]
    assert "minutes-error" in refused
