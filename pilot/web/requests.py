"""What every request gets: an id, the proxy's word where one is trusted, a key for each form."""

import uuid

from flask import Flask, abort, g, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from pilot.web.icons import icon


class CodeConverter(BaseConverter):
    """The code of a pilot in an address: SDK-2022."""

    regex = "[A-Z0-9][A-Z0-9-]{1,31}"


class MonthConverter(BaseConverter):
    """A month in an address: 2023-01."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"


def name_request() -> None:
    """Give the request an id that logs and error pages show."""
    g.request_id = uuid.uuid4().hex


def refuse_forwarded() -> None:
    """Refuse a proxy's word where none is set up: it is invented, or PROXY_COUNT is wrong (S20)."""
    if any(name.startswith("X-Forwarded-") or name == "Forwarded" for name in request.headers.keys()):  # noqa: SIM118
        abort(400)


def new_key() -> str:
    """Return a fresh key for a form that a template writes itself."""
    return str(uuid.uuid4())


def here() -> str:
    """Return the address to come back to; pages that were not found are alike, so they have none."""
    return "/" if g.get("not_found") else request.full_path.rstrip("?")


def init_app(app: Flask, *, proxies: int, strict: bool) -> None:
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.url_map.converters["code"] = CodeConverter
    app.url_map.converters["month"] = MonthConverter
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.before_request(name_request)
    if strict and not proxies:
        app.before_request(refuse_forwarded)
    app.jinja_env.globals["new_key"] = new_key
    app.jinja_env.globals["icon"] = icon
    app.context_processor(lambda: {"request_id": g.get("request_id", ""), "here": here()})
