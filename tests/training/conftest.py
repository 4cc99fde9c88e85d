"""A database of its own, where everything really commits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask_migrate import upgrade

import config
from pilot import create_app
from pilot.extensions import db
from tests.conftest import settings_for
from tests.installation import ENGINES, address_of

MIGRATIONS = str(config.ROOT / "migrations")


@pytest.fixture(params=ENGINES)
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Yield an application on a database with all tables."""
    with address_of(request.param, request, tmp_path) as url:
        app = create_app(settings_for(url))
        with app.app_context():
            upgrade(directory=MIGRATIONS)
            yield app
            db.session.remove()
            db.engine.dispose()
