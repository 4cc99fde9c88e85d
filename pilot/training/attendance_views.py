"""Attendance of a whole day on one screen, its lock and corrections, and everybody's sums."""

import uuid
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import queries as cohort
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.files import queries as files
from pilot.files import serving
from pilot.training import (
    actions,
    attendance_actions,
    attendance_queries,
    attendance_rules,
    labels,
    queries,
)
from pilot.training.attendance_forms import CorrectionForm, LockForm, RollForm, ScanForm
from pilot.training.attendance_queries import Roll, RollLine
from pilot.training.enums import AttendanceStatus, DayMode, DayState, Part
from pilot.training.models import TrainingDay
from pilot.training.rules import Problem
from pilot.training.views import remember
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("attendance", __name__)
FORBIDDEN, CONFLICT, FINE = 403, 409, 200


@bp.route("/training-days/<uuid:day_id>/attendance", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_RECORD)
def record(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _day(day_id, Permission.ATTENDANCE_RECORD)
    roll = attendance_queries.roll_of(day)
    form = roll_form(roll)
    if form.validate_on_submit():
        marks = form.marks(all_remote=day.mode is DayMode.REMOTE)
        try:
            attendance_actions.record_attendance(
                day, marks, seal=form.seal.data, actor=viewer(), now=clock.now(), today=clock.today()
            )
        except actions.TrainingRefusedError as refusal:
            return _roll_page(roll, form, status=FORBIDDEN if refusal.problem is Problem.DAY_LOCKED else FINE)
        except EditedMeanwhileError:
            return _saved_meanwhile(day_id)
        return saved(url_for(".record", day_id=day_id), _("Attendance saved"))
    return _roll_page(roll, form)


def _day(day_id: uuid.UUID, permission: Permission) -> TrainingDay:
    day = queries.get_day(day_id, viewer=viewer(), permission=permission)
    remember(day.pilot)
    return day


def roll_form(roll: Roll) -> RollForm:
    """Return the form of a roll: everybody who came present all day, or what is recorded."""
    ids = [line.participation.id for line in roll.lines]
    shape = attendance_queries.shape_of(roll.day)
    first = Part.MORNING if shape.halves.are_two else Part.MINUTES
    kind = RollForm.listing(ids, shape=shape)
    came = attendance_queries.check_ins_of(roll.day)
    presets = {
        f"p{line.participation.id.hex}": _preset(
            line, roll.day, first, is_away=bool(came) and line.participation.id not in came
        )
        for line in roll.lines
    }
    return kind(seal=roll.seal, data=presets)


def _preset(line: RollLine, day: TrainingDay, first: Part, *, is_away: bool) -> dict[str, Any]:
    """Return what a line starts from: there all day, away where only others checked in, or as saved."""
    row = line.attendance
    if row is None:
        usual = AttendanceStatus.ABSENT if is_away else AttendanceStatus.ATTENDED
        return {"status": usual, "part": first, "remote": False}
    if row.half is not None:
        return {"status": AttendanceStatus.PARTLY, "part": Part(row.half), "remote": row.remote}
    if row.stays:
        stays = attendance_rules.stays_of(row.stays)
        by_times = {"part": Part.MINUTES, "stays": stays, "remote": row.remote}
        return {"status": AttendanceStatus.PARTLY, **by_times}
    if row.late_minutes or row.early_minutes or row.status is AttendanceStatus.PARTLY:
        is_said = row.late_minutes or row.early_minutes
        early = row.early_minutes if is_said else day.planned_minutes - row.minutes
        partly = {"part": Part.MINUTES, "late": row.late_minutes or None, "early": early or None}
        return {"status": AttendanceStatus.PARTLY, "remote": row.remote, **partly}
    return {"status": row.status, "part": first, "remote": row.remote}


def _roll_page(
    roll: Roll, form: RollForm, *, status: int = FINE, is_conflict: bool = False
) -> ResponseReturnValue:
    day, pilot = roll.day, roll.day.pilot
    problem = attendance_actions.refusal_to_record(day, today=clock.today())
    page = render_template(
        "training/record.html",
        day=day,
        pilot=pilot,
        roll=roll,
        form=form,
        is_conflict=is_conflict,
        why_not=labels.PROBLEMS[problem] if problem else None,
        shape=attendance_queries.shape_of(day),
        opens_code=not problem and day.held_on == clock.today(),
        save=None if problem else attendance_queries.newest_save(day),
        scan=files.about(day.scan_id),
        came=attendance_queries.check_ins_of(day),
        corrections=attendance_queries.corrections_of(day) if day.state is DayState.LOCKED else [],
        corrects=viewer().may_in(pilot.id, Permission.ATTENDANCE_CORRECT),
        words=labels,
    )
    return page, status


def _saved_meanwhile(day_id: uuid.UUID) -> ResponseReturnValue:
    """Show what was typed beside what somebody else saved first; saving again saves what was typed."""
    db.session.rollback()
    roll = attendance_queries.roll_of(_day(day_id, Permission.ATTENDANCE_RECORD))
    fresh = roll_form(roll)
    fresh.seal.data = roll.seal
    return _roll_page(roll, fresh, status=CONFLICT, is_conflict=True)


@bp.route("/training-days/<uuid:day_id>/lock", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CORRECT)
def lock(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _day(day_id, Permission.TRAINING_MANAGE)
    roll = attendance_queries.roll_of(day)
    form = LockForm()
    if form.validate_on_submit():
        try:
            attendance_actions.lock_day(day, form.entry(), actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem, recorded=roll.present_count)
        else:
            return saved(url_for(".record", day_id=day_id), _("Training day locked"))
    return render_template("training/lock.html", day=day, roll=roll, form=form, words=labels)


@bp.route("/training-days/<uuid:day_id>/scan", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CORRECT)
def attach_scan(day_id: uuid.UUID) -> ResponseReturnValue:
    day = _day(day_id, Permission.TRAINING_MANAGE)
    form = ScanForm()
    if form.validate_on_submit():
        try:
            attendance_actions.attach_scan(day, form.scan.data, actor=viewer(), now=clock.now())
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".record", day_id=day_id), _("Scan attached"))
    return render_template("training/attach_scan.html", day=day, form=form, words=labels)


@bp.get("/attendance-scans/<uuid:scan_id>")
@requires(Permission.ATTENDANCE_CORRECT)
def scan(scan_id: uuid.UUID) -> ResponseReturnValue:
    found = attendance_queries.get_scan(scan_id, viewer=viewer())
    return serving.attachment(files.opened(found.id))


@bp.post("/attendance-saves/<uuid:save_id>/undo")
@requires(Permission.ATTENDANCE_RECORD)
def undo(save_id: uuid.UUID) -> ResponseReturnValue:
    save = attendance_queries.get_save(save_id, viewer=viewer())
    day = _day(save.day_id, Permission.ATTENDANCE_RECORD)
    try:
        attendance_actions.undo_save(save, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.TrainingRefusedError as refusal:
        return render_template(
            "training/refused.html", day=day, words=labels, why=labels.PROBLEMS[refusal.problem]
        )
    return saved(url_for(".record", day_id=day.id), _("The attendance is again as it was before"))


@bp.route("/attendance/<uuid:attendance_id>/correct", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CORRECT)
def correct(attendance_id: uuid.UUID) -> ResponseReturnValue:
    attendance = attendance_queries.get_attendance(attendance_id, viewer=viewer())
    remember(attendance.day.pilot)
    form = CorrectionForm(obj=attendance)
    if form.validate_on_submit():
        try:
            attendance_actions.correct_attendance(
                attendance, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".record", day_id=attendance.day_id), _("Attendance corrected"))
    return render_template("training/correct.html", attendance=attendance, form=form, words=labels)


@bp.get("/pilots/<code:code>/training/attendance")
@requires(Permission.ATTENDANCE_READ)
def matrix(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ATTENDANCE_READ)
    reaches = {scope.reach for scope in viewer().scopes_in(pilot.id, Permission.ATTENDANCE_READ)}
    table = attendance_queries.attendance_table(pilot, viewer=viewer(), number=page_number())
    summary = attendance_queries.attendance_summary(pilot) if reaches == {Reach.AGGREGATE} else None
    return render_template(
        "training/matrix.html",
        pilot=pilot,
        table=table,
        standings=[row.standing for row in table.rows] if 1 < len(table.rows) == table.page.total else [],
        summary=summary,
        is_own=reaches == {Reach.OWN},
        records=viewer().may_in(pilot.id, Permission.ATTENDANCE_RECORD),
        enrols=viewer().may_in(pilot.id, Permission.ACCOUNT_LIST),
        words=labels,
    )
