"""Recruiting municipalities for a pilot: contacts, applications, evidence."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.enums import EligibilityCriterion
from pilot.cohort.models import Pilot
from pilot.database import Base, Editable, Identified, Note
from pilot.municipalities.models import Municipality
from pilot.recruiting.enums import Assessment, ContactChannel, EvidenceKind, RecruitingState


class Candidacy(Editable, Base):
    """A municipality in one pilot's recruiting (domain a.3, PilotMunicipality)."""

    __tablename__ = "candidacy"
    __table_args__ = (UniqueConstraint("pilot_id", "municipality_id"), Index(None, "pilot_id", "state"))

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    state: Mapped[RecruitingState] = mapped_column(default=RecruitingState.IDENTIFIED)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    planned_places: Mapped[int | None]
    reserve_priority: Mapped[int | None]
    decision_note: Mapped[Note] = mapped_column(default="")
    agreement_no: Mapped[str] = mapped_column(default="")
    agreement_on: Mapped[dt.date | None]

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")
    application: Mapped["Application | None"] = relationship(lazy="raise_on_sql", back_populates="candidacy")


class ContactLogEntry(Identified, Base):
    """One contact with a municipality: when, how, with which office, what was said, what comes next."""

    __tablename__ = "contact_log_entry"
    __table_args__ = (Index(None, "candidacy_id", "made_on"),)

    candidacy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("candidacy.id"))
    made_on: Mapped[dt.date]
    channel: Mapped[ContactChannel]
    with_whom: Mapped[str]
    summary: Mapped[Note]
    next_step: Mapped[str] = mapped_column(default="")
    next_step_on: Mapped[dt.date | None]
    next_step_done_on: Mapped[dt.date | None]
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    logged_at: Mapped[dt.datetime]

    author: Mapped[User] = relationship(lazy="raise_on_sql")
    candidacy: Mapped[Candidacy] = relationship(lazy="raise_on_sql")


class Application(Editable, Base):
    """What a municipality applied with; its population is kept as it was at submission (RM2)."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("candidacy_id"),
        CheckConstraint(
            "work_share_pct IS NULL OR work_share_pct BETWEEN 1 AND 100", name="work_share_in_range"
        ),
    )

    candidacy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("candidacy.id"))
    motivation: Mapped[Note]
    intended_communities: Mapped[Note] = mapped_column(default="")
    experience: Mapped[Note] = mapped_column(default="")
    leadership_support: Mapped[Note] = mapped_column(default="")
    work_share_pct: Mapped[int | None]
    workload_relief: Mapped[bool]
    publicity_consent: Mapped[bool]
    submitted_on: Mapped[dt.date]
    population_at_submission: Mapped[int]

    candidacy: Mapped[Candidacy] = relationship(lazy="raise_on_sql", back_populates="application")
    nominees: Mapped[list["Nominee"]] = relationship(
        lazy="raise_on_sql", back_populates="application", order_by="Nominee.sort_key, Nominee.id"
    )


class Nominee(Editable, Base):
    """A social worker whom a municipality nominates."""

    __tablename__ = "nominee"
    __table_args__ = (Index(None, "application_id"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("application.id"))
    given_name: Mapped[str]
    family_name: Mapped[str]
    email: Mapped[str]
    job_title: Mapped[str] = mapped_column(default="")
    participation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("participation.id"))
    sort_key: Mapped[str]

    application: Mapped[Application] = relationship(lazy="raise_on_sql", back_populates="nominees")
    evidence: Mapped[list["Evidence"]] = relationship(
        lazy="raise_on_sql", back_populates="nominee", order_by="Evidence.criterion, Evidence.id"
    )

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Evidence(Editable, Base):
    """What speaks for one criterion of a nominee, and how it was assessed."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "nominee_id"),)

    nominee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("nominee.id"))
    criterion: Mapped[EligibilityCriterion]
    kind: Mapped[EvidenceKind]
    reference: Mapped[str]
    assessment: Mapped[Assessment] = mapped_column(default=Assessment.PENDING)
    assessor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    assessed_on: Mapped[dt.date | None]
    note: Mapped[Note] = mapped_column(default="")

    nominee: Mapped[Nominee] = relationship(lazy="raise_on_sql", back_populates="evidence")
