"""Who can teach a module, remembered from one planning to the next."""

import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pilot.database import Base


class ModuleLecturer(Base):
    __tablename__ = "module_lecturer"
    __table_args__ = (Index(None, "user_id"),)

    module_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("module.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
