"""Meetings: roll call and quorum, numbered decisions, tasks, and minutes that stand still."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.audit import AuditEvent
from pilot.community import queries
from pilot.community.enums import DecisionEffect, MeetingPresence, MeetingState, MemberRole, TaskState
from pilot.community.meetings import actions, rules
from pilot.community.meetings.queries import get_meeting, roll_call_of
from pilot.community.models import CooperationGroup, Decision, GroupTask, Meeting, MeetingMember
from pilot.community.rules import Votes
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

HELD = {
    "held_on": "08.02.2023",
    "starts_at": "10",
    "ends_at": "11.30",
    "place": "Novada dome",
    "agenda": "1. Iepriekšējo lēmumu izpilde",
}
DECIDED = {"text": "Izmēģināt bibliotēkas telpu", "effect": "assigns", "votes_for": "2"}
PRESENT, ABSENT = MeetingPresence.PRESENT, MeetingPresence.ABSENT


@pytest.mark.parametrize(("present", "needed", "has_quorum"), [(3, 4, False), (4, 4, True), (7, 4, True)])
def test_seven_members_need_four_and_guests_do_not_count(
    present: int, needed: int, *, has_quorum: bool
) -> None:
    roll = rules.roll_call(
        [
            *(rules.Presence(PRESENT if one < present else ABSENT, may_vote=True) for one in range(7)),
            *(rules.Presence(PRESENT, may_vote=False) for _ in range(5)),
        ],
        quorum_pct=50,
    )
    assert (roll.needed, roll.has_quorum) == (needed, has_quorum)
    assert (roll.members, roll.voting_members, roll.voting_present) == (12, 7, present)


def group_of_three(world: build.World, **given: Any) -> tuple[CooperationGroup, list[Any]]:
    group = made.group(world.anna, **given)
    members = [
        made.member(group, "Vilma Apine", role=MemberRole.CHAIR),
        made.member(group, "Juris Kalējs"),
        made.member(group, "Baiba Dumpe", role=MemberRole.INVITEE),
    ]
    return group, members


def roll(members: list[Any], *presences: str) -> dict[str, str]:
    return {
        f"presence_{member.id.hex}": presence for member, presence in zip(members, presences, strict=True)
    }


def test_a_meeting_is_recorded_with_its_roll_call_on_one_screen(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    client.sign_in(person(world, "liga"))
    path = f"/groups/{group.id}/meetings/new"
    page = client.get(path).get_data(as_text=True)
    assert page.count('value="present"') == 3
    assert page.count("checked") == 3
    fields = client.form(**HELD, **roll(members, "present", "apologies", "present"))
    response = client.post(path, data=fields)
    assert response.status_code == 303
    assert client.post(path, data=fields).location == response.location
    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.number, meeting.state, meeting.quorum_pct) == (1, MeetingState.HELD, 50)
    found = get_meeting(meeting.id, viewer=build.viewer(person(world, "anna")))
    counted = roll_call_of(found)
    assert (counted.members, counted.present, counted.voting_members, counted.voting_present) == (3, 2, 2, 1)
    assert not counted.has_quorum


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "15.02.2023"}, "held_on"),
        ({"ends_at": "9"}, "ends_at"),
        ({"starts_at": "desmitos"}, "starts_at"),
        ({"place": ""}, "place"),
        ({"agenda": " "}, "agenda"),
    ],
)
def test_a_meeting_that_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    group, members = group_of_three(world)
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/groups/{group.id}/meetings/new",
        **{**HELD, "discussion": "Uzklausīti visi", **changes},
        **roll(members, "present", "absent", "absent"),
    )
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert "Uzklausīti visi" in text
    assert text.count("checked") == 3
    assert db.session.scalar(select(func.count(Meeting.id))) == 0


def test_a_presence_that_does_not_exist_is_refused(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/groups/{group.id}/meetings/new", **HELD, **roll(members, "present", "asleep", "present")
    )
    assert response.status_code == 200
    assert db.session.scalar(select(func.count(Meeting.id))) == 0


def test_who_was_no_member_on_the_day_is_not_called(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    members.append(made.member(group, "Aldis Vēlais", joined_on=dt.date(2023, 2, 10)))
    client.sign_in(person(world, "anna"))
    client.send(f"/groups/{group.id}/meetings/new", **HELD, **roll(members, *["present"] * 4))
    called = set(db.session.scalars(select(MeetingMember.member_id)))
    assert called == {member.id for member in members[:3]}


def test_open_tasks_of_earlier_meetings_come_first_on_a_new_one(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    made.task(meeting, due_on=dt.date(2023, 2, 10), member_id=members[0].id)
    made.task(meeting, text="Jau izdarīts", state=TaskState.DONE, done_on=dt.date(2023, 2, 9))
    client.sign_in(person(world, "anna"))
    text = client.get(f"/groups/{group.id}/meetings/new").get_data(as_text=True)
    assert text.index("Vienoties par atslēgām") < text.index('name="held_on"')
    assert "Jau izdarīts" not in text


def test_decisions_are_numbered_by_group_and_year_without_gaps(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    last_year = made.meeting(group, tuple(members), held_on=dt.date(2022, 12, 14))
    this_year = made.meeting(group, tuple(members), number=2)
    other = made.meeting(made.group(world.liga, "Vaives grupa"), tuple(members))
    client.sign_in(person(world, "anna"))
    for meeting in (last_year, this_year, this_year, other, this_year):
        assert client.get(f"/meetings/{meeting.id}/decisions/new").status_code == 200
        sent = client.send(f"/meetings/{meeting.id}/decisions/new", **DECIDED)
        assert sent.status_code == 303
    taken = db.session.execute(
        select(Decision.year, Decision.number)
        .where(Decision.group_id == group.id)
        .order_by(Decision.year, Decision.number)
    ).all()
    assert [tuple(row) for row in taken] == [(2022, 1), (2023, 1), (2023, 2), (2023, 3)]
    assert "3/2023" in client.get(f"/meetings/{this_year.id}").get_data(as_text=True)


def test_a_refused_decision_takes_no_number_and_the_same_form_only_one(
    client: Client, world: build.World
) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    client.sign_in(person(world, "anna"))
    path = f"/meetings/{meeting.id}/decisions/new"
    assert client.send(path, **{**DECIDED, "votes_for": "9"}).status_code == 200
    fields = client.form(**DECIDED)
    for _ in range(2):
        assert client.post(path, data=fields).status_code == 303
    assert list(db.session.scalars(select(Decision.number))) == [1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"effect": ""}, "effect"),
        ({"votes_for": "3", "votes_against": "1"}, "votes_for"),
        ({"votes_for": ""}, "votes_for"),
        ({"votes_for": "-1"}, "votes_for"),
        ({"votes_for": "visi"}, "votes_for"),
        ({"unanimous": "y", "votes_against": "1"}, "unanimous"),
        ({"text": "Palīdzēt 161175-19997"}, "text"),
    ],
)
def test_a_decision_that_does_not_fit_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    client.sign_in(person(world, "anna"))
    response = client.send(f"/meetings/{meeting.id}/decisions/new", **{**DECIDED, **changes})
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'href="#{field}' in text
    assert db.session.scalar(select(func.count(Decision.id))) == 0


def test_a_unanimous_decision_without_numbers_has_all_present_in_favour(
    client: Client, world: build.World
) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    client.sign_in(person(world, "anna"))
    client.send(f"/meetings/{meeting.id}/decisions/new", **{**DECIDED, "votes_for": ""}, unanimous="y")
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.unanimous, decision.votes_for) == (True, 3)


def test_a_decision_is_changed_under_its_number(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    decision = made.decision(meeting, number=3)
    client.sign_in(person(world, "anna"))
    path, seen = f"/decisions/{decision.id}/edit", str(decision.version)
    assert client.get(path).status_code == 200
    assert client.send(path, **{**DECIDED, "text": "Citādi"}, version=seen).status_code == 303
    assert client.send(path, **DECIDED, version=seen).status_code == 409
    refused = client.send(path, **{**DECIDED, "votes_for": "9"}, version="2")
    assert 'href="#votes_for' in refused.get_data(as_text=True)
    db.session.refresh(decision)
    assert (decision.text, decision.number) == ("Citādi", 3)


def test_the_roll_call_is_corrected_but_not_below_the_votes_cast(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    made.decision(meeting, votes_for=2)
    client.sign_in(person(world, "anna"))
    path = f"/meetings/{meeting.id}/roll"
    assert client.get(path).status_code == 200
    assert client.send(path, **roll(members, "present", "present", "absent")).status_code == 303
    refused = client.send(path, **roll(members, "present", "absent", "absent"))
    assert refused.status_code == 200
    assert 'role="alert"' in refused.get_data(as_text=True)
    presences = dict(db.session.execute(select(MeetingMember.member_id, MeetingMember.presence)).all())
    assert [presences[member.id] for member in members] == [PRESENT, PRESENT, ABSENT]


def test_the_record_is_changed_but_stays_in_the_year_of_its_decisions(
    client: Client, world: build.World
) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    made.decision(meeting)
    client.sign_in(person(world, "anna"))
    path, seen = f"/meetings/{meeting.id}/edit", str(meeting.version)
    assert client.get(path).status_code == 200
    for day in ("14.12.2022", "15.02.2023"):
        refused = client.send(path, **{**HELD, "held_on": day}, version=seen)
        assert 'href="#held_on' in refused.get_data(as_text=True)
    assert client.send(path, **HELD, version=seen).status_code == 303
    assert client.send(path, **HELD, version=seen).status_code == 409


def test_a_task_is_set_and_settled(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    decision = made.decision(meeting)
    client.sign_in(person(world, "anna"))
    path = f"/meetings/{meeting.id}/tasks/new"
    assert client.get(path).status_code == 200
    fields = client.form(
        text="Izlikt aicinājumu",
        due_on="08.02.2023",
        member_id=str(members[0].id),
        decision_id=str(decision.id),
    )
    for _ in range(2):
        assert client.post(path, data=fields).status_code == 303
    task = db.session.scalars(select(GroupTask)).one()
    assert (task.member_id, task.decision_id, task.state) == (members[0].id, decision.id, TaskState.OPEN)
    page = client.get(f"/groups/{group.id}").get_data(as_text=True)
    assert "tag danger" in page
    settle, seen = f"/tasks/{task.id}/settle", str(task.version)
    assert client.get(settle).status_code == 200
    done = {"state": "done", "result": "Pie visām durvīm"}
    for day in ("07.02.2023", "15.02.2023"):
        refused = client.send(settle, **done, done_on=day, version=seen)
        assert 'href="#done_on' in refused.get_data(as_text=True)
    assert client.send(settle, **done, done_on="13.02.2023", version=seen).status_code == 303
    assert client.send(settle, **done, done_on="13.02.2023", version=seen).status_code == 409
    again = client.send(settle, **done, done_on="13.02.2023", version="2")
    assert 'href="#state' in again.get_data(as_text=True)
    db.session.refresh(task)
    assert (task.state, task.done_on, task.result) == (
        TaskState.DONE,
        dt.date(2023, 2, 13),
        "Pie visām durvīm",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"due_on": "07.02.2023"}, "due_on"), ({"due_on": ""}, "due_on"), ({"text": ""}, "text")],
)
def test_a_task_that_cannot_be_set_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    meeting = made.meeting(made.group(world.anna))
    client.sign_in(person(world, "anna"))
    response = client.send(
        f"/meetings/{meeting.id}/tasks/new", **{"text": "Zvanīt", "due_on": "20.02.2023", **changes}
    )
    assert response.status_code == 200
    assert f'href="#{field}' in response.get_data(as_text=True)
    assert db.session.scalar(select(func.count(GroupTask.id))) == 0


def test_approved_minutes_stand_still_while_tasks_go_on(client: Client, world: build.World) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    decision, task = made.decision(meeting), made.task(meeting)
    client.sign_in(person(world, "anna"))
    path, seen = f"/meetings/{meeting.id}/approve", str(meeting.version)
    assert client.get(path).status_code == 200
    alone = client.send(path, version=seen)
    assert 'href="#by_chair' in alone.get_data(as_text=True)
    assert client.send(path, by_chair="y", version=seen).status_code == 303
    db.session.refresh(meeting)
    assert (meeting.state, meeting.approved_at) == (MeetingState.APPROVED, build.NOW)
    for late, fields in (
        (path, {"by_chair": "y", "version": "2"}),
        (f"/meetings/{meeting.id}/edit", {**HELD, "version": "2"}),
        (f"/meetings/{meeting.id}/roll", roll(members, "present", "present", "absent")),
        (f"/meetings/{meeting.id}/decisions/new", DECIDED),
        (f"/decisions/{decision.id}/edit", {**DECIDED, "version": str(decision.version)}),
        (f"/meetings/{meeting.id}/tasks/new", {"text": "Zvanīt", "due_on": "20.02.2023"}),
    ):
        assert client.send(late, **fields).status_code == 200, late
    db.session.refresh(meeting)
    db.session.refresh(decision)
    assert (meeting.place, decision.text) == ("Novada dome", "Izmēģināt bibliotēkas telpu")
    assert db.session.scalar(select(func.count(Decision.id))) == 1
    settled = client.send(
        f"/tasks/{task.id}/settle", state="done", done_on="13.02.2023", version=str(task.version)
    )
    assert settled.status_code == 303
    page = client.get(f"/meetings/{meeting.id}").get_data(as_text=True)
    assert f"/meetings/{meeting.id}/edit" not in page


def test_minutes_are_not_approved_over_a_newer_version(client: Client, world: build.World) -> None:
    meeting = made.meeting(made.group(world.anna))
    seen = meeting.version
    meeting.discussion = "Papildināts"
    db.session.flush()
    client.sign_in(person(world, "anna"))
    response = client.send(f"/meetings/{meeting.id}/approve", by_chair="y", version=str(seen))
    assert response.status_code == 409


@pytest.mark.parametrize(
    ("shared", "state", "status"),
    [
        (True, MeetingState.APPROVED, 200),
        (True, MeetingState.HELD, 404),
        (False, MeetingState.APPROVED, 404),
    ],
)
def test_an_observer_reads_only_approved_minutes_that_are_shared(
    client: Client, world: build.World, *, shared: bool, state: MeetingState, status: int
) -> None:
    community = made.community(world.anna, shared_at=build.NOW if shared else None)
    group = made.group(world.anna, community_id=community.id)
    member = made.member(group)
    meeting = made.meeting(group, (member,), state=state, guests="Rasa Viešņa")
    client.sign_in(world.observer)
    response = client.get(f"/meetings/{meeting.id}")
    assert response.status_code == status
    assert "Apine" not in response.get_data(as_text=True)
    assert "Viešņa" not in response.get_data(as_text=True)
    listed = client.get(f"/pilots/{world.pilot.code}/groups").get_data(as_text=True)
    assert (f"/meetings/{meeting.id}" in listed) == (status == 200)


@pytest.mark.parametrize(
    ("who", "status"),
    [("peteris", 404), ("other_coordinator", 404), ("lecturer", 403), ("manager", 200), ("mentor", 200)],
)
def test_who_reads_minutes(client: Client, world: build.World, who: str, status: int) -> None:
    meeting = made.meeting(made.group(world.anna))
    assert client.sign_in(person(world, who)).get(f"/meetings/{meeting.id}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("peteris", 404), ("manager", 403), ("coordinator", 403)])
def test_who_may_not_write_minutes(client: Client, world: build.World, who: str, status: int) -> None:
    meeting = made.meeting(made.group(world.anna))
    decision, task = made.decision(meeting), made.task(meeting)
    client.sign_in(person(world, who))
    for path in (
        f"/meetings/{meeting.id}/edit",
        f"/meetings/{meeting.id}/roll",
        f"/meetings/{meeting.id}/decisions/new",
        f"/meetings/{meeting.id}/tasks/new",
        f"/meetings/{meeting.id}/approve",
        f"/decisions/{decision.id}/edit",
        f"/tasks/{task.id}/settle",
    ):
        assert client.get(path).status_code == status


def test_the_figures_count_one_pilot(world: build.World) -> None:
    community = made.community(world.anna)
    made.need(community)
    group = made.group(world.anna)
    meeting = made.meeting(group)
    made.decision(meeting)
    made.task(meeting)
    made.task(meeting, state=TaskState.DROPPED, done_on=dt.date(2023, 2, 9))
    assert queries.counts(world.pilot) == queries.Counts(1, 1, 1, 1, 1, 1)
    assert queries.counts(world.other_pilot) == queries.Counts(0, 0, 0, 0, 0, 0)


def test_open_tasks_are_those_of_the_groups_in_scope(world: build.World) -> None:
    here = made.meeting(made.group(world.anna))
    there = made.meeting(made.group(world.peteris, "Tukuma grupa"))
    late = made.task(here, due_on=dt.date(2023, 2, 10))
    soon = made.task(here, due_on=dt.date(2023, 3, 10))
    other = made.task(there, due_on=dt.date(2023, 2, 20))
    anna, coordinator = build.viewer(person(world, "anna")), build.viewer(world.coordinator)
    assert queries.open_tasks(world.pilot, anna) == [late, soon]
    assert queries.open_tasks(world.pilot, anna, until=dt.date(2023, 2, 28)) == [late]
    assert queries.open_tasks(world.pilot, coordinator) == [late, other, soon]
    assert queries.open_tasks(world.pilot, build.viewer(world.observer)) == []


def test_a_decision_names_who_wrote_it_in_the_audit_trail_without_its_words(
    world: build.World, now: dt.datetime
) -> None:
    group, members = group_of_three(world)
    meeting = made.meeting(group, tuple(members))
    db.session.commit()
    anna = build.viewer(person(world, "anna"))
    entry = rules.DecisionEntry("Slepens teksts", DecisionEffect.INFORMS, Votes(unanimous=False, in_favour=1))
    actions.decide(get_meeting(meeting.id, viewer=anna), entry, actor=anna, now=now)
    happened = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "community.decision-taken")
    ).one()
    assert happened.detail["number"] == "1/2023"
    assert "Slepens" not in str(happened.detail)
