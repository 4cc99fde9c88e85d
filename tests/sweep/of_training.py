"""What a home has of the training: days with their roll, independent work, venues and documents."""

import datetime as dt
import hashlib
import uuid

from pilot.cohort.models import UnavailableSpan
from pilot.files.models import StoredFile
from pilot.training import attendance_actions
from pilot.training.assignments.enums import Tool, WorkState
from pilot.training.availability.enums import AnswerState
from pilot.training.availability.models import AvailabilityRequest, ClassAnswer
from pilot.training.certificates.enums import CertificateState
from pilot.training.competence.enums import Moment
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.enums import (
    AttendanceSource,
    DayState,
    MakeUpKind,
)
from pilot.training.materials.models import Material
from pilot.training.models import (
    Attendance,
    ClassSession,
    MadeUp,
    MakeUp,
    Module,
    RollSave,
    TrainingDay,
)
from pilot.training.publishing.models import PublishedSchedule
from tests.build import LONG_AGO, NOW, keep
from tests.sweep.home import Found, Home
from tests.sweep.kinds import Kind
from tests.training import build as training
from tests.training import papers
from tests.training.assignments import build as assignments
from tests.training.venues import build as venues

DAY_STATES = {
    Kind.COLLEAGUE: DayState.LOCKED,
    Kind.FOREIGN_MUNICIPALITY: DayState.PLANNED,
    Kind.ENDED: DayState.CANCELLED,
}


def training_of(home: Home) -> Found:
    """Build a module with a day, its class and roll, and what the journeys of the training keep of them."""
    module = training.module(home.pilot, home.number)
    day = training.day(
        home.pilot,
        dt.date(2023, 3 if home.kind is Kind.FOREIGN_MUNICIPALITY else 2, home.number - 20),
        number=home.number,
        starts_at=dt.time(9),
        ends_at=dt.time(16),
        state=DAY_STATES.get(home.kind, DayState.HELD),
        locked_at=NOW if home.kind is Kind.COLLEAGUE else None,
        change_reason="" if home.live else "Lektore saslima",
        scan_id=None if home.kind is Kind.COLLEAGUE else _scan_of(home),  # the colleague's is to be attached
    )
    lesson = training.held_class(
        day,
        home.lecturer,
        module_id=None if home.kind is Kind.FOREIGN_MUNICIPALITY else module.id,
        ends_at=dt.time(11),
        minutes=90,
    )
    attendance = training.attendance(
        day, home.participation, source=AttendanceSource.SHEET, recorded_by_id=home.lecturer.id
    )
    if home.kind is Kind.OWN:
        _availability_of(home, lesson, held_on=day.held_on)
    if home.kind is not Kind.FOREIGN_MUNICIPALITY:  # whose module is to be removed
        _self_rating_of(home, module)
    of_pilot = {"whole_pilot": True}
    names = {"day_id": day.id}
    return {
        **_documents_of(home),
        **_assignments_of(home, module),
        **({"scan_id": ({**names, "scan_id": day.scan_id}, of_pilot)} if day.scan_id else {}),
        **_saved_and_made_up(home, module, day, attendance),
        "version_id": ({"version_id": _version_of(home)}, of_pilot),
        "module_id": ({"module_id": module.id}, of_pilot),
        "day_id": (names, of_pilot),
        "class_id": ({**names, "class_id": lesson.id}, of_pilot),
        "lesson_id": ({**names, "lesson_id": lesson.id}, of_pilot),
        "attendance_id": (
            {**names, "attendance_id": attendance.id, "participation_id": home.participation.id},
            {},
        ),
    }


def _scan_of(home: Home) -> uuid.UUID:
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
    found: uuid.UUID = scan.id
    return found


def _version_of(home: Home) -> uuid.UUID:
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
    found: uuid.UUID = version.id
    return found


def _assignments_of(home: Home, module: Module) -> Found:
    """Build a material and two tasks of a module: one that is being written, one that waits for the lecturer.

    In the foreign municipality the first is not begun, and its module has no classes.
    """
    if home.kind is Kind.FOREIGN_MUNICIPALITY:
        module = training.module(home.pilot, home.number + 50)
    tasks = [
        assignments.assignment(
            module,
            title_lv=f"Kopienas profils {number}",
            title_en=f"Community profile {number}",
            tool=Tool.COMMUNITY,
        )
        for number in (1, 2)
    ]
    if home.kind is not Kind.FOREIGN_MUNICIPALITY:
        assignments.work(tasks[0], home.participation)
    waiting = assignments.work(tasks[1], home.participation, WorkState.SUBMITTED)
    material = keep(
        Material(
            module_id=module.id,
            title="Kopienas profila paraugs",
            link="",
            file_id=_scan_of(home),
            visible_from=dt.date(2023, 2, 1),
        )
    )
    return {
        "material_id": ({"material_id": material.id}, {}),
        "assigned_id": ({"assigned_id": tasks[0].id}, {"whole_pilot": True}),
        "work_id": ({"work_id": waiting.id}, {}),
    }


def _self_rating_of(home: Home, module: Module) -> None:
    keep(
        SelfRating(
            participation_id=home.participation.id,
            moment=Moment.START,
            rated_on=dt.date(2023, 2, 7),
            open_until=dt.date(2023, 2, 15),
            lines=[SelfRatingLine(module_id=module.id, level=2, example="Saruna bibliotēkā")],
        )
    )


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


def venue_of(home: Home) -> Found:
    """Build a venue with a room that is closed for some days, and a way to it."""
    town = f"Pilsēta {home.number}"
    venue = venues.venue(home.pilot, f"Kopienas nams {home.number}", town=town)
    room = venues.room(venue)
    closure = venues.closure(room, dt.date(2023, 4, 3), dt.date(2023, 4, 7))
    way = venues.way(home.pilot, town, "Rīga", 60)
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


def _documents_of(home: Home) -> Found:
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
    of_pilot = {"whole_pilot": True}
    return {
        "certificate_id": ({"certificate_id": certificate.id}, {}),
        "export_id": ({"export_id": export.id}, of_pilot),
        "notice_id": ({"notice_id": notice.id}, of_pilot),
    }
