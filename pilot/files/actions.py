"""Keep an uploaded file."""

import datetime as dt
import hashlib
import uuid

from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.files.rules import Upload


def keep(upload: Upload, *, owner_id: uuid.UUID, now: dt.datetime) -> StoredFile:
    """Store a judged file with its hash; who may open it is decided by the thing that points to it."""
    stored = StoredFile(
        owner_id=owner_id,
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        stored_at=now,
    )
    db.session.add(stored)
    db.session.flush()
    return stored
