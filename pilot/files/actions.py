"""Keep an uploaded file, and discard one that nothing needs."""

import datetime as dt
import hashlib
import uuid

from sqlalchemy import delete, func, select

from pilot.errors import DomainError
from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.files.rules import MAX_BYTES_OF_PERSON, Upload


class FilesFullError(DomainError):
    """The files of a person would take more than they may together."""


def keep(upload: Upload, *, owner_id: uuid.UUID, now: dt.datetime) -> StoredFile:
    """Store a judged file with its hash; who may open it is decided by the thing that points to it.

    :raises FilesFullError: the files of the person would take more than 200 MB together (S19).
    """
    taken = db.session.scalar(
        select(func.coalesce(func.sum(StoredFile.size), 0)).where(StoredFile.owner_id == owner_id)
    )
    if (taken or 0) + len(upload.content) > MAX_BYTES_OF_PERSON:
        raise FilesFullError
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


def discard(file_id: uuid.UUID) -> None:
    """Delete a file to which nothing points any more; evidence never comes here."""
    db.session.execute(delete(StoredFile).where(StoredFile.id == file_id))
