"""Where to go after signing in: only to a page of ours, rebuilt from the map of pages (S22)."""

from urllib.parse import parse_qsl, urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def safe_next(text: str) -> str | None:
    """Return the address of our own page that `text` names, or None.

    Nothing of the text itself is kept but the page and its arguments, so no other host can be reached.
    """
    try:
        asked = urlsplit(text)
        adapter = current_app.url_map.bind_to_environ(request.environ)
        endpoint, arguments = adapter.match(asked.path, method="GET")
    except (ValueError, HTTPException, RequestRedirect):
        return None
    if not asked.path.startswith("/") or asked.path.startswith("//"):
        return None
    filters = {name: value for name, value in parse_qsl(asked.query) if not name.startswith("_")}
    return url_for(endpoint, **{**filters, **arguments})
