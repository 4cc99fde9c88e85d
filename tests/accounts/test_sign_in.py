"""Signing in and out."""

import datetime as dt
import re
import threading
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from pilot import clock, create_app
from pilot.accounts import actions, invitations, sessions, throttle
from pilot.accounts.access import viewer
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.extensions import db
from tests import build
from tests.conftest import SECRET, Client, settings_for
from tests.installation import ENGINES, address_of, installation

PASSWORD = "zaļa pļava aiz upes 7"  # noqa: S105 - for tests only


@pytest.fixture
def anna(world: build.World) -> User:
    person = world.anna.user if "user" in world.anna.__dict__ else db.session.get(User, world.anna.user_id)
    assert person is not None
    person.password_hash = actions.hash_password(PASSWORD)
    db.session.commit()
    return person


def test_the_right_password_leads_home(client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email.upper(), password=PASSWORD)

    assert (response.status_code, response.location) == (303, "/")
    assert "Anna Ozola" in client.get("/account").get_data(as_text=True)


def test_a_wrong_password_is_told_beside_the_field_and_the_address_stays(client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email, password="cits")

    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert anna.email in page
    assert "email-error" in page


def test_a_stolen_cookie_is_dead_after_signing_out(client: Client, anna: User) -> None:
    client.sign_in(anna)
    stolen = client.get_cookie("session")
    client.send("/sign-out")
    assert stolen is not None
    client.set_cookie("session", stolen.value)

    assert client.get("/account").status_code == 302


def test_signing_in_again_changes_the_token_and_kills_the_old_one(client: Client, anna: User) -> None:
    client.sign_in(anna)
    old = client.get_cookie("session")
    assert old is not None

    client.send("/sign-in", email=anna.email, password=PASSWORD)
    new = client.get_cookie("session")
    assert new is not None
    alive = client.get("/account").status_code
    client.set_cookie("session", old.value)

    assert new.value != old.value
    assert (alive, client.get("/account").status_code) == (200, 302)


@pytest.mark.parametrize("loss", ["closed", "password", "idle", "twelve hours"])
def test_a_session_ends_with_its_reason(
    loss: str, client: Client, anna: User, monkeypatch: pytest.MonkeyPatch, now: dt.datetime
) -> None:
    client.sign_in(anna)
    assert client.get("/account").status_code == 200
    if loss == "closed":
        anna.state = UserState.CLOSED
    elif loss == "password":
        actions.set_password(anna, "other", actor=None, now=now)
    elif loss == "idle":
        monkeypatch.setattr(clock, "now", lambda: now + sessions.IDLE + dt.timedelta(seconds=1))
    else:
        monkeypatch.setattr(clock, "now", lambda: now + sessions.ABSOLUTE + dt.timedelta(seconds=1))

    assert client.get("/account").status_code == 302


def test_a_coordinator_idles_out_after_half_an_hour(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch, now: dt.datetime
) -> None:
    client.sign_in(world.coordinator)
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(minutes=31))
    coordinator = client.get("/account").status_code
    monkeypatch.setattr(clock, "now", lambda: now)
    client.sign_in(world.mentor)
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(minutes=31))

    assert (coordinator, client.get("/account").status_code) == (302, 200)


@pytest.mark.parametrize("kind", ["unknown", "invited", "closed", "known"])
def test_a_refused_sign_in_looks_the_same_for_every_address(kind: str, client: Client, anna: User) -> None:
    person = {
        "unknown": "nava@example.lv",
        "invited": build.user("Inga Rozīte", state=UserState.INVITED).email,
        "closed": build.user("Uldis Egle", state=UserState.CLOSED, password_hash=anna.password_hash).email,
        "known": anna.email,
    }[kind]
    reference = client.send("/sign-in", email="cits@example.lv", password="cits")

    response = client.send("/sign-in", email=person, password=PASSWORD if kind == "closed" else "cits")

    assert response.status_code == 200
    assert stripped(response, person) == stripped(reference, "cits@example.lv")


def stripped(response: Any, email: str) -> str:
    """Return a page without its tokens, its key and the address that was typed."""
    page = response.get_data(as_text=True).replace(email, "")
    return re.sub(r'(name="(?:csrf_token|idem)"[^>]*value=)"[^"]*"', r"\1", page)


def test_twelve_people_behind_one_address_sign_in(client: Client, anna: User) -> None:
    people = [build.user(f"Anna Ozola{number}", password_hash=anna.password_hash) for number in range(12)]
    client.send("/sign-in", email=anna.email, password="cits")

    answers = [
        client.send("/sign-in", email=person.email, password=PASSWORD).status_code for person in people
    ]

    assert answers == [303] * 12


def test_after_ten_failures_even_the_right_password_waits_and_a_link_by_mail_still_works(
    client: Client, anna: User
) -> None:
    answers = [client.send("/sign-in", email=anna.email, password="cits").status_code for _try in range(12)]
    refused = client.send("/sign-in", email=anna.email, password=PASSWORD)
    link = build.link(anna)
    token = invitations.token_of(link, anna, secret=SECRET)

    assert answers == [200] * 10 + [429] * 2
    assert refused.status_code == 429
    assert client.send(f"/enter/{link.id}/{token}", new_password="pelēks akmens pie ceļa").status_code == 303


def test_failures_are_forgotten_after_five_minutes(
    client: Client, anna: User, monkeypatch: pytest.MonkeyPatch, now: dt.datetime
) -> None:
    for _try in range(10):
        client.send("/sign-in", email=anna.email, password="cits")
    monkeypatch.setattr(clock, "now", lambda: now + dt.timedelta(minutes=5))

    assert client.send("/sign-in", email=anna.email, password=PASSWORD).status_code == 303


@pytest.mark.usefixtures("anna")
def test_a_forged_forwarding_header_opens_no_new_count(client: Client) -> None:
    answers = [
        client.post(
            "/sign-in",
            data=client.form(email=f"{number}@example.lv", password="cits"),
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        ).status_code
        for number in range(12)
    ]

    assert answers == [200] * 10 + [429] * 2


@pytest.mark.parametrize("engine", ENGINES)
def test_parallel_guesses_get_exactly_ten_tries_and_a_restart_changes_nothing(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with address_of(engine, request, tmp_path) as url, installation(url) as app:
        answers: list[int] = []

        def guess() -> None:
            browser = FlaskClient(app, app.response_class)
            page = browser.get("/sign-in").get_data(as_text=True)
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert token is not None
            for _try in range(50):
                fields = {"csrf_token": token[1], "email": "anna@example.lv", "password": "cits"}
                answers.append(browser.post("/sign-in", data=fields).status_code)

        threads = [threading.Thread(target=guess) for _worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with installation(url) as restarted, restarted.app_context():
            source = throttle.source_of(account="anna@example.lv", address="127.0.0.1", secret=SECRET)
            reserved = throttle.reserve(source, now=clock.now())
            db.session.rollback()

    assert Counter(answers) == {200: 10, 429: 190}
    assert reserved is None


LEAVING = (
    "http:evil.com",
    "http:/evil.com",
    "http:///evil.com",
    "////evil.com",
    "///evil.com",
    "//evil.com",
    "//evil.com/account",
    "https://evil.com",
    "https://evil.com/account",
    "https:evil.com",
    "\\\\evil.com",
    "/\\evil.com",
    "\\/evil.com",
    "/\t/evil.com",
    "/\n/evil.com",
    "\t//evil.com",
    " //evil.com",
    "javascript:alert(1)",
    "data:text/html,x",
    "//localhost@evil.com",
    "http://localhost:80@evil.com/",
    "http://[::1",
    "/account/../../evil.com",
    "/%2f%2fevil.com",
    "/%5cevil.com",
    "//evil.com%2f@localhost/",
    "?next=//evil.com",
    "/account?_external=1&_scheme=javascript&_anchor=x",
    "/account\r\nLocation: https://evil.com",
)


@pytest.mark.parametrize("target", LEAVING)
def test_no_next_page_leaves_the_host(target: str, client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email, password=PASSWORD, next=target)

    assert response.status_code == 303
    assert urlsplit(response.location).netloc == ""
    assert response.location.startswith("/")
    assert response.location[1:2] not in {"/", "\\"}
    assert "evil" not in response.location


def test_the_next_page_keeps_its_filters(client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email, password=PASSWORD, next="/account?page=2")

    assert response.location == "/account?page=2"


def test_cookies_are_for_us_alone_and_none_remembers_for_long(client: Client, anna: User) -> None:
    response = client.send("/sign-in", email=anna.email, password=PASSWORD)

    [cookie] = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("session=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'x.db'}", base_url="https://localhost"))

    with app.test_client() as browser:
        [cookie] = browser.get("/sign-in", base_url="https://localhost").headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_a_view_that_nobody_guards_cannot_ask_who_is_signed_in(client: Client) -> None:
    request = client.application.test_request_context("/")
    with request, pytest.raises(RuntimeError, match="without a signed-in person"):
        viewer()
