"""Reflections: private to their author, shared with the mentor of now on purpose, never inherited (C20)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from pilot.cohort.models import MentoringPair
from pilot.community.reflections.models import Reflection
from pilot.extensions import db
from tests import build
from tests.community.test_communities import person
from tests.conftest import Client

WRITTEN = {"reflected_on": "08.02.2023", "learned": "Jāklausās ilgāk"}
OTHERS = ("liga", "peteris", "mentor", "other_mentor", "manager", "coordinator", "observer")


@pytest.fixture
def reflection(world: build.World) -> Reflection:
    found: Reflection = build.keep(
        Reflection(
            participation_id=world.anna.id,
            reflected_on=dt.date(2023, 2, 8),
            learned="Jāklausās ilgāk",
            written_at=build.NOW,
        )
    )
    return found


def status(client: Client, world: build.World, who: str, reflection: Reflection) -> int:
    code: int = client.sign_in(person(world, who)).get(f"/reflections/{reflection.id}").status_code
    return code


def share(client: Client, world: build.World, reflection: Reflection, mentor: Any) -> Any:
    client.sign_in(person(world, "anna"))
    return client.send(f"/reflections/{reflection.id}/share", mentor=str(mentor.id))


def test_one_answer_is_enough_and_only_the_author_reads_it(client: Client, world: build.World) -> None:
    client.sign_in(person(world, "anna"))
    response = client.send(f"/pilots/{world.pilot.code}/reflections/new", **WRITTEN)
    assert response.status_code == 303
    page = client.get(response.location).get_data(as_text=True)
    assert "Ko iemācījos?" in page
    assert "Kas notika?" not in page, "what was not answered does not stand there"
    found = db.session.scalars(select(Reflection)).one()
    for who in OTHERS:
        assert status(client, world, who, found) in {403, 404}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"learned": " "}, "happened"),
        ({"reflected_on": "15.02.2023"}, "reflected_on"),
        ({"reflected_on": ""}, "reflected_on"),
        ({"learned": "010180-12345"}, "learned"),
        ({"learned": "anna@example.lv"}, "learned"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(
    client: Client, world: build.World, changes: dict[str, str], field: str
) -> None:
    client.sign_in(person(world, "anna"))
    sent = {**WRITTEN, "practice": "Sākšu ar mazām grupām", **changes} if field != "happened" else changes
    fields = {"reflected_on": "08.02.2023", **sent}
    page = client.send(f"/pilots/{world.pilot.code}/reflections/new", **fields).get_data(as_text=True)
    assert f'href="#{field}' in page
    assert fields.get("practice", "") in page, "what was typed stays"
    assert db.session.scalar(select(func.count(Reflection.id))) == 0


def test_sharing_names_the_mentor_and_lets_in_nobody_else(
    client: Client, world: build.World, reflection: Reflection
) -> None:
    client.sign_in(person(world, "anna"))
    page = client.get(f"/reflections/{reflection.id}/share").get_data(as_text=True)
    assert world.mentor.name in page
    assert reflection.shared_at is None, "looking shares nothing"
    assert share(client, world, reflection, world.mentor).status_code == 303
    assert status(client, world, "mentor", reflection) == 200
    listed = client.get(f"/pilots/{world.pilot.code}/reflections").get_data(as_text=True)
    assert "Jāklausās ilgāk" in listed
    for who in set(OTHERS) - {"mentor"}:
        assert status(client, world, who, reflection) in {403, 404}


def test_sharing_that_ended_is_gone(client: Client, world: build.World, reflection: Reflection) -> None:
    share(client, world, reflection, world.mentor)
    assert client.send(f"/reflections/{reflection.id}/withdraw").status_code == 303
    assert status(client, world, "mentor", reflection) == 404
    listed = client.get(f"/pilots/{world.pilot.code}/reflections").get_data(as_text=True)
    assert "Jāklausās ilgāk" not in listed


def test_a_new_mentor_inherits_nothing_and_the_old_one_reads_no_more(
    client: Client, world: build.World, reflection: Reflection
) -> None:
    share(client, world, reflection, world.mentor)
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == world.anna.id)
    ).one()
    pair.ends_on, pair.end_reason = dt.date(2023, 2, 13), "Cits mentors"
    build.pair(world.anna, world.other_mentor, starts_on=dt.date(2023, 2, 14))
    assert status(client, world, "mentor", reflection) == 404
    assert status(client, world, "other_mentor", reflection) == 404


def test_who_was_named_is_who_reads_it(client: Client, world: build.World, reflection: Reflection) -> None:
    assert share(client, world, reflection, world.other_mentor).status_code == 303
    db.session.refresh(reflection)
    assert reflection.shared_with_id is None, "another mentor than the page named"
    assert client.send(f"/reflections/{reflection.id}/share", mentor="neviens").status_code == 303
    pair = db.session.scalars(
        select(MentoringPair).where(MentoringPair.participation_id == world.anna.id)
    ).one()
    pair.ends_on, pair.end_reason = dt.date(2023, 2, 13), "Aizgāja"
    assert "nav mentora" in client.get(f"/reflections/{reflection.id}/share").get_data(as_text=True)
    share(client, world, reflection, world.mentor)
    db.session.refresh(reflection)
    assert reflection.shared_with_id is None


def test_a_reflection_is_changed_and_deleted_by_its_author_only(
    client: Client, world: build.World, reflection: Reflection
) -> None:
    path = f"/reflections/{reflection.id}"
    share(client, world, reflection, world.mentor)
    client.sign_in(world.mentor)
    assert client.send(f"{path}/edit", **WRITTEN, version="2").status_code == 403
    client.sign_in(person(world, "liga"))
    assert client.send(f"{path}/delete").status_code == 404
    client.sign_in(person(world, "anna"))
    seen = str(reflection.version)
    assert client.send(f"{path}/edit", **{**WRITTEN, "learned": "Jājautā"}, version=seen).status_code == 303
    assert client.send(f"{path}/edit", **WRITTEN, version=seen).status_code == 409
    db.session.refresh(reflection)
    assert (reflection.learned, reflection.shared_with_id) == ("Jājautā", world.mentor.id)
    assert "Vai dzēst refleksiju" in client.get(f"{path}/delete").get_data(as_text=True)
    assert client.send(f"{path}/delete").status_code == 303
    assert db.session.scalar(select(func.count(Reflection.id))) == 0
