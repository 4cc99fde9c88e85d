"""Hand a document to the browser: a PDF to keep, with a name that also old programs can read."""

from flask import Response

from pilot.documents.pdf import MIMETYPE
from pilot.text import search_key


def plain_name(name: str) -> str:
    """Write a name of a file in plain letters and hyphens."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in search_key(name)).split())


def as_download(content: bytes, *, name: str) -> Response:
    """Return a PDF that the browser saves under a name of plain letters."""
    response = Response(content, mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain_name(name)}.pdf"'
    return response
