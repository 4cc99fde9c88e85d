"""Hand out a stored file so that a browser only saves it: never shown, never run (S19)."""

import io

from flask import Response, send_file

from pilot.files.queries import Opened

SANDBOX = "default-src 'none'; sandbox"


def attachment(opened: Opened) -> Response:
    """Return a file as an attachment; the page's own policy and this one hold both."""
    response = send_file(
        io.BytesIO(opened.content),
        mimetype=opened.media_type,
        as_attachment=True,
        download_name=opened.name,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
