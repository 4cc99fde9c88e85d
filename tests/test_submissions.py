"""Every form sent twice makes one record (R3); two editors of one version never overwrite each other (R4)."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask_migrate import upgrade
from psycopg import connect
from sqlalchemy import func, select

import config
from pilot import clock, create_app
from pilot.database import Base
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.web.models import Submission
from tests import build
from tests.conftest import settings_for
from tests.sweep import fill
from tests.sweep.stage import NOW, Visitor, fingerprint, signed
from tests.sweep.walk import SENT, WITH_PAGE, Opened, Stage, on_stage, opened, refusals
from tests.sweep.world import world

SEE_OTHER, CONFLICT = 303, 409
WITHOUT_RIVALS = frozenset(
    {
        "sessions.delete",  # a button: there is no text to lose
        "sessions.not_held",  # a button for each reason
        "timesheets.remove",  # a button
        "timesheets.remove_supervision",  # a button
        "meetings.approve",  # a button
        "surveys.close",  # a button
        "series.end",  # a button
        "pairs.take_back",  # a button
        "remarks.withdraw",  # a button
        "needs.merge",  # a choice: there is no text to lose
        "needs.split",  # a button
        "needs.delete_need",  # a button
        "needs.delete_resource",  # a button
        "remark_points.implement",  # a choice: there is no text to lose
        "sessions.answer",  # one person answers; the version is of the session that was read
    }
)
PAIRS, ROUNDS = 20, 20
SHOWS_ONLY = frozenset({"imports.upload", "survey_imports.upload"})  # a preview: `confirm` sends what follows
ENDS_THE_SESSION = frozenset({"accounts.sign_out", "accounts.change_password"})


@pytest.fixture(scope="module")
def stage(app: Flask) -> Iterator[Stage]:
    with on_stage(app) as found:
        yield found


@pytest.mark.parametrize("endpoint", [name for name in SENT if name not in ENDS_THE_SESSION | SHOWS_ONLY])
def test_a_form_that_is_sent_twice_does_its_deed_once(stage: Stage, endpoint: str) -> None:
    page = opened(stage, endpoint)
    values = {**fill.filled(page.form, endpoint), "idem": build.new_key()}

    with page.visitor.undone():
        first = page.visitor.post(page.address, values, keep=True)
        after_first = fingerprint(stage.connection)
        second = page.visitor.post(page.address, values, keep=True)
        after_second = fingerprint(stage.connection)

    assert first.status_code == SEE_OTHER, refusals(first)
    assert (second.status_code, second.location) == (SEE_OTHER, first.location)
    assert after_second == after_first


def edited() -> list[str]:
    """Return the pages that change something that is there already."""
    return [name for name in WITH_PAGE if name not in ENDS_THE_SESSION | WITHOUT_RIVALS]


@pytest.mark.parametrize("endpoint", edited())
def test_two_editors_of_one_version_do_not_overwrite_each_other(stage: Stage, endpoint: str) -> None:
    page = opened(stage, endpoint)
    if page.form.values().get("version", [""]) == [""]:
        return  # it creates or answers: that it does so once is tested above
    rounds = [conflict(page, endpoint, number=number) for number in range(ROUNDS)]

    assert rounds == [(SEE_OTHER, CONFLICT, "typed text is shown again")] * ROUNDS


def conflict(page: Opened, endpoint: str, *, number: int) -> tuple[int, int, object]:
    """Let two people save the same version and return both answers."""
    one, other, typed = fill.two_versions(page.form, endpoint, number=number)
    with page.visitor.undone():
        first = page.visitor.post(page.address, {**one, "idem": build.new_key()}, keep=True)
        second = page.visitor.post(page.address, {**other, "idem": build.new_key()}, keep=True)
        shown = typed in second.get_data(as_text=True)
    if first.status_code != SEE_OTHER:
        return first.status_code, second.status_code, refusals(first)
    return (
        first.status_code,
        second.status_code,
        "typed text is shown again" if shown else "typed text is lost",
    )


REPRESENTATIVES = (*fill.NUMBERED,)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Build the world in a database of its own, where every request really commits."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('pairs') / 'pairs.db'}"
    else:
        url = another_database(request.getfixturevalue("postgres_url"), "pairs")
    app = create_app(settings_for(url))
    app.testing = True
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        patch.setattr(clock, "now", lambda: NOW)
        upgrade(directory=str(config.ROOT / "migrations"))
        found = world()
        visitors = {name: Visitor(app, None, person.id) for name, person in found.people.items()}
        db.session.remove()
        yield Stage(app, None, found, visitors)
        db.session.remove()
        db.engine.dispose()


def another_database(url: str, name: str) -> str:
    """Create one more database on a server and return its address."""
    with connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{url.rpartition('/')[0]}/{name}"


@pytest.mark.parametrize("endpoint", REPRESENTATIVES)
def test_twenty_pairs_sent_at_the_same_moment_make_twenty_records(busy: Stage, endpoint: str) -> None:
    page = opened(busy, endpoint)
    before = rows(busy)
    pairs = [
        {**fill.numbered(page.form, endpoint, number), "idem": build.new_key()}
        for number in range(1, PAIRS + 1)
    ]
    gate = threading.Barrier(2)

    def send(values: fill.Values) -> tuple[int, str | None]:
        browser = page.visitor.another_window()
        gate.wait(timeout=30)
        answer = browser.open(page.address, method="POST", data=signed(values))
        return answer.status_code, answer.location

    with ThreadPoolExecutor(2) as pool:
        answers = [tuple(pool.map(send, (values, values))) for values in pairs]

    assert {status for pair in answers for status, _ in pair} == {SEE_OTHER}
    assert all(one == other for one, other in answers)
    grown = {name: count - before[name] for name, count in rows(busy).items() if count != before[name]}
    assert grown.pop(Submission.__tablename__) == PAIRS
    grown.pop(OutgoingMail.__tablename__, 0)  # the entries of a day make one mail
    assert grown
    assert {count % PAIRS for count in grown.values()} == {0}, grown


def rows(stage: Stage) -> dict[str, int]:
    """Return how many rows each table holds."""
    with stage.app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
