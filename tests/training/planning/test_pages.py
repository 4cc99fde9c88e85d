"""The coordinator plans the days from a page, uses a plan once, and re-plans with few moves."""

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from pilot import clock
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.audit import AuditEvent
from pilot.cohort import holidays
from pilot.cohort.enums import PhaseKind
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.training.enums import DayState
from pilot.training.models import ClassSession, Module, TrainingDay
from pilot.training.planning.models import ModuleLecturer
from tests import build
from tests.conftest import Client
from tests.training import build as training

TODAY = dt.date(2022, 11, 1)
DATES = (dt.date(2022, 10, 18), dt.date(2022, 11, 15), dt.date(2022, 11, 16), dt.date(2022, 11, 24))


@pytest.fixture
def new_pilot(world: build.World, client: Client) -> Pilot:
    """Return a pilot with two modules, one lecturer and no days yet; the coordinator is signed in."""
    pilot = build.pilot("JAUNS-2023", training_days_per_month=2)
    build.phase(pilot, PhaseKind.TRAINING, dt.date(2023, 4, 1), dt.date(2023, 5, 31))
    build.role(world.coordinator, Role.COORDINATOR, pilot)
    build.role(world.lecturer, Role.LECTURER, pilot)
    training.module(pilot, 1)
    training.module(pilot, 2, minutes=700)
    client.sign_in(world.coordinator)
    return pilot


def page(client: Client, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def address(pilot: Pilot, rest: str = "") -> str:
    return f"/pilots/{pilot.code}/training/plan{rest}"


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


def answers(lecturer: User, **changes: Any) -> dict[str, Any]:
    """Return what the form of a pilot with two modules sends."""
    return {
        "first_on": "01.04.2023",
        "last_on": "31.05.2023",
        "weekdays": ["1", "2", "3", "4", "5"],
        "days_per_month": "2",
        "blocked": "",
        "starts_at": "9.30",
        "ends_at": "16.30",
        "venue": "",
        "absence": "important",
        "split": "important",
        "gap": "important",
        "gap_days": "7",
        "weekday": "unimportant",
        "days_1": "2",
        "days_2": "2",
        "lecturers_1": [str(lecturer.id)],
        "lecturers_2": [str(lecturer.id)],
        **changes,
    }


def days_of(pilot: Pilot) -> list[TrainingDay]:
    return list(
        db.session.scalars(
            select(TrainingDay)
            .where(TrainingDay.pilot_id == pilot.id)
            .options(selectinload(TrainingDay.classes).selectinload(ClassSession.lecturers))
            .order_by(TrainingDay.held_on, TrainingDay.id)
            .execution_options(populate_existing=True)
        )
    )


def test_the_schedule_leads_to_the_planner_first_when_there_are_modules_but_no_days(
    client: Client, new_pilot: Pilot
) -> None:
    text = page(client, f"/pilots/{new_pilot.code}/training")

    assert f'<a class="btn primary" href="{address(new_pilot)}">' in text


def test_a_pilot_without_modules_is_told_to_add_them(client: Client, new_pilot: Pilot) -> None:
    for module in db.session.scalars(select(Module).where(Module.pilot_id == new_pilot.id)):
        db.session.delete(module)

    text = page(client, address(new_pilot))

    assert f"/pilots/{new_pilot.code}/training/modules/new" in text
    assert 'name="first_on"' not in text
    assert client.get(address(new_pilot, "/proposal")).location.startswith(address(new_pilot))


def test_answers_lead_to_a_proposal_and_lecturers_are_remembered(
    client: Client, world: build.World, new_pilot: Pilot
) -> None:
    sent = client.send(address(new_pilot), **answers(world.lecturer, blocked="03.04.2023 – 05.04.2023"))

    text = page(client, sent.location)
    assert sent.status_code == 303
    assert "11.04.2023" in text
    assert db.session.scalar(select(func.count()).select_from(ModuleLecturer)) == 2
    assert hidden(text, "digest")
    assert "03.04.2023 – 05.04.2023" in page(client, sent.location.replace("/proposal", ""))


def test_looking_at_a_proposal_stores_nothing(client: Client, new_pilot: Pilot) -> None:
    page(client, address(new_pilot, "/proposal"))

    assert days_of(new_pilot) == []
    assert db.session.scalar(select(func.count()).select_from(ModuleLecturer)) == 0


def test_using_the_plan_creates_its_days_with_a_class_each_and_no_holiday(
    client: Client, world: build.World, new_pilot: Pilot
) -> None:
    path = address(new_pilot, "/proposal")
    digest = hidden(page(client, path), "digest")

    sent = client.send(path, choice="best", digest=digest)

    days = days_of(new_pilot)
    assert (sent.status_code, sent.location) == (303, f"/pilots/{new_pilot.code}/training")
    assert [day.number for day in days] == [1, 2, 3, 4]
    assert [day.planned_minutes for day in days] == [360, 360, 350, 350]
    assert [[held.lecturers for held in day.classes] for day in days] == [[[world.lecturer]]] * 4
    off = holidays.holidays_between(dt.date(2023, 4, 1), dt.date(2023, 5, 31))
    assert {dt.date(2023, 4, 7), dt.date(2023, 5, 1), dt.date(2023, 5, 4), dt.date(2023, 5, 29)} <= set(off)
    assert not {day.held_on for day in days} & set(off)
    assert not any(day.holiday_confirmed for day in days)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "training.plan-used")).one()
    assert event.detail == {"days": 4}


def test_no_proposed_day_is_a_holiday_even_when_only_few_days_are_left(
    client: Client, new_pilot: Pilot
) -> None:
    narrow = "?first_on=28.04.2023&last_on=08.05.2023&days_per_month=3&gap_days=0&days_1=3&days_2=3"
    text = page(client, address(new_pilot, f"/proposal{narrow}"))
    assert 'name="digest"' not in text

    wider = narrow.replace("28.04", "26.04")
    text = page(client, address(new_pilot, f"/proposal{wider}"))
    dates = re.findall(r'role="rowheader">\d\.&nbsp;([\d.]+?)\.?<small>', text)
    assert dates == ["26.04.2023", "27.04.2023", "28.04.2023", "02.05.2023", "03.05.2023", "08.05.2023"]


def test_a_plan_is_used_once(client: Client, new_pilot: Pilot) -> None:
    path = address(new_pilot, "/proposal")
    digest = hidden(page(client, path), "digest")
    form = client.form(choice="best", digest=digest)

    first, again = client.post(path, data=form), client.post(path, data=form)
    other = client.send(path, choice="best", digest=digest)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    assert other.status_code == 200
    assert len(days_of(new_pilot)) == 4


def test_a_plan_that_changed_meanwhile_is_refused_and_the_new_one_shown(
    client: Client, world: build.World, new_pilot: Pilot
) -> None:
    path = address(new_pilot, "/proposal")
    digest = hidden(page(client, path), "digest")
    elsewhere = build.pilot("CITUR-2023")
    day = training.day(elsewhere, dt.date(2023, 4, 3), mode="remote")
    training.held_class(day, world.lecturer)

    sent = client.send(path, choice="best", digest=digest)

    text = sent.get_data(as_text=True)
    assert sent.status_code == 200
    assert 'role="alert"' in text
    assert days_of(new_pilot) == []
    assert hidden(text, "digest") != digest


def test_another_plan_of_the_page_can_be_used_instead(client: Client, new_pilot: Pilot) -> None:
    path = address(new_pilot, "/proposal")
    text = page(client, path)
    best, *others = re.findall(
        r'name="choice" value="([^"]*)">\s*<input[^>]*name="digest" value="([^"]*)"', text
    )

    client.send(path, choice=others[1][0], digest=others[1][1])

    assert (best[0], [name for name, _digest in others]) == ("best", ["other-1", "other-2"])
    assert len({digest for _name, digest in (best, *others)}) == 3
    assert len(days_of(new_pilot)) == 4


def test_without_a_plan_the_reasons_lead_to_what_can_be_changed(client: Client, new_pilot: Pilot) -> None:
    text = page(
        client, address(new_pilot, "/proposal?first_on=01.04.2023&last_on=04.04.2023&blocked=03.04.2023")
    )

    assert 'name="digest"' not in text
    assert "#days_per_month" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_on", "32.04.2023"),
        ("last_on", "31.03.2023"),
        ("last_on", "31.12.2030"),
        ("weekdays", []),
        ("days_1", "0"),
        ("days_1", "39"),
        ("ends_at", "10.00"),
        ("blocked", "vakar"),
        ("blocked", "01.01.2001 – 01.01.2023"),
        ("lecturers_2", []),
        ("absence", "so-so"),
    ],
)
def test_a_wrong_answer_is_refused_beside_its_field(
    client: Client, world: build.World, new_pilot: Pilot, name: str, value: Any
) -> None:
    sent = client.send(address(new_pilot), **answers(world.lecturer, **{name: value}))

    text = sent.get_data(as_text=True)
    field = "days_2" if value == "39" else name
    assert sent.status_code == 200
    assert f'id="{field}-error"' in text
    assert db.session.scalar(select(func.count()).select_from(ModuleLecturer)) == 0


def test_a_pilot_of_others_does_not_exist(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    found = [client.get(address(world.other_pilot, rest)) for rest in ("", "/proposal", "/again", "/told")]

    assert [each.status_code for each in found] == [404] * 4


@pytest.fixture
def planned(world: build.World, client: Client, monkeypatch: pytest.MonkeyPatch) -> list[TrainingDay]:
    """Return four days of two modules as planned; today is 1 November; the coordinator is signed in."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2022, 11, 1, 8, 0, tzinfo=dt.UTC))
    first, second = training.module(world.pilot, 1), training.module(world.pilot, 2)
    days = [training.day(world.pilot, date, number=number) for number, date in enumerate(DATES, start=1)]
    for number, day in enumerate(days):
        module = first if number in {0, 3} else second
        training.held_class(
            day, world.lecturer if module is second else world.other_mentor, module_id=module.id
        )
    client.sign_in(world.coordinator)
    return days


def query_of(world: build.World, dates: str = "15.11.2022, 16.11.2022") -> str:
    return f"/again?lecturer={world.lecturer.id}&away={dates}"


def test_when_nothing_changed_no_day_moves(
    client: Client, world: build.World, planned: list[TrainingDay]
) -> None:
    text = page(client, address(world.pilot, "/again"))

    assert 'name="digest"' not in text
    assert len(planned) == 4


@pytest.mark.usefixtures("planned")
def test_exactly_the_days_that_must_move_do_and_exactly_those_concerned_are_told(
    client: Client, world: build.World
) -> None:
    path = address(world.pilot, query_of(world))
    digest = hidden(page(client, path), "digest")

    sent = client.send(path, digest=digest, change_reason="Lektore ir slima")

    states = [(day.held_on, day.state) for day in days_of(world.pilot)]
    assert sent.status_code == 303
    assert states == [
        (dt.date(2022, 10, 18), DayState.PLANNED),
        (dt.date(2022, 11, 10), DayState.PLANNED),
        (dt.date(2022, 11, 11), DayState.PLANNED),
        (dt.date(2022, 11, 15), DayState.MOVED),
        (dt.date(2022, 11, 16), DayState.MOVED),
        (dt.date(2022, 11, 24), DayState.PLANNED),
    ]
    reasons = {day.change_reason for day in days_of(world.pilot) if day.state is DayState.MOVED}
    assert reasons == {"Lektore ir slima"}
    text = page(client, sent.location)
    for name in ("Anna Ozola", "Līga Ābele", "Pēteris Ķirsis", "Inga Zariņa"):
        assert name in text
    assert "Jānis Liepa" not in text


def test_a_colleague_who_can_teach_the_module_takes_over(
    client: Client, world: build.World, planned: list[TrainingDay]
) -> None:
    build.role(world.mentor, Role.LECTURER, world.pilot)
    module_id = days_of(world.pilot)[1].classes[0].module_id
    assert module_id is not None
    assert len(planned) == 4
    for person in (world.lecturer, world.mentor):
        db.session.add(ModuleLecturer(module_id=module_id, user_id=person.id))
    path = address(world.pilot, query_of(world, "15.11.2022"))
    digest = hidden(page(client, path), "digest")

    sent = client.send(path, digest=digest)

    days = days_of(world.pilot)
    assert [day.held_on for day in days] == list(DATES)
    assert [[held.lecturers for held in day.classes] for day in days][1] == [[world.mentor]]
    text = page(client, sent.location)
    assert "Māra Kalniņa" in text
    assert "Inga Zariņa" in text
    assert "Anna Ozola" not in text


def test_days_move_only_with_a_reason_and_as_they_were_shown(
    client: Client, world: build.World, planned: list[TrainingDay]
) -> None:
    path = address(world.pilot, query_of(world))
    digest = hidden(page(client, path), "digest")

    without = client.send(path, digest=digest, change_reason="")
    changed = client.send(
        address(world.pilot, query_of(world, "16.11.2022")), digest=digest, change_reason="Slima"
    )

    assert (without.status_code, changed.status_code) == (200, 200)
    assert 'id="change_reason-error"' in without.get_data(as_text=True)
    assert [day.held_on for day in days_of(world.pilot)] == list(DATES)
    assert len(planned) == 4


def test_a_change_that_leaves_no_plan_says_why_and_moves_nothing(
    client: Client, world: build.World, planned: list[TrainingDay]
) -> None:
    text = page(client, address(world.pilot, query_of(world, "01.09.2022 – 31.12.2022")))

    assert "Inga Zariņa" in text
    assert 'name="digest"' not in text
    assert len(planned) == 4


def test_a_change_that_cannot_be_read_is_refused_beside_its_field(
    client: Client, world: build.World, planned: list[TrainingDay]
) -> None:
    text = page(client, address(world.pilot, query_of(world, "rīt")))

    assert 'id="away-error"' in text
    assert len(planned) == 4


def test_a_working_saturday_is_offered_and_planned_only_when_chosen(
    client: Client, world: build.World, new_pilot: Pilot
) -> None:
    week = {"first_on": "13.05.2023", "last_on": "20.05.2023", "blocked": "15.05.2023 – 16.05.2023"}
    given = answers(world.lecturer, days_per_month="0", gap="unimportant", **week)

    offered = page(client, address(new_pilot))
    without = page(client, client.send(address(new_pilot), **given).location)
    chosen = page(client, client.send(address(new_pilot), **given, working=["2023-05-20"]).location)

    box = offered.partition('value="2023-05-20"')
    assert box[1]
    assert "checked" not in box[0].rpartition("<input")[2] + box[2].partition(">")[0]
    assert 'name="digest"' not in without
    assert hidden(chosen, "digest")
    assert ["20.05.2023" in chosen, "13.05.2023. <" in chosen] == [True, False]
