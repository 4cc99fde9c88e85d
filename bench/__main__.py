"""Measure pages and saves against the floor in turns A B A B; prints ratios, writes reports/bench.json."""

import argparse
import datetime as dt
import itertools
import json
import os
import re
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Engine, event, select

import config
from bench import closing, documents, feeds, findings, floor, plans, seed, surveys, taps
from pilot import clock, create_app
from pilot.accounts import sessions
from pilot.accounts.models import User
from pilot.cohort.models import Pilot
from pilot.demo import actions as demo
from pilot.extensions import db
from pilot.municipalities import actions as municipalities
from tests.postgres import throwaway_postgres

SIZES = (11, 2_580, 100_000)
QUICK_SIZES = (11, 2_580)
DAY = dt.date(2023, 2, 14)
ROUNDS, QUICK_ROUNDS = 40, 10
ROLL, SEE_OTHER = 30, 303
SEAL = re.compile(r'name="seal"[^>]*value="([0-9a-f]+)"')
NAMES = re.compile(r'id="(p[0-9a-f]{32})-status-0"')


@dataclass(frozen=True)
class Result:
    """One operation on one engine and size, ours against the floor."""

    engine: str
    people: int
    operation: str
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    queries: int
    bytes: int
    ratio: float
    cpu_ratio: float


@dataclass(frozen=True)
class Subject:
    """What is measured: an operation on an engine with so many people, and the size of our page in bytes."""

    engine: Engine
    people: int
    operation: str
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("pages", "plans", "taps", "surveys"), default="pages")
    parser.add_argument("--quick", action="store_true", help="two sizes, few rounds, SQLite only")
    chosen = parser.parse_args()
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    if chosen.what == "plans":
        plans.main(quick=chosen.quick)
        return
    if chosen.what == "taps":
        taps.main()
        return
    if chosen.what == "surveys":
        surveys.main(quick=chosen.quick)
        return
    results: list[Result] = []
    made: list[documents.Made] = []
    closed: list[closing.Closed] = []
    opened: list[findings.Opened] = []
    for url in _engines(quick=chosen.quick):
        results += _measure_engine(url, quick=chosen.quick, made=made, closed=closed, opened=opened)
    folder = config.ROOT / "reports"
    folder.mkdir(exist_ok=True)
    report: dict[str, Any] = {
        "day": str(dt.datetime.now(dt.UTC).date()),
        "results": [asdict(result) for result in results],
    }
    report["documents"] = [asdict(each) for each in made]
    report["closing"] = [asdict(each) for each in closed]
    report["findings"] = [asdict(each) for each in opened]
    (folder / "bench.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


def _engines(*, quick: bool) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"
    if not quick:
        with throwaway_postgres() as url:
            yield url


def _measure_engine(
    url: str,
    *,
    quick: bool,
    made: list[documents.Made],
    closed: list[closing.Closed],
    opened: list[findings.Opened],
) -> list[Result]:
    secret = "bench-only-secret-0123456789-abcdefghijk"  # noqa: S105 - protects nothing
    app = create_app(config.Settings(config.Environment.DEMO, secret, url, demo_today=DAY))
    with app.app_context():
        engine = db.engine
        upgrade(directory=str(config.ROOT / "migrations"))
        municipalities.load_register(now=clock.now())
        demo.load(today=DAY, now=clock.now())
        db.session.commit()
    print(f"{'engine':<11}{'people':>8}  {'operation':<10}{'x floor':>9}{'x CPU':>9}{'queries':>9}{'KB':>7}")
    results: list[Result] = []
    for people in QUICK_SIZES if quick else SIZES:
        results += _measure_size(app, engine, people, rounds=QUICK_ROUNDS if quick else ROUNDS)
    made.append(documents.measure(app))
    closed.append(closing.measure(app))
    opened += findings.measure(app)
    engine.dispose()
    return results


def _measure_size(app: Flask, engine: Engine, people: int, *, rounds: int) -> list[Result]:
    with app.app_context():
        seeded = seed.grow(people)
        feed = feeds.grow()
        key = _pilot_key(engine, seeded)
        ours = _signed_in(app, seeded.coordinator_id)
    paths = {
        "matrix": f"/pilots/{seeded.code}/mentoring",
        "ahead": f"/pilots/{seeded.code}/mentoring/participants/{seeded.participation_id}/ahead",
        "forecast": f"/pilots/{seeded.code}/mentoring/forecast",
        "people": f"/pilots/{seeded.code}/people",
        "schedule": f"/pilots/{seeded.code}/training",
        "attendance": f"/pilots/{seeded.code}/training/attendance",
        "register": "/municipalities",
        "pilot": f"/pilots/{seeded.code}",
        "home": "/",
        "feed": feed,
    }
    sizes = {operation: len(_fetch(ours, path)) for operation, path in paths.items()}
    bare = floor.create_floor(engine, pilot=key, sizes=sizes).test_client()
    bare.get("/sign-in")
    results = [
        _compare(
            Subject(engine, people, operation, sizes[operation]),
            ours=partial(_fetch, ours, path),
            theirs=partial(_fetch, bare, f"/{operation}"),
            rounds=rounds,
        )
        for operation, path in paths.items()
    ]
    results.append(_measure_log(app, engine, seeded, people, rounds=rounds))
    return [*results, _measure_roll(app, engine, rounds=rounds)] if people == SIZES[0] else results


def _measure_log(app: Flask, engine: Engine, seeded: seed.Seeded, people: int, *, rounds: int) -> Result:
    """Measure the log of a session from the form to the page after it, against the same rows by hand."""
    path = f"/pilots/{seeded.code}/mentoring/log"
    with app.app_context():
        ours = _signed_in(app, seeded.mentor_id)
    app.config["WTF_CSRF_ENABLED"] = False
    bare = floor.create_floor(engine, pilot=None, sizes={}).test_client()
    mentor, person = str(seeded.mentor_id), str(seeded.participation_id)

    def log() -> None:
        _fetch(ours, path)
        fields = {"people": person, "minutes": "30", "day": str(clock.today()), "form": "phone"}
        answer = ours.post(path, data={**fields, "idem": str(uuid.uuid4())})
        if answer.status_code != SEE_OTHER:
            message = f"{path} was not saved"
            raise RuntimeError(message)
        _fetch(ours, answer.location)

    def log_bare() -> None:
        bare.get("/log", query_string={"mentor": mentor})
        bare.post("/log", data={"mentor": mentor, "person": person}, follow_redirects=True)

    result = _compare(
        Subject(engine, people, "log", len(_fetch(ours, path))), ours=log, theirs=log_bare, rounds=rounds
    )
    app.config["WTF_CSRF_ENABLED"] = True
    return result


def _measure_roll(app: Flask, engine: Engine, *, rounds: int) -> Result:
    """Measure the save of a roll of thirty people, each time another one, against the same rows by hand."""
    with app.app_context():
        seeded = seed.grow(ROLL, code="ROLL")
        path = f"/training-days/{seed.add_day(seeded)}/attendance"
        ours = _signed_in(app, seeded.coordinator_id)
    app.config["WTF_CSRF_ENABLED"] = False
    bare = floor.create_floor(engine, pilot=None, sizes={}).test_client()
    turn = itertools.count()

    def save() -> None:
        page = _fetch(ours, path).decode()
        late = 10 + next(turn)
        fields = {"seal": SEAL.findall(page)[0], "idem": str(uuid.uuid4())}
        for name in NAMES.findall(page):
            fields |= {f"{name}-status": "partly", f"{name}-part": "minutes", f"{name}-late": str(late)}
        if ours.post(path, data=fields).status_code != SEE_OTHER:
            message = f"{path} was not saved"
            raise RuntimeError(message)

    def save_bare() -> None:
        bare.get("/roll")
        bare.post("/roll", data={"minutes": str(next(turn))})

    result = _compare(
        Subject(engine, ROLL, "roll", len(_fetch(ours, path))), ours=save, theirs=save_bare, rounds=rounds
    )
    app.config["WTF_CSRF_ENABLED"] = True
    return result


def _pilot_key(engine: Engine, seeded: seed.Seeded) -> Any:
    """Write the pilot's id as hand-written SQL needs it."""
    found = db.session.scalars(select(Pilot.id).where(Pilot.code == seeded.code)).one()
    return found.hex if engine.dialect.name == "sqlite" else found


def _signed_in(app: Flask, user_id: Any) -> FlaskClient:
    token = sessions.begin(db.session.get_one(User, user_id), device="bench", now=clock.now())
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client


def _fetch(client: FlaskClient, path: str) -> bytes:
    response = client.get(path)
    if response.status_code != 200:  # noqa: PLR2004
        message = f"{path} answered {response.status_code}"
        raise RuntimeError(message)
    body: bytes = response.data
    return body


def _compare(subject: Subject, *, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> Result:
    """Run both in turns and take the ratio pair by pair, so that noise hits both."""
    ours(), theirs()
    with _counted(subject.engine) as queries:
        ours()
    mine, bare = [], []
    for _ in range(rounds):
        mine.append(_timed(ours))
        bare.append(_timed(theirs))
    wall, cpu = [took for took, _ in mine], [took for _, took in mine]
    result = Result(
        subject.engine.dialect.name,
        subject.people,
        subject.operation,
        round(statistics.median(wall) * 1000, 2),
        round(statistics.quantiles(wall, n=20)[18] * 1000, 2),
        round(statistics.median(cpu) * 1000, 2),
        queries[0],
        subject.size,
        round(statistics.median(a / b for (a, _), (b, _) in zip(mine, bare, strict=True)), 2),
        round(statistics.median(cpu) / statistics.median(b for _, b in bare), 2),
    )
    print(
        f"{result.engine:<11}{result.people:>8}  {result.operation:<10}"
        f"{result.ratio:>9.2f}{result.cpu_ratio:>9.2f}{result.queries:>9}{result.bytes / 1024:>7.1f}"
    )
    return result


def _timed(operation: Callable[[], Any]) -> tuple[float, float]:
    """Return the time and the CPU of this process that an operation takes; the second is blind to noise."""
    cpu, started = time.process_time(), time.perf_counter()
    operation()
    return time.perf_counter() - started, time.process_time() - cpu


@contextmanager
def _counted(engine: Engine) -> Iterator[list[int]]:
    count = [0]

    def note(*_args: Any) -> None:
        count[0] += 1

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
