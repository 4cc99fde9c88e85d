"""Plan training days: moved, cancelled and planned again with a reason, confirmed, warnings accepted."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.models import AcceptedDeviation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.training import calendar_marks, date_check, place_queries, plan_check, queries, rules
from pilot.training.entries import DateEntry, DayEntry, ModuleEntry
from pilot.training.enums import AttendanceStatus, DayState
from pilot.training.models import Attendance, ClassSession, Module, TrainingDay
from pilot.training.rules import DayFinding, Problem
from pilot.training.venues import queries as venues


class TrainingRefusedError(DomainError):
    """A module, day, class or attendance is refused; names are those of people concerned."""

    def __init__(self, problem: Problem, *, names: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.names = tuple(names)


class DateWarnedError(DomainError):
    """Something speaks against a date, and the person has not confirmed it yet (R7, R8)."""

    def __init__(self, findings: Sequence[DayFinding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)


def keep_numbered(row: Module | TrainingDay) -> None:
    """Add a row whose number is its own among its like.

    :raises TrainingRefusedError: the number is taken.
    """
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise TrainingRefusedError(Problem.NUMBER_TAKEN) from None


def change_numbered(row: Module | TrainingDay, entry: ModuleEntry | DayEntry) -> None:
    """Write the entry's values into the row.

    :raises TrainingRefusedError: the number is taken.
    """
    try:
        with db.session.begin_nested():
            for name, value in asdict(entry).items():
                setattr(row, name, value)
    except IntegrityError:
        raise TrainingRefusedError(Problem.NUMBER_TAKEN) from None


def plan_day(
    pilot: Pilot, entry: DayEntry, when: DateEntry, *, actor: Viewer, now: dt.datetime
) -> TrainingDay:
    """Plan a training day (R4, R7).

    :raises TrainingRefusedError: the times or minutes cannot be, the month is closed, or the number is taken.
    :raises DateWarnedError: something speaks against the date.
    """
    _check_times(entry.starts_at, entry.ends_at, entry.planned_minutes)
    _check_month(pilot.id, when.held_on)
    day = TrainingDay(
        pilot_id=pilot.id,
        held_on=when.held_on,
        holiday_confirmed=_confirmed_holiday(pilot, when, moved=None, room_id=entry.room_id),
        **asdict(_placed(entry, pilot_id=pilot.id, before=None)),
    )
    if cancelled := calendar_marks.cancelled_like(day):
        calendar_marks.follow(day, cancelled, now=now)
    keep_numbered(day)
    audit.record(
        "training.day-planned",
        day,
        actor=actor,
        at=now,
        pilot_id=pilot.id,
        number=day.number,
        held_on=day.held_on,
    )
    return day


def _check_times(starts_at: dt.time, ends_at: dt.time, minutes: int) -> None:
    if problem := rules.duration_problem(starts_at, ends_at, minutes):
        raise TrainingRefusedError(problem)


def calendar_of(pilot: Pilot) -> date_check.Calendar:
    """Return what a date of a pilot's training is held against."""
    live = [day for day in queries.days_of(pilot) if queries.takes_place(day)]
    span = plan_check.training_span(pilot, cohort.phases_of(pilot))
    away = absences.busy_dates(pilot.id, pilot.implementation_from, pilot.implementation_to)
    return date_check.Calendar(pilot, live, span, place_queries.surroundings_of(pilot, live), away)


def _confirmed_holiday(
    pilot: Pilot, when: DateEntry, *, moved: TrainingDay | None, room_id: uuid.UUID | None
) -> bool:
    """Tell whether the date is a holiday or at a weekend and the person confirmed it.

    :raises DateWarnedError: something speaks against the date and the person has not confirmed it.
    """
    wish = date_check.Wish(when.held_on, when.starts_at, when.ends_at, room_id, moved)
    found = date_check.against(wish, calendar_of(pilot))
    if found and not when.is_confirmed:
        raise DateWarnedError(found)
    return any(each.problem in plan_check.CONFIRMED_WITH_THE_DATE for each in found)


def _placed(entry: DayEntry, *, pilot_id: uuid.UUID, before: TrainingDay | None) -> DayEntry:
    """Fill in what is printed of a newly chosen room, where the person did not write something else (T7).

    :raises NotVisibleError: the room is not one of the pilot's.
    """
    if entry.room_id is None or (before is not None and before.room_id == entry.room_id):
        return entry
    room = venues.find_room(entry.room_id, pilot_id=pilot_id)
    address = ", ".join(filter(None, (room.venue.address, room.venue.town)))
    was = (before.venue, before.address, before.access_note) if before else ("", "", "")
    return replace(
        entry,
        venue=_printed(entry.venue, was[0], f"{room.venue.name}, {room.name}"),
        address=_printed(entry.address, was[1], address),
        access_note=_printed(entry.access_note, was[2], room.venue.access_note),
    )


def _printed(typed: str, before: str, of_room: str) -> str:
    """Return what was typed anew, else the text of the room."""
    return of_room if typed in {"", before} else typed


def _check_open(day: TrainingDay) -> None:
    """Refuse to change a day that is locked, does not take place, or lies in a closed month (R6, R12)."""
    if day.state is DayState.LOCKED:
        raise TrainingRefusedError(Problem.DAY_LOCKED)
    if not queries.takes_place(day):
        raise TrainingRefusedError(Problem.NOT_TAKING_PLACE)
    _check_month(day.pilot_id, day.held_on)


def _check_month(pilot_id: uuid.UUID, held_on: dt.date) -> None:
    cohort.wait_for_close(pilot_id)
    if cohort.is_closed(pilot_id, held_on):
        raise TrainingRefusedError(Problem.MONTH_CLOSED)


def change_day(
    day: TrainingDay, entry: DayEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> TrainingDay:
    """Change everything of a day but its date; who attended all of it attends all of the new length (R6).

    :raises TrainingRefusedError: the day stands still, the times cannot be, or somebody attended more.
    """
    check_version(day, seen)
    _check_open(day)
    _check_times(entry.starts_at, entry.ends_at, entry.planned_minutes)
    before = day.planned_minutes
    if entry.planned_minutes != before:
        _stretch_attendance(day, entry.planned_minutes)
    placed = _placed(entry, pilot_id=day.pilot_id, before=day)
    is_marked = calendar_marks.shows_otherwise(day, placed)
    change_numbered(day, placed)
    if is_marked:
        calendar_marks.mark(day, now=now)
        db.session.flush()
    audit.record(
        "training.day-changed",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        minutes_before=before,
        minutes=day.planned_minutes,
    )
    return day


def _stretch_attendance(day: TrainingDay, planned_minutes: int) -> None:
    recorded = db.session.scalars(
        select(Attendance).where(Attendance.day_id == day.id).order_by(Attendance.id)
    ).all()
    if any(each.status is AttendanceStatus.PARTLY and each.minutes >= planned_minutes for each in recorded):
        raise TrainingRefusedError(Problem.LESS_THAN_RECORDED)
    for each in recorded:
        if each.status is AttendanceStatus.ATTENDED:
            each.minutes = planned_minutes


def move_day(
    day: TrainingDay,
    when: DateEntry,
    *,
    reason: str,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> TrainingDay:
    """Move a day with its classes to another date; the old day keeps its date and leads to the new one.

    :raises TrainingRefusedError: the day was held, the month is closed, the reason or the times are wrong.
    :raises DateWarnedError: something speaks against the new date.
    """
    check_version(day, seen)
    _check_end(day, DayState.MOVED, reason=reason, today=today)
    _check_month(day.pilot_id, when.held_on)
    if (when.held_on, when.starts_at, when.ends_at) == (day.held_on, day.starts_at, day.ends_at):
        raise TrainingRefusedError(Problem.NOTHING_CHANGED)
    _check_times(when.starts_at, when.ends_at, day.planned_minutes)
    confirmed = _confirmed_holiday(day.pilot, when, moved=day, room_id=day.room_id)
    classes = list(day.classes)
    day.state, day.change_reason = DayState.MOVED, reason
    db.session.flush()
    new = _again(day, when.held_on, when.starts_at, when.ends_at)
    new.holiday_confirmed = confirmed
    calendar_marks.follow(new, day, now=now)
    keep_numbered(new)
    for held in classes:
        held.day_id = new.id
    day.moved_to_id = new.id
    db.session.flush()
    audit.record(
        "training.day-moved",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        held_on=new.held_on,
        moved_to=new.id,
    )
    return new


def _check_end(day: TrainingDay, state: DayState, *, reason: str, today: dt.date) -> None:
    """Refuse to move or cancel a day that was held, lies in a closed month, or without a reason (R12)."""
    problem = rules.day_change_problem(day.state, state, reason=reason, held_on=day.held_on, today=today)
    if problem is not None:
        raise TrainingRefusedError(problem)
    _check_month(day.pilot_id, day.held_on)


def _again(day: TrainingDay, held_on: dt.date, starts_at: dt.time, ends_at: dt.time) -> TrainingDay:
    return TrainingDay(
        pilot_id=day.pilot_id,
        number=day.number,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=day.mode,
        venue=day.venue,
        address=day.address,
        access_note=day.access_note,
        planned_minutes=day.planned_minutes,
        room_id=day.room_id,
    )


def cancel_day(
    day: TrainingDay, *, reason: str, seen: int, actor: Viewer, now: dt.datetime, today: dt.date
) -> TrainingDay:
    """Cancel a day that was not held; its hours leave the plan.

    :raises TrainingRefusedError: the day was held, the month is closed, or the reason is missing.
    """
    check_version(day, seen)
    _check_end(day, DayState.CANCELLED, reason=reason, today=today)
    day.state, day.change_reason = DayState.CANCELLED, reason
    calendar_marks.mark(day, now=now)
    db.session.flush()
    audit.record(
        "training.day-cancelled", day, actor=actor, at=now, pilot_id=day.pilot_id, held_on=day.held_on
    )
    return day


def plan_again(day: TrainingDay, *, actor: Viewer, now: dt.datetime) -> TrainingDay:
    """Plan a cancelled day once more with its classes; the cancelled one stays as it is (T10).

    :raises TrainingRefusedError: the day is not cancelled, was planned again, its month is closed, or its
        number is taken.
    """
    if day.state is not DayState.CANCELLED or calendar_marks.takes_place_again(day):
        raise TrainingRefusedError(Problem.MOVE_NOT_ALLOWED)
    _check_month(day.pilot_id, day.held_on)
    new = _again(day, day.held_on, day.starts_at, day.ends_at)
    new.holiday_confirmed = day.holiday_confirmed
    calendar_marks.follow(new, day, now=now)
    keep_numbered(new)
    for held in day.classes:
        db.session.add(
            ClassSession(
                day_id=new.id,
                module_id=held.module_id,
                starts_at=held.starts_at,
                ends_at=held.ends_at,
                minutes=held.minutes,
                topic=held.topic,
                method=held.method,
                lecturers=list(held.lecturers),
            )
        )
    db.session.flush()
    audit.record(
        "training.day-planned-again",
        new,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        held_on=new.held_on,
        cancelled=day.id,
    )
    return new


def confirm_day(day: TrainingDay, *, actor: Viewer, now: dt.datetime) -> TrainingDay:
    """Confirm a planned day: date, venue and lecturers stand.

    :raises TrainingRefusedError: the day is not one that is only planned, or its month is closed.
    """
    if not rules.may_enter(day.state, DayState.CONFIRMED):
        raise TrainingRefusedError(Problem.MOVE_NOT_ALLOWED)
    _check_month(day.pilot_id, day.held_on)
    day.state = DayState.CONFIRMED
    db.session.flush()
    audit.record("training.day-confirmed", day, actor=actor, at=now, pilot_id=day.pilot_id)
    return day


def accept_finding(
    pilot: Pilot, finding: plan_check.Finding, *, reason: str, actor: Viewer, now: dt.datetime
) -> AcceptedDeviation:
    """Accept a soft rule that the plan does not meet, with the reason (R4).

    :raises TrainingRefusedError: somebody accepted it first.
    """
    deviation = AcceptedDeviation(
        pilot_id=pilot.id, rule=finding.key, reason=reason, accepted_by_id=actor.user_id, accepted_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(deviation)
    except IntegrityError:
        raise TrainingRefusedError(Problem.NOTHING_CHANGED) from None
    audit.record(
        "training.deviation-accepted", deviation, actor=actor, at=now, pilot_id=pilot.id, rule=finding.key
    )
    return deviation
