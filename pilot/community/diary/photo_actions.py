"""Keep, judge and remove the photos of an own diary entry."""

import datetime as dt

from sqlalchemy import select

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.models import EntryPhoto
from pilot.community.diary.rules import Problem, photo_problem
from pilot.community.models import DiaryEntry
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.files import actions as files
from pilot.files.rules import Upload


class PhotoRefusedError(DomainError):
    """A photo was refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def add(
    entry: DiaryEntry,
    upload: Upload,
    *,
    consent: PhotoConsent,
    for_reports: bool,
    actor: Viewer,
    now: dt.datetime,
) -> EntryPhoto:
    """Add a photo, with what the people in it have agreed to; for reports only where that is said (C14).

    :raises PhotoRefusedError: it is for reports without consent, or the person's files take too much room.
    """
    _check(consent, for_reports=for_reports)
    try:
        stored = files.keep(upload, owner_id=actor.user_id, now=now)
    except files.FilesFullError as error:
        raise PhotoRefusedError(Problem.FILES_FULL) from error
    photo = EntryPhoto(
        entry_id=entry.id, file_id=stored.id, consent=consent, for_reports=for_reports, added_at=now
    )
    db.session.add(photo)
    db.session.flush()
    _note("community.photo-added", photo, entry, actor, now)
    return photo


def change_terms(
    photo: EntryPhoto,
    *,
    consent: PhotoConsent,
    for_reports: bool,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
) -> None:
    """Change what the people in a photo have agreed to: consent may be given later, or taken back.

    :raises EditedMeanwhileError: it was saved elsewhere since it was shown.
    :raises PhotoRefusedError: it is for reports without consent.
    """
    check_version(photo, seen)
    _check(consent, for_reports=for_reports)
    photo.consent, photo.for_reports = consent, for_reports
    db.session.flush()
    _note("community.photo-terms-changed", photo, photo.entry, actor, now)


def remove(photo: EntryPhoto, *, actor: Viewer, now: dt.datetime) -> None:
    """Remove a photo with its file."""
    _note("community.photo-removed", photo, photo.entry, actor, now)
    _remove(photo)


def remove_all(entry: DiaryEntry) -> None:
    """Remove the photos of an entry that is deleted."""
    for photo in db.session.scalars(select(EntryPhoto).where(EntryPhoto.entry_id == entry.id)).all():
        _remove(photo)


def _remove(photo: EntryPhoto) -> None:
    file_id = photo.file_id
    db.session.delete(photo)
    db.session.flush()
    files.discard(file_id)


def _check(consent: PhotoConsent, *, for_reports: bool) -> None:
    if problem := photo_problem(consent, for_reports=for_reports):
        raise PhotoRefusedError(problem)


def _note(what: str, photo: EntryPhoto, entry: DiaryEntry, actor: Viewer, now: dt.datetime) -> None:
    audit.record(
        what,
        photo,
        actor=actor,
        at=now,
        pilot_id=entry.participation.pilot_id,
        consent=photo.consent,
        for_reports=photo.for_reports,
    )
