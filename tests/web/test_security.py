"""What every answer and every unsafe request has in common: tokens, origins, proxies, logs (S8, P7)."""

import datetime as dt
import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import config
from pilot import create_app
from pilot.accounts import actions
from pilot.accounts.models import User
from pilot.web.headers import ALWAYS
from pilot.web.logs import JsonLines
from tests import build
from tests.conftest import Client, settings_for

SOME = {
    "uuid": "3f2b8c1e-0000-4000-8000-000000000000",
    "code": "SDK-2022",
    "month": "2023-01",
    "default": "abc",
    "int": 1,
    "path": "x",
}


def unsafe_addresses(app: Flask) -> list[tuple[str, str]]:
    """Return every way to write: method and address, with some value for each argument."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        names = {type(converter).__name__: name for name, converter in rule._converters.items()}  # noqa: SLF001
        values: dict[str, Any] = {}
        for kind, converter in rule._converters.items():  # noqa: SLF001
            named = type(converter).__name__
            values[kind] = {
                "UUIDConverter": SOME["uuid"],
                "CodeConverter": SOME["code"],
                "MonthConverter": SOME["month"],
                "IntegerConverter": SOME["int"],
                "AnyConverter": min(getattr(converter, "items", {"abc"}), key=str),
            }.get(named, SOME["default"])
        assert len(names) <= len(values)
        address = adapter.build(rule.endpoint, values, force_external=False)
        found += [
            (method, address) for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
        ]
    return found


def test_no_unsafe_request_passes_without_its_token(app: Flask, client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    addresses = unsafe_addresses(app)

    answers = {
        (method, address, case): client.open(address, method=method, data=data, headers=headers).status_code
        for method, address in addresses
        for case, data, headers in (
            ("no token", {}, {}),
            ("another token", {"csrf_token": build.signed_token("0" * 40, "other secret")}, {}),
            ("another site", client.form(), {"Sec-Fetch-Site": "cross-site"}),
            ("another origin", client.form(), {"Origin": "https://evil.example"}),
        )
    }

    assert len(addresses) >= 20
    assert {key: status for key, status in answers.items() if status not in {400, 403}} == {}


def test_no_switch_turns_the_tokens_off() -> None:
    offence = "WTF_CSRF_" + "ENABLED"
    files = [*(config.ROOT / "pilot").rglob("*.py"), *(config.ROOT / "tests").rglob("*.py")]

    assert [path for path in files if f'{offence}"] = False' in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/", 302),
        ("/nowhere", 404),
        ("/static/kopdarbs.css", 200),
        ("/static/nowhere.css", 404),
        ("/healthz", 200),
        ("/enter/3f2b8c1e-0000-4000-8000-000000000000/abc", 410),
    ],
)
def test_every_kind_of_answer_is_sealed(path: str, status: int, client: Client) -> None:
    with client.get(path) as response:
        headers = response.headers

    assert response.status_code == status
    assert {name: headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    assert "Server" not in headers
    assert (headers.get("Cache-Control") == "no-store") == (not path.startswith("/static/"))


def test_an_unexpected_error_shows_a_sealed_page_and_logs_no_words(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_user_id: Any) -> User:
        message = "Anna Ozola, anna.ozola@example.lv"
        raise LookupError(message)

    monkeypatch.setattr(actions, "get_user", fail)
    client.sign_in(world.mentor)
    log = listen()
    response = client.get("/account")

    assert response.status_code == 500
    assert {name: response.headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    assert "Anna" not in response.get_data(as_text=True)
    assert "Anna" not in log.getvalue()
    [line] = [json.loads(text) for text in log.getvalue().splitlines() if '"error"' in text]
    assert (line["error"], line["endpoint"]) == ("LookupError", "accounts.my_account")
    assert any(place.startswith("pilot/accounts/views.py:") for place in line["where"])


def listen() -> io.StringIO:
    """Collect what is logged from here on."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    for name in ("pilot", "pilot.requests", "pilot.web.logs"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.handlers[:] = [handler]
    return log


def test_a_request_is_one_line_with_ids_and_without_names_or_addresses(
    client: Client, world: build.World
) -> None:
    client.sign_in(world.mentor)
    log = listen()
    client.get("/account?q=Anna%0aOzola")
    client.get("/enter/3f2b8c1e-0000-4000-8000-000000000000/secret-token")

    first, second = (json.loads(line) for line in log.getvalue().splitlines())
    assert dt.datetime.fromisoformat(first["at"]).utcoffset() == dt.timedelta()
    assert (first["endpoint"], first["status"], first["user"]) == (
        "accounts.my_account",
        200,
        str(world.mentor.id),
    )
    assert len(first["request"]) == 32
    assert first["ms"] >= 0
    assert (second["endpoint"], second["user"]) == ("accounts.accept", first["user"])
    for words in ("Anna", "secret-token", world.mentor.email, world.mentor.family_name):
        assert words not in log.getvalue()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded"])
def test_production_without_a_proxy_refuses_the_word_of_one(header: str, tmp_path: Path) -> None:
    production = {"environment": config.Environment.PRODUCTION, "base_url": "https://localhost"}
    url = f"sqlite:///{tmp_path / 'x.db'}"
    alone = create_app(settings_for(url, **production))
    behind = create_app(settings_for(url, proxy_count=1, **production))
    headers = {header: "127.0.0.1" if header != "X-Forwarded-Host" else "localhost"}

    def ask(app: Flask, given: dict[str, str]) -> int:
        with app.test_client() as browser:
            return browser.get("/sign-in", base_url="https://localhost", headers=given).status_code

    assert (ask(alone, headers), ask(alone, {}), ask(behind, headers)) == (400, 200, 200)


def test_a_crawl_leaves_one_cookie_only(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    for path in ("/", "/account", "/privacy/", f"/pilots/{world.pilot.code}/mail", "/nowhere"):
        client.get(path)

    jar = client._cookies or {}  # noqa: SLF001 - the whole jar
    assert {cookie.key for cookie in jar.values()} == {"session"}
