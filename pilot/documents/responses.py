"""Hand a document to the browser: a PDF to keep, with a name that also old programs can read."""

from flask import Response

from pilot.documents.pdf import MIMETYPE
from pilot.text import search_key


def plain_name(name: str) -> str:
    """Write a name of a file in plain Latin letters and hyphens: a header holds no others."""
    plain = (sign if sign.isascii() and sign.isalnum() else " " for sign in search_key(name))
    return "-".join("".join(plain).split())


def as_download(content: bytes, *, name: str) -> Response:
    """Return a PDF that the browser saves under a name of plain letters."""
    response = Response(content, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain_name(name)}.pdf"'
    return response
