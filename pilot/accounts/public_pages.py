"""One door for people without an account: a page by its kind and an unguessable token."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from flask import Blueprint, Flask, abort, current_app, url_for
from flask.typing import ResponseReturnValue

from pilot.accounts.access import open_to_all

Page: TypeAlias = Callable[[str], ResponseReturnValue]
EXTENSION = "public_pages"

bp = Blueprint("public", __name__)


@bp.route("/p/<string:kind>/<string:token>", methods=["GET", "POST"])
@open_to_all
def page(kind: str, token: str) -> ResponseReturnValue:
    """Answer with the page of a kind; the page judges the token and says 404 to a wrong one by itself."""
    found: Page | None = current_app.extensions[EXTENSION].get(kind)
    if found is None:
        abort(404)
    return found(token)


def address(kind: str, token: str, *, external: bool = False) -> str:
    """Return the address of a page of a kind by its token."""
    return url_for("public.page", kind=kind, token=token, _external=external)


def init_app(app: Flask, pages: Mapping[str, Page]) -> None:
    """Say which pages are open by their address alone."""
    app.extensions[EXTENSION] = dict(pages)
