"""The month × participant matrix and closing a month."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import (
    labels,
    matrix_queries,
    month_actions,
    month_queries,
    pages,
    queries,
    session_queries,
)
from pilot.mentoring.forms import CloseMonthForm, MatrixForm, ReopenMonthForm, close_month_form
from pilot.mentoring.matrix_queries import MatrixFilter, MatrixRow
from pilot.mentoring.tally_queries import RUNNING
from pilot.web.paging import page_number
from pilot.web.submissions import saved

bp = Blueprint("mentoring", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("")
@requires(Permission.SESSION_HOURS_READ)
def matrix(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_HOURS_READ)
    form = _filters(pilot)
    found = matrix_queries.month_matrix(
        pilot, viewer=viewer(), today=clock.today(), wanted=_wanted(form), number=page_number()
    )
    return render_template(
        "mentoring/matrix.html",
        pilot=pilot,
        form=form,
        matrix=found,
        lede=pages.lede(found),
        groups=pages.groups(pilot, found.page.items, opened=_opened(pilot, found.page.items)),
        closes=_closes(pilot) if viewer().may_in(pilot.id, Permission.MONTH_CLOSE) else [],
        this_month=Month.of(clock.today()),
        is_filtered=bool(request.args.keys() - {"page"}),
        reads_reliability=viewer().may_in(pilot.id, Permission.MONTH_CLOSE),
    )


def _opened(pilot: Pilot, rows: Sequence[MatrixRow]) -> frozenset[uuid.UUID]:
    ids = [row.participation_id for row in rows]
    return queries.with_sessions(pilot, ids, viewer=viewer())


def _filters(pilot: Pilot) -> MatrixForm:
    """Offer the filters; where people are very many, the mentors of the chosen municipality only."""
    form = MatrixForm(request.args)
    municipalities = queries.municipalities_of(pilot, viewer=viewer())
    form.municipality.offer(municipalities)
    chosen = next((key for key, _name in municipalities if str(key) == form.municipality.data), None)
    is_offered = chosen is not None or not queries.has_many_people(pilot, viewer=viewer())
    form.mentor.offer(
        queries.mentors_of(pilot, viewer=viewer(), municipality_id=chosen) if is_offered else []
    )
    return form


def _wanted(form: MatrixForm) -> MatrixFilter:
    """Read the filters; one that names nobody in sight is left out."""
    if not form.validate():
        return MatrixFilter()
    municipality, mentor = form.municipality.data, form.mentor.data
    return MatrixFilter(
        municipality_id=uuid.UUID(municipality) if municipality else None,
        mentor_id=uuid.UUID(mentor) if mentor else None,
        only_short=bool(form.short.data),
    )


def _closes(pilot: Pilot) -> list[tuple[Month, bool]]:
    """Return the past months of the pilot and whether each is closed."""
    closed = cohort.closed_months(pilot.id)
    return [(month, str(month) in closed) for month in month_queries.past_months(pilot, today=clock.today())]


@bp.get("/participants/<uuid:participation_id>/<month:month>")
@requires(Permission.SESSION_HOURS_READ)
def month(code: str, participation_id: uuid.UUID, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_HOURS_READ)
    participation = session_queries.get_month_participation(participation_id, pilot=pilot, viewer=viewer())
    asked = Month.parse(month)
    cell = queries.balance_of(participation, pilot, month=asked, today=clock.today())
    lines = session_queries.sessions_in_month(participation, asked, viewer=viewer())
    return render_template(
        "mentoring/month.html",
        pilot=pilot,
        participation=participation,
        month=asked,
        words=pages.in_words(cell) if cell else "",
        is_running=cell is not None and cell.standing in RUNNING,
        lines=lines,
        total=sum(line.minutes for line in lines if line.counts),
        reason=month_queries.missed_reasons(pilot, asked).get(participation.id),
        labels=labels,
    )


@bp.route("/months/<month:month>/close", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def close_month(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    if request.method == "GET" and month in cohort.closed_months(pilot.id):
        return redirect(url_for(".reopen_month", code=code, month=month))
    missed = month_queries.names_of(month_queries.missed_people(pilot, asked, today=clock.today()))
    known = month_queries.missed_reasons(pilot, asked)
    form = close_month_form(missed, {person: (row.reason, row.note) for person, row in known.items()})
    if form.validate_on_submit() and _closed(pilot, asked, form):
        return saved(url_for(".matrix", code=code), _("Month closed"))
    return render_template(
        "mentoring/close_month.html",
        pilot=pilot,
        month=asked,
        form=form,
        missed=missed,
        met=month_queries.met_in(pilot, asked, today=clock.today()),
        unanswered=month_queries.unanswered_in(pilot, asked),
        is_over=asked.last_day < clock.today(),
    )


def _closed(pilot: Pilot, month: Month, form: CloseMonthForm) -> bool:
    """Close a month with the reasons typed; a refusal goes into the form."""
    reasons = {
        person: month_actions.Reason(reason, note) for person, (reason, note) in form.reasons().items()
    }
    try:
        month_actions.close_month(pilot, month, reasons, actor=viewer(), now=clock.now(), today=clock.today())
    except month_actions.CloseRefusedError as refusal:
        form.refuse(refusal.problem, refusal.people)
        return False
    return True


@bp.route("/months/<month:month>/reopen", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def reopen_month(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month_of(pilot, month)
    form = ReopenMonthForm()
    if form.validate_on_submit():
        try:
            month_actions.reopen_month(pilot, asked, reason=form.reason.data, actor=viewer(), now=clock.now())
        except month_actions.CloseRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".matrix", code=code), _("Month opened again"))
    return render_template("mentoring/reopen_month.html", pilot=pilot, month=asked, form=form)


def _month_of(pilot: Pilot, month: str) -> Month:
    """Return a month of the pilot; any other is not there."""
    asked = Month.parse(month)
    if not Month.of(pilot.implementation_from) <= asked <= Month.of(pilot.implementation_to):
        abort(404)
    return asked
