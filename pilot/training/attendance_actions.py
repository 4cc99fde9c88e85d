"""Record attendance, lock a day, and correct it afterwards with a reason (R6)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from pilot import audit
from pilot.accounts.roles import Permission, Reach
from pilot.accounts.viewer import Viewer
from pilot.cohort import queries as cohort
from pilot.database import check_version
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.files import actions as files
from pilot.files.rules import Upload
from pilot.training import attendance_queries, attendance_rules, queries, rules
from pilot.training.actions import TrainingRefusedError
from pilot.training.attendance_queries import RollLine
from pilot.training.attendance_rules import Attended, DayShape, Partly
from pilot.training.entries import CorrectionEntry, Mark, SheetEntry
from pilot.training.enums import AttendanceSource, AttendanceStatus, DayState, Half
from pilot.training.models import Attendance, AttendanceCorrection, RollSave, TrainingDay
from pilot.training.rules import Problem

Values = dict[str, Any]
Change = dict[str, Any]


def refusal_to_record(day: TrainingDay, *, today: dt.date) -> Problem | None:
    """Return why the attendance of a day cannot be recorded now, or None (R6, R12)."""
    if day.state is DayState.LOCKED:
        return Problem.DAY_LOCKED
    if not queries.takes_place(day):
        return Problem.NOT_TAKING_PLACE
    if day.held_on > today:
        return Problem.NOT_YET_HELD
    return Problem.MONTH_CLOSED if cohort.is_closed(day.pilot_id, day.held_on) else None


def record_attendance(
    day: TrainingDay, marks: Sequence[Mark], *, seal: str, actor: Viewer, now: dt.datetime, today: dt.date
) -> RollSave | None:
    """Save the whole sheet of a day and return what can be taken back; None where nothing changed (R6).

    :raises TrainingRefusedError: the day stands still or has not come, or minutes are wrong.
    :raises EditedMeanwhileError: somebody saved the sheet since it was seen.
    """
    cohort.wait_for_close(day.pilot_id)
    db.session.refresh(day, ["state", "version", "planned_minutes"], with_for_update=True)
    if problem := refusal_to_record(day, today=today):
        raise TrainingRefusedError(problem)
    roll = attendance_queries.roll_of(day)
    by_participation = {mark.participation_id: mark for mark in marks}
    if roll.seal != seal or set(by_participation) != {line.participation.id for line in roll.lines}:
        raise EditedMeanwhileError
    source, shape = _source(day, actor), attendance_queries.shape_of(day)
    _refuse_wrong_minutes(marks, shape)
    changed = [
        change
        for line in roll.lines
        if (
            change := _write(
                line, day, by_participation[line.participation.id], shape, source=source, actor=actor, now=now
            )
        )
    ]
    save = _saved(day, changed, actor=actor, now=now) if changed else None
    day.state = DayState.HELD
    db.session.flush()
    audit.record(
        "training.attendance-recorded",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        participations=[change["participation"] for change in changed],
        minutes=sum(
            line.attendance.minutes for line in attendance_queries.roll_of(day).lines if line.attendance
        ),
    )
    return save


def _saved(day: TrainingDay, changed: list[Change], *, actor: Viewer, now: dt.datetime) -> RollSave:
    """Remember a save with what each changed line said before and says now."""
    save = RollSave(
        day_id=day.id,
        number=attendance_queries.next_save_number(day),
        day_state=day.state,
        before={"lines": changed},
        saved_by_id=actor.user_id,
        saved_at=now,
    )
    db.session.add(save)
    return save


def _source(day: TrainingDay, actor: Viewer) -> AttendanceSource:
    scopes = actor.scopes_in(day.pilot_id, Permission.ATTENDANCE_RECORD)
    coordinates = any(scope.reach in {Reach.ALL, Reach.PILOT} for scope in scopes)
    return AttendanceSource.COORDINATOR if coordinates else AttendanceSource.LECTURER


def _refuse_wrong_minutes(marks: Sequence[Mark], shape: DayShape) -> None:
    for mark in marks:
        is_partly = mark.status is AttendanceStatus.PARTLY
        if is_partly and (problem := attendance_rules.partly_problem(mark.partly, shape)):
            raise TrainingRefusedError(problem)


def _write(
    line: RollLine,
    day: TrainingDay,
    mark: Mark,
    shape: DayShape,
    *,
    source: AttendanceSource,
    actor: Viewer,
    now: dt.datetime,
) -> Change | None:
    """Write one line of the sheet; return how it differs from before, or None."""
    partly = mark.partly if mark.status is AttendanceStatus.PARTLY else Partly()
    found = attendance_rules.line_of(mark.status, partly, shape)
    is_remote = mark.is_remote and found.minutes > 0
    became = _values(found, partly, is_remote=is_remote)
    row = line.attendance
    was = None if row is None else values_of(row)
    if was == became:
        return None
    if row is None:
        row = Attendance(day_id=day.id, participation_id=line.participation.id)
        db.session.add(row)
    _put(row, became)
    row.source, row.recorded_by_id, row.recorded_at = source, actor.user_id, now
    return {"participation": str(line.participation.id), "was": was, "became": became}


def _values(found: Attended, partly: Partly, *, is_remote: bool) -> Values:
    return {
        "status": str(found.status),
        "minutes": found.minutes,
        "half": str(partly.half) if partly.half else None,
        "late_minutes": partly.late_minutes,
        "early_minutes": partly.early_minutes,
        "stays": attendance_rules.stays_text(partly.stays),
        "remote": is_remote,
    }


def values_of(row: Attendance) -> Values:
    """Return what a line says, as a save remembers it."""
    stays = attendance_rules.stays_of(row.stays)
    partly = Partly(row.half, row.late_minutes, row.early_minutes, stays)
    return _values(Attended(row.status, row.minutes), partly, is_remote=row.remote)


def _put(row: Attendance, values: Values) -> None:
    row.status, row.minutes = AttendanceStatus(values["status"]), values["minutes"]
    row.half = Half(values["half"]) if values["half"] else None
    row.late_minutes, row.early_minutes = values["late_minutes"], values["early_minutes"]
    row.stays = values.get("stays", "")  # a save of before stays were told knows none
    row.remote = values["remote"]


def undo_save(save: RollSave, *, actor: Viewer, now: dt.datetime, today: dt.date) -> TrainingDay:
    """Bring back what the roll said before its newest save (T11).

    :raises TrainingRefusedError: the day stands still, or is shorter now than what was recorded then.
    :raises EditedMeanwhileError: the sheet was changed since, or the save is not the newest.
    """
    day = save.day
    cohort.wait_for_close(day.pilot_id)
    db.session.refresh(day, ["state", "version", "planned_minutes"], with_for_update=True)
    if problem := refusal_to_record(day, today=today):
        raise TrainingRefusedError(problem)
    newest = attendance_queries.newest_save(day)
    if newest is None or newest.id != save.id:
        raise EditedMeanwhileError
    rows = {
        str(line.participation.id): line.attendance
        for line in attendance_queries.roll_of(day).lines
        if line.attendance
    }
    steps = [
        _step_back(rows.get(change["participation"]), change, day=day) for change in save.before["lines"]
    ]
    for row, was in steps:
        if was is None:
            db.session.delete(row)
        else:
            _put(row, was)
    day.state, save.undone_at = save.day_state, now
    db.session.flush()
    audit.record("training.attendance-undone", day, actor=actor, at=now, pilot_id=day.pilot_id)
    return day


def _step_back(
    row: Attendance | None, change: Change, *, day: TrainingDay
) -> tuple[Attendance, Values | None]:
    """Return a line with what it said before, if it still says what the save left."""
    if row is None or values_of(row) != {"stays": "", **change["became"]}:
        raise EditedMeanwhileError
    was: Values | None = change["was"]
    if was is not None and was["minutes"] > day.planned_minutes:
        raise TrainingRefusedError(Problem.MORE_THAN_PLANNED)
    return row, was


def lock_day(day: TrainingDay, entry: SheetEntry, *, actor: Viewer, now: dt.datetime) -> TrainingDay:
    """Lock a held day with the scan of its signed sheet, compared with what is recorded (R6, T14).

    :raises TrainingRefusedError: somebody is not recorded, the numbers differ and nobody confirmed it, there
        is neither a scan nor a reason why, no room for the scan, or the month is closed.
    """
    db.session.refresh(day, ["state", "version"], with_for_update=True)
    if not rules.may_enter(day.state, DayState.LOCKED):
        raise TrainingRefusedError(
            Problem.DAY_LOCKED if day.state is DayState.LOCKED else Problem.SHEET_INCOMPLETE
        )
    _refuse_closed(day)
    roll = attendance_queries.roll_of(day)
    if not roll.is_complete:
        raise TrainingRefusedError(Problem.SHEET_INCOMPLETE)
    if entry.scan is None and not entry.scan_lost_reason:
        raise TrainingRefusedError(Problem.SCAN_MISSING)
    if roll.present_count != entry.signed_count and not entry.is_confirmed:
        raise TrainingRefusedError(Problem.SHEET_DISAGREES)
    _keep_scan(day, entry, actor=actor, now=now)
    day.state, day.signed_count = DayState.LOCKED, entry.signed_count
    day.locked_at, day.locked_by_id = now, actor.user_id
    db.session.flush()
    audit.record(
        "training.day-locked",
        day,
        actor=actor,
        at=now,
        pilot_id=day.pilot_id,
        signed=entry.signed_count,
        recorded=roll.present_count,
        scan=day.scan_id,
    )
    return day


def _refuse_closed(day: TrainingDay) -> None:
    cohort.wait_for_close(day.pilot_id)
    if cohort.is_closed(day.pilot_id, day.held_on):
        raise TrainingRefusedError(Problem.MONTH_CLOSED)


def _keep_scan(day: TrainingDay, entry: SheetEntry, *, actor: Viewer, now: dt.datetime) -> None:
    if entry.scan is None:
        day.scan_lost_reason = entry.scan_lost_reason
        return
    day.scan_id = _kept(entry.scan, actor=actor, now=now)
    day.scan_lost_reason = ""


def _kept(scan: Upload, *, actor: Viewer, now: dt.datetime) -> uuid.UUID:
    try:
        return files.keep(scan, owner_id=actor.user_id, now=now).id
    except files.FilesFullError as full:
        raise TrainingRefusedError(Problem.FILES_FULL) from full


def attach_scan(day: TrainingDay, scan: Upload, *, actor: Viewer, now: dt.datetime) -> TrainingDay:
    """Add the scan to a day that was locked without one; a scan that is there stays (T14).

    :raises TrainingRefusedError: the day is not locked or has its scan, its month is closed, no room is left.
    """
    if day.state is not DayState.LOCKED:
        raise TrainingRefusedError(Problem.SHEET_INCOMPLETE)
    if day.scan_id is not None:
        raise TrainingRefusedError(Problem.SCAN_KEPT)
    _refuse_closed(day)
    day.scan_id, day.scan_lost_reason = _kept(scan, actor=actor, now=now), ""
    db.session.flush()
    audit.record("training.scan-attached", day, actor=actor, at=now, pilot_id=day.pilot_id, scan=day.scan_id)
    return day


def correct_attendance(
    attendance: Attendance, entry: CorrectionEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> AttendanceCorrection:
    """Correct an attendance of a locked day; old, new, reason and who stay visible (R6, T15).

    :raises TrainingRefusedError: the day is not locked, its month is closed, or nothing changes.
    """
    check_version(attendance, seen)
    day = attendance.day
    if day.state is not DayState.LOCKED:
        raise TrainingRefusedError(Problem.DAY_NOT_LOCKED)
    _refuse_closed(day)
    found = _corrected_to(entry, planned_minutes=day.planned_minutes)
    if (found.status, found.minutes) == (attendance.status, attendance.minutes):
        raise TrainingRefusedError(Problem.NOTHING_CHANGED)
    correction = AttendanceCorrection(
        attendance_id=attendance.id,
        old_status=attendance.status,
        old_minutes=attendance.minutes,
        old_stays=attendance.stays,
        new_status=found.status,
        new_minutes=found.minutes,
        reason=entry.reason,
        corrected_by_id=actor.user_id,
        corrected_at=now,
    )
    db.session.add(correction)
    attendance.status, attendance.minutes = found.status, found.minutes
    attendance.half, attendance.late_minutes, attendance.early_minutes = None, 0, 0
    attendance.stays = ""
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


def _corrected_to(entry: CorrectionEntry, *, planned_minutes: int) -> Attended:
    """Return the minutes that a correction means: all, those typed, or none."""
    minutes = {
        AttendanceStatus.ATTENDED: planned_minutes,
        AttendanceStatus.PARTLY: entry.partly_minutes or 0,
    }
    found = Attended(entry.status, minutes.get(entry.status, 0))
    if problem := attendance_rules.attendance_problem(
        found.status, found.minutes, planned_minutes=planned_minutes
    ):
        raise TrainingRefusedError(problem)
    return found
