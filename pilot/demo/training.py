"""The twelve training days of 2022 as they were held: one moved, one participant with 4 170 minutes."""

import datetime as dt

from pilot.demo import attendance
from pilot.demo.stage import Stage, at, day, keep
from pilot.training.enums import AttendanceSource, AttendanceStatus, DayMode, DayState, TeachingMethod
from pilot.training.models import (
    Attendance,
    AttendanceCorrection,
    ClassLecturer,
    ClassSession,
    Module,
    TrainingDay,
)

PLANNED = 360
MORNING = (dt.time(9, 30), dt.time(12, 30))
AFTERNOON = (dt.time(13, 30), dt.time(16, 30))
RIGA = ("Apgādes iela 3, 2. stāva zāle", "Rīga", "Lifts, cilpas pastiprinātājs")
TUKUMS = ("Kopienas centrs „Durbe”", "Tukums", "Uzbrauktuve no pagalma puses")
OGRE = ("Izglītības centrs „Zilie kalni”", "Ogres novads, Ikšķile", "")
DAYS = (
    ("2022-09-08", RIGA),
    ("2022-09-09", RIGA),
    ("2022-09-22", TUKUMS),
    ("2022-09-23", TUKUMS),
    ("2022-10-06", RIGA),
    ("2022-10-07", RIGA),
    ("2022-10-20", OGRE),
    ("2022-10-28", OGRE),
    ("2022-11-03", RIGA),
    ("2022-11-04", RIGA),
    ("2022-11-24", RIGA),
    ("2022-11-25", RIGA),
)
MOVED_DAY, MOVED_FROM = 8, "2022-10-21"
LECTURER_OF_MODULE = (
    "lektore",
    "gunars.veveris",
    "solvita.egle",
    "lektore",
    "gunars.veveris",
    "solvita.egle",
)
TOPICS = (
    ("Sociālais darbs kopienā: jēdzieni un vērtības", "Sociālā darbinieka lomas kopienā"),
    ("Kopienas profils: avoti un rādītāji", "Intervija un fokusgrupas diskusija"),
    ("Kas ir pie galda un kā vēl trūkst", "Vienošanās ar pašvaldības iestādēm"),
    ("No vajadzībām līdz mērķiem", "Rīcības plāns un resursi"),
    ("Iedzīvotāju uzrunāšana", "No sarunas līdz kopīgai rīcībai"),
    ("Pārmaiņu pamanīšana un mērīšana", "Noslēguma darbu prezentācijas"),
)
METHODS = (
    TeachingMethod.LECTURE,
    TeachingMethod.GROUP_WORK,
    TeachingMethod.CASE_ANALYSIS,
    TeachingMethod.DISCUSSION,
)
# participant, number of the day, minutes: all others attended in full
EXCEPTIONS = {
    ("liga.abele", 5): 210,
    ("oskars.jansons", 9): 0,
    ("oskars.jansons", 10): 0,
    ("jelena.sokola", 12): 180,
}


def fill(stage: Stage, modules: list[Module]) -> None:
    """Add the days with their classes, and the attendance of those that were held."""
    for number, (text, venue) in enumerate(DAYS, start=1):
        held_on = day(text)
        row = keep(_day(stage, number, held_on, venue))
        if number == MOVED_DAY:
            _moved(stage, row, venue)
        _classes(stage, row, modules[(number - 1) // 2], number)
        if row.state is DayState.LOCKED:
            attendance.keep_sheet(stage, row, present=_attendance(stage, row))
    attendance.offer_make_ups(stage, modules)


def _day(stage: Stage, number: int, held_on: dt.date, venue: tuple[str, str, str]) -> TrainingDay:
    held = stage.happened(held_on)
    return TrainingDay(
        pilot_id=stage.pilot.id,
        number=number,
        held_on=held_on,
        starts_at=MORNING[0],
        ends_at=AFTERNOON[1],
        mode=DayMode.IN_PERSON,
        venue=venue[0],
        address=venue[1],
        access_note=venue[2],
        planned_minutes=PLANNED,
        state=DayState.LOCKED if held else DayState.CONFIRMED,
        locked_at=at(held_on, 17) if held else None,
        locked_by_id=stage.coordinator.id if held else None,
    )


def _moved(stage: Stage, new: TrainingDay, venue: tuple[str, str, str]) -> None:
    old = _day(stage, new.number, day(MOVED_FROM), venue)
    old.state, old.locked_at, old.locked_by_id = DayState.MOVED, None, None
    old.moved_to_id, old.change_reason = new.id, "Lektore bija slima."
    old.calendar_uid, new.calendar_sequence = new.calendar_uid, 1
    new.calendar_changed_at = at(day("2022-10-13"))
    keep(old)


def _classes(stage: Stage, row: TrainingDay, module: Module, number: int) -> None:
    topics = TOPICS[module.number - 1]
    for part, (starts_at, ends_at) in enumerate((MORNING, AFTERNOON)):
        session = keep(
            ClassSession(
                day_id=row.id,
                module_id=module.id,
                starts_at=starts_at,
                ends_at=ends_at,
                minutes=PLANNED // 2,
                topic=topics[(number + 1) % 2]
                if part == 0
                else f"{topics[(number + 1) % 2]}: praktiskais darbs",
                method=METHODS[(number + part) % len(METHODS)],
            )
        )
        lecturer = stage.users[LECTURER_OF_MODULE[module.number - 1]]
        keep(ClassLecturer(class_id=session.id, user_id=lecturer.id))


def _attendance(stage: Stage, row: TrainingDay) -> int:
    """Record the attendance of a day and return how many were there."""
    present = 0
    for key, participation in stage.participations.items():
        started, ended = participation.started_on, participation.ended_on
        if (started and row.held_on < started) or (ended and row.held_on > ended):
            continue
        minutes = EXCEPTIONS.get((key, row.number), PLANNED)
        present += minutes > 0
        recorded = keep(
            Attendance(
                day_id=row.id,
                participation_id=participation.id,
                status=_status(minutes),
                minutes=minutes,
                **attendance.part_of(minutes, PLANNED),
                source=AttendanceSource.COORDINATOR,
                recorded_by_id=stage.coordinator.id,
                recorded_at=at(row.held_on, 16, 40),
            )
        )
        if (key, row.number) == ("jelena.sokola", 12):
            _corrected(stage, recorded, row)
    return present


def _status(minutes: int) -> AttendanceStatus:
    if minutes == PLANNED:
        return AttendanceStatus.ATTENDED
    return AttendanceStatus.PARTLY if minutes else AttendanceStatus.EXCUSED


def _corrected(stage: Stage, attendance: Attendance, row: TrainingDay) -> None:
    keep(
        AttendanceCorrection(
            attendance_id=attendance.id,
            old_status=AttendanceStatus.ATTENDED,
            old_minutes=PLANNED,
            new_status=AttendanceStatus.PARTLY,
            new_minutes=attendance.minutes,
            reason="Parakstītajā sarakstā ir tikai rīta paraksts.",
            corrected_by_id=stage.coordinator.id,
            corrected_at=at(row.held_on + dt.timedelta(days=3), 10),
        )
    )
