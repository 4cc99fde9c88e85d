"""People of a pilot: inviting, ending a role, withdrawing and replacing."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.enums import UserState
from pilot.accounts.models import AccountLink, RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import MentoringPair, MonthClose, Participation
from pilot.extensions import db
from tests import build
from tests.conftest import Client
from tests.overview.test_home import queries_of

PEOPLE = "/pilots/SDK-2022/people"


def invitation(**given: Any) -> dict[str, Any]:
    return {
        "given_name": "Ilze",
        "family_name": "Zīle",
        "email": "Ilze.Zile@example.lv",
        "role": "mentor",
        "municipality_id": "",
        "locale": "lv",
        **given,
    }


def live_roles(person: User) -> list[Role]:
    return list(
        db.session.scalars(
            select(RoleAssignment.role).where(
                RoleAssignment.user_id == person.id, RoleAssignment.ended_at.is_(None)
            )
        )
    )


def newcomer() -> User | None:
    return db.session.scalar(select(User).where(User.email_key == "ilze.zile@example.lv"))


def test_a_new_person_is_invited_with_a_role(client: Client, world: build.World) -> None:
    response = client.sign_in(world.coordinator).send(f"{PEOPLE}/invite", **invitation())

    person = newcomer()
    assert response.status_code == 303
    assert person is not None
    assert (person.state, live_roles(person)) == (UserState.INVITED, [Role.MENTOR])
    assert [link.user_id for link in db.session.scalars(select(AccountLink))] == [person.id]


def test_who_has_an_account_only_gets_the_role(client: Client, world: build.World) -> None:
    response = client.sign_in(world.coordinator).send(
        f"{PEOPLE}/invite", **invitation(email=world.lecturer.email.upper())
    )

    assert response.status_code == 303
    assert sorted(live_roles(world.lecturer)) == [Role.LECTURER, Role.MENTOR]
    assert list(db.session.scalars(select(AccountLink))) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"given_name": " "}, "given_name", id="no name"),
        pytest.param({"email": "ilze"}, "email", id="no address"),
        pytest.param({"role": "coordinator"}, "role", id="a role that is not given here"),
        pytest.param({"role": "participant"}, "role", id="participants come from recruiting"),
        pytest.param({"role": "manager"}, "municipality_id", id="a manager of no municipality"),
        pytest.param({"family_name": "Zīle 010190-12345"}, "family_name", id="an identity number"),
    ],
)
def test_a_wrong_invitation_is_told_beside_its_field(
    client: Client, world: build.World, fields: dict[str, str], field: str
) -> None:
    response = client.sign_in(world.coordinator).send(f"{PEOPLE}/invite", **invitation(**fields))

    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in text or f'"{field}-error"' in text
    assert "Ilze" in text or field == "given_name"
    assert newcomer() is None


def test_a_role_is_not_given_twice(client: Client, world: build.World) -> None:
    response = client.sign_in(world.coordinator).send(
        f"{PEOPLE}/invite", **invitation(email=world.mentor.email)
    )

    assert "email-error" in response.get_data(as_text=True)


def test_a_closed_account_is_not_invited(client: Client, world: build.World) -> None:
    world.lecturer.state = UserState.CLOSED

    response = client.sign_in(world.coordinator).send(
        f"{PEOPLE}/invite", **invitation(email=world.lecturer.email)
    )

    assert "email-error" in response.get_data(as_text=True)


def test_the_same_sending_invites_once(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    fields = invitation(idem=build.new_key())

    client.send(f"{PEOPLE}/invite", **fields)
    client.send(f"{PEOPLE}/invite", **fields)

    assert len(list(db.session.scalars(select(AccountLink)))) == 1


def test_an_invitation_is_sent_again(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator).send(f"{PEOPLE}/invite", **invitation())
    person = newcomer()
    assert person is not None
    role = db.session.scalar(select(RoleAssignment).where(RoleAssignment.user_id == person.id))
    assert role is not None

    response = client.send(f"{PEOPLE}/{role.id}/resend")

    assert response.status_code == 303
    assert len(list(db.session.scalars(select(AccountLink)))) == 2


def role_of(person: User) -> RoleAssignment:
    found = db.session.scalar(select(RoleAssignment).where(RoleAssignment.user_id == person.id))
    assert found is not None
    return found


def test_a_role_ends_after_it_was_asked(client: Client, world: build.World) -> None:
    path = f"{PEOPLE}/{role_of(world.lecturer).id}/end"
    client.sign_in(world.coordinator)

    assert "Inga Zariņa" in client.get(path).get_data(as_text=True)
    assert client.send(path).status_code == 303
    assert live_roles(world.lecturer) == []
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("who", ["mentor", "coordinator"])
def test_a_mentor_with_participants_and_a_coordinator_keep_their_role(
    client: Client, world: build.World, who: str
) -> None:
    person = getattr(world, who)

    response = client.sign_in(world.coordinator).send(f"{PEOPLE}/{role_of(person).id}/end")

    assert response.status_code == 200
    assert len(live_roles(person)) == 1


@pytest.mark.parametrize("who", ["mentor", "lecturer", "manager", "observer"])
def test_only_the_coordinator_lists_and_invites(client: Client, world: build.World, who: str) -> None:
    client.sign_in(getattr(world, who))

    assert client.get(PEOPLE).status_code == 403
    assert client.get(f"{PEOPLE}/invite").status_code == 403


def test_another_pilots_coordinator_finds_nothing(client: Client, world: build.World) -> None:
    client.sign_in(world.other_coordinator)

    assert client.get(PEOPLE).status_code == 404
    assert client.get(f"/participations/{world.anna.id}").status_code == 404


def test_an_administrator_sees_accounts_without_municipalities(client: Client, world: build.World) -> None:
    assert world.cesis.name == "Cēsu novads"
    administrator = build.user("Administrators Kaspars")
    build.role(administrator, Role.ADMINISTRATOR, None)

    text = client.sign_in(administrator).get(PEOPLE).get_data(as_text=True)

    assert "Anna Ozola" in text
    assert "Cēsu novads" not in text


def test_the_list_asks_the_same_number_of_questions_for_more_people(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)
    few = queries_of(client, PEOPLE)
    for name in ("Ilze Zīle", "Dainis Ronis"):
        build.role(build.user(name), Role.LECTURER, world.pilot)

    assert queries_of(client, PEOPLE) == few


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("mentor", 404), ("manager", 200), ("lecturer", 200), ("observer", 404)],
)
def test_who_may_open_a_participant(client: Client, world: build.World, who: str, status: int) -> None:
    assert client.sign_in(getattr(world, who)).get(f"/participations/{world.liga.id}").status_code == status


def test_a_lecturer_reads_name_and_municipality_only(client: Client, world: build.World) -> None:
    text = client.sign_in(world.lecturer).get(f"/participations/{world.liga.id}").get_data(as_text=True)

    assert "Līga Ābele" in text
    assert "Jānis Liepa" not in text
    assert "01.09.2022" not in text


def withdraw(client: Client, participation: Participation, **given: str) -> Any:
    fields = {"ended_on": "13.02.2023", "reason": "health", **given}
    return client.send(f"/participations/{participation.id}/withdraw", **fields)


def test_a_withdrawal_ends_the_pair_and_the_role_and_keeps_the_rest(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.coordinator)

    response = withdraw(client, world.liga)

    db.session.refresh(world.liga)
    pair = db.session.scalar(select(MentoringPair).where(MentoringPair.participation_id == world.liga.id))
    assert response.status_code == 303
    assert (world.liga.state, world.liga.ended_on) == (ParticipationState.WITHDRAWN, dt.date(2023, 2, 13))
    assert pair is not None
    assert pair.ends_on == dt.date(2023, 2, 13)
    assert live_roles(db.session.get_one(User, world.liga.user_id)) == []


def test_the_reason_of_a_withdrawal_is_not_for_the_manager(client: Client, world: build.World) -> None:
    withdraw(client.sign_in(world.coordinator), world.liga)
    path = f"/participations/{world.liga.id}"
    mine = client.get(path).get_data(as_text=True)
    theirs = client.sign_in(world.manager).get(path).get_data(as_text=True)

    assert ("Health" in mine or "Veselība" in mine, "Health" in theirs or "Veselība" in theirs) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ended_on": "15.02.2023"}, "ended_on"),
        ({"ended_on": "31.08.2022"}, "ended_on"),
        ({"ended_on": "10.01.2023"}, "ended_on"),
        ({"ended_on": ""}, "ended_on"),
        ({"reason": "bored"}, "reason"),
    ],
)
def test_a_wrong_withdrawal_is_told_beside_its_field(
    client: Client, world: build.World, fields: dict[str, str], field: str
) -> None:
    build.keep(
        MonthClose(
            pilot_id=world.pilot.id, month="2023-01", closed_at=build.NOW, closed_by_id=world.coordinator.id
        )
    )

    response = withdraw(client.sign_in(world.coordinator), world.liga, **fields)

    db.session.refresh(world.liga)
    assert response.status_code == 200
    assert f"{field}-error" in response.get_data(as_text=True)
    assert world.liga.state is ParticipationState.ACTIVE


def replacement(**given: str) -> dict[str, Any]:
    return {
        "given_name": "Ilze",
        "family_name": "Zīle",
        "email": "ilze.zile@example.lv",
        "job_title": "Sociālā darbiniece",
        "started_on": "14.02.2023",
        "eligibility": "Vadības atbalsta vēstule Nr. 7",
        "locale": "lv",
        **given,
    }


def test_a_place_is_given_on_once_and_starts_at_zero(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    withdraw(client, world.liga)
    path = f"/participations/{world.liga.id}/replace"

    first = client.send(path, **replacement())
    second = client.send(path, **replacement(email="cits@example.lv"))

    found = db.session.scalar(select(Participation).where(Participation.replaces_id == world.liga.id))
    assert found is not None
    assert (first.status_code, second.status_code) == (303, 200)
    assert (found.municipality_id, found.state, found.started_on) == (
        world.cesis.id,
        ParticipationState.ACTIVE,
        dt.date(2023, 2, 14),
    )
    person = newcomer()
    assert person is not None
    assert live_roles(person) == [Role.PARTICIPANT]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"started_on": "15.02.2023"}, "started_on"),
        ({"started_on": "12.02.2023"}, "started_on"),
        ({"eligibility": ""}, "eligibility"),
    ],
)
def test_a_wrong_replacement_is_told_beside_its_field(
    client: Client, world: build.World, fields: dict[str, str], field: str
) -> None:
    client.sign_in(world.coordinator)
    withdraw(client, world.liga)

    response = client.send(f"/participations/{world.liga.id}/replace", **replacement(**fields))

    assert response.status_code == 200
    assert f"{field}-error" in response.get_data(as_text=True)


def test_who_takes_part_already_does_not_take_another_place(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    withdraw(client, world.liga)
    anna = db.session.get_one(User, world.anna.user_id)

    response = client.send(f"/participations/{world.liga.id}/replace", **replacement(email=anna.email))

    assert "email-error" in response.get_data(as_text=True)


def test_the_place_of_who_still_takes_part_is_not_given_on(client: Client, world: build.World) -> None:
    response = client.sign_in(world.coordinator).send(
        f"/participations/{world.anna.id}/replace", **replacement()
    )

    assert "email-error" in response.get_data(as_text=True)
