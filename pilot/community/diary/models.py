"""Photos of diary entries: evidence without a place or a camera in it."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.diary.enums import PhotoConsent
from pilot.community.models import DiaryEntry
from pilot.database import Base, Editable
from pilot.files.models import StoredFile


class EntryPhoto(Editable, Base):
    """A photo of a diary entry with what the people in it have agreed to (C14)."""

    __tablename__ = "entry_photo"
    __table_args__ = (
        Index(None, "entry_id"),
        UniqueConstraint("file_id"),
        CheckConstraint("consent <> 'none' OR NOT for_reports", name="reports_have_consent"),
    )

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("diary_entry.id"))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"))
    consent: Mapped[PhotoConsent]
    for_reports: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[dt.datetime]

    entry: Mapped[DiaryEntry] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
