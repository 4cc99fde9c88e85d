"""The outbox page: what became of mails; their words only in the demonstration."""

import dataclasses
from typing import Any

import pytest
from flask import Flask

import config
from pilot.accounts import invitations
from pilot.accounts.models import AccountLink, User
from pilot.accounts.roles import Role
from pilot.extensions import db
from pilot.outbox.actions import Message, queue
from pilot.outbox.models import MailState, OutgoingMail
from tests import build
from tests.conftest import Client
from tests.sweep.pages import links_of


@pytest.fixture
def invitation(world: build.World) -> OutgoingMail:
    person = build.user("Inga Rozīte", email="inga@example.lv")
    invitations.invite(person, actor=build.viewer(world.coordinator), pilot_id=world.pilot.id, now=build.NOW)
    db.session.commit()
    mail: OutgoingMail = db.session.scalars(db.select(OutgoingMail)).one()
    return mail


@pytest.fixture
def demonstration(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = dataclasses.replace(app.config["SETTINGS"], environment=config.Environment.DEMO)
    monkeypatch.setitem(app.config, "SETTINGS", shown)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("other_coordinator", 404),
        ("mentor", 403),
        ("lecturer", 403),
        ("manager", 403),
        ("observer", 403),
    ],
)
def test_the_coordinator_alone_reads_the_outbox(
    who: str, status: int, client: Client, world: build.World
) -> None:
    client.sign_in(getattr(world, who))

    assert client.get(f"/pilots/{world.pilot.code}/mail").status_code == status


def test_the_state_is_shown_and_the_words_are_not(
    client: Client, world: build.World, invitation: OutgoingMail
) -> None:
    client.sign_in(world.coordinator)

    page = client.get(f"/pilots/{world.pilot.code}/mail").get_data(as_text=True)

    assert "Inga Rozīte" in page
    assert "/enter/" not in page
    assert client.get(f"/pilots/{world.pilot.code}/mail/{invitation.id}").status_code == 404


def test_a_failed_mail_is_told_first(client: Client, world: build.World, invitation: OutgoingMail) -> None:
    client.sign_in(world.coordinator)
    before = client.get(f"/pilots/{world.pilot.code}/mail").get_data(as_text=True)
    invitation.state, invitation.tries = MailState.FAILED, 10
    db.session.commit()

    after = client.get(f"/pilots/{world.pilot.code}/mail").get_data(as_text=True)

    assert ("note danger" in before, "note danger" in after) == (False, True)


@pytest.mark.usefixtures("demonstration")
def test_in_the_demonstration_an_invitation_can_be_followed_to_the_end(
    client: Client, world: build.World, invitation: OutgoingMail
) -> None:
    client.sign_in(world.coordinator)
    outbox = links_of(client.get(f"/pilots/{world.pilot.code}/mail").get_data(as_text=True))
    letter = f"/pilots/{world.pilot.code}/mail/{invitation.id}"
    page = client.get(letter).get_data(as_text=True)

    address = page.partition('href="http://localhost/enter/')[2].partition('"')[0]
    response = client.send(f"/enter/{address}", new_password="zaļa pļava aiz upes")

    assert letter in outbox
    assert response.status_code == 303
    assert db.session.scalars(db.select(AccountLink)).one().used_at is not None


@pytest.mark.usefixtures("demonstration")
def test_a_letter_of_another_pilot_is_not_there(
    client: Client, world: build.World, invitation: OutgoingMail
) -> None:
    client.sign_in(world.other_coordinator)

    assert client.get(f"/pilots/{world.other_pilot.code}/mail/{invitation.id}").status_code == 404


def test_the_page_costs_the_same_for_one_and_three_mails(
    client: Client, world: build.World, invitation: OutgoingMail, queries: Any
) -> None:
    client.sign_in(world.coordinator)
    path = f"/pilots/{world.pilot.code}/mail"
    client.get(path)
    one = queries(lambda: client.get(path))
    recipient = db.session.get_one(User, invitation.recipient_id)
    for number in range(2):
        other = build.user(f"Uldis Egle{number}")
        queue(
            Message(key=str(number), template="invitation", recipient_id=other.id, pilot_id=world.pilot.id),
            now=build.NOW,
        )
    db.session.commit()

    assert recipient.name == "Inga Rozīte"
    assert queries(lambda: client.get(path)) == one


@pytest.fixture
def queries() -> Any:
    """Return a function that counts the statements of a deed."""

    def count(deed: Any) -> int:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.extend([statement] if statement.startswith("SELECT") else [])

        engine = db.session.get_bind()
        db.event.listen(engine, "before_cursor_execute", note)
        deed()
        db.event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    return count


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Ministry observer"), ("lv", "Ministrijas novērotāja")]
)
def test_the_buttons_of_the_demonstration_are_in_the_language_of_the_page(
    client: Client, world: build.World, language: str, words: str
) -> None:
    guest = build.user("Rūta Paraudziņa", email="noverotaja@demo.example", job_title="Ministrijas novērotāja")
    build.role(guest, Role.OBSERVER, world.pilot)
    build.user("Dzidra Paraudziņa", email="mentore@demo.example")
    client.send("/language", locale=language)

    page = client.get("/sign-in").get_data(as_text=True)

    assert words in page
    assert "Dzidra Paraudziņa" in page, "an account whose roles have ended goes by name"
