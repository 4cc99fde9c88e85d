"""Changes in a community: what is new or different, and whether it lasts."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.models import Community, DiaryEntry
from pilot.database import Base, Editable, Note


class ChangeRecord(Editable, Base):
    """A change with its evidence; whether it holds is asked after three and after six months."""

    __tablename__ = "change_record"
    __table_args__ = (Index(None, "community_id", "happened_on"), Index(None, "entry_id"))

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[ChangeKind]
    text: Mapped[Note]
    happened_on: Mapped[dt.date]
    evidence: Mapped[Note] = mapped_column(default="")
    entry_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("diary_entry.id", ondelete="SET NULL"))
    goal: Mapped[str] = mapped_column(default="")
    initiator: Mapped[Initiator]
    after_3_months: Mapped[Sustained | None]
    after_6_months: Mapped[Sustained | None]
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    entry: Mapped[DiaryEntry | None] = relationship(lazy="raise_on_sql")
