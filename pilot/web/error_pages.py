"""What a person sees when something went wrong: what happened, what to do next, nothing typed is lost."""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from pilot.errors import EditedMeanwhileError, NotVisibleError
from pilot.extensions import db
from pilot.web import held
from pilot.web.forms import EditForm

METHOD_NOT_ALLOWED = 405
PAGES = (400, 403, 404, 413, 429, 500, 503)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Difference:
    """A field of a form as one person typed it and as another saved it meanwhile."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


def not_found(_error: Exception) -> ResponseReturnValue:
    """Answer unknown and invisible objects alike."""
    db.session.rollback()
    g.not_found = True
    return render_template("errors/404.html"), 404


def edited_meanwhile(_error: Exception) -> ResponseReturnValue:
    """Show both texts, mine still in the form, with the version that is now the newest."""
    db.session.rollback()
    form = g.get("form")
    if not isinstance(form, EditForm) or form.edited is None:
        return render_template("errors/409.html", fields=[], form=None), 409
    db.session.refresh(form.edited)
    theirs = type(form)(formdata=None, obj=form.edited)
    for field in form:
        if getattr(field, "choices", None):
            theirs[field.short_name].choices = field.choices
    g.form = form
    differences = [
        Difference(str(field.label.text), _shown(field), _shown(theirs[field.short_name]))
        for field in form
        if field.type not in {"HiddenField", "CSRFTokenField"}
    ]
    form.version.data = str(form.edited.version)
    form.version.raw_data = [form.version.data]
    return render_template("errors/409.html", fields=differences, form=form), 409


def _shown(field: Any) -> str:
    """Write a field's value as a person reads it."""
    if getattr(field, "choices", None):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(
            str(choice.label) for choice in field.choices if choice.value in {str(c) for c in chosen}
        )
    value = field._value() if hasattr(field, "_value") else field.data  # noqa: SLF001 - WTForms' own name
    return "" if value is None else str(value)


def token_refused(_error: CSRFError) -> ResponseReturnValue:
    """Offer the typed text again when a form came without a good token."""
    db.session.rollback()
    return render_template("errors/400.html", kept=_kept()), 400


def database_busy(error: OperationalError) -> ResponseReturnValue:
    """Say that nothing was saved; the browser can send the same text again."""
    db.session.rollback()
    logger.error("database refused: %s", type(error.orig).__name__)
    return render_template("errors/503.html"), 503


def _kept() -> held.Held | None:
    """Return the form of this request, for somebody who is signed in and sent one."""
    viewer = g.get("viewer")
    kept = held.of_request(viewer.user_id) if viewer else None
    return kept if kept and kept.fields else None


def plain(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, SecurityError):
        return Response("Bad Request", 400, mimetype="text/plain")  # of no host of ours: no page can be built
    if code == METHOD_NOT_ALLOWED:
        return not_found(error)
    if code not in PAGES:
        return error
    db.session.rollback()
    return render_template(f"errors/{code}.html", kept=None), code


def init_app(app: Flask) -> None:
    app.register_error_handler(NotVisibleError, not_found)
    app.register_error_handler(404, not_found)
    app.register_error_handler(EditedMeanwhileError, edited_meanwhile)
    app.register_error_handler(StaleDataError, edited_meanwhile)
    app.register_error_handler(CSRFError, token_refused)
    app.register_error_handler(OperationalError, database_busy)
    app.register_error_handler(HTTPException, plain)
