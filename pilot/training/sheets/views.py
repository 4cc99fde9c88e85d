"""The attendance as paper: the list of a day to sign, and the whole table."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Reach
from pilot.cohort import queries as cohort
from pilot.cohort.papers import in_language_asked
from pilot.documents import pdf
from pilot.documents.responses import as_download
from pilot.training import attendance_queries
from pilot.training import queries as training
from pilot.training.sheets import papers, queries

bp = Blueprint("sheets", __name__)


@bp.get("/training-days/<uuid:day_id>/attendance-sheet")
@requires(Permission.ATTENDANCE_RECORD)
def attendance_sheet(day_id: uuid.UUID) -> ResponseReturnValue:
    day = training.get_day(day_id, viewer=viewer(), permission=Permission.ATTENDANCE_RECORD)
    people = [line.participation for line in attendance_queries.roll_of(day).lines]
    with in_language_asked():
        content = pdf.render("attendance_sheet", papers.attendance_sheet(day, people), made_on=clock.today())
        return as_download(
            content, name=" ".join((_("List of participants"), day.pilot.code, str(day.held_on)))
        )


@bp.get("/pilots/<code:code>/training/attendance-table")
@requires(Permission.ATTENDANCE_READ)
def attendance_table(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ATTENDANCE_READ)
    reaches = {scope.reach for scope in viewer().scopes_in(pilot.id, Permission.ATTENDANCE_READ)}
    summary = attendance_queries.attendance_summary(pilot) if reaches == {Reach.AGGREGATE} else None
    table, rows = queries.whole_table(pilot, viewer=viewer())
    with in_language_asked():
        data = papers.attendance_matrix(pilot, table, rows, summary)
        content = pdf.render("attendance_matrix", data, made_on=clock.today())
        return as_download(content, name=" ".join((_("Attendance"), pilot.code, str(clock.today()))))
