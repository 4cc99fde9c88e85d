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
from pilot.cohort.rules import academic_hours
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.training import actions, attendance_actions, attendance_queries, labels, queries, rules
from pilot.training.attendance_forms import CorrectionForm, LockForm, RollForm
from pilot.training.attendance_queries import Roll, RollLine
from pilot.training.enums import DayMode, DayState
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
    """Return the form of a roll: everybody present all day, or what is recorded."""
    ids = [line.participation.id for line in roll.lines]
    kind = RollForm.listing(ids, planned_minutes=roll.day.planned_minutes)
    return kind(
        seal=roll.seal, data={f"p{line.participation.id.hex}": _preset(line, roll.day) for line in roll.lines}
    )


def _preset(line: RollLine, day: TrainingDay) -> dict[str, Any]:
    usual = rules.default_attendance(day.planned_minutes)
    if line.attendance is None:
        return {"status": usual.status, "minutes": day.planned_minutes // 2, "remote": False}
    found = line.attendance
    partly = found.minutes if 0 < found.minutes < day.planned_minutes else day.planned_minutes // 2
    return {"status": found.status, "minutes": partly, "remote": found.remote}


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
        corrections=attendance_queries.corrections_of(day) if day.state is DayState.LOCKED else [],
        corrects=viewer().may_in(pilot.id, Permission.ATTENDANCE_CORRECT),
        full_hours=academic_hours(day.planned_minutes, pilot.academic_hour_minutes),
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
        count, confirmed = form.signed_count.data, form.confirmed.data
        try:
            attendance_actions.lock_day(
                day, signed_count=count, is_confirmed=confirmed, actor=viewer(), now=clock.now()
            )
        except actions.TrainingRefusedError as refusal:
            form.refuse(refusal.problem, recorded=roll.present_count)
        else:
            return saved(url_for(".record", day_id=day_id), _("Training day locked"))
    return render_template("training/lock.html", day=day, roll=roll, form=form, words=labels)


@bp.route("/attendance/<uuid:attendance_id>/correct", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CORRECT)
def correct(attendance_id: uuid.UUID) -> ResponseReturnValue:
    attendance = attendance_queries.get_attendance(attendance_id, viewer=viewer())
    remember(attendance.day.pilot)
    form = CorrectionForm(obj=attendance)
    if form.validate_on_submit():
        mark = form.mark(attendance.participation_id, is_remote=attendance.remote)
        try:
            attendance_actions.correct_attendance(
                attendance,
                mark,
                reason=form.reason.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
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
        summary=summary,
        is_own=reaches == {Reach.OWN},
        words=labels,
    )
