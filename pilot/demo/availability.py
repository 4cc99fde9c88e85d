"""What lecturers and participants of the demonstration said about their dates; all of it is invented."""

import datetime as dt

from sqlalchemy import select

from pilot.accounts.models import User
from pilot.cohort.models import UnavailableSpan
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.training.availability.enums import AnswerState
from pilot.training.availability.models import AvailabilityRequest, ClassAnswer
from pilot.training.availability.rules import LINK_LASTS
from pilot.training.enums import DayState
from pilot.training.models import ClassLecturer, ClassSession, TrainingDay

ASKED_ON = day("2022-09-26")
ANSWERED_ON = {"lektore": day("2022-09-28"), "solvita.egle": day("2022-10-03")}
CHANGED_MIND_ON = day("2022-11-01")
DECLINED = ("solvita.egle", day("2022-11-25"))
# who, first day, last day, entered on; the rest of the year is free
BUSY = (
    ("lektore", "2022-11-14", "2022-11-15", "2022-09-28"),
    ("solvita.egle", "2023-03-06", "2023-03-10", "2023-02-01"),
)
ABSENT = (
    ("liga.abele", "2022-10-20", "2022-10-20", "2022-10-04"),
    ("oskars.jansons", "2023-02-27", "2023-03-03", "2023-02-08"),
)


def fill(stage: Stage) -> None:
    """Add one round of questions: one lecturer declines a class and accepts it later, one never answers."""
    for key, first, last, entered in (*BUSY, *ABSENT):
        if stage.happened(day(entered)):
            _unavailable(stage, key, day(first), day(last), entered_on=day(entered))
    if not stage.happened(ASKED_ON):
        return
    for key in ("lektore", "gunars.veveris", "solvita.egle"):
        _asked(stage, key)


def _asked(stage: Stage, key: str) -> None:
    """Add what a lecturer was asked, and answered if that has happened."""
    answered_on, lecturer = ANSWERED_ON.get(key), stage.users[key]
    if answered_on is not None and not stage.happened(answered_on):
        answered_on = None
    times = {
        "asked_at": at(ASKED_ON, 9),
        "answered_at": at(answered_on, 20) if answered_on else None,
    }
    keep(
        AvailabilityRequest(
            pilot_id=stage.pilot.id,
            user_id=lecturer.id,
            nonce=f"demonstration-{key}",
            expires_at=at(ASKED_ON, 9) + LINK_LASTS,
            **times,
        )
    )
    for held, held_on in _classes(stage, lecturer):
        state = _state(stage, key, held_on) if answered_on else AnswerState.ASKED
        keep(ClassAnswer(class_id=held.id, user_id=lecturer.id, state=state, held_on=held_on, **times))


def _state(stage: Stage, key: str, held_on: dt.date) -> AnswerState:
    declined = (key, held_on) == DECLINED and not stage.happened(CHANGED_MIND_ON)
    return AnswerState.DECLINED if declined else AnswerState.ACCEPTED


def _classes(stage: Stage, lecturer: User) -> list[tuple[ClassSession, dt.date]]:
    """Return the classes that a lecturer was asked about: those after the question."""
    rows = db.session.execute(
        select(ClassSession, TrainingDay.held_on)
        .join(TrainingDay, TrainingDay.id == ClassSession.day_id)
        .join(ClassLecturer, ClassLecturer.class_id == ClassSession.id)
        .where(
            TrainingDay.pilot_id == stage.pilot.id,
            TrainingDay.state != DayState.MOVED,
            TrainingDay.held_on > ASKED_ON,
            ClassLecturer.user_id == lecturer.id,
        )
        .order_by(TrainingDay.held_on, ClassSession.starts_at)
    )
    return [(held, held_on) for held, held_on in rows]


def _unavailable(stage: Stage, key: str, first: dt.date, last: dt.date, *, entered_on: dt.date) -> None:
    participation = stage.participations.get(key)
    keep(
        UnavailableSpan(
            pilot_id=stage.pilot.id,
            user_id=None if participation else stage.users[key].id,
            participation_id=participation.id if participation else None,
            first_on=first,
            last_on=last,
            entered_by_id=stage.users[key].id,
            entered_at=at(entered_on, 20),
        )
    )
