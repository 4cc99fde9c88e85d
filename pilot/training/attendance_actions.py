"""Record attendance, lock a day, and correct it afterwards with a reason (R6)."""

import datetime as dt
from collections.abc import Sequence

from pilot import audit
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.database import check_version
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.training import attendance_queries, queries, rules
from pilot.training.actions import TrainingRefusedError
from pilot.training.attendance_queries import RollLine
from pilot.training.entries import Mark
from pilot.training.enums import AttendanceSource, AttendanceStatus, DayState
from pilot.training.models import Attendance, AttendanceCorrection, TrainingDay
from pilot.training.rules import Attended, Problem


def refusal_to_record(day: TrainingDay, *, today: dt.date) -> Problem | None:
    """Return why the attendance of a day cannot be recorded now, or None (R6, R12)."""
    if day.state is DayState.LOCKED:
        return Problem.DAY_LOCKED
    if not queries.takes_place(day):
        return Problem.NOT_TAKING_PLACE
    if day.held_on > today:
        return Problem.NOT_YET_HELD
    return Problem.MONTH_CLOSED if cohort.is_closed(day.pilot_id, day.held_on) else None


def attended_by(mark: Mark, *, planned_minutes: int) -> Attended:
    """Return the minutes that a mark means: all, those typed, or none.

    :raises TrainingRefusedError: the typed minutes are not between the two.
    """
    minutes = {AttendanceStatus.ATTENDED: planned_minutes, AttendanceStatus.PARTLY: mark.partly_minutes or 0}
    found = Attended(mark.status, minutes.get(mark.status, 0))
    if problem := rules.attendance_problem(found.status, found.minutes, planned_minutes=planned_minutes):
        raise TrainingRefusedError(problem)
    return found


def record_attendance(
    day: TrainingDay, marks: Sequence[Mark], *, seal: str, actor: Viewer, now: dt.datetime, today: dt.date
) -> int:
    """Save the whole sheet of a day and return how many rows changed (R6).

    :raises TrainingRefusedError: the day stands still or has not come, or minutes are wrong.
    :raises EditedMeanwhileError: somebody saved the sheet since it was seen.
    """
    db.session.refresh(day, ["state", "version", "planned_minutes"], with_for_update=True)
    if problem := refusal_to_record(day, today=today):
        raise TrainingRefusedError(problem)
    roll = attendance_queries.roll_of(day)
    by_participation = {mark.participation_id: mark for mark in marks}
    if roll.seal != seal or set(by_participation) != {line.participation.id for line in roll.lines}:
        raise EditedMeanwhileError
    source = _source(day, actor)
    changed = [
        line.participation.id
        for line in roll.lines
        if _write(line, day, by_participation[line.participation.id], source=source, actor=actor, now=now)
    ]
    if day.state is not DayState.HELD:
        day.state = DayState.HELD
    db.session.flush()
    audit.record(
        "training.attendance-recorded",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        participations=changed,
        minutes=sum(
            line.attendance.minutes for line in attendance_queries.roll_of(day).lines if line.attendance
        ),
    )
    return len(changed)


def _source(day: TrainingDay, actor: Viewer) -> AttendanceSource:
    scopes = actor.scopes_in(day.pilot_id, Permission.ATTENDANCE_RECORD)
    coordinates = any(scope.reach in {Reach.ALL, Reach.PILOT} for scope in scopes)
    return AttendanceSource.COORDINATOR if coordinates else AttendanceSource.LECTURER


def _write(
    line: RollLine,
    day: TrainingDay,
    mark: Mark,
    *,
    source: AttendanceSource,
    actor: Viewer,
    now: dt.datetime,
) -> bool:
    """Write one line of the sheet; tell whether it is different from before."""
    found = attended_by(mark, planned_minutes=day.planned_minutes)
    is_remote = mark.is_remote and found.minutes > 0
    row = line.attendance
    if row is None:
        row = Attendance(day_id=day.id, participation_id=line.participation.id)
        db.session.add(row)
    elif (row.status, row.minutes, row.remote) == (found.status, found.minutes, is_remote):
        return False
    row.status, row.minutes, row.remote = found.status, found.minutes, is_remote
    row.source, row.recorded_by_id, row.recorded_at = source, actor.user_id, now
    return True


def lock_day(
    day: TrainingDay, *, signed_count: int, is_confirmed: bool, actor: Viewer, now: dt.datetime
) -> TrainingDay:
    """Lock a held day after comparing the signed sheet with what is recorded (R6).

    :raises TrainingRefusedError: somebody is not recorded, or the numbers differ and nobody confirmed it.
    """
    if not rules.may_enter(day.state, DayState.LOCKED):
        raise TrainingRefusedError(
            Problem.DAY_LOCKED if day.state is DayState.LOCKED else Problem.SHEET_INCOMPLETE
        )
    roll = attendance_queries.roll_of(day)
    if not roll.is_complete:
        raise TrainingRefusedError(Problem.SHEET_INCOMPLETE)
    if roll.present_count != signed_count and not is_confirmed:
        raise TrainingRefusedError(Problem.SHEET_DISAGREES)
    day.state, day.signed_count = DayState.LOCKED, signed_count
    day.locked_at, day.locked_by_id = now, actor.user_id
    db.session.flush()
    audit.record(
        "training.day-locked",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        signed=signed_count,
        recorded=roll.present_count,
    )
    return day


def correct_attendance(
    attendance: Attendance, mark: Mark, *, reason: str, seen: int, actor: Viewer, now: dt.datetime
) -> AttendanceCorrection:
    """Correct an attendance of a locked day; old, new, reason and who stay visible (R6, T15).

    :raises TrainingRefusedError: the day is not locked, its month is closed, or nothing changes.
    """
    check_version(attendance, seen)
    day = attendance.day
    if day.state is not DayState.LOCKED:
        raise TrainingRefusedError(Problem.DAY_NOT_LOCKED)
    if cohort.is_closed(day.pilot_id, day.held_on):
        raise TrainingRefusedError(Problem.MONTH_CLOSED)
    found = attended_by(mark, planned_minutes=day.planned_minutes)
    if (found.status, found.minutes) == (attendance.status, attendance.minutes):
        raise TrainingRefusedError(Problem.NOTHING_CHANGED)
    correction = AttendanceCorrection(
        attendance_id=attendance.id,
        old_status=attendance.status,
        old_minutes=attendance.minutes,
        new_status=found.status,
        new_minutes=found.minutes,
        reason=reason,
        corrected_by_id=actor.user_id,
        corrected_at=now,
    )
    db.session.add(correction)
    attendance.status, attendance.minutes = found.status, found.minutes
    attendance.remote = attendance.remote and found.minutes > 0
    db.session.flush()
    audit.record(
        "training.attendance-corrected",
        attendance,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        minutes_before=correction.old_minutes,
        minutes=found.minutes,
    )
    return correction
