"""Residents answer a survey: fifty a second for a minute, each opening the page first; none may be lost."""

import datetime as dt
import http.client
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

import config
from pilot import clock, create_app
from pilot.community.surveys import links
from pilot.community.surveys.enums import SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer
from pilot.demo import actions as demo
from pilot.extensions import db
from pilot.municipalities import actions as municipalities
from pilot.serve import serve
from tests.postgres import throwaway_postgres

DAY = dt.date(2023, 2, 14)
HOST, PORT = "127.0.0.1", 8914
A_SECOND, SECONDS, QUICK_SECONDS, PEOPLE = 50, 60, 10, 48
SECRET = "bench-only-secret-0123456789-abcdefghijk"  # noqa: S105 - protects nothing
TOKENS = re.compile(r'name="(csrf_token|sending)" value="([^"]+)"')
ACCEPTED = 303


@dataclass(frozen=True)
class Intake:
    """What became of the answers on one engine; times are those of sending, in milliseconds."""

    engine: str
    sent: int
    accepted: int
    lost: int
    seconds: float
    p50_ms: float
    p99_ms: float


def main(*, quick: bool) -> None:
    """Measure on SQLite and, unless it is to be quick, on PostgreSQL; write reports/surveys.json."""
    seconds = QUICK_SECONDS if quick else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        found = [measure(f"sqlite:///{Path(folder) / 'surveys.db'}", seconds)]
    if not quick:
        with throwaway_postgres() as url:
            found.append(measure(url, seconds))
    reports = config.ROOT / "reports"
    reports.mkdir(exist_ok=True)
    (reports / "surveys.json").write_text(json.dumps([asdict(each) for each in found], indent=1))
    for each in found:
        print(each)
    if any(each.lost or each.accepted < each.sent for each in found):
        sys.exit("answers were lost")


def measure(url: str, seconds: int) -> Intake:
    """Fill a database, serve it in a process of its own, and let residents answer."""
    app = application(url)
    with app.app_context():
        upgrade(directory=str(config.ROOT / "migrations"))
        municipalities.load_register(now=clock.now())
        demo.load(today=DAY, now=clock.now())
        db.session.commit()
        survey = db.session.scalars(select(Survey).where(Survey.state == SurveyState.OPEN)).one()
        path = f"/p/survey/{links.token_of(survey, secret=SECRET)}"
        survey_id, engine = survey.id, db.engine.dialect.name
        before = _count(survey_id)
        db.session.remove()
        with serving(url):
            started = time.perf_counter()
            statuses, times = answer_all(path, seconds)
            took = time.perf_counter() - started
        kept = _count(survey_id) - before
        db.engine.dispose()
    times.sort()
    accepted = statuses.count(ACCEPTED)
    return Intake(
        engine,
        len(statuses),
        accepted,
        accepted - kept,
        round(took, 1),
        round(1000 * times[len(times) // 2], 1),
        round(1000 * times[len(times) * 99 // 100], 1),
    )


def application(url: str) -> Flask:
    """Return the application behind one proxy, as of the day of the demonstration."""
    return create_app(config.Settings(config.Environment.DEMO, SECRET, url, demo_today=DAY, proxy_count=1))


def _count(survey_id: uuid.UUID) -> int:
    statement = select(func.count()).where(SurveyAnswer.survey_id == survey_id)
    found = db.session.scalar(statement) or 0
    db.session.rollback()
    return found


@contextmanager
def serving(url: str) -> Iterator[None]:
    """Run the server in another process until the block ends."""
    command = [sys.executable, "-m", "bench.surveys", url]
    server = subprocess.Popen(command, cwd=config.ROOT, stderr=subprocess.DEVNULL)
    try:
        for _attempt in range(300):
            try:
                _ask(http.client.HTTPConnection(HOST, PORT, timeout=5), "GET", "/healthz", number=0)
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(30)


def answer_all(path: str, seconds: int) -> tuple[list[int], list[float]]:
    """Let a resident open the page and answer every fiftieth of a second, however long the others take."""
    local = threading.local()
    begun = time.perf_counter() + 0.5

    def one(number: int) -> tuple[int, float]:
        time.sleep(max(0.0, begun + number / A_SECOND - time.perf_counter()))
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
        return _answer(local.connection, path, number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = list(pool.map(one, range(A_SECOND * seconds)))
    return [status for status, _took in done], [took for _status, took in done]


def _answer(connection: http.client.HTTPConnection, path: str, number: int) -> tuple[int, float]:
    _status, page, cookie = _ask(connection, "GET", path, number=number)
    tokens = dict(TOKENS.findall(page))
    mark = str(number % 5 + 1)
    answers = {"belonging": mark, "trust": mark, "took_part": "event", "good": "Mežs", "age": "25_64"}
    started = time.perf_counter()
    status, _page, _cookie = _ask(
        connection, "POST", path, number=number, body=urlencode({**tokens, **answers}), cookie=cookie
    )
    return status, time.perf_counter() - started


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    *,
    number: int,
    body: str = "",
    cookie: str = "",
) -> tuple[int, str, str]:
    """Ask from an address that every ten residents share, as the proxy would name it."""
    shared = number // 10
    headers = {
        "X-Forwarded-For": f"10.{shared >> 16 & 255}.{shared >> 8 & 255}.{shared & 255}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
    }
    connection.request(method, path, body=body or None, headers=headers)
    response = connection.getresponse()
    text = response.read().decode()
    return response.status, text, (response.getheader("Set-Cookie") or "").partition(";")[0]


if __name__ == "__main__":
    serve(application(sys.argv[1]), host=HOST, port=PORT)
