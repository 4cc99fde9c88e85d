"""Read a stored file; the caller has checked that its viewer may see the thing it belongs to."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.files.models import StoredFile


@dataclass(frozen=True)
class Opened:
    """A file as it is handed out."""

    name: str
    media_type: str
    content: bytes


def about(file_id: uuid.UUID | None) -> StoredFile | None:
    """Return what is known of a file without its bytes."""
    return db.session.get(StoredFile, file_id) if file_id else None


def opened(file_id: uuid.UUID) -> Opened:
    """Return a file with its bytes.

    :raises NotVisibleError: there is none of this id.
    """
    found = db.session.execute(
        select(StoredFile.name, StoredFile.media_type, StoredFile.content).where(StoredFile.id == file_id)
    ).one_or_none()
    if found is None:
        raise NotVisibleError
    return Opened(*found)
