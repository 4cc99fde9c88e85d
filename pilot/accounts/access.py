"""The door: every view names its permission or that it is open; all else is refused."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from pilot import clock
from pilot.accounts import sessions
from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.database import start_reading, start_writing
from pilot.extensions import login
from pilot.web import held

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only people with a permission reach the view; stands directly under the route."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """Let anyone reach the view; the sweep test lists these by name."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def viewer() -> Viewer:
    """Return who is signed in; only for views behind `requires`."""
    found = signed_in()
    if found is None:
        message = "a view without a signed-in person asked for one"
        raise RuntimeError(message)
    return found


def signed_in() -> Viewer | None:
    """Return who is signed in, or None."""
    found: Viewer | None = g.get("viewer")
    return found


def guard() -> ResponseReturnValue | None:
    """Run before every request: choose reading or writing, find the viewer, refuse by default."""
    if request.method in SAFE_METHODS:
        start_reading()
    else:
        start_writing()
    if request.endpoint is None or request.endpoint == "static":
        return None
    g.viewer = current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "permission"):
        abort(403)
    permission: Permission | None = view.permission
    if permission is None:
        return None
    if g.viewer is None:
        if request.method in SAFE_METHODS:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        return held.page_for_expired_session(_owner_of_cookie())
    if not g.viewer.may(permission):
        abort(403)
    return None


def _find_viewer(_request: Request) -> Viewer | None:
    token = session.get("token")
    if not isinstance(token, str):
        return None
    found = sessions.resume(token, now=clock.now())
    if found is None:
        return None
    g.session_id = found.session_id
    g.user_locale = found.locale
    return found.viewer


def _owner_of_cookie() -> uuid.UUID | None:
    """Return whose session the cookie names although it has ended, where that is still known."""
    token = session.get("token")
    return sessions.owner_of(token) if isinstance(token, str) else None


def current_session_id() -> uuid.UUID:
    """Return the id of the signed-in session of this request."""
    found: uuid.UUID = g.session_id
    return found


def init_app(app: Flask) -> None:
    login.init_app(app)
    login.request_loader(_find_viewer)
    app.before_request(guard)
    app.teardown_request(lambda _error: start_writing())
