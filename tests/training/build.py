"""Builders of the training: modules, days, classes, attendance."""

import datetime as dt
from typing import Any

from pilot.accounts.models import User
from pilot.cohort.models import MonthClose, Participation, Pilot
from pilot.extensions import db
from pilot.training.enums import (
    AttendanceSource,
    AttendanceStatus,
    DayMode,
    DayState,
    TeachingMethod,
)
from pilot.training.models import Attendance, ClassSession, Module, TrainingDay
from tests.build import NOW, keep


def module(of: Pilot, number: int = 1, **given: Any) -> Module:
    found: Module = keep(
        Module(
            pilot_id=of.id,
            number=number,
            **{
                "title_lv": f"{number}. temats",
                "title_en": f"Subject {number}",
                "minutes": 720,
                **given,
            },
        )
    )
    return found


def day(of: Pilot, held_on: dt.date = dt.date(2022, 9, 15), *, number: int = 1, **given: Any) -> TrainingDay:
    found: TrainingDay = keep(
        TrainingDay(
            pilot_id=of.id,
            number=number,
            held_on=held_on,
            **{
                "starts_at": dt.time(9, 30),
                "ends_at": dt.time(16, 30),
                "mode": DayMode.IN_PERSON,
                "venue": "Skolas iela 28, Rīga",
                "planned_minutes": 360,
                "state": DayState.PLANNED,
                **given,
            },
        )
    )
    return found


def held_class(on: TrainingDay, *lecturers: User, **given: Any) -> ClassSession:
    found: ClassSession = keep(
        ClassSession(
            day_id=on.id,
            lecturers=list(lecturers),
            **{
                "starts_at": dt.time(9, 30),
                "ends_at": dt.time(12, 30),
                "minutes": 180,
                "topic": "Kopienas definēšana",
                "method": TeachingMethod.LECTURE,
                **given,
            },
        )
    )
    return found


def attendance(on: TrainingDay, who: Participation, minutes: int = 360, **given: Any) -> Attendance:
    status = AttendanceStatus.PARTLY
    if minutes == on.planned_minutes:
        status = AttendanceStatus.ATTENDED
    elif minutes == 0:
        status = AttendanceStatus.ABSENT
    found: Attendance = keep(
        Attendance(
            day_id=on.id,
            participation_id=who.id,
            **{
                "status": status,
                "minutes": minutes,
                "source": AttendanceSource.COORDINATOR,
                "recorded_by_id": who.user_id,
                "recorded_at": NOW,
                **given,
            },
        )
    )
    return found


def closed_month(of: Pilot, month: str, by: User) -> MonthClose:
    found: MonthClose = keep(
        MonthClose(pilot_id=of.id, month=month, closed_at=NOW, closed_by_id=by.id, revision=1)
    )
    return found


def person(found: User | Participation) -> User:
    """Return the person behind a participation, or the person given."""
    if isinstance(found, User):
        return found
    user = db.session.get(User, found.user_id)
    assert user is not None
    return user
