"""One sending, one record: a form's key is claimed before the view and answered alike ever after (R3)."""

import datetime as dt
import uuid

from flask import Flask, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from pilot import clock
from pilot.extensions import db
from pilot.web.models import Submission

FIELD = "idem"
SEE_OTHER = 303
KEPT = dt.timedelta(days=30)


def claim() -> ResponseReturnValue | None:
    """Run before a view that writes: claim the form's key, or answer as the first sending was answered.

    A sending that was refused after its try had been counted (S15) left the key without an answer: go on.
    """
    key = _key()
    if request.method != "POST" or key is None or g.get("viewer") is None:
        return None
    row = {
        "user_id": g.viewer.user_id,
        "key": key,
        "endpoint": request.endpoint,
        "location": "",
        "at": clock.now(),
    }
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Submission).values(row))
    except IntegrityError:
        first = _first_location(key)
        return redirect(first, SEE_OTHER) if first else None
    return None


def saved(location: str, message: str = "") -> ResponseReturnValue:
    """Commit the request's one transaction, then send the browser on; the only place where views commit."""
    key = _key()
    if key is not None and g.get("viewer") is not None:
        db.session.execute(
            update(Submission)
            .where(Submission.user_id == g.viewer.user_id, Submission.key == key)
            .values(location=location)
        )
    db.session.commit()
    if message:
        flash(message, "success")
    return redirect(location, SEE_OTHER)


def _first_location(key: uuid.UUID) -> str:
    location = db.session.scalar(
        select(Submission.location).where(Submission.user_id == g.viewer.user_id, Submission.key == key)
    )
    return location or ""


def _key() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get(FIELD, ""))
    except ValueError:
        return None


def purge(*, now: dt.datetime) -> None:
    """Delete the keys of forms that were sent more than thirty days ago: no browser sends those again."""
    db.session.execute(delete(Submission).where(Submission.at < now - KEPT))


def init_app(app: Flask) -> None:
    app.before_request(claim)
