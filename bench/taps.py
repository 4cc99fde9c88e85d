"""How long a mentor needs for the log on a phone: five runs in a browser with the pauses of a person."""

import json
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

import config
from pilot import clock, create_app
from pilot.demo import actions as demo
from pilot.extensions import db
from pilot.municipalities import actions as municipalities

RUNS = 5
THINKING, TAPPING = 1.2, 0.35  # seconds of a person before and for a tap
LOG = "/pilots/SDK-2022/mentoring/log"
WAYS = {
    "planned, on the home": ("/", [".todo form button"]),
    "defaults": (LOG, [".savebar button"]),
    "person, minutes, day": (
        LOG,
        [
            "label:has(input[name=people]:not(:checked))",
            "label:has(input[name=minutes][value='90'])",
            "label:has(input[name=day]) >> nth=1",
            ".savebar button",
        ],
    ),
}


def main() -> None:
    """Print taps and the median of the seconds from the open page to the stored session."""
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            chromium_sandbox=False,
            args=["--disable-gpu"],
        )
        for way, (path, taps) in WAYS.items():
            seconds = [_run(browser, url, path, taps) for _ in range(RUNS)]
            print(
                json.dumps({"way": way, "taps": len(taps), "median_s": round(statistics.median(seconds), 1)})
            )
        browser.close()


def _run(browser: Browser, url: str, path: str, taps: list[str]) -> float:
    """Log once as the mentor of the demonstration, and undo it so that the next run finds the same."""
    context = browser.new_context(viewport={"width": 390, "height": 664}, has_touch=True)
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.locator("form:has-text('Māra') button").first.click()
    page.wait_for_url(re.compile(r"/$"))
    page.goto(f"{url}{path}")
    began = time.perf_counter()
    for selector in taps:
        time.sleep(THINKING + TAPPING)
        _refuse_keyboard(page)
        page.locator(selector).first.tap()
    page.locator("[data-undo]").wait_for()
    took = time.perf_counter() - began
    page.locator("[data-undo] button").first.tap()
    page.locator(".flash").wait_for()
    context.close()
    return took


def _refuse_keyboard(page: Page) -> None:
    if page.evaluate("document.activeElement.matches('textarea, [type=text]')"):
        message = "a keyboard opened by itself"
        raise RuntimeError(message)


@contextmanager
def served() -> Iterator[str]:
    """Serve the demonstration from a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        app = _demonstration(Path(folder) / "taps.db")
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        worker = threading.Thread(target=server.run, daemon=True)
        worker.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        worker.join(timeout=5)


def _demonstration(file: Path) -> Flask:
    secret = "bench-only-secret-0123456789-abcdefghijk"  # noqa: S105 - protects nothing
    day = config.DEMONSTRATION_DAY
    app = create_app(config.Settings(config.Environment.DEMO, secret, f"sqlite:///{file}", demo_today=day))
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
        municipalities.load_register(now=clock.now())
        demo.load(today=day, now=clock.now())
        db.session.commit()
        db.session.remove()
    return app
