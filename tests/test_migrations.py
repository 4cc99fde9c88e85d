"""Migrations lose nothing, up and down, on both engines (R15)."""

import datetime as dt
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import select
from sqlalchemy.orm import selectinload

import config
from pilot import audit, create_app
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState, StepOwner
from pilot.mentoring.models import AgreedStep, MentorSession, SessionAttendee
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from tests import build
from tests.build import World
from tests.conftest import settings_for
from tests.installation import ENGINES, address_of
from tests.training import build as training

MIGRATIONS = config.ROOT / "migrations"
REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))]
PAST = dt.date(2023, 1, 5)
REBUILD = """
from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{newest}"


def upgrade():
    with op.batch_alter_table("user_account", recreate="auto") as batch:
        batch.alter_column("phone", existing_type=sa.String(200), type_=sa.String(300))
    {extra}


def downgrade():
    with op.batch_alter_table("user_account", recreate="auto") as batch:
        batch.alter_column("phone", existing_type=sa.String(300), type_=sa.String(200))
"""


@pytest.fixture(params=ENGINES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Yield an application on an empty database without tables."""
    with address_of(request.param, request, tmp_path) as url:
        app = create_app(settings_for(url))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


Columns = dict[str, list[str]]
MOVED: dict[str, dict[str, str]] = {"0014": {"mentor_session": "agreed_steps"}}
"""Columns whose text a revision keeps elsewhere; its way down brings them back."""


def columns() -> Columns:
    """Return the columns of every table."""
    with db.engine.connect() as connection:
        return {
            name: list(
                connection.execute(sa.select(sa.text("*")).select_from(sa.table(name)).limit(0)).keys()
            )
            for name in sa.inspect(connection).get_table_names()
            if name != "alembic_version"
        }


def contents(of: Columns | None = None) -> dict[str, list[Any]]:
    """Return every row of every table, or of those columns, in an order that both ends share."""
    wanted = columns() if of is None else of
    with db.engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(sa.table(name, *map(sa.column, names))))))
            for name, names in wanted.items()
        }


def columns_kept_by(revision: str) -> Columns:
    """Return the columns of every table that stay when a revision comes."""
    moved = MOVED.get(revision, {})
    return {name: [each for each in names if each != moved.get(name)] for name, names in columns().items()}


def fill() -> None:
    world = build.world()
    for event in range(3):
        audit.record("tests.something-done", world.pilot, actor=None, at=build.NOW, number=event)
    for _device in range(180):
        build.session_token(world.mentor)
    db.session.commit()
    db.session.remove()


def folder_with(tmp_path: Path, extra: str) -> str:
    """Copy the migrations and add one that rebuilds a table with children."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = REBUILD.format(newest=REVISIONS[-1], extra=extra)
    (folder / "versions" / "9999_rebuild.py").write_text(script, encoding="utf-8")
    return str(folder)


def test_the_newest_tables_are_those_of_the_models(app: Flask) -> None:  # noqa: ARG001 - its database
    upgrade(directory=str(MIGRATIONS))

    check(directory=str(MIGRATIONS))


def test_every_revision_keeps_every_row_down_and_up_again(app: Flask) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    fill()
    downgrade(directory=str(MIGRATIONS), revision=REVISIONS[0])
    broken = []
    for before, revision in itertools.pairwise(REVISIONS):
        kept, loaded = columns_kept_by(revision), contents()
        before_up = contents(kept)
        assert len(loaded["user_session"]) == 180

        upgrade(directory=str(MIGRATIONS), revision=revision)
        if contents(kept) != before_up:
            broken.append(f"{revision} up")
        downgrade(directory=str(MIGRATIONS), revision=before)
        if contents() != loaded:
            broken.append(f"{revision} down")
        upgrade(directory=str(MIGRATIONS), revision=revision)

    assert broken == []


def add_session(world: World, held_on: dt.date, *people: Participation, steps: str) -> MentorSession:
    """Keep a session in which some people agreed on steps, a line each."""
    session: MentorSession = build.keep(
        MentorSession(
            pilot_id=world.pilot.id,
            mentor_id=world.mentor.id,
            held_on=held_on,
            minutes=60,
            form=SessionForm.VIDEO,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.HELD,
            topics=[],
            logged_at=build.NOW,
            attendees=[SessionAttendee(participation_id=person.id) for person in people],
        )
    )
    for number, line in enumerate(steps.splitlines(), 1):
        for person in people:
            build.keep(
                AgreedStep(
                    participation_id=person.id,
                    session_id=session.id,
                    number=number,
                    owner=StepOwner.BOTH,
                    what=line,
                )
            )
    return session


def test_steps_written_as_text_become_rows_and_text_again(app: Flask) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    world = build.world()
    add_session(world, dt.date(2023, 1, 10), world.anna, steps="Uzrunāt skolu\nAtsūtīt plānu")
    add_session(world, dt.date(2023, 1, 24), world.anna, world.peteris, steps="Izmēģināt anketu")
    add_session(world, dt.date(2023, 1, 31), world.anna, steps="")
    db.session.commit()
    db.session.remove()
    downgrade(directory=str(MIGRATIONS), revision=REVISIONS[REVISIONS.index("0014") - 1])
    with db.engine.connect() as connection:
        texts = connection.execute(sa.text("SELECT agreed_steps FROM mentor_session ORDER BY held_on"))
        as_text = list(texts.scalars())

    upgrade(directory=str(MIGRATIONS))

    lines = select(MentorSession.held_on, AgreedStep.what, AgreedStep.closed_on).join(AgreedStep.session)
    rows = db.session.execute(lines.order_by(MentorSession.held_on, AgreedStep.number, AgreedStep.id)).all()
    first, second = dt.date(2023, 1, 10), dt.date(2023, 1, 24)
    assert as_text == ["Uzrunāt skolu\nAtsūtīt plānu", "Izmēģināt anketu", ""]
    assert [tuple(row) for row in rows] == [
        (first, "Uzrunāt skolu", second),
        (first, "Atsūtīt plānu", second),
        (second, "Izmēģināt anketu", None),
        (second, "Izmēģināt anketu", None),
    ]


def test_the_first_revision_leaves_nothing_behind_when_taken_back(app: Flask) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))

    downgrade(directory=str(MIGRATIONS), revision="base")

    assert contents() == {}


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(app: Flask, tmp_path: Path) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    fill()
    loaded = contents()

    folder = folder_with(tmp_path, "")
    upgrade(directory=folder)
    rebuilt = contents()
    downgrade(directory=folder, revision=REVISIONS[-1])

    assert len(rebuilt["user_session"]) == 180
    assert rebuilt == loaded
    assert contents() == loaded


def test_a_migration_that_loses_rows_is_refused_and_changes_nothing(app: Flask, tmp_path: Path) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    fill()
    loaded = contents()

    with pytest.raises(SystemExit):
        upgrade(directory=folder_with(tmp_path, 'op.execute("DELETE FROM user_session")'))

    assert contents() == loaded
    with db.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == REVISIONS[-1]


@pytest.mark.parametrize(
    "change", ["UPDATE audit_event SET action = 'other'", "DELETE FROM audit_event"], ids=["update", "delete"]
)
def test_an_audit_event_can_be_neither_changed_nor_deleted(app: Flask, change: str) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    fill()

    with pytest.raises(sa.exc.DBAPIError, match="never changed"), db.engine.begin() as connection:
        connection.exec_driver_sql(change)

    assert len(contents()["audit_event"]) == 3


def test_ratings_of_the_practice_go_only_when_the_way_back_may_lose_them(app: Flask) -> None:  # noqa: ARG001
    upgrade(directory=str(MIGRATIONS))
    world = build.world()
    module = training.module(world.pilot)
    for moment in Moment:
        line = SelfRatingLine(module_id=module.id, level=3)
        row = SelfRating(participation_id=world.anna.id, moment=moment, rated_on=PAST, open_until=PAST)
        row.lines.append(line)
        build.keep(row)
    db.session.commit()
    db.session.remove()

    before = REVISIONS[REVISIONS.index("0030") - 1]
    with pytest.raises(SystemExit):
        downgrade(directory=str(MIGRATIONS), revision=before)
    kept = contents()
    downgrade(directory=str(MIGRATIONS), revision=before, x_arg="rows=may-change")
    left = contents()
    upgrade(directory=str(MIGRATIONS))

    rows = db.session.scalars(select(SelfRating).options(selectinload(SelfRating.lines))).all()
    assert {row.moment for row in rows} == {Moment.START, Moment.END}
    assert [len(row.lines) for row in rows] == [1, 1]
    names = ("self_rating", "self_rating_line")
    assert [[len(found[name]) for name in names] for found in (kept, left)] == [[4, 4], [2, 2]]
