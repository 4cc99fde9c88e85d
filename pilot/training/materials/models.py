"""Materials of the modules: links, not files."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.database import Base, Editable, Note
from pilot.training.models import Module


class Material(Editable, Base):
    """A link that belongs to a module, seen from a day on."""

    __tablename__ = "material"
    __table_args__ = (
        Index(None, "module_id", "visible_from"),
        CheckConstraint("substr(link, 1, 8) = 'https://'", name="link_is_https"),
    )

    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("module.id"))
    title: Mapped[str]
    link: Mapped[Note]
    visible_from: Mapped[dt.date]

    module: Mapped[Module] = relationship(lazy="raise_on_sql")
