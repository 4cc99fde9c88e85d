"""One pilot beside another with one thing of every kind in each home, seen from a person of every role.

A home is where a thing belongs. For the people of the sweep, all of Cēsis in SDK-2022, the homes are the six
kinds of id: their own, a colleague's in the same municipality, of a foreign municipality, of a foreign pilot,
one that has ended, and one that never was.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pilot.accounts.enums import LinkPurpose, UserState
from pilot.accounts.models import AccountLink, RoleAssignment, User, UserSession
from pilot.accounts.roles import Role
from pilot.cohort.enums import (
    EligibilityCriterion,
    ParticipationState,
    PhaseKind,
    PilotState,
    WithdrawalReason,
)
from pilot.cohort.models import DayOff, MentoringPair, MonthClose, Participation, Pilot
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
from pilot.files.models import StoredFile
from pilot.mentoring.enums import SessionForm, SessionKind, SessionState
from pilot.mentoring.models import MentorSession, MonthMinutes, SessionAttendee, SessionShare
from pilot.municipalities.models import Accession, Municipality, Territory
from pilot.outbox.models import MailState, OutgoingMail
from pilot.overview.calendars.models import CalendarFeed
from pilot.recruiting.enums import ContactChannel, EvidenceKind, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from pilot.training import attendance_actions
from pilot.training.assignments.enums import Tool, WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.availability.enums import AnswerState
from pilot.training.availability.models import AvailabilityRequest, ClassAnswer, UnavailableSpan
from pilot.training.certificates.enums import CertificateState
from pilot.training.certificates.models import Certificate, CertificateExport
from pilot.training.checkin import rules
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.enums import (
    AttendanceSource,
    AttendanceStatus,
    DayMode,
    DayState,
    MakeUpKind,
    TeachingMethod,
)
from pilot.training.materials.models import Material
from pilot.training.models import (
    Attendance,
    ClassLecturer,
    ClassSession,
    MadeUp,
    MakeUp,
    Module,
    RollSave,
    TrainingDay,
)
from pilot.training.notices.models import ScheduleNotice
from pilot.training.publishing.models import PublishedSchedule
from pilot.training.venues.models import Room, RoomClosure, TravelTime, Venue
from tests import build
from tests.build import LONG_AGO, NOW, keep
from tests.conftest import SECRET
from tests.sweep.kinds import Kind
from tests.sweep.matrix import Code
from tests.training import papers

MONTH = "2023-01"
HELD_ON = dt.date(2023, 2, 7)
CANDIDACY_STATES = {Kind.COLLEAGUE: RecruitingState.SELECTED, Kind.ENDED: RecruitingState.WITHDRAWN}
DAY_STATES = {
    Kind.COLLEAGUE: DayState.LOCKED,
    Kind.FOREIGN_MUNICIPALITY: DayState.PLANNED,
    Kind.ENDED: DayState.CANCELLED,
}


@dataclass(frozen=True)
class Person:
    """Who looks: a column of the matrix, and where that role holds."""

    name: str
    code: Code
    id: uuid.UUID | None
    pilot_id: uuid.UUID | None = None
    municipality_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Thing:
    """A row that an address can name, with the facts that decide who may see it."""

    arguments: Mapping[str, Any]
    pilot_ids: frozenset[uuid.UUID] = frozenset()
    municipality_id: uuid.UUID | None = None
    owners: frozenset[uuid.UUID] = frozenset()
    mentors: frozenset[uuid.UUID] = frozenset()
    lecturers: frozenset[uuid.UUID] = frozenset()
    shared: bool = False
    whole_pilot: bool = False
    exists: bool = True


@dataclass(frozen=True)
class Home:
    """Where the things of one kind of id belong."""

    kind: Kind
    pilot: Pilot
    municipality: Municipality
    participation: Participation
    mentor: User
    pair: MentoringPair
    lecturer: User
    live: bool = True

    @property
    def number(self) -> int:
        """Return a number that no other home of the pilot has."""
        return 21 + list(Kind).index(self.kind)


@dataclass
class World:
    """The people, and the things by the name of the argument that names them in an address."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, dict[Kind, Thing]] = field(default_factory=dict)
    homes: dict[Kind, Home] = field(default_factory=dict)

    def thing(self, argument: str, kind: Kind) -> Thing:
        """Return what an argument of an address names, for one kind of id.

        :raises KeyError: the world holds nothing of that name yet: add it to `_things_of`.
        """
        return self.things[argument][kind]


def world() -> World:
    """Build everything and keep it; about 200 rows."""
    small = build.world()
    small.pilot.state = PilotState.PRACTICE
    homes = _homes(small)
    found = World(people=_people(small), homes=homes)
    for kind, home in homes.items():
        for argument, (row_arguments, facts) in _things_of(home).items():
            thing = Thing(arguments=row_arguments, **facts)
            found.things.setdefault(argument, {})[kind] = thing
    _pilots(found, small)
    for argument, things in found.things.items():
        if not argument.startswith("free_"):
            things[Kind.NEVER] = _never(argument, things[Kind.OWN])
    db.session.commit()
    return found


def _people(small: build.World) -> dict[str, Person]:
    """Return one person a role, all of SDK-2022, and a coordinator of the other pilot only."""
    applicant = build.user("Sanita Krūmiņa")
    build.role(applicant, Role.APPLICANT, small.pilot, small.cesis)
    auditor, administrator = build.user("Juris Vanags"), build.user("Andris Celms")
    build.role(auditor, Role.AUDITOR, None)
    build.role(administrator, Role.ADMINISTRATOR, None)
    here = {"pilot_id": small.pilot.id}
    rows = (
        Person("anonymous", Code.AN, None),
        Person("applicant", Code.AP, applicant.id, municipality_id=small.cesis.id, **here),
        Person("participant", Code.PA, small.anna.user_id, municipality_id=small.cesis.id, **here),
        Person("mentor", Code.ME, small.mentor.id, **here),
        Person("lecturer", Code.TR, small.lecturer.id, **here),
        Person("manager", Code.MG, small.manager.id, municipality_id=small.cesis.id, **here),
        Person("coordinator", Code.CO, small.coordinator.id, **here),
        Person("observer", Code.OB, small.observer.id, **here),
        Person("auditor", Code.DP, auditor.id),
        Person("administrator", Code.SA, administrator.id),
        Person("coordinator elsewhere", Code.CO, small.other_coordinator.id, pilot_id=small.other_pilot.id),
    )
    return {person.name: person for person in rows}


def _homes(small: build.World) -> dict[Kind, Home]:
    other_lecturer = build.user("Uldis Bērzs")
    build.role(other_lecturer, Role.LECTURER, small.pilot)
    build.role(other_lecturer, Role.LECTURER, small.other_pilot)
    for person in (small.coordinator, small.mentor, small.lecturer):
        person.phone = "+371 20000000"
    pairs = {pair.participation_id: pair for pair in db.session.query(MentoringPair)}
    stranger, abroad_mentor = build.user("Rita Egle"), build.user("Vilis Kociņš")
    build.role(stranger, Role.PARTICIPANT, small.other_pilot, small.tukums)
    build.role(abroad_mentor, Role.MENTOR, small.other_pilot)
    build.phase(small.other_pilot, PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2023, 5, 31))
    abroad = build.participation(small.other_pilot, stranger, small.tukums)
    abroad_pair = build.pair(abroad, abroad_mentor)
    left = build.user("Velga Siliņa")
    assignment = build.role(left, Role.PARTICIPANT, small.pilot, small.cesis)
    assignment.ended_at = NOW - dt.timedelta(days=20)
    gone = build.participation(
        small.pilot,
        left,
        small.cesis,
        state=ParticipationState.WITHDRAWN,
        ended_on=dt.date(2023, 1, 20),
        withdrawal_reason=WithdrawalReason.WORKLOAD,
    )
    gone_pair = build.pair(gone, small.mentor, ends_on=dt.date(2023, 1, 20), end_reason="Beidza dalību")
    here: dict[str, Any] = {"pilot": small.pilot, "lecturer": small.lecturer}
    homes = (
        Home(
            Kind.OWN,
            municipality=small.cesis,
            participation=small.anna,
            mentor=small.mentor,
            pair=pairs[small.anna.id],
            **here,
        ),
        Home(
            Kind.COLLEAGUE,
            small.pilot,
            small.cesis,
            small.liga,
            small.other_mentor,
            pairs[small.liga.id],
            other_lecturer,
        ),
        Home(
            Kind.FOREIGN_MUNICIPALITY,
            small.pilot,
            small.tukums,
            small.peteris,
            small.mentor,
            pairs[small.peteris.id],
            other_lecturer,
        ),
        Home(
            Kind.FOREIGN_PILOT,
            small.other_pilot,
            small.tukums,
            abroad,
            abroad_mentor,
            abroad_pair,
            other_lecturer,
        ),
        Home(
            Kind.ENDED,
            municipality=small.cesis,
            participation=gone,
            mentor=small.mentor,
            pair=gone_pair,
            live=False,
            **here,
        ),
    )
    return {home.kind: home for home in homes}


Found = dict[str, tuple[dict[str, Any], dict[str, Any]]]


def _things_of(home: Home) -> Found:
    """Build a home's things; every argument of an address has its row here."""
    at_home: dict[str, Any] = {
        "pilot_ids": frozenset({home.pilot.id}),
        "municipality_id": home.municipality.id,
        "owners": frozenset({home.participation.user_id}),
        "mentors": frozenset({home.mentor.id}) if home.live else frozenset(),
        "lecturers": frozenset({home.lecturer.id}),
    }
    names: dict[str, Any] = {"code": home.pilot.code, "month": MONTH}
    found: Found = {}
    for part in (
        _people_of,
        _training_of,
        _venue_of,
        _mentoring_of,
        _community_of,
        _group_of,
        _recruiting_of,
    ):
        for argument, (arguments, facts) in part(home).items():
            found[argument] = ({**names, **arguments}, {**at_home, **facts})
    return found


def _people_of(home: Home) -> Found:
    person = home.participation.user_id
    assignment = db.session.query(RoleAssignment).filter_by(user_id=person, pilot_id=home.pilot.id).one()
    link = keep(
        AccountLink(
            user_id=person,
            purpose=LinkPurpose.INVITATION,
            nonce=uuid.uuid4().hex,
            created_at=LONG_AGO,
            expires_at=NOW + dt.timedelta(days=3),
        )
    )
    device = keep(
        UserSession(
            user_id=person,
            token_hash=uuid.uuid4().hex,
            created_at=LONG_AGO,
            seen_at=LONG_AGO,
            device="Firefox",
        )
    )
    feed = keep(CalendarFeed(user_id=person, token_hash=uuid.uuid4().hex, made_at=LONG_AGO))
    mail = keep(
        OutgoingMail(
            key=f"invitation:{person}",
            template="invitation",
            recipient_id=person,
            pilot_id=home.pilot.id,
            facts={},
            state=MailState.FAILED,
            queued_at=LONG_AGO,
            not_before_at=LONG_AGO,
        )
    )
    phase = build.phase(
        home.pilot,
        PhaseKind.OTHER,
        dt.date(2023, 3, 1),
        dt.date(2023, 3, home.number),
        name_lv=f"Posms {home.number}",
        name_en=f"Stage {home.number}",
    )
    day_off = keep(
        DayOff(pilot_id=home.pilot.id, day=dt.date(2023, 3, home.number), name="Pašvaldības svētki")
    )
    keep(
        Accession(
            municipality_id=home.municipality.id, joined_year=2021, joined_month=10, source="Domes lēmums"
        )
    ) if home.kind in {Kind.OWN, Kind.FOREIGN_MUNICIPALITY} else None
    territory = keep(
        Territory(
            atvk_code=f"00220{home.number}",
            name=f"Pagasts {home.number}",
            kind="parish",
            municipality_id=home.municipality.id,
            valid_from=dt.date(2021, 7, 1),
            sort_key=f"pagasts {home.number}",
            search_key=f"pagasts {home.number}",
        )
    )
    of_pilot = {"whole_pilot": True}
    of_everyone = {"pilot_ids": frozenset(pilot_id for (pilot_id,) in db.session.query(Pilot.id))}
    return {
        "participation_id": ({"participation_id": home.participation.id}, {}),
        "user_id": ({"user_id": person}, {}),
        "assignment_id": ({"user_id": person, "assignment_id": assignment.id}, {}),
        "link_id": ({"link_id": link.id, "user_id": person}, {}),
        "device_id": ({"session_id": device.id}, {}),
        "feed_id": ({"feed_id": feed.id}, {}),
        "mail_id": ({"mail_id": mail.id}, {}),
        "phase_id": ({"phase_id": phase.id}, of_pilot),
        "day_off_id": ({"day_off_id": day_off.id}, of_pilot),
        "municipality_id": ({"municipality_id": home.municipality.id}, of_everyone),
        "territory_id": ({"municipality_id": home.municipality.id, "territory_id": territory.id}, {}),
        "pair_id": ({"pair_id": home.pair.id, "participation_id": home.participation.id}, {}),
    }


def _training_of(home: Home) -> Found:
    module = keep(
        Module(
            pilot_id=home.pilot.id,
            number=home.number,
            title_lv="Kopienas izpēte",
            title_en="Research",
            minutes=720,
        )
    )
    day = keep(
        TrainingDay(
            pilot_id=home.pilot.id,
            number=home.number,
            held_on=dt.date(2023, 3 if home.kind is Kind.FOREIGN_MUNICIPALITY else 2, home.number - 20),
            starts_at=dt.time(9),
            ends_at=dt.time(16),
            mode=DayMode.IN_PERSON,
            venue="Cēsis, Raunas iela 4",
            planned_minutes=360,
            state=DAY_STATES.get(home.kind, DayState.HELD),
            locked_at=NOW if home.kind is Kind.COLLEAGUE else None,
            change_reason="" if home.live else "Lektore saslima",
        )
    )
    lesson = keep(
        ClassSession(
            day_id=day.id,
            module_id=None if home.kind is Kind.FOREIGN_MUNICIPALITY else module.id,
            starts_at=dt.time(9, 30),
            ends_at=dt.time(11),
            minutes=90,
            topic="Kopienas profils",
            method=TeachingMethod.GROUP_WORK,
        )
    )
    keep(ClassLecturer(class_id=lesson.id, user_id=home.lecturer.id))
    attendance = keep(
        Attendance(
            day_id=day.id,
            participation_id=home.participation.id,
            status=AttendanceStatus.ATTENDED,
            minutes=360,
            source=AttendanceSource.SHEET,
            recorded_by_id=home.lecturer.id,
            recorded_at=NOW,
        )
    )
    version = keep(
        PublishedSchedule(
            pilot_id=home.pilot.id,
            number=home.number,
            name=f"Versija {home.number}",
            schedule='{"days":[]}',
            sha256=hashlib.sha256(b'{"days":[]}').hexdigest(),
            published_at=LONG_AGO,
            published_by_id=home.lecturer.id,
        )
    )
    if home.kind is Kind.OWN:
        _availability_of(home, lesson, held_on=day.held_on)
    of_pilot = {"whole_pilot": True}
    names = {"day_id": day.id}
    if home.kind is not Kind.COLLEAGUE:  # whose scan is still to be attached
        scan = keep(
            StoredFile(
                owner_id=home.mentor.id,
                name="lapa.pdf",
                media_type="application/pdf",
                size=4,
                sha256="0" * 64,
                content=b"%PDF",
                stored_at=NOW,
            )
        )
        day.scan_id = scan.id
    certificate, export, notice = _documents_of(home)
    return {
        "certificate_id": ({"certificate_id": certificate.id}, {}),
        "export_id": ({"export_id": export.id}, of_pilot),
        "notice_id": ({"notice_id": notice.id}, of_pilot),
        **_coursework_of(home, module),
        **({"scan_id": ({**names, "scan_id": day.scan_id}, of_pilot)} if day.scan_id else {}),
        **_saved_and_made_up(home, module, day, attendance),
        "version_id": ({"version_id": version.id}, of_pilot),
        "module_id": ({"module_id": module.id}, of_pilot),
        "day_id": (names, of_pilot),
        "class_id": ({**names, "class_id": lesson.id}, of_pilot),
        "lesson_id": ({**names, "lesson_id": lesson.id}, of_pilot),
        "attendance_id": (
            {**names, "attendance_id": attendance.id, "participation_id": home.participation.id},
            {},
        ),
        "lecturer_id": ({"lecturer_id": home.lecturer.id}, {}),
    }


def _coursework_of(home: Home, module: Module) -> Found:
    """Build a rating, a material and two tasks of a module: one begun, one that waits for the lecturer.

    In the foreign municipality the first is not begun, and its module has no classes.
    """
    if home.kind is Kind.FOREIGN_MUNICIPALITY:
        module = keep(
            Module(
                pilot_id=home.pilot.id,
                number=home.number + 50,
                title_lv="Rīcība",
                title_en="Action",
                minutes=720,
            )
        )
    tasks = [
        keep(
            Assignment(
                module_id=module.id,
                title_lv=f"Kopienas profils {number}",
                title_en=f"Community profile {number}",
                task="Aprakstiet kopienu.",
                due_on=dt.date(2023, 2, 20),
                mandatory=True,
                tool=Tool.COMMUNITY,
            )
        )
        for number in (1, 2)
    ]
    draft, waiting = (
        AssignedWork(
            assignment_id=task.id,
            participation_id=home.participation.id,
            state=state,
            text="Kopiena ir pie ezera.",
        )
        for task, state in zip(tasks, (WorkState.DRAFT, WorkState.SUBMITTED), strict=True)
    )
    if home.kind is not Kind.FOREIGN_MUNICIPALITY:
        keep(draft)
    keep(waiting)
    keep(
        WorkVersion(work_id=waiting.id, number=1, text=waiting.text, done_in_tool=False, handed_in_on=HELD_ON)
    )
    material = keep(
        Material(
            module_id=module.id,
            title="Kopienas profila paraugs",
            link="https://example.lv/paraugs",
            visible_from=dt.date(2023, 2, 1),
        )
    )
    keep(
        SelfRating(
            participation_id=home.participation.id,
            moment=Moment.START,
            rated_on=HELD_ON,
            open_until=dt.date(2023, 2, 15),
            lines=[SelfRatingLine(module_id=module.id, level=2, example="Saruna bibliotēkā")],
        )
    )
    return {
        "material_id": ({"material_id": material.id}, {}),
        "assigned_id": ({"assigned_id": tasks[0].id}, {"whole_pilot": True}),
        "work_id": ({"work_id": waiting.id}, {}),
    }


def _saved_and_made_up(home: Home, module: Module, day: TrainingDay, attendance: Attendance) -> Found:
    """Build the save of the day's roll, and work that made up for the module."""
    became = attendance_actions.values_of(attendance)
    person = home.participation.id
    save = keep(
        RollSave(
            day_id=day.id,
            number=1,
            day_state=DayState.CONFIRMED,
            before={"lines": [{"participation": str(person), "was": None, "became": became}]},
            saved_by_id=home.lecturer.id,
            saved_at=NOW,
        )
    )
    found: Found = {"save_id": ({"save_id": save.id}, {})}
    if home.kind is Kind.FOREIGN_MUNICIPALITY:  # whose module may still be removed
        return found
    make_up = keep(
        MakeUp(module_id=module.id, kind=MakeUpKind.INDIVIDUAL_TASK, title="Kopienas karte", minutes=90)
    )
    done = keep(
        MadeUp(
            make_up_id=make_up.id,
            participation_id=person,
            minutes=90,
            done_on=dt.date(2023, 2, 10),
            evidence="Karte mapē",
            approved_by_id=home.lecturer.id,
            approved_at=NOW,
        )
    )
    return {
        **found,
        "make_up_id": ({"make_up_id": make_up.id}, {}),
        "made_up_id": ({"made_up_id": done.id}, {}),
    }


def _venue_of(home: Home) -> Found:
    town = f"Pilsēta {home.number}"
    venue = keep(Venue(pilot_id=home.pilot.id, name=f"Kopienas nams {home.number}", town=town))
    room = keep(Room(venue_id=venue.id, name="Zāle", seats=20))
    closure = keep(RoomClosure(room_id=room.id, starts_on=dt.date(2023, 4, 3), ends_on=dt.date(2023, 4, 7)))
    way = keep(TravelTime(pilot_id=home.pilot.id, town=town, other_town="Rīga", minutes=60))
    of_pilot = {"whole_pilot": True}
    return {
        "venue_id": ({"venue_id": venue.id}, of_pilot),
        "room_id": ({"room_id": room.id}, of_pilot),
        "closure_id": ({"closure_id": closure.id}, of_pilot),
        "way_id": ({"way_id": way.id}, of_pilot),
    }


def _availability_of(home: Home, lesson: ClassSession, *, held_on: dt.date) -> None:
    """Keep that the lecturer was asked, declined, and that lecturer and participant have dates."""
    asked_at, expires_at = LONG_AGO, NOW + dt.timedelta(days=30)
    keep(
        AvailabilityRequest(
            pilot_id=home.pilot.id,
            user_id=home.lecturer.id,
            nonce="0" * 32,
            asked_at=asked_at,
            expires_at=expires_at,
        )
    )
    answer = {"state": AnswerState.DECLINED, "held_on": held_on, "answered_at": NOW}
    keep(ClassAnswer(class_id=lesson.id, user_id=home.lecturer.id, **answer))
    for whose in ({"user_id": home.lecturer.id}, {"participation_id": home.participation.id}):
        keep(
            UnavailableSpan(
                pilot_id=home.pilot.id,
                first_on=dt.date(2023, 3, 6),
                last_on=dt.date(2023, 3, 7),
                entered_by_id=home.lecturer.id,
                entered_at=NOW,
                **whose,
            )
        )


def _documents_of(home: Home) -> tuple[Certificate, CertificateExport, ScheduleNotice]:
    """Build a document of the home's participant, revoked in the foreign pilot, an export and a notice."""
    is_revoked = home.kind is Kind.FOREIGN_PILOT
    certificate = papers.certificate(
        home.pilot,
        home.participation,
        serial=home.number,
        issued_by_id=home.lecturer.id,
        state=CertificateState.REVOKED if is_revoked else CertificateState.ISSUED,
        revoked_on=dt.date(2023, 2, 10) if is_revoked else None,
    )
    export = papers.export(home.pilot, home.lecturer, content=b"%PDF-1.7", finished_at=NOW)
    notice = papers.notice(home.pilot, home.lecturer, number=home.number)
    return certificate, export, notice


def _mentoring_of(home: Home) -> Found:
    held_on = HELD_ON if home.live else dt.date(2023, 1, 10)
    session = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=held_on,
            minutes=60,
            form=SessionForm.IN_PERSON,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.HELD,
            topics=["resources"],
            summary="Runājām par resursiem.",
            logged_at=NOW,
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=attendee.id, held_on=held_on, minutes=60))
    planned = keep(
        MentorSession(
            pilot_id=home.pilot.id,
            mentor_id=home.mentor.id,
            held_on=dt.date(2023, 2, 21),
            minutes=60,
            form=SessionForm.VIDEO,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED if home.live else SessionState.CANCELLED,
            topics=[],
            logged_at=NOW,
        )
    )
    planned_attendee = keep(SessionAttendee(session_id=planned.id, participation_id=home.participation.id))
    keep(SessionShare(attendee_id=planned_attendee.id, held_on=dt.date(2023, 2, 21), minutes=60))
    keep(
        MonthMinutes(
            participation_id=home.participation.id,
            month=f"{held_on:%Y-%m}",
            pilot_id=home.pilot.id,
            received_minutes=60,
            counted_minutes=60,
            planned_minutes=0,
        )
    )
    owners = {"owners": frozenset({home.participation.user_id, home.mentor.id})}
    names = {"session_id": session.id, "attendee_id": attendee.id, "participation_id": home.participation.id}
    return {
        "session_id": (names, owners),
        "planned_session_id": (
            {**names, "session_id": planned.id, "attendee_id": planned_attendee.id},
            owners,
        ),
        "attendee_id": (names, {}),
    }


def _community_of(home: Home) -> Found:
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
    names = {"community_id": community.id}
    return {
        "community_id": (names, {}),
        "need_id": ({**names, "need_id": need.id}, {}),
        "source_id": ({**names, "need_id": need.id, "source_id": need_source.id}, {}),
        "resource_id": ({**names, "resource_id": resource.id}, {}),
        "entry_id": ({**names, "entry_id": entry.id}, {}),
    }


def _group_of(home: Home) -> Found:
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


def _recruiting_of(home: Home) -> Found:
    """Build a candidacy; the colleague's and the ended one need municipalities of their own."""
    place = home.municipality
    if home.kind is Kind.COLLEAGUE:
        place = build.municipality("Valmieras novads", tile_label="VAL", tile_row=1, tile_column=6)
    if home.kind is Kind.ENDED:
        place = build.municipality("Ogres novads", tile_label="OGR", tile_row=3, tile_column=6)
    candidacy = keep(
        Candidacy(
            pilot_id=home.pilot.id,
            municipality_id=place.id,
            state=CANDIDACY_STATES.get(home.kind, RecruitingState.APPLIED),
            contact_name="Sociālais dienests",
            contact_email="dienests@example.lv",
        )
    )
    contact = keep(
        ContactLogEntry(
            candidacy_id=candidacy.id,
            made_on=dt.date(2022, 6, 1),
            channel=ContactChannel.CALL,
            with_whom="Sociālais dienests",
            summary="Apsver dalību.",
            next_step="Piezvanīt",
            next_step_on=dt.date(2023, 2, 20),
            author_id=home.mentor.id,
            logged_at=LONG_AGO,
        )
    )
    application = keep(
        Application(
            candidacy_id=candidacy.id,
            motivation="Gribam strādāt ar kopienām.",
            workload_relief=True,
            publicity_consent=True,
            submitted_on=dt.date(2022, 7, 1),
            population_at_submission=40963,
        )
    )
    nominee = keep(
        Nominee(
            application_id=application.id,
            given_name="Biruta",
            family_name="Saulīte",
            email=f"biruta{home.number}@example.lv",
            sort_key="saulīte biruta",
        )
    )
    evidence = keep(
        Evidence(
            nominee_id=nominee.id,
            criterion=EligibilityCriterion.EXPERIENCE,
            kind=EvidenceKind.LETTER,
            reference="Vēstule Nr. 4",
        )
    )
    facts = {"municipality_id": place.id}
    names = {"candidacy_id": candidacy.id, "application_id": application.id, "municipality_id": place.id}
    return {
        "candidacy_id": (names, facts),
        "contact_id": ({**names, "contact_id": contact.id}, facts),
        "application_id": (names, facts),
        "nominee_id": ({**names, "nominee_id": nominee.id}, facts),
        "evidence_id": ({**names, "nominee_id": nominee.id, "evidence_id": evidence.id}, facts),
    }


def _pilots(found: World, small: build.World) -> None:
    """Add the pilots themselves and what each has once; the archived one is everybody's of SDK-2022 too."""
    archived = build.pilot("VECAIS-2019", state=PilotState.ARCHIVED)
    for person in found.people.values():
        if person.id is None or person.pilot_id != small.pilot.id:
            continue
        grants = db.session.query(RoleAssignment).filter_by(user_id=person.id, pilot_id=small.pilot.id)
        for grant in grants.all():
            keep(
                RoleAssignment(
                    user_id=person.id,
                    pilot_id=archived.id,
                    role=grant.role,
                    municipality_id=grant.municipality_id,
                    granted_at=LONG_AGO,
                )
            )
    closer = small.coordinator.id
    for pilot in (small.pilot, small.other_pilot, archived):
        papers.setting(pilot, small.coordinator)
        keep(MonthClose(pilot_id=pilot.id, month=MONTH, closed_at=NOW, closed_by_id=closer))
    anna = db.session.get_one(User, small.anna.user_id)
    build.participation(
        archived, anna, small.cesis, state=ParticipationState.COMPLETED, ended_on=dt.date(2023, 1, 31)
    )
    here: dict[str, Any] = {"pilot_ids": frozenset({small.pilot.id})}
    own_day = found.things["day_id"][Kind.OWN].arguments["day_id"]
    for absent in (small.liga, small.peteris):
        keep(
            Attendance(
                day_id=own_day,
                participation_id=absent.id,
                status=AttendanceStatus.ATTENDED,
                minutes=360,
                source=AttendanceSource.SHEET,
                recorded_by_id=small.coordinator.id,
                recorded_at=NOW,
            )
        )
    keep(
        Attendance(
            day_id=found.things["day_id"][Kind.COLLEAGUE].arguments["day_id"],
            participation_id=small.peteris.id,
            status=AttendanceStatus.ABSENT,
            minutes=0,
            source=AttendanceSource.SHEET,
            recorded_by_id=small.coordinator.id,
            recorded_at=NOW,
        )
    )
    left_half = build.participation(small.other_pilot, build.user("Sarma Krasta"), small.tukums)
    keep(
        Attendance(
            day_id=found.things["day_id"][Kind.FOREIGN_PILOT].arguments["day_id"],
            participation_id=left_half.id,  # ready for a statement of hours
            status=AttendanceStatus.PARTLY,
            minutes=180,
            source=AttendanceSource.SHEET,
            recorded_by_id=small.coordinator.id,
            recorded_at=NOW,
        )
    )
    build.municipality("Saldus novads", tile_label="SAL", tile_row=3, tile_column=2)
    place = build.municipality("Limbažu novads", tile_label="LIM", tile_row=1, tile_column=5)
    free = keep(
        Candidacy(pilot_id=small.pilot.id, municipality_id=place.id, state=RecruitingState.INTERESTED)
    )
    watching = (
        db.session.query(RoleAssignment).filter_by(user_id=small.observer.id, pilot_id=small.pilot.id).one()
    )
    found.things["free_code"] = {Kind.OWN: _pilot_without_days(small)}
    found.things["free_candidacy_id"] = {Kind.OWN: Thing({"candidacy_id": free.id}, **here)}
    found.things["free_assignment_id"] = {
        Kind.OWN: Thing({"code": small.pilot.code, "assignment_id": watching.id}, **here)
    }
    shown = _code_of_today(small)
    rows = {
        Kind.OWN: (small.pilot, {small.pilot.id, archived.id}, 4),
        Kind.FOREIGN_PILOT: (small.other_pilot, {small.other_pilot.id}, 1),
        Kind.ENDED: (archived, {small.pilot.id, archived.id}, 0),
    }
    for name in ("code", "month"):
        found.things[name] = {
            kind: Thing(
                {
                    "code": pilot.code,
                    "month": MONTH,
                    "rule": f"number_of_days::{days}",
                    "kind": "modules",
                    "shown": shown,
                },
                pilot_ids=frozenset(ids),
                whole_pilot=True,
            )
            for kind, (pilot, ids, days) in rows.items()
        }


def _code_of_today(small: build.World) -> str:
    """Build a day that takes place now and return the code that its lecturer shows."""
    day = keep(
        TrainingDay(
            pilot_id=small.pilot.id,
            number=60,
            held_on=NOW.date(),
            starts_at=dt.time(9),
            ends_at=dt.time(16),
            mode=DayMode.IN_PERSON,
            venue="Cēsis, Raunas iela 4",
            planned_minutes=360,
        )
    )
    return rules.code_of(day.id, key=SECRET.encode(), moment=NOW)


def _pilot_without_days(small: build.World) -> Thing:
    """Return a pilot with a module that the coordinator has yet to plan the days of."""
    new = build.pilot("BRIVS-2023", implementation_to=dt.date(2023, 4, 28))
    build.phase(new, PhaseKind.TRAINING, dt.date(2023, 3, 1), dt.date(2023, 4, 28))
    build.role(small.coordinator, Role.COORDINATOR, new)
    build.role(small.lecturer, Role.LECTURER, new)
    keep(Module(pilot_id=new.id, number=1, title_lv="Ievads", title_en="Start", minutes=720))
    return Thing({"code": new.code}, pilot_ids=frozenset({small.pilot.id, new.id}), whole_pilot=True)


def _never(argument: str, own: Thing) -> Thing:
    """Return a thing of the own pilot whose id was never given out."""
    never = "NAV-1999" if argument in {"code", "month"} else uuid.uuid4()
    name = "code" if argument == "month" else argument
    name = {"planned_session_id": "session_id", "device_id": "session_id"}.get(name, name)
    return Thing({**own.arguments, name: never}, exists=False)


def closed_account() -> User:
    """Return somebody whose account is closed; signs in nowhere."""
    return build.user("Guna Lapa", state=UserState.CLOSED)
