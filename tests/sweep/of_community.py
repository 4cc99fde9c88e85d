"""What a home has of the community: a community with its needs, and a cooperation group that met."""

import datetime as dt
import uuid

from pilot.cohort.models import MentoringPair, Participation
from pilot.community.enums import (
    CommunityKind,
    DecisionEffect,
    DiaryKind,
    GoalDomain,
    GroupLevel,
    GroupState,
    LeaderKind,
    MeetingPresence,
    MeetingState,
    NeedKind,
    ResourceKind,
    Scale,
    Sector,
    SourceKind,
    TaskState,
)
from pilot.community.models import (
    Community,
    CooperationGroup,
    Decision,
    DiaryEntry,
    GroupMember,
    GroupTask,
    Meeting,
    MeetingMember,
    Need,
    Resource,
    Source,
)
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home
from tests.sweep.of_papers import papers_of


def community_of(home: Home) -> Found:
    """Build a community with a need, a resource and an entry of the diary."""
    community = keep(
        Community(
            pilot_id=home.pilot.id,
            municipality_id=home.municipality.id,
            lead_id=home.participation.id,
            name="Bērzaines kopiena",
            kind=CommunityKind.PLACE,
            place="Bērzaine",
            started_on=dt.date(2022, 12, 5),
        )
    )
    need = keep(
        Need(
            community_id=community.id,
            kind=NeedKind.NEED,
            title="Vieta, kur satikties",
            domain=GoalDomain.INFRASTRUCTURE,
            scale=Scale.MOST,
            recorded_at=NOW,
        )
    )
    need_source = keep(
        Source(
            need_id=need.id,
            kind=SourceKind.OBSERVATION,
            description="Pastaiga pa ciemu",
            told_on=dt.date(2023, 1, 9),
        )
    )
    resource = keep(
        Resource(
            community_id=community.id,
            kind=ResourceKind.PREMISES,
            name="Bibliotēkas lasītava",
            recorded_at=NOW,
        )
    )
    entry = keep(
        DiaryEntry(
            participation_id=home.participation.id,
            community_id=community.id,
            done_on=dt.date(2023, 2, 8),
            minutes=90,
            kind=DiaryKind.VISIT,
            text="Saruna bibliotēkā.",
            roles=[],
            outside_hours=False,
            shared=True,
            recorded_at=NOW,
        )
    )
    names = {"community_id": community.id, "block": "residents", "kind": "profile"}
    return {
        **papers_of(home, community.id),
        "community_id": (names, {}),
        "need_id": ({**names, "need_id": need.id}, {}),
        "source_id": ({**names, "need_id": need.id, "source_id": need_source.id}, {}),
        "resource_id": ({**names, "resource_id": resource.id}, {}),
        "entry_id": ({**names, "entry_id": entry.id}, {}),
    }


def group_of(home: Home) -> Found:
    """Build a group that met once, decided and set a task."""
    group = keep(
        CooperationGroup(
            pilot_id=home.pilot.id,
            municipality_id=home.municipality.id,
            level=GroupLevel.TERRITORIAL,
            name="Bērzaines sadarbības grupa",
            tasks=[],
            leader_kind=LeaderKind.LOCAL_LEADER,
            founded_on=dt.date(2023, 1, 16),
            state=GroupState.ACTIVE if home.live else GroupState.CLOSED,
        )
    )
    members = [
        keep(
            GroupMember(
                group_id=group.id,
                name=name,
                sector=sector,
                role=role,
                contact="20000000",
                informed_on=dt.date(2023, 1, 16),
                joined_on=dt.date(2023, 1, 16),
                sort_key=name,
            )
        )
        for name, sector, role in (
            ("Aija Krasta", Sector.NGO, "chair"),
            ("Imants Roze", Sector.BUSINESS, "member"),
            ("Zane Upe", Sector.MUNICIPAL_INSTITUTION, "member"),
            ("Ilze Vēja", Sector.ACTIVE_RESIDENT, "minute_taker"),
        )
    ]
    meeting = keep(
        Meeting(
            group_id=group.id,
            number=1,
            held_on=dt.date(2023, 2, 6),
            starts_at=dt.time(17),
            ends_at=dt.time(18, 30),
            place="Bibliotēka",
            agenda="Darba plāns",
            state=MeetingState.HELD,
            recorded_at=NOW,
        )
    )
    for member in members:
        keep(MeetingMember(meeting_id=meeting.id, member_id=member.id, presence=MeetingPresence.PRESENT))
    decision = keep(
        Decision(
            group_id=group.id,
            meeting_id=meeting.id,
            year=2023,
            number=1,
            text="Iekārtot tikšanās vietu.",
            effect=DecisionEffect.RECOMMENDS,
            unanimous=True,
            votes_for=4,
            votes_against=0,
            abstained=0,
        )
    )
    task = keep(
        GroupTask(
            group_id=group.id,
            meeting_id=meeting.id,
            text="Parunāt ar bibliotēku",
            due_on=dt.date(2023, 3, 1),
            state=TaskState.OPEN,
        )
    )
    names = {"group_id": group.id}
    facts = {"mentors": _mentors_in(home)}
    return {
        "group_id": (names, facts),
        "member_id": ({**names, "member_id": members[1].id}, facts),
        "meeting_id": ({**names, "meeting_id": meeting.id}, facts),
        "decision_id": ({**names, "meeting_id": meeting.id, "decision_id": decision.id}, facts),
        "task_id": ({**names, "meeting_id": meeting.id, "task_id": task.id}, facts),
    }


def _mentors_in(home: Home) -> frozenset[uuid.UUID]:
    """Return who mentors anybody of the municipality now: a group belongs to it, not to one participant."""
    rows = (
        db.session.query(MentoringPair.mentor_id)
        .join(Participation, Participation.id == MentoringPair.participation_id)
        .filter(
            Participation.pilot_id == home.pilot.id,
            Participation.municipality_id == home.municipality.id,
            MentoringPair.ends_on.is_(None),
        )
    )
    return frozenset(mentor_id for (mentor_id,) in rows)
