"""Cooperation groups with members by sector, meetings, decisions and tasks; the members are invented."""

from dataclasses import dataclass

from pilot import text
from pilot.community.enums import (
    DecisionEffect,
    GroupLevel,
    GroupState,
    LeaderKind,
    MeetingPresence,
    MeetingState,
    MemberRole,
    Sector,
    TaskState,
)
from pilot.community.models import (
    Community,
    CooperationGroup,
    Decision,
    GroupMember,
    GroupTask,
    Meeting,
    MeetingMember,
)
from pilot.demo.stage import Stage, at, day, keep


@dataclass(frozen=True)
class Founding:
    """A group of the script and its meetings."""

    name: str
    community: int
    level: GroupLevel
    leader: LeaderKind
    founded: str
    purpose: str
    members: tuple[tuple[str, str, Sector, MemberRole], ...]
    meetings: tuple["Sitting", ...]


@dataclass(frozen=True)
class Sitting:
    """A meeting: decisions are text, effect, votes; tasks are text, member, due day, day done."""

    on: str
    agenda: str
    missing: tuple[int, ...]
    decisions: tuple[tuple[str, DecisionEffect, int], ...]
    tasks: tuple[tuple[str, int, str, str], ...]


_S, _R = Sector, MemberRole
FOUNDINGS = (
    Founding(
        "Cēsu novada sadarbības grupa",
        0,
        GroupLevel.MUNICIPAL,
        LeaderKind.COMMUNITY_SOCIAL_WORKER,
        "2023-01-12",
        "Apmainīties ar informāciju un vienoties par kopīgu darbu Priekuļos un Vaivē.",
        (
            ("Vilma Apine", "Cēsu novada Sociālais dienests", _S.MUNICIPAL_INSTITUTION, _R.CHAIR),
            ("Juris Kalējs", "Priekuļu apvienības pārvalde", _S.MUNICIPAL_INSTITUTION, _R.MEMBER),
            ("Baiba Dumpe", "Vecāku biedrība „Ābelīte”", _S.NGO, _R.MINUTE_TAKER),
            ("Aldis Riekstiņš", "Vaives senioru klubs", _S.RESIDENTS_GROUP_LEADER, _R.MEMBER),
            ("Gunta Strode", "", _S.ACTIVE_RESIDENT, _R.MEMBER),
            ("Edvīns Krauklis", "Maizes ceptuve", _S.BUSINESS, _R.MEMBER),
        ),
        (
            Sitting(
                "2023-01-12",
                "1. Grupas dibināšana\n2. Nolikuma projekts\n3. Darba ritms",
                (5,),
                (
                    (
                        "Nodibināt pašvaldības sadarbības grupu un tikties reizi mēnesī.",
                        DecisionEffect.APPROVES,
                        5,
                    ),
                    ("Lūgt domi apstiprināt grupas nolikumu.", DecisionEffect.RECOMMENDS, 5),
                ),
                (
                    ("Sagatavot nolikuma projektu", 0, "2023-01-26", "2023-01-25"),
                    ("Uzrunāt uzņēmējus Priekuļos", 1, "2023-02-10", ""),
                ),
            ),
            Sitting(
                "2023-02-08",
                "1. Iepriekšējo lēmumu izpilde\n2. Vieta, kur satikties vakaros",
                (3,),
                (
                    (
                        "Izmēģināt bibliotēkas telpu ceturtdienu vakaros līdz aprīlim.",
                        DecisionEffect.ASSIGNS,
                        4,
                    ),
                ),
                (
                    ("Vienoties ar bibliotēku par atslēgām", 2, "2023-02-20", ""),
                    ("Izlikt aicinājumu uz ziņojumu dēļa", 4, "2023-02-17", ""),
                ),
            ),
        ),
    ),
    Founding(
        "Džūkstes pagasta sadarbības grupa",
        2,
        GroupLevel.TERRITORIAL,
        LeaderKind.LOCAL_LEADER,
        "2023-01-30",
        "Saskaņot bērnu un vecāku iniciatīvas pagastā.",
        (
            ("Skaidrīte Bunka", "Džūkstes pagasta pārvalde", _S.MUNICIPAL_INSTITUTION, _R.MEMBER),
            ("Mārcis Zvejnieks", "", _S.RESIDENTS_GROUP_LEADER, _R.CHAIR),
            ("Aija Brence", "Džūkstes skola", _S.EDUCATION, _R.MINUTE_TAKER),
            ("Rihards Ozolkalns", "Kokzāģētava", _S.BUSINESS, _R.MEMBER),
        ),
        (
            Sitting(
                "2023-01-30",
                "1. Kas mēs esam\n2. Piknika vieta pie dīķa",
                (),
                (("Talkā 15. aprīlī izveidot piknika vietu.", DecisionEffect.ASSIGNS, 4),),
                (
                    ("Saskaņot vietu ar pārvaldi", 0, "2023-02-13", ""),
                    ("Uzzīmēt skici kopā ar bērniem", 2, "2023-02-28", ""),
                ),
            ),
        ),
    ),
    Founding(
        "Bolderājas apkaimes sadarbības grupa",
        8,
        GroupLevel.TERRITORIAL,
        LeaderKind.NGO_LEADER,
        "2023-01-24",
        "Drošāki un gaišāki pagalmi.",
        (
            ("Valters Krastiņš", "Apkaimes biedrība", _S.NGO, _R.CHAIR),
            ("Irina Vasiļjeva", "Apkaimes centrs", _S.MUNICIPAL_INSTITUTION, _R.MINUTE_TAKER),
            ("Ģertrūde Noriņa", "", _S.ACTIVE_RESIDENT, _R.MEMBER),
            ("Haralds Mūrnieks", "Pašvaldības policija", _S.POLICE, _R.MEMBER),
            ("Laura Ķeniņa", "Jauniešu iniciatīvas grupa", _S.RESIDENTS_GROUP_LEADER, _R.MEMBER),
        ),
        (
            Sitting(
                "2023-01-24",
                "1. Iepazīšanās\n2. Tumšie pagalmi",
                (4,),
                (("Kopīgi ar biedrību apsekot piecus pagalmus.", DecisionEffect.ASSIGNS, 4),),
                (("Sagatavot apsekojamo pagalmu sarakstu", 0, "2023-02-07", "2023-02-06"),),
            ),
        ),
    ),
)


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Add the groups that are founded by today, with the meetings that were held."""
    for founding in FOUNDINGS:
        if founding.community in communities and stage.happened(day(founding.founded)):
            group = keep(_group(stage, founding, communities[founding.community]))
            members = [keep(_member(group, founding, member)) for member in founding.members]
            _meetings(stage, group, founding, members)


def _group(stage: Stage, founding: Founding, community: Community) -> CooperationGroup:
    territorial = founding.level is GroupLevel.TERRITORIAL
    return CooperationGroup(
        pilot_id=stage.pilot.id,
        municipality_id=community.municipality_id,
        community_id=community.id,
        level=founding.level,
        name=founding.name,
        purpose=founding.purpose,
        tasks=["G1", "G3"] if territorial else ["P1", "P3", "P5"],
        leader_kind=founding.leader,
        founded_on=day(founding.founded),
        state=GroupState.ACTIVE,
        quorum_pct=50,
    )


def _member(
    group: CooperationGroup, founding: Founding, given: tuple[str, str, Sector, MemberRole]
) -> GroupMember:
    name, organisation, sector, role = given
    return GroupMember(
        group_id=group.id,
        name=name,
        organisation=organisation,
        sector=sector,
        role=role,
        informed_on=day(founding.founded),
        joined_on=day(founding.founded),
        sort_key=text.sort_key(name),
    )


def _meetings(stage: Stage, group: CooperationGroup, founding: Founding, members: list[GroupMember]) -> None:
    decided = 0
    for number, sitting in enumerate(founding.meetings, start=1):
        on = day(sitting.on)
        if not stage.happened(on):
            return
        approved = (stage.today - on).days > 14  # noqa: PLR2004 - two weeks of the script
        meeting = keep(
            Meeting(
                group_id=group.id,
                number=number,
                held_on=on,
                place="Pagasta pārvalde" if group.level is GroupLevel.TERRITORIAL else "Novada dome",
                agenda=sitting.agenda,
                discussion="Uzklausīti visi klātesošie; viedokļi ierakstīti darba kārtības secībā.",
                state=MeetingState.APPROVED if approved else MeetingState.HELD,
                recorded_at=at(on, 17),
                approved_at=at(on, 18) if approved else None,
            )
        )
        for index, member in enumerate(members):
            presence = MeetingPresence.APOLOGIES if index in sitting.missing else MeetingPresence.PRESENT
            keep(MeetingMember(meeting_id=meeting.id, member_id=member.id, presence=presence))
        decided = _decisions(group, meeting, sitting, decided)
        _tasks(stage, group, meeting, sitting, members)


def _decisions(group: CooperationGroup, meeting: Meeting, sitting: Sitting, decided: int) -> int:
    for words, effect, votes in sitting.decisions:
        decided += 1
        keep(
            Decision(
                group_id=group.id,
                meeting_id=meeting.id,
                year=meeting.held_on.year,
                number=decided,
                text=words,
                effect=effect,
                unanimous=True,
                votes_for=votes,
                votes_against=0,
                abstained=0,
            )
        )
    return decided


def _tasks(
    stage: Stage, group: CooperationGroup, meeting: Meeting, sitting: Sitting, members: list[GroupMember]
) -> None:
    for words, member, due, done in sitting.tasks:
        is_done = bool(done) and stage.happened(day(done))
        keep(
            GroupTask(
                group_id=group.id,
                meeting_id=meeting.id,
                text=words,
                member_id=members[member].id,
                due_on=day(due),
                state=TaskState.DONE if is_done else TaskState.OPEN,
                done_on=day(done) if is_done else None,
            )
        )
