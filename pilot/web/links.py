"""Addresses of our pages for mails: built from BASE_URL only, never from what a request claims (S17)."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def address_of(endpoint: str, **values: Any) -> str:
    """Return the full address of one of our pages, also outside of a request."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    pages = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return pages.build(endpoint, values, force_external=True)
