"""A person's own time sheet, month by month, and the supervision that was attended."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring.timesheets import actions, labels, pages, queries
from pilot.mentoring.timesheets.forms import RemoveForm, SupervisionForm, WorkLineForm
from pilot.mentoring.timesheets.models import WorkLine
from pilot.web.submissions import saved

bp = Blueprint("timesheets", __name__, url_prefix="/pilots/<code:code>/mentoring/time-sheet")


def _pilot(code: str, permission: Permission) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=permission)


@bp.get("")
@requires(Permission.SUPERVISION_WRITE)
def mine(code: str) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.SUPERVISION_WRITE)
    month = pages.month_asked(pilot, request.args.get("month", ""), today=clock.today())
    lines = queries.own_lines(pilot, month, viewer=viewer())
    supervision = queries.own_supervision(pilot, year=month.year, viewer=viewer())
    closed = cohort.closed_months(pilot.id)
    return render_template(
        "timesheets/mine.html",
        pilot=pilot,
        month=month,
        months=pages.months_around(pilot, month, today=clock.today()),
        works=viewer().may_in(pilot.id, Permission.TIMESHEET_WRITE),
        capacities=queries.capacities_of(pilot, viewer=viewer()),
        lines=lines,
        sums=pages.sums(lines),
        supervision=supervision,
        frozen={row.id for row in supervision if str(Month.of(row.held_on)) in closed},
        is_closed=str(month) in closed,
        labels=labels,
    )


def _form(pilot: Pilot, line: WorkLine | None = None) -> WorkLineForm:
    form = WorkLineForm(obj=line, **({} if line else {"worked_on": clock.today()}))
    sessions = queries.own_sessions(pilot, viewer=viewer(), also=line.session_id if line else None)
    form.offer(
        queries.capacities_of(pilot, viewer=viewer()),
        [(session.id, pages.session_words(session)) for session in sessions],
    )
    return form


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.TIMESHEET_WRITE)
def add(code: str) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.TIMESHEET_WRITE)
    form = _form(pilot)
    if form.validate_on_submit():
        try:
            line = actions.add_line(pilot, form.entry(), actor=viewer(), now=clock.now(), today=clock.today())
        except (actions.EntryRefusedError, actions.ClaimedTwiceError) as refusal:
            pages.refuse(form, refusal)
        else:
            return saved(pages.address(pilot, line.worked_on), _("Working time written down"))
    return render_template("timesheets/add.html", pilot=pilot, form=form)


@bp.route("/<uuid:line_id>", methods=["GET", "POST"])
@requires(Permission.TIMESHEET_WRITE)
def change(code: str, line_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.TIMESHEET_WRITE)
    line = queries.get_line(line_id, pilot=pilot, viewer=viewer())
    form = _form(pilot, line)
    if form.validate_on_submit():
        try:
            actions.change_line(
                *(pilot, line, form.entry()),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except (actions.EntryRefusedError, actions.ClaimedTwiceError) as refusal:
            pages.refuse(form, refusal)
        else:
            return saved(pages.address(pilot, line.worked_on), _("Saved"))
    return render_template(
        "timesheets/change.html", pilot=pilot, form=form, cancel_url=pages.address(pilot, line.worked_on)
    )


@bp.route("/<uuid:line_id>/remove", methods=["GET", "POST"])
@requires(Permission.TIMESHEET_WRITE)
def remove(code: str, line_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.TIMESHEET_WRITE)
    line = queries.get_line(line_id, pilot=pilot, viewer=viewer())
    form = RemoveForm(obj=line)
    url = pages.address(pilot, line.worked_on)
    if form.validate_on_submit():
        try:
            actions.remove_line(pilot, line, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.EntryRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Line removed"))
    return render_template(
        "timesheets/remove.html", pilot=pilot, form=form, line=line, cancel_url=url, labels=labels
    )


@bp.route("/supervision/new", methods=["GET", "POST"])
@requires(Permission.SUPERVISION_WRITE)
def add_supervision(code: str) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.SUPERVISION_WRITE)
    form = SupervisionForm()
    if form.validate_on_submit():
        try:
            row = actions.add_supervision(
                pilot, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except (actions.EntryRefusedError, actions.ClaimedTwiceError) as refusal:
            pages.refuse(form, refusal)
        else:
            return saved(pages.address(pilot, row.held_on), _("Supervision written down"))
    return render_template("timesheets/add_supervision.html", pilot=pilot, form=form)


@bp.route("/supervision/<uuid:supervision_id>", methods=["GET", "POST"])
@requires(Permission.SUPERVISION_WRITE)
def change_supervision(code: str, supervision_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.SUPERVISION_WRITE)
    row = queries.get_supervision(supervision_id, pilot=pilot, viewer=viewer())
    form = SupervisionForm(obj=row)
    if form.validate_on_submit():
        try:
            actions.change_supervision(
                *(pilot, row, form.entry()),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except (actions.EntryRefusedError, actions.ClaimedTwiceError) as refusal:
            pages.refuse(form, refusal)
        else:
            return saved(pages.address(pilot, row.held_on), _("Saved"))
    return render_template(
        "timesheets/change_supervision.html",
        pilot=pilot,
        form=form,
        cancel_url=pages.address(pilot, row.held_on),
    )


@bp.route("/supervision/<uuid:supervision_id>/remove", methods=["GET", "POST"])
@requires(Permission.SUPERVISION_WRITE)
def remove_supervision(code: str, supervision_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code, Permission.SUPERVISION_WRITE)
    row = queries.get_supervision(supervision_id, pilot=pilot, viewer=viewer())
    form = RemoveForm(obj=row)
    url = pages.address(pilot, row.held_on)
    if form.validate_on_submit():
        try:
            actions.remove_supervision(pilot, row, seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.EntryRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Supervision removed"))
    return render_template(
        "timesheets/remove_supervision.html", pilot=pilot, form=form, row=row, cancel_url=url, labels=labels
    )
