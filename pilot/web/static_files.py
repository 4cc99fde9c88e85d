"""Static files: addressed by content, cached for good, sealed like every response."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from pilot.web.headers import ALWAYS

FOR_GOOD = 31_536_000


@cache
def fingerprint(path: Path) -> str:
    """Return a short hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def init_app(app: Flask) -> None:
    folder = Path(app.static_folder or "static")

    def address_by_content(endpoint: str, values: dict[str, Any]) -> None:
        path = folder / str(values.get("filename", ""))
        if endpoint == "static" and path.is_file():
            values["v"] = fingerprint(path)

    def seal(headers: Any, _path: str, _url: str) -> None:
        for name, value in ALWAYS.items():
            headers[name] = value

    app.url_defaults(address_by_content)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        max_age=FOR_GOOD,
        allow_all_origins=False,
        add_headers_function=seal,
    )
