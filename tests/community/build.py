"""Builders for community work: a test names what it is about, the rest is filled in here."""

import datetime as dt
import uuid
from typing import Any

from pilot import text
from pilot.cohort.models import Participation
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
    MemberRole,
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
from pilot.community.surveys import links
from pilot.community.surveys.enums import SurveyState
from pilot.community.surveys.models import Survey
from tests.build import LONG_AGO, NOW, keep
from tests.conftest import SECRET


def community(lead: Participation, name: str = "Priekuļu ciems", **given: Any) -> Community:
    found: Community = keep(
        Community(
            **{
                "pilot_id": lead.pilot_id,
                "municipality_id": lead.municipality_id,
                "lead_id": lead.id,
                "name": name,
                "kind": CommunityKind.PLACE,
                "place": "Priekuļi",
                "started_on": dt.date(2022, 12, 5),
                **given,
            }
        )
    )
    return found


def need(of: Community, title: str = "Vieta, kur satikties vakaros", **given: Any) -> Need:
    people, kind = given.pop("people", 14), given.pop("source", SourceKind.CONVERSATION)
    found: Need = keep(
        Need(
            **{
                "community_id": of.id,
                "kind": NeedKind.NEED,
                "title": title,
                "domain": GoalDomain.INFRASTRUCTURE,
                "scale": Scale.MOST,
                "recorded_at": LONG_AGO,
                **given,
            }
        )
    )
    source(need_id=found.id, people=people, kind=kind)
    return found


def resource(of: Community, name: str = "Bibliotēka", **given: Any) -> Resource:
    found: Resource = keep(
        Resource(
            **{
                "community_id": of.id,
                "kind": ResourceKind.PREMISES,
                "name": name,
                "recorded_at": LONG_AGO,
                **given,
            }
        )
    )
    source(resource_id=found.id)
    return found


def source(**given: Any) -> Source:
    found: Source = keep(
        Source(
            **{
                "kind": SourceKind.CONVERSATION,
                "description": "Sarunas pie veikala",
                "told_on": dt.date(2023, 1, 11),
                **given,
            }
        )
    )
    return found


def entry(of: Participation, **given: Any) -> DiaryEntry:
    found: DiaryEntry = keep(
        DiaryEntry(
            **{
                "participation_id": of.id,
                "done_on": dt.date(2023, 2, 8),
                "kind": DiaryKind.CONVERSATION,
                "text": "Saruna pie veikala par vakariem",
                "roles": [],
                "outside_hours": False,
                "recorded_at": NOW,
                **given,
            }
        )
    )
    return found


def group(of: Participation, name: str = "Cēsu sadarbības grupa", **given: Any) -> CooperationGroup:
    found: CooperationGroup = keep(
        CooperationGroup(
            **{
                "pilot_id": of.pilot_id,
                "municipality_id": of.municipality_id,
                "level": GroupLevel.MUNICIPAL,
                "name": name,
                "tasks": ["P1"],
                "leader_kind": LeaderKind.COMMUNITY_SOCIAL_WORKER,
                "founded_on": dt.date(2023, 1, 12),
                "state": GroupState.ACTIVE,
                "quorum_pct": 50,
                **given,
            }
        )
    )
    return found


def member(of: CooperationGroup, name: str = "Vilma Apine", **given: Any) -> GroupMember:
    found: GroupMember = keep(
        GroupMember(
            **{
                "group_id": of.id,
                "name": name,
                "sector": Sector.NGO,
                "role": MemberRole.MEMBER,
                "informed_on": dt.date(2023, 1, 12),
                "joined_on": dt.date(2023, 1, 12),
                "sort_key": text.sort_key(name),
                **given,
            }
        )
    )
    return found


def meeting(of: CooperationGroup, present: tuple[GroupMember, ...] = (), **given: Any) -> Meeting:
    state = given.get("state", MeetingState.HELD)
    found: Meeting = keep(
        Meeting(
            **{
                "group_id": of.id,
                "number": 1,
                "held_on": dt.date(2023, 2, 8),
                "place": "Novada dome",
                "agenda": "1. Tikšanās vieta",
                "state": MeetingState.HELD,
                "recorded_at": NOW,
                "approved_at": NOW if state is MeetingState.APPROVED else None,
                **given,
            }
        )
    )
    for one in present:
        keep(
            MeetingMember(
                meeting_id=found.id, member_id=one.id, presence=MeetingPresence.PRESENT, may_vote=True
            )
        )
    return found


def decision(of: Meeting, **given: Any) -> Decision:
    found: Decision = keep(
        Decision(
            **{
                "group_id": of.group_id,
                "meeting_id": of.id,
                "year": of.held_on.year,
                "number": 1,
                "text": "Izmēģināt bibliotēkas telpu",
                "effect": DecisionEffect.ASSIGNS,
                "unanimous": True,
                "votes_for": 1,
                "votes_against": 0,
                "abstained": 0,
                **given,
            }
        )
    )
    return found


def task(of: Meeting, **given: Any) -> GroupTask:
    found: GroupTask = keep(
        GroupTask(
            **{
                "group_id": of.group_id,
                "meeting_id": of.id,
                "text": "Vienoties par atslēgām",
                "due_on": dt.date(2023, 2, 20),
                "state": TaskState.OPEN,
                **given,
            }
        )
    )
    return found


def survey(of: Community, **given: Any) -> Survey:
    found = Survey(
        **{
            "id": uuid.uuid4(),
            "community_id": of.id,
            "title": "Priekuļu aptauja",
            "languages": ["lv", "en", "ru"],
            "places": "Priekuļi\nLiepa",
            "contact": "Bibliotēka",
            "opens_on": dt.date(2023, 2, 1),
            "closes_on": dt.date(2023, 2, 28),
            "state": SurveyState.OPEN,
            "nonce": links.new_nonce(),
            "made_at": NOW,
            **given,
        }
    )
    found.token_hash = links.hash_of(links.token_of(found, secret=SECRET))
    keep(found)
    return found
