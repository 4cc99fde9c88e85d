"""The small pilot in English, in which the messages of the tests are written."""

import pytest
from sqlalchemy import select

from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.extensions import db
from tests.build import World


@pytest.fixture
def english(world: World) -> World:
    """Let the people of the small pilot read English, in which the messages of the tests are written."""
    for user in db.session.scalars(select(User).order_by(User.id)):
        user.locale = Locale.EN
    db.session.commit()
    return world
