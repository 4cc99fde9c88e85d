"""The own account: details, password, devices."""

import pytest

from pilot import text
from pilot.accounts import actions
from pilot.accounts.enums import Locale
from pilot.accounts.models import User, UserSession
from pilot.extensions import db
from tests import build
from tests.conftest import Client

OLD, NEW = "zaļa pļava aiz upes 7", "pelēks akmens pie ceļa"


@pytest.fixture
def mentor(world: build.World) -> User:
    world.mentor.password_hash = actions.hash_password(OLD)
    db.session.commit()
    return world.mentor


def details(user: User, **changed: str) -> dict[str, str]:
    return {
        "given_name": user.given_name,
        "family_name": user.family_name,
        "phone": "",
        "job_title": "",
        "locale": "lv",
        "version": str(user.version),
        **changed,
    }


def test_details_are_saved_and_the_language_follows(client: Client, mentor: User) -> None:
    client.sign_in(mentor)

    response = client.send("/account", **details(mentor, family_name="Liepa-Ābele", locale="en"))

    db.session.refresh(mentor)
    assert (response.status_code, response.location) == (303, "/account")
    assert (mentor.name, mentor.locale) == ("Māra Liepa-Ābele", Locale.EN)
    assert mentor.sort_key.startswith(text.sort_key("Liepa-Ābele")[:6])
    assert "My account" in client.get("/account").get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("family_name", " "),
        ("phone", "1" * 41),
        ("locale", "de"),
        ("job_title", "z" * 201),
    ],
)
def test_a_wrong_detail_is_told_beside_its_field_and_the_rest_stays(
    field: str, value: str, client: Client, mentor: User
) -> None:
    client.sign_in(mentor)

    response = client.send("/account", **details(mentor, **{"job_title": "mentore Cēsīs", field: value}))

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'id="{field}-error"' in page
    assert value in page
    assert field == "job_title" or "mentore Cēsīs" in page


def test_details_saved_meanwhile_are_not_overwritten(client: Client, mentor: User) -> None:
    client.sign_in(mentor)
    seen = details(mentor, job_title="mana")
    mentor.job_title = "cita"
    db.session.commit()

    assert client.send("/account", **seen).status_code == 409
    db.session.refresh(mentor)
    assert mentor.job_title == "cita"


def test_a_new_password_signs_out_all_other_devices(client: Client, mentor: User) -> None:
    build.session_token(mentor)
    client.sign_in(mentor)

    response = client.send("/account/password", current_password=OLD, new_password=NEW)

    assert (response.status_code, response.location) == (303, "/account")
    assert client.get("/account").status_code == 200
    assert len(db.session.scalars(db.select(UserSession)).all()) == 1
    client.send("/sign-out")
    assert client.send("/sign-in", email=mentor.email, password=OLD).status_code == 200
    assert client.send("/sign-in", email=mentor.email, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [("nepareiza", NEW, "current_password"), (OLD, "īsa", "new_password"), ("", NEW, "current_password")],
)
def test_a_refused_change_of_password_changes_nothing(
    current: str, new: str, field: str, client: Client, mentor: User
) -> None:
    before = mentor.password_hash
    client.sign_in(mentor)

    response = client.send("/account/password", current_password=current, new_password=new)

    db.session.refresh(mentor)
    assert f'id="{field}-error"' in response.get_data(as_text=True)
    assert mentor.password_hash == before


def test_after_a_mistyped_password_the_same_page_is_sent_again_and_counts(
    client: Client, mentor: User
) -> None:
    client.sign_in(mentor)
    form = client.form(current_password="nepareiza", new_password=NEW)

    wrong = client.post("/account/password", data=form)
    right = client.post("/account/password", data={**form, "current_password": OLD})

    assert f'value="{form["idem"]}"' in wrong.get_data(as_text=True)
    assert (right.status_code, right.location) == (303, "/account")
    assert client.send("/sign-in", email=mentor.email, password=NEW).status_code == 303


def test_a_device_of_mine_can_be_signed_out_and_one_of_others_cannot(
    client: Client, mentor: User, world: build.World
) -> None:
    build.session_token(mentor)
    build.session_token(world.coordinator)
    mine = db.session.scalars(db.select(UserSession).where(UserSession.user_id == mentor.id)).one()
    foreign = db.session.scalars(db.select(UserSession).where(UserSession.user_id != mentor.id)).one()
    client.sign_in(mentor)

    assert f"/account/devices/{mine.id}/end" in client.get("/account").get_data(as_text=True)
    assert client.send(f"/account/devices/{mine.id}/end").status_code == 303
    assert client.send(f"/account/devices/{foreign.id}/end").status_code == 404
    assert db.session.get(UserSession, foreign.id) is not None
