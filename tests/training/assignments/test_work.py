"""Independent work from the task to its acceptance, as people do it on the pages."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from pilot import clock
from pilot.accounts import letters
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.training.assignments import actions, queries
from pilot.training.assignments.entries import Assessment
from pilot.training.assignments.enums import Tool, Verdict, WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.assignments.rules import Problem
from tests import build
from tests.conftest import Client
from tests.sweep.pages import form_at
from tests.training import build as training
from tests.training.assignments import build as assignments
from tests.training.build import person


@pytest.fixture
def task(world: build.World) -> Assignment:
    return assignments.assignment(assignments.taught_module(world.pilot, world.lecturer))


def seen_version(client: Client, path: str) -> str:
    form = form_at(client.get(path).get_data(as_text=True), path)
    assert form is not None
    return "".join(form.values().get("version", [""]))


def write(client: Client, task: Assignment, text: str, **fields: Any) -> Any:
    path = f"/assignments/{task.id}/work"
    return client.send(path, version=seen_version(client, path), text=text, **fields)


def assess(client: Client, work_id: Any, verdict: str, comment: str = "") -> Any:
    path = f"/assigned-work/{work_id}/assess"
    return client.send(path, version=seen_version(client, path), verdict=verdict, comment=comment)


def only_work() -> AssignedWork:
    db.session.expire_all()
    return db.session.scalars(select(AssignedWork)).one()


def versions() -> list[tuple[int, str, str, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(WorkVersion).order_by(WorkVersion.number)).all()
    return [(row.number, row.text, str(row.verdict or ""), row.comment) for row in rows]


def mails() -> int:
    return db.session.scalar(select(func.count()).select_from(OutgoingMail)) or 0


def english(who: Any) -> User:
    found = person(who)
    found.locale = Locale.EN
    return found


def test_a_draft_is_kept_and_read_by_its_author_alone(
    client: Client, world: build.World, task: Assignment
) -> None:
    answer = write(client.sign_in(person(world.anna)), task, "Slepens uzmetums")
    work = only_work()

    assert answer.status_code == 303
    assert (work.state, work.text) == (WorkState.DRAFT, "Slepens uzmetums")
    assert "Slepens uzmetums" in client.get(f"/assignments/{task.id}/work").get_data(as_text=True)
    for other in (world.lecturer, world.coordinator, world.mentor):
        page = client.sign_in(other).get(f"/assigned-work/{work.id}")
        assert page.status_code == 200
        assert "Slepens uzmetums" not in page.get_data(as_text=True)


def test_returned_work_is_handed_in_again_and_every_version_stays(
    client: Client, world: build.World, task: Assignment
) -> None:
    write(client.sign_in(person(world.anna)), task, "Pirmais", deed="hand_in")
    work_id = only_work().id
    assess(client.sign_in(world.lecturer), work_id, "returned", "Pielieciet avotu")
    write(client.sign_in(person(world.anna)), task, "Otrais", deed="hand_in")
    assess(client.sign_in(world.lecturer), work_id, "accepted")

    page = client.sign_in(person(world.anna)).get(f"/assigned-work/{work_id}").get_data(as_text=True)
    assert versions() == [(1, "Pirmais", "returned", "Pielieciet avotu"), (2, "Otrais", "accepted", "")]
    assert only_work().state is WorkState.ACCEPTED
    assert all(text in page for text in ("Pirmais", "Pielieciet avotu", "Otrais"))


def test_a_return_sends_one_mail_and_an_acceptance_none(
    client: Client, world: build.World, task: Assignment
) -> None:
    first, second = (assignments.work(task, each, WorkState.SUBMITTED) for each in (world.anna, world.liga))
    before = mails()

    assess(client.sign_in(world.lecturer), first.id, "accepted")
    assess(client, second.id, "returned", "Vēl viens avots")

    mail = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()[-1]
    assert mails() == before + 1
    assert (mail.template, mail.recipient_id) == ("work_returned", world.liga.user_id)
    assert mail.facts == {"assigned_id": str(task.id)}
    letter = letters.compose(mail)
    assert f"http://localhost/assignments/{task.id}/work" in letter.text
    assert "Vēl viens avots" not in letter.text


def test_work_that_waits_cannot_be_changed_by_its_author(
    client: Client, world: build.World, task: Assignment
) -> None:
    work = assignments.work(task, world.anna, WorkState.SUBMITTED)
    client.sign_in(english(world.anna))

    answer = client.send(f"/assignments/{task.id}/work", version=str(work.version), text="Cits")

    assert "The work is submitted already" in answer.get_data(as_text=True)
    assert only_work().text == "Kopiena pie ezera."


def test_nothing_cannot_be_handed_in_and_what_was_typed_stays(
    client: Client, world: build.World, task: Assignment
) -> None:
    client.sign_in(english(world.anna))

    answer = write(client, task, "  ", deed="hand_in")

    assert "Write what you did" in answer.get_data(as_text=True)
    assert versions() == []


def test_the_tool_alone_is_enough_where_the_task_has_one(
    client: Client, world: build.World, task: Assignment
) -> None:
    task.tool = Tool.COMMUNITY
    client.sign_in(english(world.anna))

    write(client, task, "", deed="hand_in", done_in_tool="y")

    page = client.get(f"/assigned-work/{only_work().id}").get_data(as_text=True)
    assert only_work().state is WorkState.SUBMITTED
    assert "Done in the tool" in page
    assert f"/pilots/{world.pilot.code}/communities" in page


def test_an_identity_number_is_refused_beside_the_text(
    client: Client, world: build.World, task: Assignment
) -> None:
    answer = write(client.sign_in(person(world.anna)), task, "Persona 010190-10005", deed="hand_in")

    assert answer.status_code == 200
    assert versions() == []


@pytest.mark.parametrize("role", [Role.LECTURER, Role.COORDINATOR])
def test_no_one_accepts_own_work_with_any_other_role(client: Client, world: build.World, role: Role) -> None:
    anna = person(world.anna)
    for each in {role, Role.LECTURER}:
        build.role(anna, each, world.pilot)
    module = assignments.taught_module(world.pilot, anna, number=2)
    own = assignments.work(assignments.assignment(module), world.anna, WorkState.SUBMITTED)
    client.sign_in(english(world.anna))
    path = f"/assigned-work/{own.id}/assess"

    shown = client.get(path).get_data(as_text=True)
    answer = client.send(path, version=str(own.version), verdict="accepted", comment="")

    assert "Nobody assesses their own work" in shown
    assert 'name="verdict"' not in shown
    assert "Nobody assesses their own work" in answer.get_data(as_text=True)
    assert only_work().state is WorkState.SUBMITTED
    assert own not in queries.waiting_for(world.pilot, viewer=build.viewer(anna))


def test_a_return_without_a_comment_is_refused(client: Client, world: build.World, task: Assignment) -> None:
    work = assignments.work(task, world.anna, WorkState.SUBMITTED)
    client.sign_in(world.lecturer).get("/")
    world.lecturer.locale = Locale.EN

    answer = assess(client, work.id, "returned", "   ")

    assert "Write what has to be changed" in answer.get_data(as_text=True)
    assert only_work().state is WorkState.SUBMITTED


def test_the_action_itself_refuses_what_does_not_wait(world: build.World, task: Assignment) -> None:
    assignments.work(task, world.anna)
    viewer = build.viewer(world.lecturer)
    work = queries.get_work(only_work().id, viewer=viewer)

    with pytest.raises(actions.WorkRefusedError) as refusal:
        actions.assess(
            work,
            Assessment(Verdict.ACCEPTED, ""),
            seen=work.version,
            actor=viewer,
            now=clock.now(),
            today=clock.today(),
        )

    assert refusal.value.problem is Problem.NOT_WAITING


def test_a_lecturer_goes_from_one_work_to_the_next(
    client: Client, world: build.World, task: Assignment
) -> None:
    works = [assignments.work(task, each, WorkState.SUBMITTED) for each in (world.anna, world.liga)]
    client.sign_in(world.lecturer)
    first = next(iter(queries.waiting_for(world.pilot, viewer=build.viewer(world.lecturer))))
    other = next(each for each in works if each.id != first.id)

    to_next = assess(client, first.id, "accepted").location
    to_list = assess(client, other.id, "accepted").location

    assert to_next == f"/assigned-work/{other.id}/assess"
    assert to_list == f"/pilots/{world.pilot.code}/training/assignments"


def test_a_lecturer_reads_the_work_of_own_modules_only(world: build.World, task: Assignment) -> None:
    stranger = build.user("Uldis Bērzs")
    build.role(stranger, Role.LECTURER, world.pilot)
    work = assignments.work(task, world.anna, WorkState.SUBMITTED)

    assert queries.get_work(work.id, viewer=build.viewer(world.lecturer)).id == work.id
    with pytest.raises(NotVisibleError):
        queries.get_work(work.id, viewer=build.viewer(stranger))
    assert queries.modules_in(world.pilot, viewer=build.viewer(stranger)) == []


def test_who_mentors_and_teaches_sees_cells_of_mentees_and_of_own_modules(
    world: build.World, task: Assignment
) -> None:
    build.role(world.other_mentor, Role.LECTURER, world.pilot)
    own = assignments.assignment(assignments.taught_module(world.pilot, world.other_mentor, number=2))
    table = queries.work_table(world.pilot, viewer=build.viewer(world.other_mentor))

    hidden = {
        (row.participation.id, assignment.id)
        for row in table.rows
        for cell, assignment in zip(row.cells, table.assignments, strict=True)
        if cell.is_hidden
    }

    assert {each.id for each in table.assignments} == {task.id, own.id}
    assert hidden == {(world.anna.id, task.id), (world.peteris.id, task.id)}


def test_mandatory_tasks_that_are_not_accepted_are_counted(world: build.World, task: Assignment) -> None:
    module = assignments.taught_module(world.pilot, world.lecturer, number=2)
    second, optional = assignments.assignment(module), assignments.assignment(module, mandatory=False)
    assignments.work(task, world.anna, WorkState.ACCEPTED)
    assignments.work(second, world.anna, WorkState.ACCEPTED)
    assignments.work(optional, world.liga, WorkState.ACCEPTED)
    assignments.work(second, world.peteris, WorkState.SUBMITTED)

    assert queries.open_mandatory(world.pilot.id) == {
        world.anna.id: 0,
        world.liga.id: 2,
        world.peteris.id: 2,
    }
    assert queries.open_mandatory(world.other_pilot.id) == {}


def statements(client: Client, path: str) -> int:
    """Return how many statements a page costs."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        client.get(path)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked)


def test_the_table_costs_the_same_for_one_and_three_participants(
    client: Client, world: build.World, task: Assignment
) -> None:
    counts = []
    path = f"/pilots/{world.pilot.code}/training/assignments"
    client.sign_in(world.coordinator)
    for each in (world.anna, world.liga, world.peteris):
        assignments.work(task, each, WorkState.SUBMITTED)
        counts.append(statements(client, path))

    assert len(set(counts)) == 1


def test_a_task_that_somebody_began_stays(client: Client, world: build.World, task: Assignment) -> None:
    assignments.work(task, world.anna)
    world.coordinator.locale = Locale.EN

    answer = client.sign_in(world.coordinator).send(f"/assignments/{task.id}/remove")

    assert "Somebody has begun this task" in answer.get_data(as_text=True)
    assert db.session.get(Assignment, task.id) is not None


def test_a_module_with_a_task_stays(client: Client, world: build.World) -> None:
    module = training.module(world.pilot, 7)
    assignments.assignment(module)
    world.coordinator.locale = Locale.EN

    answer = client.sign_in(world.coordinator).send(f"/modules/{module.id}/remove")

    assert "Classes, tasks, make-up work, materials or self-ratings belong to the module" in answer.get_data(
        as_text=True
    )


def test_the_homes_say_what_to_hand_in_and_to_assess(
    client: Client, world: build.World, task: Assignment
) -> None:
    own, theirs = english(world.anna), english(world.lecturer)
    far = assignments.taught_module(world.pilot, world.lecturer, number=2)
    assignments.assignment(far, title_en="Far ahead", due_on=clock.today() + dt.timedelta(days=60))

    before = client.sign_in(own).get("/").get_data(as_text=True)
    write(client, task, "Teksts", deed="hand_in")
    after = client.get("/").get_data(as_text=True)
    lecturer = client.sign_in(theirs).get("/").get_data(as_text=True)

    assert "Submit independent work: Community profile" in before
    assert "Far ahead" not in before
    assert "Submit independent work" not in after
    assert "Assess independent work: 1 participant waits" in lecturer
    assert "First: Anna Ozola" in lecturer


def test_a_list_without_work_says_so_once(client: Client, world: build.World, task: Assignment) -> None:
    client.sign_in(world.lecturer)
    page = client.get(f"/pilots/{world.pilot.code}/training/assignments").get_data(as_text=True)

    assert task.title_lv in page
    assert page.count("Jūs negaida neviens darbs.") == 1
    assert "0 darbu" not in page


def test_a_coordinator_is_told_of_a_module_that_nobody_can_assess(client: Client, world: build.World) -> None:
    assignments.assignment(training.module(world.pilot, 5, title_en="Orphan"))

    page = client.sign_in(english(world.coordinator)).get(f"/pilots/{world.pilot.code}/training/assignments")

    assert "no class of it has a lecturer: 5. Orphan" in page.get_data(as_text=True)
