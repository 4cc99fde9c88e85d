"""One pilot: its parameters, phases, people, pairs and closed months."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.accounts.models import User
from pilot.cohort.enums import (
    CarryOver,
    EligibilityMode,
    FunderSet,
    PairAnswer,
    PairRole,
    PartialMonthPolicy,
    ParticipationState,
    PhaseKind,
    PilotState,
    Preset,
    WithdrawalReason,
)
from pilot.database import Base, Editable, Identified, Note
from pilot.municipalities.models import Municipality


class Pilot(Editable, Base):
    """A pilot and its parameters (domain a.2); minutes, days and percentages are whole numbers."""

    __tablename__ = "pilot"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("academic_hour_minutes BETWEEN 40 AND 60", name="academic_hour_in_range"),
        CheckConstraint("mentor_quota_minutes >= 0", name="quota_not_negative"),
        CheckConstraint("training_min_minutes <= training_max_minutes", name="training_range_ordered"),
    )

    code: Mapped[str]
    title_lv: Mapped[str]
    title_en: Mapped[str]
    project_no: Mapped[str] = mapped_column(default="")
    activity_no: Mapped[str] = mapped_column(default="")
    funder_set: Mapped[FunderSet] = mapped_column(default=FunderSet.NONE)
    implementing_org: Mapped[str] = mapped_column(default="")
    client_org: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    description: Mapped[Note] = mapped_column(default="")
    state: Mapped[PilotState] = mapped_column(default=PilotState.DRAFT)
    preset: Mapped[Preset]
    retention_until: Mapped[dt.date]
    created_at: Mapped[dt.datetime]

    target_participants: Mapped[int]
    target_municipalities: Mapped[int]
    target_per_municipality: Mapped[int]
    recruitment_from: Mapped[dt.date]
    recruitment_to: Mapped[dt.date]
    implementation_from: Mapped[dt.date]
    implementation_to: Mapped[dt.date]
    eligibility_mode: Mapped[EligibilityMode]
    eligibility_criteria: Mapped[list[str]]
    training_min_minutes: Mapped[int]
    training_max_minutes: Mapped[int]
    academic_hour_minutes: Mapped[int]
    training_days: Mapped[int]
    academic_hours_per_day: Mapped[int]
    training_days_per_month: Mapped[int]
    volume_tolerance_pct: Mapped[int]
    certificate_min_attendance_pct: Mapped[int | None]
    attendance_tolerance_minutes: Mapped[int] = mapped_column(default=0)
    make_up_counts: Mapped[bool] = mapped_column(default=False)
    make_up_cap_minutes: Mapped[int | None]
    mentor_quota_minutes: Mapped[int]
    quota_phase: Mapped[PhaseKind]
    partial_month_policy: Mapped[PartialMonthPolicy]
    partial_month_days: Mapped[int]
    carry_over: Mapped[CarryOver]
    group_cap_minutes: Mapped[int | None]
    session_max_minutes: Mapped[int]
    session_warning_minutes: Mapped[int]
    confirmation_required: Mapped[bool]
    month_close_working_day: Mapped[int]
    small_cell_threshold: Mapped[int]


class Phase(Editable, Base):
    """A stretch of a pilot; phases may overlap, stages stand inside a phase."""

    __tablename__ = "phase"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates_ordered"),
        Index(None, "pilot_id", "starts_on"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("phase.id"))
    kind: Mapped[PhaseKind]
    name_lv: Mapped[str]
    name_en: Mapped[str]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    planned_starts_on: Mapped[dt.date]
    planned_ends_on: Mapped[dt.date]
    change_reason: Mapped[Note] = mapped_column(default="")


class DayOff(Identified, Base):
    """A day on which a pilot has no training though the calendar has no holiday (T8)."""

    __tablename__ = "day_off"
    __table_args__ = (UniqueConstraint("pilot_id", "day"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    day: Mapped[dt.date]
    name: Mapped[str]

    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")


class AcceptedDeviation(Identified, Base):
    """An unmet soft rule of the programme that the coordinator accepted, with the reason (R4)."""

    __tablename__ = "accepted_deviation"
    __table_args__ = (UniqueConstraint("pilot_id", "rule"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    rule: Mapped[str]
    reason: Mapped[Note]
    accepted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    accepted_at: Mapped[dt.datetime]


class Participation(Editable, Base):
    """A person taking part in a pilot for a municipality; the floor on which the areas meet."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("pilot_id", "user_id"),
        Index(
            None,
            *("pilot_id", "municipality_id", "state", "started_on", "ended_on", "replaces_id", "id"),
        ),
        Index(None, "user_id"),
        CheckConstraint(
            "ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name="dates_ordered"
        ),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    job_title: Mapped[str] = mapped_column(default="")
    state: Mapped[ParticipationState] = mapped_column(default=ParticipationState.NOMINATED)
    started_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    withdrawal_reason: Mapped[WithdrawalReason | None]
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("participation.id"))
    override_reason: Mapped[Note] = mapped_column(default="")

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")
    pilot: Mapped[Pilot] = relationship(lazy="raise_on_sql")


class MentoringPair(Editable, Base):
    """A mentor and a participant from a day to a day; one live primary mentor at a time.

    A substitute has a last day from the start. A pair works from its first day, whatever was answered.
    """

    __tablename__ = "mentoring_pair"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_ordered"),
        CheckConstraint("role <> 'substitute' OR ends_on IS NOT NULL", name="substitute_dated"),
        Index(None, "mentor_id", "ends_on"),
        Index(None, "participation_id", "ends_on", "role"),
        Index(
            "uq_mentoring_pair_live_primary",
            "participation_id",
            unique=True,
            sqlite_where=text("ends_on IS NULL AND role = 'primary'"),
            postgresql_where=text("ends_on IS NULL AND role = 'primary'"),
        ),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    mentor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[PairRole] = mapped_column(default=PairRole.PRIMARY)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    end_reason: Mapped[Note] = mapped_column(default="")
    mentor_answer: Mapped[PairAnswer] = mapped_column(default=PairAnswer.ACCEPTED)
    participant_answer: Mapped[PairAnswer] = mapped_column(default=PairAnswer.ACCEPTED)

    mentor: Mapped[User] = relationship(lazy="raise_on_sql")
    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")


class UnavailableSpan(Identified, Base):
    """Days on which a teacher, a mentor or a participant is away; why is nobody's business and not kept."""

    __tablename__ = "unavailable_span"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="dates_ordered"),
        CheckConstraint("(user_id IS NULL) <> (participation_id IS NULL)", name="one_person"),
        Index(None, "pilot_id", "last_on"),
        Index(None, "user_id"),
        Index(None, "participation_id"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    participation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("participation.id"))
    first_on: Mapped[dt.date]
    last_on: Mapped[dt.date]
    entered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[dt.datetime]


class MonthClose(Editable, Base):
    """A month of a pilot that was closed; while it is, sessions and attendance of it stand still (R12)."""

    __tablename__ = "month_close"
    __table_args__ = (UniqueConstraint("pilot_id", "month"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    month: Mapped[str]
    closed_at: Mapped[dt.datetime]
    closed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    revision: Mapped[int] = mapped_column(default=1)
    approval_note: Mapped[Note] = mapped_column(default="")
    reopened_at: Mapped[dt.datetime | None]
    reopen_reason: Mapped[Note] = mapped_column(default="")


class MonthExtension(Editable, Base):
    """Until which day mentors may still write into a month after its working day of closing (M13)."""

    __tablename__ = "month_extension"
    __table_args__ = (UniqueConstraint("pilot_id", "month"),)

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    month: Mapped[str]
    until_on: Mapped[dt.date]
    reason: Mapped[Note]
    granted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    granted_at: Mapped[dt.datetime]
