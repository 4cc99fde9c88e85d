"""Security headers of every response (QUALITY 5.2)."""

from collections.abc import Callable, Mapping

from flask import Flask, Response, abort, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def refuse_cross_site() -> None:
    """Refuse an unsafe request that another site made the browser send."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(400)
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        abort(400)


def seal(*, secure: bool) -> Callable[[Response], Response]:
    """Return the after-request hook that adds the headers."""

    def add(response: Response) -> Response:
        narrower = response.headers.getlist("Content-Security-Policy")
        response.headers.update(ALWAYS)
        for policy in narrower:  # a browser obeys all of them
            response.headers.add("Content-Security-Policy", policy)
        if secure:
            response.headers.update(TRANSPORT)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers["X-Robots-Tag"] = "noindex"
            response.vary.add("Cookie")
        return response

    return add


def init_app(app: Flask, *, secure: bool) -> None:
    app.before_request(refuse_cross_site)
    app.after_request(seal(secure=secure))
