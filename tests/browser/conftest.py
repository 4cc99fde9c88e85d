"""A real server with the demonstration, and a Chromium that fails on whatever a person would not see."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize
from waitress.server import create_server

import config
from pilot import clock, create_app
from pilot.accounts import actions as accounts
from pilot.demo import actions as demo
from pilot.extensions import db
from pilot.municipalities import actions as municipalities
from tests.conftest import settings_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@dataclass
class House:
    """The running server: its address, and whom the demonstration lets in."""

    app: Flask
    url: str
    people: dict[str, str] = field(default_factory=dict)


@dataclass
class Visit:
    """A page in a browser, and everything that went wrong on it."""

    page: Page
    house: House
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        answer = self.page.goto(self.house.url + path)
        assert answer is not None
        return answer.status

    def watch(self) -> None:
        page = self.page
        page.on("console", lambda said: self._note(f"console: {said.text}", bad=said.type == "error"))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("requestfailed", lambda asked: self._note(f"failed: {asked.url}", bad=_is_loss(asked)))
        page.on(
            "request",
            lambda asked: self._note(
                f"foreign: {asked.url}", bad=not asked.url.startswith((self.house.url, "data:"))
            ),
        )

    def _note(self, trouble: str, *, bad: bool = True) -> None:
        if bad:
            self.troubles.append(f"{self.page.url}: {trouble}")


def _is_loss(asked: Any) -> bool:
    """Tell a request that failed from one that a click to another page broke off."""
    return "ERR_ABORTED" not in (asked.failure or "")


def settings_of(file: Path) -> config.Settings:
    return settings_for(
        f"sqlite:///{file}", environment=config.Environment.DEMO, demo_today=config.DEMONSTRATION_DAY
    )


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the demonstration once, into a database that every house copies."""
    file = tmp_path_factory.mktemp("demonstration") / "demo.db"
    app = create_app(settings_of(file))
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
        municipalities.load_register(now=clock.now())
        demo.load(today=clock.today(), now=clock.now())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return file


@pytest.fixture(scope="module")
def house(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a demonstration that no other module has changed."""
    folder = tmp_path_factory.mktemp("house")
    for part in demonstration.parent.glob(f"{demonstration.name}*"):
        shutil.copy(part, folder)
    app = create_app(settings_of(folder / demonstration.name))
    with app.app_context():
        people = {user.email.partition("@")[0]: str(user.id) for user in accounts.demo_users()}
        db.session.remove()
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    worker = threading.Thread(target=server.run, daemon=True)
    worker.start()
    yield House(app, f"http://127.0.0.1:{server.effective_port}", people)
    server.close()
    worker.join(timeout=5)
    with app.app_context():
        db.engine.dispose()
    clock.show_day(None)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium is installed (apt-get install chromium)")
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        chromium_sandbox=os.name == "posix" and os.geteuid() != 0,
        args=[*ARGUMENTS],
    )
    yield browser
    browser.close()


@dataclass
class Street:
    """Opens contexts and keeps the cookies of everyone who signed in once."""

    browser: Browser
    house: House
    kept: dict[str, Any] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def visit(self, who: str = "", *, language: str = "lv", scripts: bool = True, size: Any = None) -> Visit:
        """Open a page as somebody of the demonstration, or as nobody.

        A signed-in person has one language on all devices: asking for another one changes it everywhere.
        """
        context = self.browser.new_context(
            storage_state=self._state(who, language),
            java_script_enabled=scripts,
            viewport=size or PHONE,
            locale="lv-LV",
            timezone_id="Europe/Riga",
            reduced_motion="reduce",  # colours on their way to others are no page
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        found = Visit(context.new_page(), self.house)
        found.watch()
        return found

    def _state(self, who: str, language: str) -> Any:
        if not who and language == "lv":
            return None
        known = who or f"nobody, {language}"
        if self.spoken.get(known) != language:
            context = self.browser.new_context(viewport=DESK, storage_state=self.kept.get(known))
            page = context.new_page()
            page.goto(f"{self.house.url}/{'' if known in self.kept else 'sign-in'}")
            if who and known not in self.kept:
                identity = f"input[name=user_id][value='{self.house.people[who]}']"
                page.locator(f"form:has({identity}) button").click()
                page.wait_for_url(re.compile(r"/$"))
            if page.locator("html").get_attribute("lang") != language:
                page.locator(f"button[name=locale][value={language}]").click()
                page.locator(f"html[lang={language}]").wait_for(state="attached")
            self.kept[known], self.spoken[known] = context.storage_state(), language
            context.close()
        return self.kept[known]


@pytest.fixture(scope="module")
def street(chromium: Browser, house: House) -> Iterator[Street]:
    found = Street(chromium, house)
    yield found
    for context in found.contexts:
        context.close()
