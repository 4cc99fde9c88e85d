"""The plan: what it does not meet, and changing modules, days and classes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pilot.audit import AuditEvent
from pilot.extensions import db
from pilot.training import queries
from pilot.training.enums import DayState
from pilot.training.models import ClassSession, Module, TrainingDay
from tests import build
from tests.conftest import Client
from tests.training import build as training

DAY = {
    "number": "1",
    "held_on": "15.09.2022",
    "starts_at": "9.30",
    "ends_at": "16.30",
    "planned_minutes": "8",
    "mode": "in_person",
    "venue": "Skolas iela 28, Rīga",
    "address": "",
    "access_note": "",
}
CLASS = {
    "topic": "Kopienas resursi",
    "starts_at": "13.00",
    "ends_at": "16.00",
    "minutes": "",
    "module_id": "",
    "method": "lecture",
}


def plan_url(world: build.World, path: str = "") -> str:
    return f"/pilots/{world.pilot.code}/training{path}"


def days_of(world: build.World) -> list[TrainingDay]:
    db.session.expire_all()
    return queries.days_of(world.pilot)


def rules_of(world: build.World) -> list[str]:
    return [str(finding.rule) for finding in queries.unmet_rules(world.pilot)]


def full_plan(world: build.World) -> None:
    """Build six modules of 16 academic hours on twelve days, four a month, with one lecturer."""
    modules = [training.module(world.pilot, number) for number in range(1, 7)]
    dates_of = {9: (15, 16, 29, 30), 10: (13, 14, 27, 28), 11: (10, 11, 24, 25)}
    dates = [dt.date(2022, month, date) for month, dates in dates_of.items() for date in dates]
    for position, date in enumerate(dates):
        day = training.day(world.pilot, date, number=position + 1)
        training.held_class(
            day,
            world.lecturer,
            module_id=modules[position // 2].id,
            minutes=360,
            ends_at=dt.time(16, 30),
        )


def test_a_plan_like_the_programme_meets_every_rule(world: build.World) -> None:
    full_plan(world)

    assert rules_of(world) == []


def test_an_empty_plan_says_what_is_missing(world: build.World) -> None:
    assert rules_of(world) == ["day_minutes", "number_of_days"]


def test_a_module_of_fourteen_hours_is_told_with_both_sums(client: Client, world: build.World) -> None:
    full_plan(world)
    shortened = db.session.scalars(select(Module).where(Module.number == 6)).one()
    shortened.minutes = 14 * 45
    client.sign_in(world.coordinator)

    page = client.get(plan_url(world)).get_data(as_text=True)

    assert rules_of(world) == ["module_minutes", "module_classes"]
    assert "94" in page
    assert f"/modules/{shortened.id}/edit" in page


@pytest.mark.parametrize(
    ("held_on", "rule"),
    [
        pytest.param(dt.date(2022, 11, 18), "holiday", id="18 November"),
        pytest.param(dt.date(2022, 9, 18), "sunday", id="a Sunday"),
        pytest.param(dt.date(2023, 1, 12), "outside_phase", id="after the training"),
    ],
)
def test_a_wrong_date_is_found_and_may_be_accepted_with_a_reason(
    client: Client, world: build.World, held_on: dt.date, rule: str
) -> None:
    training.day(world.pilot, held_on)
    client.sign_in(world.coordinator)
    found = next(each for each in queries.unmet_rules(world.pilot) if each.rule == rule)

    response = client.send(plan_url(world, f"/accept?rule={found.key}"), reason="Citas dienas nav.")

    assert response.location == plan_url(world)
    assert rule not in rules_of(world)
    assert "Citas dienas nav." in client.get(plan_url(world)).get_data(as_text=True)


def test_what_was_accepted_comes_back_when_the_number_changes(client: Client, world: build.World) -> None:
    training.module(world.pilot, 1)
    client.sign_in(world.coordinator)
    found = next(each for each in queries.unmet_rules(world.pilot) if each.rule == "module_minutes")
    client.send(plan_url(world, f"/accept?rule={found.key}"), reason="Pārējie moduļi būs vēlāk.")

    training.module(world.pilot, 2)

    assert "module_minutes" in rules_of(world)


def test_a_finding_that_is_not_there_cannot_be_accepted(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    assert client.get(plan_url(world, "/accept?rule=holiday:x:0")).status_code == 404


def test_classes_at_the_same_time_lacking_people_and_venues_are_found(world: build.World) -> None:
    morning = training.day(world.pilot, venue="")
    training.held_class(morning, world.lecturer)
    training.held_class(morning, world.lecturer, starts_at=dt.time(12, 0), ends_at=dt.time(15, 0))
    training.held_class(morning, starts_at=dt.time(17, 0), ends_at=dt.time(18, 0), minutes=60)
    training.day(world.pilot, number=2)

    found = rules_of(world)

    assert found.count("lecturer_busy") == 2
    assert {"no_lecturer", "no_venue", "class_outside_day", "days_overlap", "no_classes"} <= set(found)


def test_a_cancelled_day_is_passed_over(world: build.World) -> None:
    training.day(world.pilot, dt.date(2022, 11, 18), state=DayState.CANCELLED)

    assert rules_of(world) == ["day_minutes", "number_of_days"]


@pytest.mark.parametrize("who", ["coordinator", "mentor", "lecturer", "manager", "observer", "anna"])
def test_everybody_in_the_pilot_sees_the_schedule_but_only_the_coordinator_changes_it(
    client: Client, world: build.World, who: str
) -> None:
    day = training.day(world.pilot)
    client.sign_in(training.person(getattr(world, who)))
    is_coordinator = who == "coordinator"

    page = client.get(plan_url(world))

    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert f"/training-days/{day.id}" in text
    assert (plan_url(world, "/days/new") in text) is is_coordinator
    assert ('id="check"' in text) is is_coordinator
    assert client.get(f"/training-days/{day.id}").status_code == 200
    assert client.get(plan_url(world, "/days/new")).status_code == (200 if is_coordinator else 403)


def test_another_pilots_plan_is_not_there(client: Client, world: build.World) -> None:
    day, module = training.day(world.pilot), training.module(world.pilot)
    held = training.held_class(day, world.lecturer)
    client.sign_in(world.other_coordinator)
    paths = [
        plan_url(world),
        plan_url(world, "/days/new"),
        plan_url(world, "/attendance"),
        f"/training-days/{day.id}",
        f"/training-days/{day.id}/move",
        f"/training-days/{day.id}/attendance",
        f"/modules/{module.id}/edit",
        f"/classes/{held.id}/edit",
    ]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_the_schedule_asks_the_database_as_often_for_three_days_as_for_one(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    module = training.module(world.pilot)
    training.held_class(training.day(world.pilot), world.lecturer, module_id=module.id)
    with_one = count_queries(lambda: client.get(plan_url(world)))
    for number in (2, 3):
        day = training.day(world.pilot, dt.date(2022, 9, 15 + number), number=number)
        training.held_class(day, world.lecturer, module_id=module.id)

    assert count_queries(lambda: client.get(plan_url(world))) == with_one


def count_queries(ask: Callable[[], Any]) -> int:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    connection = db.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        assert ask().status_code == 200
    finally:
        event.remove(connection, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in asked)


def test_the_most_hours_of_a_day_are_told_without_needless_noughts(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    path = f"/pilots/{world.pilot.code}/training/days/new"
    page = client.send(path, held_on="15.09.2022.", number="1", planned_minutes="999").get_data(as_text=True)

    assert "ne vairāk kā 16<" in page


def test_a_module_is_entered_in_academic_hours(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    response = client.send(
        plan_url(world, "/modules/new"),
        number="1",
        title_lv="Teorētiskais pamats",
        title_en="Theory",
        minutes="16,4",
        aims="",
    )

    assert response.location == plan_url(world)
    assert [(each.number, each.minutes) for each in queries.modules_of(world.pilot)] == [(1, 738)]


def test_a_module_sent_twice_is_one(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    form = client.form(number="1", title_lv="Pamats", title_en="Theory", minutes="16", aims="")

    first = client.post(plan_url(world, "/modules/new"), data=form)
    second = client.post(plan_url(world, "/modules/new"), data=form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(queries.modules_of(world.pilot)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "1"),
        ("number", "0"),
        ("minutes", "0"),
        ("minutes", "-3"),
        ("minutes", "9999"),
        ("minutes", "daudz"),
        ("title_lv", ""),
        ("title_lv", "   "),
    ],
)
def test_a_wrong_module_is_told_beside_the_field_and_the_text_stays(
    client: Client, world: build.World, field: str, value: str
) -> None:
    training.module(world.pilot, 1)
    client.sign_in(world.coordinator)
    fields = {"number": "2", "title_lv": "Pamats", "title_en": "Theory", "minutes": "16", "aims": "Mērķi te."}

    response = client.send(plan_url(world, "/modules/new"), **{**fields, field: value})

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in page
    assert "Mērķi te." in page
    assert len(queries.modules_of(world.pilot)) == 1


def test_a_module_saved_over_a_newer_one_is_a_conflict(client: Client, world: build.World) -> None:
    module = training.module(world.pilot, 1)
    client.sign_in(world.coordinator)
    fields = {"number": "1", "title_en": "Theory", "minutes": "16", "aims": ""}

    client.send(f"/modules/{module.id}/edit", title_lv="Pirmais", version="1", **fields)
    late = client.send(f"/modules/{module.id}/edit", title_lv="Otrais", version="1", **fields)

    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Pirmais" in page
    assert "Otrais" in page


def test_a_module_with_classes_stays(client: Client, world: build.World) -> None:
    used, unused = training.module(world.pilot, 1), training.module(world.pilot, 2)
    training.held_class(training.day(world.pilot), module_id=used.id)
    client.sign_in(world.coordinator)

    client.send(f"/modules/{unused.id}/remove")
    refused = client.send(f"/modules/{used.id}/remove")

    assert "number-error" in refused.get_data(as_text=True)
    assert [each.number for each in queries.modules_of(world.pilot)] == [1]


def test_a_day_is_planned_once_however_often_it_is_sent(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    form = client.form(**DAY)

    client.post(plan_url(world, "/days/new"), data=form)
    client.post(plan_url(world, "/days/new"), data=form)

    (day,) = days_of(world)
    assert (day.held_on, day.planned_minutes, day.state) == (dt.date(2022, 9, 15), 360, DayState.PLANNED)


def test_a_holiday_asks_to_be_confirmed_and_names_the_next_free_day(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    on_holiday = {**DAY, "held_on": "18.11.2022"}

    asked = client.send(plan_url(world, "/days/new"), **on_holiday).get_data(as_text=True)
    assert days_of(world) == []
    client.send(plan_url(world, "/days/new"), **on_holiday, confirmed="y")

    assert 'id="confirmed"' in asked
    assert "21.11.2022" in asked
    assert [(day.held_on.day, day.holiday_confirmed) for day in days_of(world)] == [(18, True)]
    assert "holiday" not in rules_of(world)


def test_a_fifth_day_in_a_month_asks_to_be_confirmed(client: Client, world: build.World) -> None:
    for number in range(1, 5):
        training.day(world.pilot, dt.date(2022, 9, number), number=number)
    client.sign_in(world.coordinator)
    fifth = {**DAY, "number": "5"}

    asked = client.send(plan_url(world, "/days/new"), **fifth).get_data(as_text=True)
    client.send(plan_url(world, "/days/new"), **fifth, confirmed="y")

    assert 'id="confirmed"' in asked
    assert len(days_of(world)) == 5
    assert "days_per_month" in rules_of(world)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", "15.09.1999"),
        ("held_on", "15.09.2101"),
        ("held_on", "31.09.2022"),
        ("held_on", ""),
        ("ends_at", "9.00"),
        ("starts_at", "25.00"),
        ("planned_minutes", "9,5"),
        ("planned_minutes", "0"),
        ("planned_minutes", "-8"),
        ("planned_minutes", "100"),
        ("number", "7"),
        ("mode", "mājās"),
    ],
)
def test_a_wrong_day_is_told_beside_the_field_and_the_text_stays(
    client: Client, world: build.World, field: str, value: str
) -> None:
    training.day(world.pilot, dt.date(2022, 9, 29), number=7)
    client.sign_in(world.coordinator)

    response = client.send(plan_url(world, "/days/new"), **{**DAY, field: value})

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in page
    assert "Skolas iela 28, Rīga" in page
    assert len(days_of(world)) == 1


def test_a_moved_day_keeps_its_date_and_leads_to_the_new_one_with_the_classes(
    client: Client, world: build.World
) -> None:
    old = training.day(world.pilot)
    held = training.held_class(old, world.lecturer)
    client.sign_in(world.coordinator)

    client.send(
        f"/training-days/{old.id}/move",
        version="1",
        held_on="16.09.2022",
        starts_at="9.30",
        ends_at="16.30",
        change_reason="Telpa aizņemta.",
    )

    moved, new = days_of(world)
    assert (moved.state, moved.held_on.day, moved.moved_to_id) == (DayState.MOVED, 15, new.id)
    assert (new.state, new.held_on.day, new.number) == (DayState.PLANNED, 16, 1)
    assert [each.id for each in new.classes] == [held.id]
    assert "Telpa aizņemta." in client.get(f"/training-days/{old.id}").get_data(as_text=True)


def test_moving_needs_a_reason_another_date_and_an_open_month(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    training.closed_month(world.pilot, "2022-10", world.coordinator)
    client.sign_in(world.coordinator)
    fields = {"version": "1", "starts_at": "9.30", "ends_at": "16.30"}
    url = f"/training-days/{day.id}/move"

    without_reason = client.send(url, held_on="16.09.2022", change_reason=" ", **fields)
    same_date = client.send(url, held_on="15.09.2022", change_reason="Tāpat.", **fields)
    into_closed = client.send(url, held_on="14.10.2022", change_reason="Vēlāk.", **fields)

    assert "change_reason-error" in without_reason.get_data(as_text=True)
    assert "held_on-error" in same_date.get_data(as_text=True)
    assert "held_on-error" in into_closed.get_data(as_text=True)
    assert [each.state for each in days_of(world)] == [DayState.PLANNED]


def test_no_day_is_planned_or_planned_again_in_a_closed_month(client: Client, world: build.World) -> None:
    cancelled = training.day(world.pilot, dt.date(2022, 10, 13), state=DayState.CANCELLED)
    training.closed_month(world.pilot, "2022-10", world.coordinator)
    client.sign_in(world.coordinator)

    planned = client.send(plan_url(world, "/days/new"), **{**DAY, "held_on": "14.10.2022"}, confirmed="y")
    again = client.send(f"/training-days/{cancelled.id}/plan-again")

    assert "held_on-error" in planned.get_data(as_text=True)
    assert "Mēnesis ir slēgts" in again.get_data(as_text=True)
    assert [each.state for each in days_of(world)] == [DayState.CANCELLED]


def test_a_held_day_is_neither_moved_nor_cancelled(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, state=DayState.HELD)
    client.sign_in(world.coordinator)

    cancelled = client.send(f"/training-days/{day.id}/cancel", version="1", change_reason="Slimība.")

    assert "change_reason-error" in cancelled.get_data(as_text=True)
    assert [each.state for each in days_of(world)] == [DayState.HELD]


def test_a_cancelled_day_is_planned_again_once(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    training.held_class(day, world.lecturer)
    client.sign_in(world.coordinator)

    client.send(f"/training-days/{day.id}/cancel", version="1", change_reason="Lektors saslimis.")
    client.send(f"/training-days/{day.id}/plan-again")
    refused = client.send(f"/training-days/{day.id}/plan-again")

    days = days_of(world)
    assert refused.status_code == 200
    assert sorted(str(each.state) for each in days) == ["cancelled", "planned"]
    assert [[held.lecturer_ids for held in each.classes] for each in days] == [[[world.lecturer.id]]] * 2
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at, AuditEvent.action)).all()
    assert sorted(actions) == ["training.day-cancelled", "training.day-planned-again"]


def test_a_day_is_confirmed_by_a_button(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    client.send(f"/training-days/{day.id}/confirm")
    client.send(f"/training-days/{day.id}/confirm")

    assert [each.state for each in days_of(world)] == [DayState.CONFIRMED]


def test_a_longer_day_is_attended_longer_by_those_who_were_there_all_day(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, state=DayState.HELD)
    training.attendance(day, world.anna, 360)
    training.attendance(day, world.liga, 180)
    client.sign_in(world.coordinator)
    fields = {name: value for name, value in DAY.items() if name != "held_on"}

    client.send(f"/training-days/{day.id}/edit", version="1", **{**fields, "planned_minutes": "9"})
    refused = client.send(f"/training-days/{day.id}/edit", version="2", **{**fields, "planned_minutes": "4"})

    assert "planned_minutes-error" in refused.get_data(as_text=True)
    assert queries.attendance_minutes(world.pilot) == {world.anna.id: 405, world.liga.id: 180}


def test_a_class_lasts_from_start_to_end_unless_told_otherwise(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    client.send(f"/training-days/{day.id}/classes/new", **CLASS, lecturer_ids=[str(world.lecturer.id)])

    (held,) = days_of(world)[0].classes
    assert (held.minutes, held.lecturer_ids) == (180, [world.lecturer.id])


@pytest.mark.parametrize(
    ("field", "value", "beside"),
    [
        ("starts_at", "8.00", "starts_at"),
        ("ends_at", "17.00", "starts_at"),
        ("ends_at", "12.00", "ends_at"),
        ("minutes", "0", "minutes"),
        ("minutes", "-45", "minutes"),
        ("minutes", "900", "minutes"),
        ("minutes", "200", "minutes"),
        ("topic", "", "topic"),
        ("topic", "Persona 010180-12345", "topic"),
        ("method", "", "method"),
        ("module_id", "cits", "module_id"),
    ],
)
def test_a_wrong_class_is_told_beside_the_field(
    client: Client, world: build.World, field: str, value: str, beside: str
) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    response = client.send(f"/training-days/{day.id}/classes/new", **{**CLASS, field: value})

    assert response.status_code == 200
    assert f'id="{beside}-error"' in response.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(ClassSession)) == 0


def test_a_lecturer_cannot_teach_twice_at_once_but_may_go_on_at_noon(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot)
    training.held_class(day, world.lecturer)
    client.sign_in(world.coordinator)
    teaching = {"lecturer_ids": [str(world.lecturer.id)]}
    url = f"/training-days/{day.id}/classes/new"

    refused = client.send(url, **{**CLASS, "starts_at": "12.00", **teaching})
    accepted = client.send(url, **{**CLASS, "starts_at": "12.30", **teaching})

    page = refused.get_data(as_text=True)
    assert "lecturer_ids-error" in page
    assert "Inga Zariņa" in page
    assert accepted.status_code == 303


def test_a_lecturer_writes_the_agenda_only_of_days_they_teach(client: Client, world: build.World) -> None:
    taught, other = training.day(world.pilot), training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    mine = training.held_class(taught, world.lecturer)
    theirs = training.held_class(other, world.coordinator)
    client.sign_in(world.lecturer)
    fields = {**CLASS, "lecturer_ids": [str(world.lecturer.id)]}

    added = client.send(f"/training-days/{taught.id}/classes/new", **fields)
    elsewhere = client.send(f"/training-days/{other.id}/classes/new", **fields)

    assert (added.status_code, elsewhere.status_code) == (303, 404)
    assert client.get(f"/classes/{mine.id}/edit").status_code == 200
    assert client.get(f"/classes/{theirs.id}/edit").status_code == 404
    assert client.send(f"/classes/{theirs.id}/remove").status_code == 404
    assert client.send(f"/classes/{mine.id}/remove").status_code == 303


def test_a_class_saved_over_a_newer_one_is_a_conflict_that_names_the_lecturers(
    client: Client, world: build.World
) -> None:
    held = training.held_class(training.day(world.pilot), world.lecturer)
    client.sign_in(world.coordinator)
    url = f"/classes/{held.id}/edit"

    client.send(url, version="1", **CLASS, lecturer_ids=[str(world.lecturer.id)])
    late = client.send(url, version="1", **{**CLASS, "topic": "Cits temats"})

    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "Cits temats" in page
    assert "Inga Zariņa" in page


def test_a_locked_day_keeps_its_agenda(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, state=DayState.LOCKED)
    held = training.held_class(day, world.lecturer)
    client.sign_in(world.coordinator)

    assert "starts_at-error" in client.send(f"/training-days/{day.id}/classes/new", **CLASS).get_data(
        as_text=True
    )
    assert client.send(f"/classes/{held.id}/remove").status_code == 200
    assert len(days_of(world)[0].classes) == 1


def test_a_day_of_a_closed_month_is_not_confirmed(client: Client, world: build.World) -> None:
    training.day(world.pilot)
    day = days_of(world)[0]
    training.closed_month(world.pilot, "2022-09", world.coordinator)

    answer = client.sign_in(world.coordinator).send(f"/training-days/{day.id}/confirm")

    assert "Mēnesis ir slēgts" in answer.get_data(as_text=True)
    assert [each.state for each in days_of(world)] == [DayState.PLANNED]
