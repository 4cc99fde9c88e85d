"""The register of certificates and statements of hours, its settings, and exports of many as one PDF."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.database import Base, Editable, Identified, Note
from pilot.training.certificates.enums import CertificateKind, CertificateState


class CertificateSetting(Editable, Base):
    """How a pilot numbers and signs its documents, and the threshold that the coordinator confirmed."""

    __tablename__ = "certificate_setting"
    __table_args__ = (UniqueConstraint("pilot_id"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    number_pattern: Mapped[str]
    programme_lv: Mapped[str]
    programme_en: Mapped[str]
    place: Mapped[str]
    signatory_name: Mapped[str]
    signatory_position: Mapped[str]
    second_signatory_name: Mapped[str] = mapped_column(default="")
    second_signatory_position: Mapped[str] = mapped_column(default="")
    confirmed_pct: Mapped[int | None]
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))


class Certificate(Editable, Base):
    """A document of the register: its facts are frozen as JSON with a hash; rows are never deleted."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("pilot_id", "serial"),
        UniqueConstraint("pilot_id", "number"),
        UniqueConstraint("verify_code"),
        Index(
            "uq_certificate_live",
            "participation_id",
            unique=True,
            sqlite_where=text("state <> 'revoked'"),
            postgresql_where=text("state <> 'revoked'"),
        ),
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint("(state = 'revoked') = (revoked_on IS NOT NULL)", name="revoked_dated"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    serial: Mapped[int]
    number: Mapped[str]
    kind: Mapped[CertificateKind]
    state: Mapped[CertificateState] = mapped_column(default=CertificateState.ISSUED)
    facts: Mapped[Note]
    facts_hash: Mapped[str]
    verify_code: Mapped[str]
    issued_on: Mapped[dt.date]
    issued_at: Mapped[dt.datetime]
    issued_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    override_reason: Mapped[Note] = mapped_column(default="")
    duplicate_on: Mapped[dt.date | None]
    duplicate_reason: Mapped[Note] = mapped_column(default="")
    revoked_on: Mapped[dt.date | None]
    revoke_reason: Mapped[Note] = mapped_column(default="")

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")


class CertificateExport(Identified, Base):
    """Many documents as one PDF: asked for by a person, made by a job, kept for some days."""

    __tablename__ = "certificate_export"
    __table_args__ = (
        Index(None, "pilot_id", "requested_at"),
        CheckConstraint("done BETWEEN 0 AND total", name="done_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    requested_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    requested_at: Mapped[dt.datetime]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    requested_by: Mapped[User] = relationship(lazy="raise_on_sql")
