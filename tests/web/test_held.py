"""Typed text outlives an expired session and a bad token, and reaches nobody else (R17)."""

from typing import Any

import pytest

from pilot.accounts import actions
from pilot.accounts.models import User, UserSession
from pilot.community.models import Community
from pilot.extensions import db
from tests import build
from tests.conftest import Client
from tests.sweep.pages import form_at, forms_of

PASSWORD = "zaļa pļava aiz upes 7"  # noqa: S105 - of invented people
SENTENCE = 'Glāžšķūņa rūķīši āčēģīķļņšūž "dzērumā" čiepj <b>&amp;</b> {{ x }} – „ok”.'
LONG = "\n".join([SENTENCE, "", f"  {SENTENCE}\t", *[SENTENCE] * 40])


@pytest.fixture
def anna(world: build.World) -> User:
    person = db.session.get_one(User, world.anna.user_id)
    person.password_hash = actions.hash_password(PASSWORD)
    db.session.commit()
    return person


def path_in(world: build.World) -> str:
    return f"/pilots/{world.pilot.code}/communities/new"


def typed(why: str) -> dict[str, str]:
    return {
        "name": "Priekuļu ciema iedzīvotāji",
        "kind": "place",
        "place": "Priekuļi",
        "why": why.replace("\n", "\r\n"),
        "started_on": "05.12.2022",
    }


def values_of(page: str, *, to: str) -> dict[str, Any]:
    form = form_at(page, to)
    assert form is not None, [found.action for found in forms_of(page, at="/")]
    return form.values()


def expire(person: User) -> None:
    for session in db.session.scalars(db.select(UserSession).where(UserSession.user_id == person.id)):
        session.seen_at = build.LONG_AGO
        session.created_at = build.LONG_AGO
    db.session.commit()


@pytest.fixture
def held_page(client: Client, anna: User, world: build.World) -> str:
    """Return the page that answers Anna's long text after her session ended."""
    client.sign_in(anna)
    expire(anna)
    response = client.send(path_in(world), **typed(LONG))
    assert response.status_code == 401
    return response.get_data(as_text=True)


def test_a_long_text_survives_an_expired_session_letter_for_letter(
    held_page: str, client: Client, anna: User, world: build.World
) -> None:
    entry = values_of(held_page, to="/sign-in") | {"email": [anna.email], "password": [PASSWORD]}

    again = client.post("/sign-in", data=entry)
    kept = values_of(again.get_data(as_text=True), to=path_in(world))
    saved = client.post(path_in(world), data=kept)

    community = db.session.scalars(db.select(Community)).one()
    assert again.status_code == 200
    assert len(LONG) > 3000
    assert (saved.status_code, community.why) == (303, LONG.strip())


def test_a_wrong_password_in_between_loses_nothing(
    held_page: str, client: Client, anna: User, world: build.World
) -> None:
    entry = values_of(held_page, to="/sign-in") | {"email": [anna.email], "password": ["cits"]}

    refused = client.post("/sign-in", data=entry).get_data(as_text=True)
    again = client.post("/sign-in", data=values_of(refused, to="/sign-in") | {"password": [PASSWORD]})

    assert (
        values_of(again.get_data(as_text=True), to=path_in(world))["why"][0].splitlines() == LONG.splitlines()
    )


def test_another_person_at_the_same_browser_gets_nothing_of_it(
    held_page: str, client: Client, world: build.World
) -> None:
    world.mentor.password_hash = actions.hash_password(PASSWORD)
    db.session.commit()
    entry = values_of(held_page, to="/sign-in") | {"email": [world.mentor.email], "password": [PASSWORD]}

    response = client.post("/sign-in", data=entry)

    assert response.status_code == 303
    page = client.get("/account").get_data(as_text=True)
    assert "flash warning" in page or "flash warn" in page
    assert "Glāžšķūņa" not in response.get_data(as_text=True) + page


def test_a_forged_held_text_is_not_believed(client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email, password=PASSWORD, held="eyJhIjoxfQ.forged")

    assert (response.status_code, response.location) == (303, "/")


def test_passwords_are_never_held(client: Client, anna: User) -> None:
    client.sign_in(anna)
    expire(anna)

    response = client.send("/account/password", current_password="slepens vārds", new_password="cits vārds")

    assert "slepens" not in response.get_data(as_text=True)


def test_a_form_with_a_dead_token_is_offered_again_with_a_fresh_one(
    client: Client, anna: User, world: build.World
) -> None:
    client.sign_in(anna)
    stale = client.form(**typed(LONG)) | {"csrf_token": "dead"}

    refused = client.post(path_in(world), data=stale)
    kept = values_of(refused.get_data(as_text=True), to=path_in(world))
    saved = client.post(path_in(world), data=kept)

    assert refused.status_code == 400
    assert kept["idem"] == [stale["idem"]]
    assert saved.status_code == 303
    assert db.session.scalars(db.select(Community)).one().why == LONG.strip()


def test_a_kept_form_that_is_sent_twice_makes_one_record(
    client: Client, anna: User, world: build.World
) -> None:
    client.sign_in(anna)
    stale = client.form(**typed("Maz vietu.")) | {"csrf_token": "dead"}
    kept = values_of(client.post(path_in(world), data=stale).get_data(as_text=True), to=path_in(world))

    places = {client.post(path_in(world), data=kept).location for _click in range(2)}

    assert len(places) == 1
    assert len(db.session.scalars(db.select(Community)).all()) == 1
