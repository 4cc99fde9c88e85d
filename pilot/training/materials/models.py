"""Materials of the modules: links, and files that are kept here."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.database import Base, Editable, Note
from pilot.files.models import StoredFile
from pilot.training.models import Module


class Material(Editable, Base):
    """A link or a file that belongs to a module, seen from a day on; of a link, whether it still answers."""

    __tablename__ = "material"
    __table_args__ = (
        Index(None, "module_id", "visible_from"),
        Index(None, "file_id"),
        CheckConstraint(
            "(file_id IS NULL AND substr(link, 1, 8) = 'https://') OR (file_id IS NOT NULL AND link = '')",
            name="link_or_file",
        ),
    )

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module.id"))
    title: Mapped[str]
    link: Mapped[Note]
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    visible_from: Mapped[dt.date]
    link_checked_at: Mapped[dt.datetime | None]
    link_broken_since: Mapped[dt.datetime | None]

    module: Mapped[Module] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
