"""Whether the application can do its work, for whoever watches over it."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

import config
from pilot.accounts.access import open_to_all
from pilot.extensions import db
from pilot.schema import newest_revision, revision_of

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """Answer 200 when the database answers and holds the newest tables, else 503; nothing else is told."""
    try:
        well = revision_of(db.session.connection()) == newest_revision(config.ROOT / "migrations")
    except SQLAlchemyError:
        current_app.logger.exception("the database does not answer")
        well = False
    return {"status": "ok" if well else "unavailable"}, 200 if well else 503
