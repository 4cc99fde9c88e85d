"""Communities, needs, resources, the work diary, cooperation groups and their meetings; no client data."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pilot.cohort.models import Participation
from pilot.community.enums import (
    ChangeCode,
    CommunityKind,
    CommunityStage,
    DecisionEffect,
    DiaryKind,
    Frequency,
    GoalDomain,
    GroupLevel,
    GroupState,
    LeaderKind,
    Level,
    MeetingPresence,
    MeetingState,
    MemberRole,
    NeedKind,
    NeedView,
    PlaceClass,
    ResourceKind,
    ResourceState,
    Scale,
    Sector,
    SourceKind,
    TaskState,
    Theme,
    Trend,
    WorkMode,
)
from pilot.database import Base, Editable, Identified, Note
from pilot.municipalities.models import Municipality
from pilot.text import fold


class Community(Editable, Base):
    """The people with whom a participant works; seen by the own municipality until it is shared."""

    __tablename__ = "community"
    __table_args__ = (Index(None, "pilot_id", "municipality_id"), Index(None, "lead_id"))

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    lead_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    name: Mapped[str]
    kind: Mapped[CommunityKind]
    place: Mapped[str]
    why: Mapped[Note] = mapped_column(default="")
    boundaries: Mapped[Note] = mapped_column(default="")
    target_groups: Mapped[Note] = mapped_column(default="")
    stage: Mapped[CommunityStage] = mapped_column(default=CommunityStage.GETTING_TO_KNOW)
    started_on: Mapped[dt.date]
    share_proposed_at: Mapped[dt.datetime | None]
    shared_at: Mapped[dt.datetime | None]

    lead: Mapped[Participation] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")


class CommunityWorker(Base):
    """A participant who works with a community that another one leads."""

    __tablename__ = "community_worker"
    __table_args__ = (Index(None, "participation_id"),)

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"), primary_key=True)
    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"), primary_key=True)


class Need(Editable, Base):
    """A problem, need or topical issue in the residents' words, without names.

    One that was merged into another keeps its words, but neither counts nor has sources of its own.
    """

    __tablename__ = "need"
    __table_args__ = (
        Index(None, "community_id"),
        Index(None, "merged_into_id"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[NeedKind]
    title: Mapped[str]
    description: Mapped[Note] = mapped_column(default="")
    domain: Mapped[GoalDomain | None]
    theme: Mapped[Theme | None]
    people_groups: Mapped[list[str]] = mapped_column(default=list)
    affected_groups: Mapped[str] = mapped_column(default="")
    scale: Mapped[Scale | None]
    level: Mapped[Level | None]
    cause: Mapped[str] = mapped_column(default="")
    frequency: Mapped[Frequency | None]
    trend: Mapped[Trend | None]
    seen_as: Mapped[NeedView | None]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("need.id"))
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    sources: Mapped[list["Source"]] = relationship(
        lazy="raise_on_sql", order_by="Source.told_on, Source.id", foreign_keys="Source.need_id"
    )


class Resource(Editable, Base):
    """Something or somebody a community can build on; organisations rather than persons."""

    __tablename__ = "resource"
    __table_args__ = (
        Index(None, "community_id"),
        CheckConstraint(
            "NOT contact_is_private OR contact = '' OR contact_consent_on IS NOT NULL",
            name="private_contact_has_consent",
        ),
    )

    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[ResourceKind]
    name: Mapped[str]
    offers: Mapped[Note] = mapped_column(default="")
    for_whom: Mapped[str] = mapped_column(default="")
    availability: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    contact_is_private: Mapped[bool] = mapped_column(default=False)
    contact_consent_on: Mapped[dt.date | None]
    state: Mapped[ResourceState] = mapped_column(default=ResourceState.KNOWN)
    checked_on: Mapped[dt.date | None]
    recorded_at: Mapped[dt.datetime]

    community: Mapped[Community] = relationship(lazy="raise_on_sql")
    sources: Mapped[list["Source"]] = relationship(
        lazy="raise_on_sql", order_by="Source.told_on, Source.id", foreign_keys="Source.resource_id"
    )


def _key_of_told_by(context: DefaultExecutionContext) -> str:
    """Return the form in which two spellings of who told it are equal; a source is never rewritten."""
    row: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return fold(row.get("told_by", "")).strip()


class Source(Identified, Base):
    """Where a need or a resource was learned; `merged_from_id` is the merged need that had it before."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("(need_id IS NULL) <> (resource_id IS NULL)", name="one_subject"),
        CheckConstraint("people IS NULL OR people BETWEEN 1 AND 100000", name="people_in_range"),
        Index(None, "need_id"),
        Index(None, "resource_id"),
        Index(None, "merged_from_id"),
        Index(None, "method_use_id"),
    )

    need_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("need.id"))
    resource_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"))
    method_use_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("method_use.id"))
    kind: Mapped[SourceKind]
    told_by: Mapped[str] = mapped_column(default="")
    told_by_key: Mapped[str] = mapped_column(default=_key_of_told_by)
    description: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    told_on: Mapped[dt.date]
    people: Mapped[int | None]
    merged_from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("need.id"))


class DiaryEntry(Editable, Base):
    """An entry of the work diary; only its author reads it until it is shared."""

    __tablename__ = "diary_entry"
    __table_args__ = (
        Index(None, "participation_id", "done_on"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 1440", name="minutes_in_range"),
        CheckConstraint(
            "people_reached IS NULL OR people_reached BETWEEN 0 AND 100000", name="people_in_range"
        ),
    )

    participation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participation.id"))
    community_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("community.id"))
    done_on: Mapped[dt.date]
    starts_at: Mapped[dt.time | None]
    minutes: Mapped[int | None]
    kind: Mapped[DiaryKind]
    text: Mapped[Note]
    place_class: Mapped[PlaceClass | None]
    task: Mapped[str | None]
    roles: Mapped[list[str]]
    people_reached: Mapped[int | None]
    people_parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mode: Mapped[WorkMode | None]
    change_code: Mapped[ChangeCode | None]
    contact: Mapped[str] = mapped_column(default="")
    outside_hours: Mapped[bool]
    outside_minutes: Mapped[int] = mapped_column(default=0)
    shared: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[dt.datetime]

    participation: Mapped[Participation] = relationship(lazy="raise_on_sql")
    community: Mapped[Community | None] = relationship(lazy="raise_on_sql")


class CooperationGroup(Editable, Base):
    """A municipal or territorial cooperation group (domain e)."""

    __tablename__ = "cooperation_group"
    __table_args__ = (
        Index(None, "pilot_id", "municipality_id"),
        CheckConstraint("quorum_pct BETWEEN 1 AND 100", name="quorum_in_range"),
    )

    pilot_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pilot.id"))
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipality.id"))
    community_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("community.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cooperation_group.id"))
    level: Mapped[GroupLevel]
    name: Mapped[str]
    purpose: Mapped[Note] = mapped_column(default="")
    tasks: Mapped[list[str]]
    leader_kind: Mapped[LeaderKind]
    footing: Mapped[str] = mapped_column(default="")
    founded_on: Mapped[dt.date | None]
    state: Mapped[GroupState] = mapped_column(default=GroupState.FORMING)
    quorum_pct: Mapped[int] = mapped_column(default=50)

    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")
    community: Mapped[Community | None] = relationship(lazy="raise_on_sql")
    members: Mapped[list["GroupMember"]] = relationship(
        lazy="raise_on_sql", back_populates="group", order_by="GroupMember.sort_key, GroupMember.id"
    )


class GroupMember(Editable, Base):
    """A person or organisation in a group; one contact, with the day the person was told of it (D4)."""

    __tablename__ = "group_member"
    __table_args__ = (
        Index(None, "group_id"),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="dates_ordered"),
    )

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cooperation_group.id"))
    name: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    sector: Mapped[Sector]
    role: Mapped[MemberRole] = mapped_column(default=MemberRole.MEMBER)
    contact: Mapped[str] = mapped_column(default="")
    informed_on: Mapped[dt.date]
    joined_on: Mapped[dt.date]
    left_on: Mapped[dt.date | None]
    sort_key: Mapped[str]

    group: Mapped[CooperationGroup] = relationship(lazy="raise_on_sql", back_populates="members")


class Meeting(Editable, Base):
    """A meeting and its minutes; once approved, it and its decisions stand still (R16)."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        Index(None, "group_id", "held_on"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved_has_moment"),
    )

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cooperation_group.id"))
    number: Mapped[int]
    held_on: Mapped[dt.date]
    starts_at: Mapped[dt.time | None]
    ends_at: Mapped[dt.time | None]
    place: Mapped[str]
    agenda: Mapped[Note]
    discussion: Mapped[Note] = mapped_column(default="")
    guests: Mapped[str] = mapped_column(default="")
    state: Mapped[MeetingState]
    quorum_pct: Mapped[int] = mapped_column(default=50)
    recorded_at: Mapped[dt.datetime]
    approved_at: Mapped[dt.datetime | None]

    group: Mapped[CooperationGroup] = relationship(lazy="raise_on_sql")
    presences: Mapped[list["MeetingMember"]] = relationship(lazy="raise_on_sql", back_populates="meeting")
    decisions: Mapped[list["Decision"]] = relationship(
        lazy="raise_on_sql", back_populates="meeting", order_by="Decision.year, Decision.number"
    )
    tasks: Mapped[list["GroupTask"]] = relationship(
        lazy="raise_on_sql", back_populates="meeting", order_by="GroupTask.due_on, GroupTask.id"
    )


class MeetingMember(Base):
    """Whether a member was at a meeting, and whether the member had a vote on that day."""

    __tablename__ = "meeting_member"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_member.id"), primary_key=True)
    presence: Mapped[MeetingPresence]
    may_vote: Mapped[bool] = mapped_column(default=True)

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", back_populates="presences")
    member: Mapped[GroupMember] = relationship(lazy="raise_on_sql")


class Decision(Editable, Base):
    """A decision, numbered per group and year as „Nr. 3/2023” (R16)."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("group_id", "year", "number"),
        Index(None, "meeting_id"),
        CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="votes_not_negative"
        ),
    )

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cooperation_group.id"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    year: Mapped[int]
    number: Mapped[int]
    text: Mapped[Note]
    effect: Mapped[DecisionEffect]
    unanimous: Mapped[bool]
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstained: Mapped[int]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", back_populates="decisions")


class GroupTask(Editable, Base):
    """What somebody of a group will do by a day."""

    __tablename__ = "group_task"
    __table_args__ = (Index(None, "group_id", "state", "due_on"), Index(None, "meeting_id"))

    group_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cooperation_group.id"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))
    text: Mapped[Note]
    member_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_member.id"))
    due_on: Mapped[dt.date]
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    done_on: Mapped[dt.date | None]
    result: Mapped[Note] = mapped_column(default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", back_populates="tasks")
    member: Mapped[GroupMember | None] = relationship(lazy="raise_on_sql")
    group: Mapped[CooperationGroup] = relationship(lazy="raise_on_sql")
