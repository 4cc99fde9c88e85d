"""Who is not available when, and what lecturers answered."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.absence_rules import Dates
from pilot.cohort.models import Participation, Pilot, UnavailableSpan
from pilot.errors import NotVisibleError
from pilot.extensions import db
from pilot.training.availability import rules
from pilot.training.availability.enums import AnswerState, Standing
from pilot.training.availability.models import AvailabilityRequest, ClassAnswer
from pilot.training.enums import DayState
from pilot.training.models import ClassLecturer, ClassSession, TrainingDay

OPEN_STATES = (DayState.PLANNED, DayState.CONFIRMED)


def declined_classes(pilot_id: uuid.UUID) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return by class who declined to teach it on the date on which it stands now."""
    rows = db.session.execute(
        select(ClassAnswer.class_id, ClassAnswer.user_id)
        .join(ClassSession, ClassSession.id == ClassAnswer.class_id)
        .join(TrainingDay, TrainingDay.id == ClassSession.day_id)
        .where(
            TrainingDay.pilot_id == pilot_id,
            ClassAnswer.state == AnswerState.DECLINED,
            ClassAnswer.held_on == TrainingDay.held_on,
        )
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for class_id, user_id in rows:
        found.setdefault(class_id, set()).add(user_id)
    return {class_id: frozenset(people) for class_id, people in found.items()}


def request_of(pilot_id: uuid.UUID, user_id: uuid.UUID) -> AvailabilityRequest | None:
    """Return what a pilot asked a lecturer, or None when it never did and nothing was answered."""
    return db.session.scalar(
        select(AvailabilityRequest).where(
            AvailabilityRequest.pilot_id == pilot_id, AvailabilityRequest.user_id == user_id
        )
    )


def get_lecturer(pilot: Pilot, user_id: uuid.UUID) -> User:
    """Return a person who teaches in a pilot now.

    :raises NotVisibleError: the pilot has no such lecturer.
    """
    if cohort.live_role(user_id, Role.LECTURER, pilot) is None:
        raise NotVisibleError
    return db.session.get_one(User, user_id)


@dataclass(frozen=True)
class Taught:
    """A class that is still to come, a lecturer of it, and what the lecturer said to its present date."""

    held: ClassSession
    user_id: uuid.UUID
    state: AnswerState | None
    answered_at: dt.datetime | None


def taught_in(pilot_id: uuid.UUID, *, today: dt.date, user_id: uuid.UUID | None = None) -> list[Taught]:
    """Return the classes to come with their lecturers, or those of one lecturer, in the order of time."""
    statement = (
        select(ClassSession, ClassLecturer.user_id, ClassAnswer)
        .join(ClassSession.day)
        .join(ClassLecturer, ClassLecturer.class_id == ClassSession.id)
        .outerjoin(
            ClassAnswer,
            and_(
                ClassAnswer.class_id == ClassSession.id,
                ClassAnswer.user_id == ClassLecturer.user_id,
                ClassAnswer.held_on == TrainingDay.held_on,
            ),
        )
        .where(
            TrainingDay.pilot_id == pilot_id, TrainingDay.state.in_(OPEN_STATES), TrainingDay.held_on >= today
        )
        .options(contains_eager(ClassSession.day))
        .order_by(TrainingDay.held_on, ClassSession.starts_at, ClassSession.id, ClassLecturer.user_id)
    )
    if user_id is not None:
        statement = statement.where(ClassLecturer.user_id == user_id)
    return [
        Taught(held, person, answer.state if answer else None, answer.answered_at if answer else None)
        for held, person, answer in db.session.execute(statement)
    ]


def clashes_of(pilot_id: uuid.UUID, user_id: uuid.UUID, *, today: dt.date) -> frozenset[uuid.UUID]:
    """Return the classes to come that a lecturer declined or has on a date on which they are busy."""
    dates = [absences.stretch(span) for span in absences.spans_of(pilot_id, user_id=user_id)]
    return frozenset(
        taught.held.id
        for taught in taught_in(pilot_id, today=today, user_id=user_id)
        if taught.state is AnswerState.DECLINED or any(each.covers(taught.held.day.held_on) for each in dates)
    )


@dataclass(frozen=True)
class LecturerRow:
    """A line of the coordinator's list: a lecturer, whether there is an answer, and which."""

    user: User
    standing: Standing
    since: dt.datetime | None
    dates: tuple[Dates, ...]
    answers: Counter[AnswerState | None]


def lecturers_in(pilot: Pilot, *, today: dt.date) -> list[LecturerRow]:
    """Return a pilot's lecturers by name with all they said, dates that are over left out."""
    requests = {
        request.user_id: request
        for request in db.session.scalars(
            select(AvailabilityRequest).where(AvailabilityRequest.pilot_id == pilot.id)
        )
    }
    dates = _dates_by_person(pilot.id, today=today)
    answers: dict[uuid.UUID, Counter[AnswerState | None]] = {}
    for taught in taught_in(pilot.id, today=today):
        answers.setdefault(taught.user_id, Counter())[taught.state] += 1
    return [
        _row(person, requests.get(person.id), dates.get(person.id, ()), answers.get(person.id, Counter()))
        for person in cohort.people_with(Role.LECTURER, pilot)
    ]


def _row(
    person: User,
    request: AvailabilityRequest | None,
    dates: Iterable[Dates],
    answers: Counter[AnswerState | None],
) -> LecturerRow:
    asked_at = request.asked_at if request else None
    answered_at = request.answered_at if request else None
    stands = rules.standing(asked_at, answered_at)
    since = answered_at if stands is Standing.ANSWERED else asked_at
    return LecturerRow(person, stands, since, tuple(dates), answers)


def _dates_by_person(pilot_id: uuid.UUID, *, today: dt.date) -> dict[uuid.UUID, list[Dates]]:
    """Return the stretches that are not over, by user and by participation."""
    found: dict[uuid.UUID, list[Dates]] = {}
    for span in db.session.scalars(
        select(UnavailableSpan)
        .where(UnavailableSpan.pilot_id == pilot_id, UnavailableSpan.last_on >= today)
        .order_by(UnavailableSpan.first_on, UnavailableSpan.id)
    ):
        person = span.user_id or span.participation_id
        if person is not None:
            found.setdefault(person, []).append(absences.stretch(span))
    return found


def absences_in(
    pilot: Pilot, participations: Iterable[Participation], *, today: dt.date
) -> list[tuple[Participation, tuple[Dates, ...]]]:
    """Return participations with the dates on which each will be absent."""
    dates = _dates_by_person(pilot.id, today=today)
    return [(each, tuple(dates.get(each.id, ()))) for each in participations]


def pilot_and_lecturer(request_id: uuid.UUID) -> tuple[AvailabilityRequest, Pilot, User] | None:
    """Return a request with its pilot and its lecturer while that person still teaches there."""
    found = db.session.execute(
        select(AvailabilityRequest, Pilot, User)
        .join(Pilot, Pilot.id == AvailabilityRequest.pilot_id)
        .join(User, User.id == AvailabilityRequest.user_id)
        .where(AvailabilityRequest.id == request_id)
    ).one_or_none()
    if found is None or cohort.live_role(found[2].id, Role.LECTURER, found[1]) is None:
        return None
    return found[0], found[1], found[2]
