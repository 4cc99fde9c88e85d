"""Write the agenda of a day: its classes and who teaches them."""

import datetime as dt
import uuid

from sqlalchemy import select

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.database import check_version
from pilot.extensions import db
from pilot.training import calendar_marks, place_queries, plan_check, queries, rules
from pilot.training.actions import TrainingRefusedError
from pilot.training.entries import ClassEntry
from pilot.training.enums import DayState
from pilot.training.models import ClassSession, TrainingDay
from pilot.training.rules import Problem


def add_class(day: TrainingDay, entry: ClassEntry, *, actor: Viewer, now: dt.datetime) -> ClassSession:
    """Add a class to a day.

    :raises TrainingRefusedError: it does not fit into the day, or a lecturer is elsewhere then.
    """
    held = ClassSession(id=uuid.uuid4(), day_id=day.id)
    _write_class(held, day, entry)
    db.session.add(held)
    db.session.flush()
    calendar_marks.mark_agenda(day, now=now)
    audit.record(
        "training.class-added", held, actor=actor, at=now, pilot_id=day.pilot_id, minutes=held.minutes
    )
    return held


def change_class(
    held: ClassSession, entry: ClassEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> ClassSession:
    """Change a class of a day.

    :raises TrainingRefusedError: it does not fit into the day, or a lecturer is elsewhere then.
    """
    check_version(held, seen)
    _write_class(held, held.day, entry)
    db.session.flush()
    calendar_marks.mark_agenda(held.day, now=now)
    audit.record(
        "training.class-changed", held, actor=actor, at=now, pilot_id=held.day.pilot_id, minutes=held.minutes
    )
    return held


def shift_class(held: ClassSession, *, minutes: int, actor: Viewer, now: dt.datetime) -> ClassSession:
    """Let a class begin and end some minutes later, or earlier when below zero.

    :raises TrainingRefusedError: it does not fit into the day then, or a lecturer is elsewhere.
    """
    starts_at, ends_at = rules.shifted(held.starts_at, minutes), rules.shifted(held.ends_at, minutes)
    if starts_at is None or ends_at is None:
        raise TrainingRefusedError(Problem.OUTSIDE_DAY)
    entry = ClassEntry(
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=held.minutes,
        topic=held.topic,
        method=held.method,
        module_id=held.module_id,
        lecturer_ids=frozenset(held.lecturer_ids),
    )
    _write_class(held, held.day, entry)
    db.session.flush()
    audit.record(
        "training.class-shifted", held, actor=actor, at=now, pilot_id=held.day.pilot_id, minutes=minutes
    )
    return held


def remove_class(held: ClassSession, *, actor: Viewer, now: dt.datetime) -> None:
    """Take a class off its day.

    :raises TrainingRefusedError: the day is locked, does not take place, or lies in a closed month.
    """
    _check_agenda(held.day)
    audit.record(
        "training.class-removed", held, actor=actor, at=now, pilot_id=held.day.pilot_id, day=held.day_id
    )
    calendar_marks.mark_agenda(held.day, now=now)
    db.session.delete(held)
    db.session.flush()


def _check_agenda(day: TrainingDay) -> None:
    """Refuse to change classes of a day that is locked, does not take place, or lies in a closed month."""
    if day.state is DayState.LOCKED:
        raise TrainingRefusedError(Problem.DAY_LOCKED)
    if not queries.takes_place(day):
        raise TrainingRefusedError(Problem.NOT_TAKING_PLACE)
    cohort.wait_for_close(day.pilot_id)
    if cohort.is_closed(day.pilot_id, day.held_on):
        raise TrainingRefusedError(Problem.MONTH_CLOSED)


def _write_class(held: ClassSession, day: TrainingDay, entry: ClassEntry) -> None:
    """Check an entry against its day and the other classes of the date, then write it (T5).

    :raises TrainingRefusedError: it does not fit into the day, or a lecturer is elsewhere then.
    """
    _check_agenda(day)
    minutes = entry.minutes
    if minutes is None:
        minutes = max(rules.span_minutes(entry.starts_at, entry.ends_at), 1)
    plan = rules.ClassPlan(held.id, day.held_on, entry.starts_at, entry.ends_at, minutes, entry.lecturer_ids)
    if problem := rules.class_problem(plan, plan_check.day_plan(day)):
        raise TrainingRefusedError(problem)
    lecturers = _people(entry.lecturer_ids)
    others = [
        plan_check.class_plan(other, other.day)
        for other in queries.classes_on(day.pilot_id, day.held_on)
        if other.id != held.id
    ]
    elsewhere = place_queries.plans_elsewhere(day.pilot_id, entry.lecturer_ids, on=day.held_on)
    busy = {
        person
        for conflict in rules.class_conflicts([plan, *others, *elsewhere])
        if conflict.class_id == held.id
        for person in conflict.lecturer_ids
    }
    if busy:
        names = [lecturer.name for lecturer in lecturers if lecturer.id in busy]
        raise TrainingRefusedError(Problem.LECTURER_BUSY, names=names)
    held.starts_at, held.ends_at, held.minutes = entry.starts_at, entry.ends_at, minutes
    held.topic, held.method, held.module_id = entry.topic, entry.method, entry.module_id
    held.lecturers = lecturers


def _people(ids: frozenset[uuid.UUID]) -> list[User]:
    return list(db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.sort_key, User.id)))
