"""The pilot in the shape of 2019: thirty workers, seventeen municipalities, no mentor minimum."""

import datetime as dt

from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation
from pilot.demo.stage import Stage, at, day, keep
from pilot.training.enums import AttendanceSource, AttendanceStatus, DayMode, DayState, TeachingMethod
from pilot.training.models import Attendance, ClassLecturer, ClassSession, Module, TrainingDay

SEVENTEEN = (
    "LV-DGV",
    "LV-JEL",
    "LV-LPX",
    "LV-REZ",
    "LV-VEN",
    "LV-002",
    "LV-007",
    "LV-015",
    "LV-026",
    "LV-033",
    "LV-042",
    "LV-054",
    "LV-058",
    "LV-067",
    "LV-073",
    "LV-088",
    "LV-113",
)
STARTED, ENDED = "2019-05-02", "2019-10-31"
DAYS = (
    "2019-05-16",
    "2019-05-17",
    "2019-06-13",
    "2019-06-14",
    "2019-07-11",
    "2019-07-12",
    "2019-08-15",
    "2019-08-16",
    "2019-09-12",
    "2019-09-13",
    "2019-10-10",
    "2019-10-11",
)
PLANNED = 360
SHORT_BY = {1: 150, 4: 60, 9: 180, 17: 90}  # minutes that a participant missed on the last day


def seat(stage: Stage, keys: list[str]) -> None:
    """Give thirty people their places in seventeen municipalities: thirteen send two, four send one."""
    seats = [code for code in SEVENTEEN for _ in range(2)][: len(keys)]
    for key, code in zip(keys, sorted(seats), strict=True):
        stage.participations[key] = keep(
            Participation(
                pilot_id=stage.pilot.id,
                user_id=stage.users[key].id,
                municipality_id=stage.municipalities[code].id,
                job_title="Sociālais darbinieks",
                state=ParticipationState.COMPLETED,
                started_on=day(STARTED),
                ended_on=day(ENDED),
            )
        )


def fill(stage: Stage, modules: list[Module], lecturer_key: str) -> None:
    """Add the twelve days, two a month, and who attended them."""
    for number, text in enumerate(DAYS, start=1):
        held_on = day(text)
        row = keep(
            TrainingDay(
                pilot_id=stage.pilot.id,
                number=number,
                held_on=held_on,
                starts_at=dt.time(10, 0),
                ends_at=dt.time(17, 0),
                mode=DayMode.IN_PERSON,
                venue="Mācību centrs „Ieriķu 8”",
                address="Rīga",
                planned_minutes=PLANNED,
                state=DayState.LOCKED,
                locked_at=at(held_on, 17),
                locked_by_id=stage.coordinator.id,
                scan_lost_reason="Parakstītie saraksti glabājas uz papīra īstenotāja arhīvā.",
            )
        )
        session = keep(
            ClassSession(
                day_id=row.id,
                module_id=modules[(number - 1) * len(modules) // len(DAYS)].id if modules else None,
                starts_at=dt.time(10, 0),
                ends_at=dt.time(16, 0),
                minutes=PLANNED,
                topic="Nodarbības pēc programmas",
                method=TeachingMethod.GROUP_WORK,
            )
        )
        keep(ClassLecturer(class_id=session.id, user_id=stage.users[lecturer_key].id))
        _attendance(stage, row)


def _attendance(stage: Stage, row: TrainingDay) -> None:
    for index, participation in enumerate(stage.participations.values()):
        minutes = PLANNED - (SHORT_BY.get(index, 0) if row.number == len(DAYS) else 0)
        keep(
            Attendance(
                day_id=row.id,
                participation_id=participation.id,
                status=AttendanceStatus.ATTENDED if minutes == PLANNED else AttendanceStatus.PARTLY,
                minutes=minutes,
                source=AttendanceSource.SHEET,
                recorded_by_id=stage.coordinator.id,
                recorded_at=at(row.held_on, 17),
            )
        )
