"""Attendance: the roll of a day, its lock, its corrections and the sums."""

import datetime as dt
import hashlib
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.accounts.roles import Role
from pilot.cohort.models import Participation
from pilot.cohort.rules import academic_hours
from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.training import attendance_actions, attendance_queries, queries
from pilot.training.actions import TrainingRefusedError
from pilot.training.entries import Mark
from pilot.training.enums import AttendanceStanding, AttendanceStatus, DayMode, DayState
from pilot.training.models import Attendance, AttendanceCorrection, RollSave, TrainingDay
from pilot.training.rules import Problem
from pilot.training.threshold_rules import AttendanceTotals
from tests import build
from tests.conftest import Client
from tests.training import build as training

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SEAL = re.compile(r'name="seal"[^>]*value="([0-9a-f]+)"')


def roll_url(day: TrainingDay) -> str:
    return f"/training-days/{day.id}/attendance"


def roll_fields(client: Client, day: TrainingDay, **changes: dict[str, str]) -> dict[str, str]:
    """Return the roll as the page presets it, changed for some participants: id of participation → fields."""
    page = client.get(roll_url(day)).get_data(as_text=True)
    found = SEAL.search(page)
    assert found is not None
    fields = {"seal": found[1]}
    for key in re.findall(r'name="(p[0-9a-f]{32})-status"', page):
        fields[f"{key}-status"] = "attended"
        fields[f"{key}-part"] = "morning"
    for key, values in changes.items():
        fields.update({f"{key}-{name}": value for name, value in values.items()})
    return fields


def scan(content: bytes = PDF, name: str = "Lapa Nr. 1.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def key_of(participation: Participation) -> str:
    return f"p{participation.id.hex}"


def recorded(day: TrainingDay) -> dict[Any, tuple[str, int]]:
    db.session.expire_all()
    rows = db.session.scalars(select(Attendance).where(Attendance.day_id == day.id)).all()
    return {row.participation_id: (str(row.status), row.minutes) for row in rows}


def state_of(day: TrainingDay) -> DayState:
    db.session.expire_all()
    return db.session.scalars(select(TrainingDay.state).where(TrainingDay.id == day.id)).one()


def locked_day(world: build.World) -> tuple[TrainingDay, Attendance]:
    day = training.day(world.pilot, state=DayState.LOCKED, signed_count=3)
    rows = [training.attendance(day, each) for each in (world.anna, world.liga, world.peteris)]
    return day, rows[0]


def test_everybody_is_present_until_an_exception_is_marked(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    exceptions = {
        key_of(world.liga): {"status": "partly", "part": "minutes", "late": "200", "early": "25"},
        key_of(world.peteris): {"status": "excused"},
    }

    response = client.send(roll_url(day), **roll_fields(client, day, **exceptions))

    assert response.location == roll_url(day)
    assert recorded(day) == {
        world.anna.id: ("attended", 360),
        world.liga.id: ("partly", 135),
        world.peteris.id: ("excused", 0),
    }
    assert state_of(day) is DayState.HELD
    assert queries.attendance_minutes(world.pilot) == {
        world.anna.id: 360,
        world.liga.id: 135,
        world.peteris.id: 0,
    }


def test_opening_the_roll_stores_nothing(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    page = client.get(roll_url(day)).get_data(as_text=True)

    assert page.count(f'id="name-{world.anna.id.hex}"') == 1
    assert recorded(day) == {}


def test_a_roll_sent_twice_is_saved_once(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    form = client.form(**roll_fields(client, day))

    answers = [client.post(roll_url(day), data=form).status_code for _sending in range(2)]

    assert answers == [303, 303]
    assert len(recorded(day)) == 3


@pytest.mark.parametrize("late", ["", "0", "360", "361", "-5", "99999", "pusi"])
def test_wrong_minutes_are_told_beside_the_participant(client: Client, world: build.World, late: str) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    exception = {key_of(world.anna): {"status": "partly", "part": "minutes", "late": late}}

    response = client.send(roll_url(day), **roll_fields(client, day, **exception))

    assert response.status_code == 200
    assert f"{key_of(world.anna)}-late-error" in response.get_data(as_text=True)
    assert recorded(day) == {}


def test_minutes_that_are_out_of_sight_are_not_judged(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    left_over = {"part": "morning", "late": "999", "early": "pusi"}
    changes = {
        key_of(world.anna): {"status": "attended", **left_over},
        key_of(world.liga): {"status": "partly", **left_over},
    }

    client.send(roll_url(day), **roll_fields(client, day, **changes))

    assert recorded(day)[world.anna.id] == ("attended", 360)
    assert recorded(day)[world.liga.id] == ("partly", 180)


def test_a_status_that_does_not_exist_is_refused(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)

    response = client.send(
        roll_url(day), **roll_fields(client, day, **{key_of(world.anna): {"status": "ill"}})
    )

    assert response.status_code == 200
    assert recorded(day) == {}


def test_a_roll_that_somebody_saved_meanwhile_is_a_conflict_that_keeps_what_was_marked(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    mine = roll_fields(
        client, day, **{key_of(world.anna): {"status": "partly", "part": "minutes", "late": "77"}}
    )
    client.send(roll_url(day), **roll_fields(client, day, **{key_of(world.liga): {"status": "absent"}}))

    late = client.send(roll_url(day), **mine)

    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert 'value="77"' in page
    assert recorded(day)[world.liga.id] == ("absent", 0)
    found = SEAL.search(page)
    assert found is not None
    assert client.send(roll_url(day), **{**mine, "seal": found[1]}).status_code == 303
    assert recorded(day)[world.anna.id] == ("partly", 283)


def test_who_left_is_not_on_later_rolls_and_who_replaced_them_not_on_earlier(world: build.World) -> None:
    world.liga.ended_on = dt.date(2022, 9, 20)
    newcomer = build.participation(
        world.pilot, build.user("Zane Krauze"), world.cesis, started_on=dt.date(2022, 9, 21)
    )
    days = [training.day(world.pilot, dt.date(2022, 9, date), number=date) for date in (15, 20, 21)]

    rolls = [{line.participation.id for line in attendance_queries.roll_of(day).lines} for day in days]

    before = {world.anna.id, world.liga.id, world.peteris.id}
    assert rolls == [before, before, {world.anna.id, newcomer.id, world.peteris.id}]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"held_on": dt.date(2023, 2, 15)}, Problem.NOT_YET_HELD),
        ({"state": DayState.CANCELLED}, Problem.NOT_TAKING_PLACE),
        ({"state": DayState.LOCKED}, Problem.DAY_LOCKED),
        ({"held_on": dt.date(2022, 10, 13)}, Problem.MONTH_CLOSED),
    ],
)
def test_attendance_is_refused_in_the_future_of_no_day_after_lock_and_in_a_closed_month(
    world: build.World, now: dt.datetime, today: dt.date, given: dict[str, Any], problem: Problem
) -> None:
    training.closed_month(world.pilot, "2022-10", world.coordinator)
    day = training.day(world.pilot, **given)
    roll = attendance_queries.roll_of(day)
    marks = [Mark(line.participation.id, AttendanceStatus.ATTENDED) for line in roll.lines]

    with pytest.raises(TrainingRefusedError) as refused:
        attendance_actions.record_attendance(
            day, marks, seal=roll.seal, actor=build.viewer(world.coordinator), now=now, today=today
        )

    assert refused.value.problem is problem
    assert recorded(day) == {}


def test_a_future_day_and_a_closed_month_say_so_instead_of_a_form(client: Client, world: build.World) -> None:
    training.closed_month(world.pilot, "2022-10", world.coordinator)
    future = training.day(world.pilot, dt.date(2023, 2, 15))
    closed = training.day(world.pilot, dt.date(2022, 10, 13), number=2)
    client.sign_in(world.coordinator)

    pages = [client.get(roll_url(day)).get_data(as_text=True) for day in (future, closed)]

    assert [("note warn" in page, 'name="seal"' in page) for page in pages] == [(True, False)] * 2


def test_a_lecturer_records_the_days_they_teach_until_they_are_locked(
    client: Client, world: build.World
) -> None:
    taught, other = training.day(world.pilot), training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    training.held_class(taught, world.lecturer)
    client.sign_in(world.lecturer)
    fields = roll_fields(client, taught)

    assert client.send(roll_url(taught), **fields).status_code == 303
    assert client.get(roll_url(other)).status_code == 404
    again = roll_fields(client, taught)
    locked = db.session.get(TrainingDay, taught.id)
    assert locked is not None
    locked.state = DayState.LOCKED
    refused = client.send(roll_url(taught), **again)

    assert refused.status_code == 403
    assert "note warn" in refused.get_data(as_text=True)
    assert {row.source for row in db.session.scalars(select(Attendance))} == {"lecturer"}


@pytest.mark.parametrize("who", ["mentor", "manager", "observer", "anna"])
def test_others_do_not_record_attendance(client: Client, world: build.World, who: str) -> None:
    day = training.day(world.pilot)
    client.sign_in(training.person(getattr(world, who)))

    assert client.get(roll_url(day)).status_code == 403


def test_a_remote_day_marks_those_present_as_remote(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, mode=DayMode.REMOTE)
    client.sign_in(world.coordinator)

    client.send(roll_url(day), **roll_fields(client, day, **{key_of(world.liga): {"status": "absent"}}))

    rows = db.session.scalars(select(Attendance)).all()
    assert {row.participation_id: row.remote for row in rows} == {
        world.anna.id: True,
        world.liga.id: False,
        world.peteris.id: True,
    }


def test_the_number_of_signatures_is_compared_before_a_day_is_locked(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, state=DayState.HELD)
    for each, minutes in ((world.anna, 360), (world.liga, 90), (world.peteris, 0)):
        training.attendance(day, each, minutes)
    client.sign_in(world.coordinator)
    url = f"/training-days/{day.id}/lock"

    differs = client.send(url, signed_count="3", scan=scan()).get_data(as_text=True)
    assert state_of(day) is DayState.HELD
    client.send(url, signed_count="2", scan=scan())

    assert "signed_count-error" in differs
    assert 'id="confirmed"' in differs
    assert state_of(day) is DayState.LOCKED


def test_a_day_with_a_participant_who_is_not_recorded_is_not_locked(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot, state=DayState.HELD)
    training.attendance(day, world.anna)
    client.sign_in(world.coordinator)

    response = client.send(f"/training-days/{day.id}/lock", signed_count="1", confirmed="y", scan=scan())

    assert "signed_count-error" in response.get_data(as_text=True)
    assert state_of(day) is DayState.HELD


def test_a_correction_after_the_lock_shows_old_new_reason_and_who(client: Client, world: build.World) -> None:
    day, attendance = locked_day(world)
    client.sign_in(world.coordinator)

    response = client.send(
        f"/attendance/{attendance.id}/correct",
        version="1",
        status="partly",
        minutes="210",
        reason="Aizgāja plkst. 13.00.",
    )

    page = client.get(roll_url(day)).get_data(as_text=True)
    day_page = client.get(f"/training-days/{day.id}").get_data(as_text=True)
    correction = db.session.scalars(select(AttendanceCorrection)).one()
    assert response.location == roll_url(day)
    assert (correction.old_minutes, correction.new_minutes) == (360, 210)
    assert (correction.old_status, correction.new_status) == ("attended", "partly")
    assert queries.attendance_minutes(world.pilot)[world.anna.id] == 210
    told = ("360", "210", "Aizgāja plkst. 13.00.", "Elīna Bērziņa")
    assert all(words in page and words in day_page for words in told)


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"status": "attended"}, "status"),
        ({"status": "partly", "minutes": "361"}, "minutes"),
        ({"status": "partly", "minutes": ""}, "minutes"),
        ({"status": "partly", "minutes": "-1"}, "minutes"),
        ({"status": "absent", "reason": ""}, "reason"),
        ({"status": "absent", "reason": "   "}, "reason"),
    ],
)
def test_a_wrong_correction_is_told_beside_the_field(
    client: Client, world: build.World, fields: dict[str, str], beside: str
) -> None:
    _day, attendance = locked_day(world)
    client.sign_in(world.coordinator)
    usual = {"version": "1", "minutes": "", "reason": "Labots pēc saraksta."}

    response = client.send(f"/attendance/{attendance.id}/correct", **{**usual, **fields})

    assert response.status_code == 200
    assert f"{beside}-error" in response.get_data(as_text=True)
    assert db.session.scalar(select(func.count()).select_from(AttendanceCorrection)) == 0


def test_only_the_coordinator_corrects_and_only_a_locked_day_of_an_open_month(
    client: Client, world: build.World
) -> None:
    day, attendance = locked_day(world)
    open_day = training.day(world.pilot, dt.date(2022, 10, 13), number=2, state=DayState.HELD)
    unlocked = training.attendance(open_day, world.anna)
    training.held_class(day, world.lecturer)
    fields = {"version": "1", "status": "absent", "minutes": "", "reason": "Kļūda."}
    path = f"/attendance/{attendance.id}/correct"

    as_lecturer = client.sign_in(world.lecturer).send(path, **fields).status_code
    as_stranger = client.sign_in(world.other_coordinator).send(path, **fields).status_code
    client.sign_in(world.coordinator)
    not_locked = client.send(f"/attendance/{unlocked.id}/correct", **fields)
    training.closed_month(world.pilot, "2022-09", world.coordinator)
    closed = client.send(path, **fields)

    assert (as_lecturer, as_stranger) == (403, 404)
    assert "status-error" in not_locked.get_data(as_text=True)
    assert "status-error" in closed.get_data(as_text=True)
    assert recorded(day)[world.anna.id] == ("attended", 360)


def test_a_closed_month_takes_no_lock_no_scan_and_no_class(client: Client, world: build.World) -> None:
    locked, _attendance = locked_day(world)
    held = training.day(world.pilot, dt.date(2022, 9, 16), number=2, state=DayState.HELD)
    for person in (world.anna, world.liga, world.peteris):
        training.attendance(held, person)
    taught = training.held_class(held, world.lecturer)
    training.closed_month(world.pilot, "2022-09", world.coordinator)
    client.sign_in(world.coordinator)

    lock = client.send(f"/training-days/{held.id}/lock", signed_count="3", scan=scan())
    attached = client.send(f"/training-days/{locked.id}/scan", scan=scan())
    removed = client.send(f"/classes/{taught.id}/remove")

    pages = [answer.get_data(as_text=True) for answer in (lock, attached, removed)]
    assert ["Mēnesis ir slēgts" in page for page in pages] == [True, True, True]
    db.session.expire_all()
    assert db.session.get_one(TrainingDay, held.id).state is DayState.HELD
    assert db.session.get_one(TrainingDay, locked.id).scan_id is None


def test_a_correction_over_a_newer_one_is_a_conflict(client: Client, world: build.World) -> None:
    _day, attendance = locked_day(world)
    client.sign_in(world.coordinator)
    fields = {"version": "1", "minutes": "100", "reason": "Labots."}

    first = client.send(f"/attendance/{attendance.id}/correct", status="partly", **fields)
    late = client.send(f"/attendance/{attendance.id}/correct", status="absent", **fields)

    assert (first.status_code, late.status_code) == (303, 409)


def test_minutes_of_cancelled_days_do_not_count(world: build.World) -> None:
    training.attendance(training.day(world.pilot), world.anna, 200)
    cancelled = training.day(world.pilot, dt.date(2022, 9, 16), number=2, state=DayState.CANCELLED)
    training.attendance(cancelled, world.anna, 300)

    assert queries.attendance_minutes(world.pilot) == {world.anna.id: 200}


def test_days_ahead_and_days_without_attendance(world: build.World, today: dt.date) -> None:
    recorded_day = training.day(world.pilot, dt.date(2022, 9, 15), number=1)
    training.attendance(recorded_day, world.anna)
    forgotten = training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    todays = training.day(world.pilot, today, number=3)
    training.day(world.pilot, today, number=4, state=DayState.CANCELLED)
    tomorrows = training.day(world.pilot, today + dt.timedelta(days=1), number=5)

    without = queries.days_without_attendance(world.pilot, today=today)
    ahead = queries.next_days(world.pilot, today=today)

    assert [day.id for day in without] == [forgotten.id, todays.id]
    assert [day.id for day in ahead] == [todays.id, tomorrows.id]


def row_of(world: build.World, participation: Participation) -> attendance_queries.AttendanceRow:
    table = attendance_queries.attendance_table(world.pilot, viewer=build.viewer(world.coordinator))
    return next(row for row in table.rows if row.participation.id == participation.id)


def test_of_two_days_taken_one_was_attended_and_five_of_six_can_be_reached(world: build.World) -> None:
    days = [training.day(world.pilot, dt.date(2022, 9, 12 + number), number=number) for number in range(1, 7)]
    training.attendance(days[0], world.anna, 360)
    training.attendance(days[1], world.anna, 0)

    row = row_of(world, world.anna)

    assert row.totals == AttendanceTotals(attended=360, taken=720, planned=2160)
    assert (row.totals.pct_of_taken, row.totals.pct_of_planned, row.totals.pct_reachable) == (
        Decimal("50.0"),
        Decimal("16.7"),
        Decimal("83.3"),
    )
    assert row.standing is AttendanceStanding.OUT_OF_REACH


def test_the_certificate_of_2019_shows_92_67_hours(client: Client, world: build.World) -> None:
    for number in range(1, 13):
        day = training.day(world.pilot, dt.date(2022, 9, number), number=number)
        training.attendance(day, world.anna, 210 if number == 12 else 360)
    client.sign_in(world.coordinator)

    page = client.get(f"/pilots/{world.pilot.code}/training/attendance").get_data(as_text=True)

    assert queries.attendance_minutes(world.pilot) == {world.anna.id: 4170}
    assert academic_hours(4170) == Decimal("92.67")
    assert "92,67" in page
    assert "96,5" in page
    assert row_of(world, world.anna).standing is AttendanceStanding.REACHED


def test_the_overview_answers_how_many_reach_the_certificate(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, dt.date(2022, 9, 8))
    training.attendance(day, world.anna, 360)
    training.attendance(day, world.liga, 0)
    training.attendance(day, world.peteris, 360)
    client.sign_in(world.coordinator)

    page = client.get(f"/pilots/{world.pilot.code}/training/attendance").get_data(as_text=True)

    assert "Apliecībai vajadzīgo sasnieguši: 2 no 3. Vairs nevar sasniegt: 1." in page


def test_the_roll_is_the_one_primary_button_of_a_day_once_it_has_come(
    client: Client, world: build.World, today: dt.date
) -> None:
    past = training.day(world.pilot, today - dt.timedelta(days=1))
    ahead = training.day(world.pilot, today + dt.timedelta(days=1), number=2)
    client.sign_in(world.coordinator)
    pages = {day.id: client.get(f"/training-days/{day.id}").get_data(as_text=True) for day in (past, ahead)}

    assert f'<a class="btn primary" href="{roll_url(past)}"' in pages[past.id]
    assert pages[past.id].count("btn primary") == 1
    assert roll_url(ahead) not in pages[ahead.id].replace("attendance-sheet", "")


def test_a_locked_day_offers_nothing_that_would_be_refused(
    client: Client, world: build.World, today: dt.date
) -> None:
    days = [
        training.day(world.pilot, today, number=number, state=state)
        for number, state in enumerate((DayState.CONFIRMED, DayState.LOCKED), 1)
    ]
    for day in days:
        training.held_class(day, world.lecturer)

    for who, offered in ((world.coordinator, "/classes/"), (training.person(world.anna), "/check-in")):
        client.sign_in(who)
        pages = [client.get(f"/training-days/{day.id}").get_data(as_text=True) for day in days]
        assert [offered in page for page in pages] == [True, False]


def test_days_after_leaving_can_no_longer_be_reached(world: build.World) -> None:
    world.liga.ended_on = dt.date(2022, 9, 15)
    first = training.day(world.pilot, dt.date(2022, 9, 15))
    training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    training.attendance(first, world.liga, 360)

    assert row_of(world, world.liga).totals == AttendanceTotals(attended=360, taken=720, planned=720)


@pytest.mark.parametrize(
    ("who", "names", "shown"),
    [
        ("coordinator", {"Anna", "Līga", "Pēteris"}, {"days", "sums"}),
        ("manager", {"Anna", "Līga"}, {"days", "sums"}),
        ("mentor", {"Anna", "Pēteris"}, {"sums"}),
        ("anna", {"Anna"}, {"days", "sums"}),
        ("lecturer", {"Anna", "Līga", "Pēteris"}, {"days"}),
        ("observer", set(), set()),
    ],
)
def test_everybody_sees_the_attendance_that_is_theirs(
    client: Client, world: build.World, who: str, names: set[str], shown: set[str]
) -> None:
    taught, other = training.day(world.pilot), training.day(world.pilot, dt.date(2022, 9, 16), number=2)
    training.held_class(taught, world.lecturer)
    for day in (taught, other):
        for each in (world.anna, world.liga, world.peteris):
            training.attendance(day, each, 123)
    viewer = build.viewer(training.person(getattr(world, who)))
    client.sign_in(training.person(getattr(world, who)))

    table = attendance_queries.attendance_table(world.pilot, viewer=viewer)
    page = client.get(f"/pilots/{world.pilot.code}/training/attendance").get_data(as_text=True)

    main = page[page.index("<main") :]
    assert {name for name in ("Anna", "Līga", "Pēteris") if name in main} == names
    assert {kind for kind, figure in (("days", "123"), ("sums", "5,47")) if figure in main} == shown
    assert len(table.days) == {"lecturer": 1, "mentor": 0, "observer": 0}.get(who, 2)


def test_an_observer_sees_the_sum_only_of_five_or_more(client: Client, world: build.World) -> None:
    day = training.day(world.pilot)
    training.attendance(day, world.anna, 360)
    client.sign_in(world.observer)
    url = f"/pilots/{world.pilot.code}/training/attendance"

    of_three = client.get(url).get_data(as_text=True)
    for name in ("Zane Krauze", "Inese Lapiņa"):
        person = build.user(name)
        build.role(person, Role.PARTICIPANT, world.pilot, world.tukums)
        training.attendance(day, build.participation(world.pilot, person, world.tukums), 360)
    of_five = client.get(url).get_data(as_text=True)

    assert "8" not in re.sub(
        r"<[^>]+>|[0-9a-f-]{20,}", "", of_three[of_three.index("<main") : of_three.index("</main")]
    )
    assert "24" in of_five
    assert "Zane" not in of_five


def test_the_overview_asks_the_database_as_often_for_three_participants_as_for_one(
    client: Client, world: build.World
) -> None:
    from tests.training.test_plan import count_queries  # noqa: PLC0415

    client.sign_in(world.coordinator)
    url = f"/pilots/{world.pilot.code}/training/attendance"
    day = training.day(world.pilot)
    training.attendance(day, world.anna)
    with_one = count_queries(lambda: client.get(url))
    for each in (world.liga, world.peteris):
        training.attendance(day, each)

    assert count_queries(lambda: client.get(url)) == with_one


def last_save(day: TrainingDay) -> RollSave:
    found = attendance_queries.newest_save(day)
    assert found is not None
    return found


def test_a_half_a_late_arrival_and_taking_part_remotely_are_kept_and_shown_again(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot)
    training.held_class(day, world.lecturer, starts_at=dt.time(9, 30), ends_at=dt.time(12, 30))
    training.held_class(day, world.lecturer, starts_at=dt.time(13, 30), ends_at=dt.time(15, 0), minutes=90)
    client.sign_in(world.lecturer)
    exceptions = {
        key_of(world.anna): {"status": "partly", "part": "afternoon", "remote": "y"},
        key_of(world.liga): {"status": "partly", "part": "minutes", "late": "20", "early": "5"},
        key_of(world.peteris): {"remote": "y"},
    }

    client.send(roll_url(day), **roll_fields(client, day, **exceptions))

    page = client.get(roll_url(day)).get_data(as_text=True)
    assert recorded(day) == {
        world.anna.id: ("partly", 120),
        world.liga.id: ("partly", 335),
        world.peteris.id: ("attended", 360),
    }
    remote = select(Attendance.participation_id).where(Attendance.remote)
    assert set(db.session.scalars(remote)) == {world.anna.id, world.peteris.id}
    assert re.search(f'checked[^>]*name="{key_of(world.anna)}-part"[^>]*value="afternoon"', page)
    assert re.search(f'name="{key_of(world.liga)}-late"[^>]*value="20"', page)


@pytest.mark.parametrize(
    ("tolerance", "minutes", "status"), [(0, 270, "partly"), (30, 300, "attended"), (29, 270, "partly")]
)
def test_minutes_within_the_tolerance_count_as_the_whole_day_and_stay_written(
    client: Client, world: build.World, tolerance: int, minutes: int, status: str
) -> None:
    world.pilot.attendance_tolerance_minutes = tolerance
    day = training.day(world.pilot, planned_minutes=300)
    client.sign_in(world.coordinator)
    late = {key_of(world.anna): {"status": "partly", "part": "minutes", "late": "30"}}

    client.send(roll_url(day), **roll_fields(client, day, **late))

    assert recorded(day)[world.anna.id] == (status, minutes)
    assert 'value="30"' in client.get(roll_url(day)).get_data(as_text=True)


def test_one_tap_brings_back_what_the_roll_said_before_the_save(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, state=DayState.CONFIRMED)
    client.sign_in(world.coordinator)
    client.send(roll_url(day), **roll_fields(client, day))
    first = last_save(day)
    late = {key_of(world.anna): {"status": "partly", "part": "minutes", "late": "30"}}
    client.send(roll_url(day), **roll_fields(client, day, **late))
    second = db.session.scalars(select(RollSave).where(RollSave.id != first.id)).one()
    page = client.get(roll_url(day)).get_data(as_text=True)

    too_early = client.send(f"/attendance-saves/{first.id}/undo").status_code
    client.send(f"/attendance-saves/{second.id}/undo")
    after_one = recorded(day)
    client.send(f"/attendance-saves/{first.id}/undo")

    assert f"/attendance-saves/{second.id}/undo" in page
    assert too_early == 409
    assert after_one[world.anna.id] == ("attended", 360)
    assert recorded(day) == {}
    assert state_of(day) is DayState.CONFIRMED
    assert "/undo" not in client.get(roll_url(day)).get_data(as_text=True)


def test_nothing_is_taken_back_of_a_locked_day_or_over_a_newer_change(
    client: Client, world: build.World
) -> None:
    day = training.day(world.pilot)
    client.sign_in(world.coordinator)
    client.send(roll_url(day), **roll_fields(client, day))
    save = last_save(day)
    url = f"/attendance-saves/{save.id}/undo"

    row = db.session.scalars(select(Attendance).where(Attendance.participation_id == world.anna.id)).one()
    row.status, row.minutes = AttendanceStatus.ABSENT, 0
    changed = client.send(url).status_code
    db.session.get_one(TrainingDay, day.id).state = DayState.LOCKED
    locked = client.send(url)

    assert changed == 409
    assert "note warn" in locked.get_data(as_text=True)
    assert recorded(day)[world.liga.id] == ("attended", 360)


def full_day(world: build.World) -> TrainingDay:
    day = training.day(world.pilot, state=DayState.HELD)
    for each in (world.anna, world.liga, world.peteris):
        training.attendance(day, each)
    return day


def test_a_day_is_locked_with_the_scan_of_its_signed_sheet_and_shows_its_hash(
    client: Client, world: build.World
) -> None:
    day = full_day(world)
    client.sign_in(world.coordinator)

    client.send(f"/training-days/{day.id}/lock", signed_count="3", scan=scan())

    page = client.get(roll_url(day)).get_data(as_text=True)
    kept = db.session.get_one(TrainingDay, day.id)
    file = client.get(f"/attendance-scans/{kept.scan_id}")
    assert hashlib.sha256(PDF).hexdigest() in page
    assert file.data == PDF
    assert file.headers["Content-Disposition"] == 'attachment; filename="Lapa Nr. 1.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'; sandbox" in file.headers.getlist("Content-Security-Policy")
    assert client.sign_in(world.lecturer).get(f"/attendance-scans/{kept.scan_id}").status_code == 403
    assert client.sign_in(world.other_coordinator).get(f"/attendance-scans/{kept.scan_id}").status_code == 404


def test_a_lost_sheet_needs_a_reason_and_its_scan_can_be_added_later_once(
    client: Client, world: build.World
) -> None:
    day = full_day(world)
    client.sign_in(world.coordinator)

    neither = client.send(f"/training-days/{day.id}/lock", signed_count="3").get_data(as_text=True)
    client.send(f"/training-days/{day.id}/lock", signed_count="3", scan_lost_reason="Lapa palika autobusā.")
    told = client.get(roll_url(day)).get_data(as_text=True)
    attached = client.send(f"/training-days/{day.id}/scan", scan=scan()).status_code
    again = client.send(f"/training-days/{day.id}/scan", scan=scan()).get_data(as_text=True)

    assert "scan-error" in neither
    assert "Lapa palika autobusā." in told
    assert attached == 303
    assert "scan-error" in again
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "lapa.pdf"), (b"MZ\x90\x00", "lapa.pdf"), (PDF, "lapa.exe")]
)
def test_a_file_that_is_not_taken_is_told_beside_its_field(
    client: Client, world: build.World, content: bytes, name: str
) -> None:
    day = full_day(world)
    client.sign_in(world.coordinator)

    page = client.send(f"/training-days/{day.id}/lock", signed_count="3", scan=scan(content, name)).get_data(
        as_text=True
    )

    assert "scan-error" in page
    assert state_of(day) is DayState.HELD


def test_a_good_file_must_be_chosen_again_when_another_field_is_wrong(
    client: Client, world: build.World
) -> None:
    day = full_day(world)
    client.sign_in(world.coordinator)

    page = client.send(f"/training-days/{day.id}/lock", signed_count="2", scan=scan()).get_data(as_text=True)

    assert "signed_count-error" in page
    assert 'id="scan-again"' in page


def test_a_body_that_is_too_large_is_answered_with_words(client: Client, world: build.World) -> None:
    day = full_day(world)
    client.sign_in(world.coordinator)

    answer = client.post(
        f"/training-days/{day.id}/lock",
        data=client.form(scan=scan()),
        environ_overrides={"CONTENT_LENGTH": "22000001"},
    )

    assert answer.status_code == 413
    assert "Datne ir pārāk liela" in answer.get_data(as_text=True)


def test_a_sheet_that_is_missing_three_days_afterwards_is_a_task(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, dt.date(2023, 2, 11), state=DayState.HELD)
    recent = training.day(world.pilot, dt.date(2023, 2, 12), number=2, state=DayState.HELD)
    for each in (day, recent):
        training.attendance(each, world.anna)
    client.sign_in(world.coordinator)

    home = client.get("/?all=1").get_data(as_text=True)

    assert f"/training-days/{day.id}/lock" in home
    assert f"/training-days/{recent.id}/lock" not in home


def test_a_lecturer_reaches_the_roll_of_the_day_with_one_tap_from_home(
    client: Client, world: build.World, today: dt.date
) -> None:
    day = training.day(world.pilot, today)
    training.held_class(day, world.lecturer)
    client.sign_in(world.lecturer)

    assert f'href="{roll_url(day)}"' in client.get("/").get_data(as_text=True)


def stays_of_anna(client: Client, world: build.World, day: TrainingDay, typed: str) -> str:
    told = {key_of(world.anna): {"status": "partly", "part": "minutes", "stays": typed}}
    return str(client.send(roll_url(day), **roll_fields(client, day, **told)).get_data(as_text=True))


def day_with_a_break(world: build.World, **given: Any) -> TrainingDay:
    hours = {"starts_at": dt.time(9), "ends_at": dt.time(17), "planned_minutes": 420, **given}
    day = training.day(world.pilot, **hours)
    training.held_class(day, world.lecturer, starts_at=dt.time(9), ends_at=dt.time(12), minutes=180)
    training.held_class(day, world.lecturer, starts_at=dt.time(13), ends_at=dt.time(17), minutes=240)
    return day


def test_times_of_several_arrivals_are_kept_counted_once_and_shown_again(
    client: Client, world: build.World
) -> None:
    day = day_with_a_break(world)
    client.sign_in(world.coordinator)

    stays_of_anna(client, world, day, "9-10:30, 10.00–11.30; 13.00 — 17")

    page = client.get(roll_url(day)).get_data(as_text=True)
    assert recorded(day)[world.anna.id] == ("partly", 390)
    assert re.search(
        f'name="{key_of(world.anna)}-stays"[^>]*value="9.00–10.30, 10.00–11.30, 13.00–17.00"', page
    )
    assert page.count('<details class="data" open>') == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("10.30–9.00", "Ierakstiet beigu laiku, kas ir pēc sākuma"),
        ("16.00–01.00", "Ierakstiet beigu laiku, kas ir pēc sākuma"),
        ("8.00–10.00", "Ierakstiet laiku mācību dienas robežās"),
        ("25:99", "Ierakstiet laikus kā 9.00–10.30, 13.00–17.00"),
        ("9.00–25:99", "Ierakstiet laikus kā 9.00–10.30, 13.00–17.00"),
        ("12.10–12.50", "Šajos laikos nav nodarbību"),
    ],
)
def test_times_that_cannot_be_are_told_beside_them(
    client: Client, world: build.World, typed: str, words: str
) -> None:
    day = day_with_a_break(world)
    client.sign_in(world.coordinator)

    page = stays_of_anna(client, world, day, typed)

    beside = page.partition(f'id="{key_of(world.anna)}-stays-error"')[2].partition("</p>")[0]
    assert words in beside
    assert f'value="{typed}"' in page
    assert recorded(day) == {}


def test_times_of_a_day_without_classes_are_no_more_than_planned(client: Client, world: build.World) -> None:
    day = training.day(world.pilot, starts_at=dt.time(9), ends_at=dt.time(17), planned_minutes=420)
    client.sign_in(world.coordinator)

    page = stays_of_anna(client, world, day, "9.00–17.00")

    assert f'id="{key_of(world.anna)}-stays-error"' in page
    assert recorded(day) == {}


def test_times_stay_with_the_correction_after_the_lock(client: Client, world: build.World) -> None:
    day, attendance = locked_day(world)
    attendance.status, attendance.minutes = AttendanceStatus.PARTLY, 300
    attendance.stays = "09:00-12:00 14:00-16:00"
    db.session.commit()
    client.sign_in(world.coordinator)
    before = client.get(roll_url(day)).get_data(as_text=True)

    client.send(
        f"/attendance/{attendance.id}/correct", version="2", status="attended", reason="Parakstījās otrreiz."
    )

    after = client.get(roll_url(day)).get_data(as_text=True)
    assert "9.00–12.00, 14.00–16.00" in before
    assert "300 min (9.00–12.00, 14.00–16.00)" in after.replace("\u00a0", " ")
    db.session.refresh(attendance)
    assert (attendance.minutes, attendance.stays) == (360, "")


def test_times_are_taken_back_with_their_save(client: Client, world: build.World) -> None:
    day = day_with_a_break(world)
    client.sign_in(world.coordinator)
    stays_of_anna(client, world, day, "9.00–12.00")
    stays_of_anna(client, world, day, "9.00–10.00")

    client.send(f"/attendance-saves/{last_save(day).id}/undo")

    kept = select(Attendance.stays, Attendance.minutes).where(Attendance.participation_id == world.anna.id)
    assert db.session.execute(kept).one() == ("09:00-12:00", 180)
