"""Lecturers answer by a mailed link or signed in; what that breaks is found, told once, and a task."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from pilot.accounts import invitations, letters
from pilot.accounts.enums import LinkPurpose, Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort import absence_queries as absences
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.training import queries as training_queries
from pilot.training.availability import queries
from pilot.training.enums import DayState
from pilot.training.models import ClassSession, TrainingDay
from pilot.training.plan_check import PlanRule
from tests import build
from tests.conftest import SECRET, Client
from tests.overview.test_home import queries_of
from tests.training import build as training

HELD_ON = dt.date(2023, 3, 16)
TODAY = dt.date(2023, 2, 14)


def planned(world: build.World, held_on: dt.date = HELD_ON, *, number: int = 1) -> ClassSession:
    day = training.day(world.pilot, held_on, number=number)
    return training.held_class(day, world.lecturer)


def mails(template: str) -> list[OutgoingMail]:
    return list(
        db.session.scalars(
            select(OutgoingMail).where(OutgoingMail.template == template).order_by(OutgoingMail.queued_at)
        )
    )


def ask(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator).send(f"/pilots/{world.pilot.code}/availability/ask")
    client.send("/sign-out")


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"http://localhost(/availability/\S+)", letters.compose(mail).text)
    assert found is not None
    return found[1]


def found_rules(world: build.World) -> list[PlanRule]:
    wanted = {PlanRule.LECTURER_AWAY, PlanRule.CLASS_DECLINED}
    return [each.rule for each in training_queries.unmet_rules(world.pilot) if each.rule in wanted]


def test_one_button_mails_every_lecturer_one_link_and_keeps_no_token(
    client: Client, world: build.World
) -> None:
    planned(world)
    build.role(build.user("Uldis Bērzs"), Role.LECTURER, world.pilot)

    ask(client, world)

    sent = mails("ask_availability")
    token = link_in(sent[0]).rpartition("/")[2]
    assert {mail.recipient_id for mail in sent} == {
        person.id for person in db.session.query(User) if person.family_name in {"Zariņa", "Bērzs"}
    }
    assert [token in str(mail.facts) for mail in sent] == [False, False]
    row = queries.lecturers_in(world.pilot, today=TODAY)[-1]
    assert (str(row.standing), dict(row.answers)) == ("asked", {"asked": 1})


def test_the_link_shows_the_classes_and_looking_changes_nothing(client: Client, world: build.World) -> None:
    planned(world)
    ask(client, world)
    link = link_in(mails("ask_availability")[0])

    pages = [client.get(link).get_data(as_text=True) for _ in range(2)]

    assert all("Kopienas definēšana" in page and "16.03.2023." in page for page in pages)
    asked = queries.request_of(world.pilot.id, world.lecturer.id)
    assert asked is not None
    assert asked.answered_at is None


def test_dates_by_link_become_a_finding_a_task_and_one_mail(client: Client, world: build.World) -> None:
    planned(world)
    planned(world, HELD_ON + dt.timedelta(days=1), number=2)
    ask(client, world)

    answer = client.send(
        link_in(mails("ask_availability")[0]), deed="add", first_on="16.03.2023.", last_on="17.03.2023."
    )

    assert answer.status_code == 303
    assert found_rules(world) == [PlanRule.LECTURER_AWAY, PlanRule.LECTURER_AWAY]
    told = mails("availability_changed")
    assert [(mail.recipient_id, mail.facts["count"]) for mail in told] == [(world.coordinator.id, "2")]
    assert "Inga Zariņa nevar vadīt 2 nodarbības" in letters.compose(told[0]).text
    home = client.sign_in(world.coordinator).get("/?all=1").get_data(as_text=True)
    assert "lektors nav pieejams: Inga Zariņa" in home
    schedule = client.get(f"/pilots/{world.pilot.code}/training").get_data(as_text=True)
    assert "Izvēlēties citu lektoru" in schedule


def test_a_declined_class_is_a_finding_until_the_lecturer_accepts_it(
    client: Client, world: build.World
) -> None:
    held = planned(world)
    ask(client, world)
    link = link_in(mails("ask_availability")[0])

    client.send(link, **{"deed": "decline", "class": str(held.id)})
    declined = found_rules(world)
    client.send(link, **{"deed": "accept", "class": str(held.id)})

    assert (declined, found_rules(world)) == ([PlanRule.CLASS_DECLINED], [])
    assert len(mails("availability_changed")) == 1


def test_an_answer_says_nothing_about_the_date_to_which_the_class_moves(
    client: Client, world: build.World
) -> None:
    held = planned(world)
    client.sign_in(world.lecturer)
    client.send(f"/pilots/{world.pilot.code}/my-dates", **{"deed": "decline", "class": str(held.id)})

    db.session.get_one(TrainingDay, held.day_id).held_on = dt.date(2023, 3, 23)
    db.session.flush()

    assert found_rules(world) == []
    taught = queries.taught_in(world.pilot.id, today=TODAY, user_id=world.lecturer.id)
    assert [each.state for each in taught] == [None]


def test_a_class_on_a_busy_date_is_not_accepted(client: Client, world: build.World) -> None:
    held = planned(world)
    mine = f"/pilots/{world.pilot.code}/my-dates"
    client.sign_in(world.lecturer).send(mine, first_on="16.3.23")

    page = client.send(mine, **{"deed": "accept", "class": str(held.id)}).get_data(as_text=True)

    assert "Vispirms noņemiet datumus, tad piekrītiet" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param(("20.03.2023.", "16.03.2023."), "kas nav pirms pirmās dienas", id="reversed"),
        pytest.param(("01.03.2023.", "01.05.2024."), "ne vairāk kā 400 dienas", id="too long"),
        pytest.param(("01.02.2023.", "02.02.2023."), "sākot ar šodienu", id="over"),
        pytest.param(("", ""), "Ierakstiet pirmo dienu", id="empty"),
        pytest.param(("31.02.2023.", ""), "Ierakstiet dienu, piemēram", id="no day"),
    ],
)
def test_wrong_dates_are_refused_beside_the_field_and_the_text_stays(
    client: Client, world: build.World, typed: tuple[str, str], words: str
) -> None:
    client.sign_in(world.lecturer)

    answer = client.send(f"/pilots/{world.pilot.code}/my-dates", first_on=typed[0], last_on=typed[1])

    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert words in page
    assert f'value="{typed[0]}"' in page
    assert absences.spans_of(world.pilot.id, user_id=world.lecturer.id) == []


def test_overlapping_dates_become_one_and_can_be_taken_back(client: Client, world: build.World) -> None:
    mine = f"/pilots/{world.pilot.code}/my-dates"
    client.sign_in(world.lecturer)
    for first, last in (("01.03.2023.", "03.03.2023."), ("10.03.2023.", ""), ("04.03.2023.", "08.03.2023.")):
        client.send(mine, first_on=first, last_on=last)

    spans = absences.spans_of(world.pilot.id, user_id=world.lecturer.id)
    client.send(mine, deed="remove", span=str(spans[0].id))

    assert [(span.first_on.day, span.last_on.day) for span in spans] == [(1, 8), (10, 10)]
    assert absences.busy_dates(world.pilot.id, dt.date(2023, 3, 1), dt.date(2023, 3, 31)) == {
        world.lecturer.id: frozenset({dt.date(2023, 3, 10)})
    }


def test_a_link_dies_by_a_newer_one_by_the_coordinator_by_time_and_with_the_role(
    client: Client, world: build.World
) -> None:
    lecturer_page = f"/pilots/{world.pilot.code}/availability/{world.lecturer.id}"
    ask(client, world)
    first = link_in(mails("ask_availability")[0])
    ask(client, world)
    newer = link_in(mails("ask_availability")[1])
    answers = [client.get(first).status_code, client.get(newer).status_code]

    client.sign_in(world.coordinator).send(f"{lecturer_page}/end-link")
    answers += [client.get(newer).status_code]
    client.send(f"/pilots/{world.pilot.code}/availability/ask")
    newest = link_in(mails("ask_availability")[2])
    asked = queries.request_of(world.pilot.id, world.lecturer.id)
    assert asked is not None
    asked.expires_at = build.NOW
    answers += [client.get(newest).status_code]

    assert answers == [410, 200, 410, 410]


def test_only_its_own_token_opens_a_link(client: Client, world: build.World) -> None:
    stranger = build.user("Uldis Bērzs")
    build.role(stranger, Role.LECTURER, world.pilot)
    ask(client, world)
    own, other = (link_in(mail) for mail in mails("ask_availability"))
    invitation = build.link(world.lecturer, LinkPurpose.INVITATION)
    token = invitations.token_of(invitation, world.lecturer, secret=SECRET)
    (own_path, own_token), other_token = own.rsplit("/", 1), other.rpartition("/")[2]

    tried = [
        f"{own_path}/{other_token}",
        f"{own_path}/{token}",
        f"/availability/{invitation.id}/{token}",
        f"/enter/{own_path.rpartition('/')[2]}/{own_token}",
        f"{own_path}/{own_token[:-1]}",
    ]

    assert {client.get(path).status_code for path in tried} == {410}
    assert {client.send(path, deed="all-free").status_code for path in tried} == {410}


def test_a_link_reaches_only_the_own_dates_and_classes(client: Client, world: build.World) -> None:
    other = build.user("Uldis Bērzs")
    build.role(other, Role.LECTURER, world.pilot)
    others_class = training.held_class(training.day(world.pilot, HELD_ON), other)
    client.sign_in(other).send(f"/pilots/{world.pilot.code}/my-dates", first_on="01.03.2023.")
    others_span = absences.spans_of(world.pilot.id, user_id=other.id)[0]
    ask(client, world)
    link = next(link_in(mail) for mail in mails("ask_availability") if mail.recipient_id == world.lecturer.id)

    answers = [
        client.send(link, deed="remove", span=str(others_span.id)).status_code,
        client.send(link, **{"deed": "accept", "class": str(others_class.id)}).status_code,
        client.send(link, **{"deed": "decline", "class": "nothing"}).status_code,
    ]

    assert answers == [404, 404, 404]
    assert len(absences.spans_of(world.pilot.id, user_id=other.id)) == 1


def test_the_link_speaks_the_lecturers_language(client: Client, world: build.World) -> None:
    world.lecturer.locale = Locale.EN
    ask(client, world)

    page = client.get(link_in(mails("ask_availability")[0])).get_data(as_text=True)

    assert "When can you not teach?" in page


def test_a_lecturer_who_was_asked_has_a_task_until_the_answer(client: Client, world: build.World) -> None:
    ask(client, world)
    client.sign_in(world.lecturer)
    before = client.get("/").get_data(as_text=True)

    client.send(f"/pilots/{world.pilot.code}/my-dates", deed="all-free")

    after = client.get("/").get_data(as_text=True)
    assert ["kad nevarat vadīt" in page for page in (before, after)] == [True, False]
    assert str(queries.lecturers_in(world.pilot, today=TODAY)[0].standing) == "answered"


def test_the_coordinator_enters_dates_told_on_the_telephone(client: Client, world: build.World) -> None:
    held = planned(world)
    page = f"/pilots/{world.pilot.code}/availability/{world.lecturer.id}"

    client.sign_in(world.coordinator).send(page, first_on="16.03.2023.")

    assert found_rules(world) == [PlanRule.LECTURER_AWAY]
    assert mails("availability_changed") == []
    form = client.get(f"/classes/{held.id}/edit").get_data(as_text=True)
    assert "Inga Zariņa (tajā dienā nevar)" in form
    listed = client.get(f"/pilots/{world.pilot.code}/availability").get_data(as_text=True)
    assert "16.03.2023." in listed


def test_a_day_that_was_held_is_no_finding_any_more(client: Client, world: build.World) -> None:
    held = planned(world)
    client.sign_in(world.lecturer).send(f"/pilots/{world.pilot.code}/my-dates", first_on="16.03.2023.")

    db.session.get_one(TrainingDay, held.day_id).state = DayState.HELD
    db.session.flush()

    assert found_rules(world) == []


def test_without_lecturers_nobody_is_asked_and_the_page_says_so(client: Client, world: build.World) -> None:
    client.sign_in(world.other_coordinator)

    page = client.send(f"/pilots/{world.other_pilot.code}/availability/ask").get_data(as_text=True)

    assert "vispirms uzaiciniet tos" in page


def test_a_link_that_does_not_work_cannot_be_ended(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)

    page = client.send(f"/pilots/{world.pilot.code}/availability/{world.lecturer.id}/end-link")

    assert "Neviena saite pašlaik nedarbojas" in page.get_data(as_text=True)


def test_participants_state_their_own_absences_and_the_coordinator_sees_them(
    client: Client, world: build.World
) -> None:
    anna = db.session.get_one(User, world.anna.user_id)
    own = f"/participations/{world.anna.id}/absences"
    client.sign_in(anna)

    answers = [
        client.send(own, first_on="16.03.2023.", last_on="17.03.2023.").status_code,
        client.send(f"/participations/{world.liga.id}/absences", first_on="16.03.2023.").status_code,
        client.send(own, **{"deed": "accept", "class": "nothing"}).status_code,
    ]
    schedule = client.get(f"/pilots/{world.pilot.code}/training").get_data(as_text=True)

    assert answers == [303, 404, 404]
    assert own in schedule
    assert absences.absent_dates(world.pilot.id, HELD_ON, HELD_ON) == {world.anna.id: frozenset({HELD_ON})}
    listed = client.sign_in(world.coordinator).get(f"/pilots/{world.pilot.code}/availability")
    assert "16.03.2023.–17.03.2023." in listed.get_data(as_text=True)
    assert mails("availability_changed") == []


def test_the_coordinators_list_asks_the_database_as_often_for_three_lecturers_as_for_one(
    client: Client, world: build.World
) -> None:
    address = f"/pilots/{world.pilot.code}/availability"
    planned(world)
    client.sign_in(world.coordinator)
    for_one = queries_of(client, address)
    for number, name in enumerate(("Uldis Bērzs", "Velta Egle"), start=2):
        person = build.user(name)
        build.role(person, Role.LECTURER, world.pilot)
        training.held_class(training.day(world.pilot, HELD_ON, number=number), person)

    for_three = queries_of(client, address)

    assert for_three == for_one
