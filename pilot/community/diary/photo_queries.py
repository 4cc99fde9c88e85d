"""Photos of diary entries: the own ones, and those of shared entries that others may see."""

import io
import uuid
import zipfile
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, undefer

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.community.diary import queries, rules
from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.models import EntryPhoto
from pilot.community.models import DiaryEntry
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.files.models import StoredFile


def photos_of(entries: Iterable[DiaryEntry], *, viewer: Viewer) -> dict[uuid.UUID, list[EntryPhoto]]:
    """Return the photos of entries that the viewer may see, by entry: without consent only the own ones."""
    own = {entry.id for entry in entries if entry.participation.user_id == viewer.user_id}
    found: dict[uuid.UUID, list[EntryPhoto]] = {}
    for photo in db.session.scalars(
        select(EntryPhoto)
        .where(EntryPhoto.entry_id.in_([entry.id for entry in entries]))
        .order_by(EntryPhoto.added_at, EntryPhoto.id)
    ):
        if photo.entry_id in own or rules.may_be_shown(photo.consent):
            found.setdefault(photo.entry_id, []).append(photo)
    return found


def get_photo(photo_id: uuid.UUID, *, viewer: Viewer) -> EntryPhoto:
    """Return a photo that the viewer may see: an own one, or one of a shared entry whose people agreed.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    own = select(DiaryEntry.id).join(DiaryEntry.participation).where(Participation.user_id == viewer.user_id)
    shared = queries.shared_entries(viewer).with_only_columns(DiaryEntry.id)
    photo = db.session.scalar(
        select(EntryPhoto).where(
            EntryPhoto.id == photo_id,
            or_(
                EntryPhoto.entry_id.in_(own),
                EntryPhoto.entry_id.in_(shared) & (EntryPhoto.consent != PhotoConsent.NONE),
            ),
        )
    )
    if photo is None:
        raise NotVisibleError
    return photo


def get_own_photo(photo_id: uuid.UUID, *, viewer: Viewer) -> EntryPhoto:
    """Return a photo of an own entry, with the entry and its pilot.

    :raises NotVisibleError: there is none of this id, or it belongs to somebody else.
    """
    photo = db.session.scalar(
        select(EntryPhoto)
        .join(EntryPhoto.entry)
        .join(DiaryEntry.participation)
        .where(EntryPhoto.id == photo_id, Participation.user_id == viewer.user_id)
        .options(
            joinedload(EntryPhoto.entry).joinedload(DiaryEntry.participation).joinedload(Participation.pilot)
        )
    )
    if photo is None:
        raise NotVisibleError
    return photo


def evidence_of(participation: Participation, month: Month, *, folders: tuple[str, str]) -> bytes:
    """Return the photos of a month as a ZIP, each named by the id of its entry.

    What may be used in reports stands in the first folder, what is for its author alone in the second (C14).
    """
    photos = db.session.execute(
        select(EntryPhoto, StoredFile)
        .join(EntryPhoto.file)
        .join(EntryPhoto.entry)
        .where(
            DiaryEntry.participation_id == participation.id,
            DiaryEntry.done_on.between(month.first_day, month.last_day),
        )
        .options(undefer(StoredFile.content))
        .order_by(DiaryEntry.done_on, DiaryEntry.id, EntryPhoto.added_at, EntryPhoto.id)
    )
    written, numbers = io.BytesIO(), dict[uuid.UUID, int]()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for photo, stored in photos:
            number = numbers[photo.entry_id] = numbers.get(photo.entry_id, 0) + 1
            folder = folders[0] if photo.for_reports else folders[1]
            name = zipfile.ZipInfo(f"{folder}/{photo.entry_id}-{number}.jpg", photo.added_at.timetuple()[:6])
            archive.writestr(name, stored.content)
    return written.getvalue()
