"""The board of a month: reasons, approvals, reminders, the close, and opening it again."""

import datetime as dt
import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import labels as mentoring
from pilot.mentoring import month_locks, month_queries
from pilot.mentoring.closing import actions, correction_queries, labels, pages, queries
from pilot.mentoring.closing.enums import RowState
from pilot.mentoring.closing.forms import BoardForm, ExtendForm, ReopenForm, board_form
from pilot.mentoring.closing.queries import Board
from pilot.web.paging import page_number, part_of
from pilot.web.submissions import saved

bp = Blueprint("closing", __name__, url_prefix="/pilots/<code:code>/mentoring")
PAIRS_ON_A_PAGE = 100
SAVE = "save"


@bp.get("/months")
@requires(Permission.MONTH_CLOSE)
def months(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    found = queries.months_of(pilot, today=clock.today())
    lines = pages.month_lines(
        found, month_locks.last_entry_days(pilot, [month for month, _close in found]), today=clock.today()
    )
    return render_template(
        "closing/months.html",
        pilot=pilot,
        lines=lines,
        lede=pages.months_lede(lines),
        corrections=correction_queries.waiting_in(pilot),
    )


@bp.route("/months/<month:month>/close", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def board(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    found = queries.board(pilot, _month_of(pilot, month), today=clock.today())
    people = {row.person.participation_id: row.person.name for row in found.rows if row.is_missed}
    known = {row.person.participation_id: row.reason for row in found.rows if row.reason is not None}
    form = board_form(people, known)
    if form.validate_on_submit():
        done = (
            _saved_reasons(pilot, found, form)
            if request.form.get("deed") == SAVE
            else _closed(pilot, found, form)
        )
        if done is not None:
            return done
    return _shown(pilot, found, form)


def _shown(pilot: Pilot, found: Board, form: BoardForm) -> ResponseReturnValue:
    """Show the board, a page of pairs at a time; the figures above are of all."""
    rows = [row for row in found.rows if not request.args.get("open") or row.state is not RowState.READY]
    return render_template(
        "closing/board.html",
        pilot=pilot,
        board=found,
        form=form,
        edition=month_queries.edition_of(pilot, found.month),
        page_of_rows=part_of(rows, number=page_number(), rows=PAIRS_ON_A_PAGE),
        lines=pages.row_lines(pilot, found, today=clock.today()),
        lede=pages.board_lede(found),
        consequences=pages.consequences(found),
        until=month_locks.last_entry_days(pilot, [found.month])[found.month],
        closed_by=queries.closer_of(found.close) if found.close and found.is_closed else "",
        is_filtered=bool(request.args.get("open")),
        own=pages.own_records(found, viewer().user_id),
        labels=labels,
        mentoring=mentoring,
        today=clock.today(),
    )


def _saved_reasons(pilot: Pilot, found: Board, form: BoardForm) -> ResponseReturnValue | None:
    """Keep the reasons typed; a refusal goes into the form."""
    try:
        actions.save_reasons(
            pilot, found.month, form.wish().reasons, actor=viewer(), now=clock.now(), today=clock.today()
        )
    except actions.CloseRefusedError as refusal:
        form.refuse(refusal.problem, refusal.people)
        return None
    return saved(_board_of(pilot, found.month), _("Reasons saved"))


def _closed(pilot: Pilot, found: Board, form: BoardForm) -> ResponseReturnValue | None:
    """Close the month with what was typed; a refusal goes into the form."""
    try:
        actions.close_month(
            pilot, found.month, form.wish(), actor=viewer(), now=clock.now(), today=clock.today()
        )
    except actions.CloseRefusedError as refusal:
        form.refuse(refusal.problem, refusal.people)
        return None
    return saved(url_for(".months", code=pilot.code), _("Month closed"))


@bp.post("/months/<month:month>/approve")
@requires(Permission.MONTH_CLOSE)
def approve(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    try:
        number = actions.approve_records(pilot, asked, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.CloseRefusedError as refusal:
        flash(str(labels.REFUSALS[refusal.problem]), "error")
        return redirect(_board_of(pilot, asked), 303)
    words = ngettext("%(num)s session approved", "%(num)s sessions approved", number)
    return saved(_board_of(pilot, asked), words)


@bp.post("/months/<month:month>/undo-approval")
@requires(Permission.MONTH_CLOSE)
def undo_approval(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    try:
        actions.undo_approval(pilot, asked, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.CloseRefusedError as refusal:
        flash(str(labels.REFUSALS[refusal.problem]), "error")
        return redirect(_board_of(pilot, asked), 303)
    return saved(_board_of(pilot, asked), _("Approval taken back"))


@bp.post("/months/<month:month>/participants/<uuid:participation_id>/remind")
@requires(Permission.MONTH_CLOSE)
def remind(code: str, month: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    participation = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.MONTH_CLOSE
    )
    if participation.pilot_id != pilot.id:
        abort(404)
    names = actions.remind(
        pilot, asked, participation.id, actor=viewer(), now=clock.now(), today=clock.today()
    )
    words = (
        _("Reminded: %(names)s", names=", ".join(names))
        if names
        else _("Nobody had to be reminded again today")
    )
    return saved(_board_of(pilot, asked), words)


@bp.route("/months/<month:month>/reopen", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def reopen(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    form = ReopenForm(until_on=_in_some_days(pilot))
    if form.validate_on_submit():
        try:
            actions.reopen_month(
                pilot,
                asked,
                reason=form.reason.data,
                until_on=form.last_day(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CloseRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_board_of(pilot, asked), _("Month opened again"))
    return render_template(
        "closing/reopen.html", pilot=pilot, month=asked, form=form, back=_board_of(pilot, asked)
    )


@bp.route("/months/<month:month>/extend", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def extend(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    form = ExtendForm(until_on=_in_some_days(pilot))
    if form.validate_on_submit():
        try:
            actions.extend_month(
                pilot,
                asked,
                reason=form.reason.data,
                until_on=form.last_day(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CloseRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(_board_of(pilot, asked), _("Entries extended"))
    until = month_locks.last_entry_days(pilot, [asked])[asked]
    return render_template(
        "closing/extend.html", pilot=pilot, month=asked, form=form, until=until, back=_board_of(pilot, asked)
    )


def _in_some_days(pilot: Pilot) -> dt.date:
    """Return the day that is offered for later entries: some working days from now."""
    return pages.working_day_after(clock.today(), cohort.working_days_of(pilot))


def _board_of(pilot: Pilot, month: Month) -> str:
    return url_for("closing.board", code=pilot.code, month=str(month))


def _month_of(pilot: Pilot, month: str) -> Month:
    """Return a month of the pilot; any other is not there."""
    asked = Month.parse(month)
    if not Month.of(pilot.implementation_from) <= asked <= Month.of(pilot.implementation_to):
        abort(404)
    return asked
