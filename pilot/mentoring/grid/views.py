"""The month grid for those who write down late: pairs × days, by keyboard alone, saved in one go."""

import datetime as dt
import uuid
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import pages, session_queries
from pilot.mentoring.grid import actions, queries
from pilot.mentoring.grid.forms import Cell, GridForm, grid_form, name_of
from pilot.mentoring.grid.queries import Grid
from pilot.web.submissions import saved

bp = Blueprint("grid", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.route("/grid/<month:month>", methods=["GET", "POST"])
@requires(Permission.SESSION_CREATE)
def fill(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    grid = queries.grid_of(pilot, Month.parse(month), viewer=viewer(), today=clock.today())
    form, copied = _form(pilot, grid), None
    if form.is_submitted() and form.copy.data:
        copied = form.take_pattern(_pattern(grid))
    elif form.validate_on_submit() and (count := _logged(pilot, form)):
        words = ngettext("%(num)d session logged", "%(num)d sessions logged", count)
        return saved(url_for(".fill", code=code, month=month), words)
    return render_template(
        "grid/fill.html",
        pilot=pilot,
        grid=grid,
        form=form,
        copied=copied,
        asks_long=bool(form.long_enough.data or form.long_cells()),
        name_of=name_of,
        problems=_problems(grid, form),
    )


def _problems(grid: Grid, form: GridForm) -> dict[uuid.UUID, list[tuple[Any, str, dt.date]]]:
    """Return for each person the fields that were refused, with what was typed there and the day."""
    return {
        row.participation_id: [
            (field, field.raw_data[0] if field.raw_data else "", day)
            for day in sorted(row.free)
            if (field := form[name_of((row.participation_id, day))]).errors
        ]
        for row in grid.rows
    }


def _form(pilot: Pilot, grid: Grid) -> GridForm:
    return grid_form(
        [(row.participation_id, row.name, row.free) for row in grid.rows],
        first_form=session_queries.last_form(pilot, viewer=viewer()),
        warning_minutes=pilot.session_warning_minutes,
    )


def _pattern(grid: Grid) -> dict[Cell, int]:
    return {(row.participation_id, day): minutes for row in grid.rows for day, minutes in row.pattern.items()}


def _logged(pilot: Pilot, form: GridForm) -> int:
    """Log what was typed and return how many sessions; refusals go beside their days."""
    try:
        logged = actions.log_month(
            pilot, form.records(), actor=viewer(), now=clock.now(), today=clock.today()
        )
    except actions.GridRefusedError as refused:
        for name, refusal in refused.refusals.items():
            form.refuse_field(name, pages.words_of(refusal))
        return 0
    return len(logged)
