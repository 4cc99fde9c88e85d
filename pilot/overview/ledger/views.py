"""The ledger: one page a view, so that minutes and academic hours never stand in one sum (item 14)."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import queries as mentoring
from pilot.overview.ledger import labels, pages, queries
from pilot.overview.ledger.enums import View
from pilot.training.labels import academic
from pilot.web.paging import page_number

bp = Blueprint("ledger", __name__, url_prefix="/pilots/<code:code>/working-time")


@bp.get("")
@requires(Permission.LEDGER_READ)
def ledger(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.LEDGER_READ)
    offered = queries.views_of(pilot, viewer=viewer())
    view = pages.view_asked(request.args.get("view", ""), offered)
    month = pages.month_asked(pilot, request.args.get("month", ""), today=clock.today())
    return render_template(
        "ledger/ledger.html",
        pilot=pilot,
        view=view,
        month=month,
        tabs=pages.tabs(pilot, offered, view=view, month=month),
        months=pages.months_around(pilot, month, view=view, today=clock.today()),
        labels=labels,
        pages=pages,
        academic=academic,
        writes=viewer().may_in(pilot.id, Permission.SUPERVISION_WRITE),
        works=viewer().may_in(pilot.id, Permission.TIMESHEET_WRITE),
        manages=viewer().may_in(pilot.id, Permission.MONTH_CLOSE),
        **_rows(pilot, view, month),
    )


def _rows(pilot: Pilot, view: View, month: Month) -> dict[str, Any]:
    """Fetch what a view shows: people, or for whoever may see none the sum of all."""
    at_page: dict[str, Any] = {"viewer": viewer(), "number": page_number()}
    if queries.sees_only_sums(pilot, viewer=viewer()):
        found = queries.aggregate(pilot, view, month, today=clock.today())
        return {"sum_of_all": found, "rows": None, "opened": frozenset()}
    if view is View.RECEIVED:
        rows = queries.received(pilot, month, **at_page)
        ids = [row.participation_id for row in rows.items]
        return {"rows": rows, "opened": mentoring.with_sessions(pilot, ids, viewer=viewer())}
    if view is View.OTHER:
        return {"rows": queries.other(pilot, month, today=clock.today(), **at_page), "opened": frozenset()}
    rows_of_work = queries.worked(pilot, view, month, today=clock.today(), **at_page)
    return {"rows": rows_of_work, "opened": frozenset(row.user_id for row in rows_of_work.items)}
