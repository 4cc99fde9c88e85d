"""A month of a mentor, a lecturer or a participant as a page, a PDF and a spreadsheet (M21)."""

import uuid

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.papers import in_language_asked
from pilot.cohort.rules import Month
from pilot.documents import sheets
from pilot.documents.responses import as_download
from pilot.mentoring import queries as mentoring
from pilot.mentoring import session_queries
from pilot.overview.statements import papers, queries, shapes, tables
from pilot.overview.statements.enums import Subject
from pilot.overview.statements.shapes import Statement
from pilot.web.paging import page_number

ROLES = {Subject.MENTOR: Role.MENTOR, Subject.LECTURER: Role.LECTURER}

bp = Blueprint("statements", __name__, url_prefix="/pilots/<code:code>/statements")


def _month(pilot: Pilot, month: str) -> Month:
    """Return a month of the pilot; any other is not there."""
    asked = Month.parse(month)
    if not Month.of(pilot.implementation_from) <= asked <= Month.of(pilot.implementation_to):
        abort(404)
    return asked


def _of_worker(code: str, subject: Subject, user_id: uuid.UUID, month: str) -> Statement:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.WORK_STATEMENT_READ)
    person = queries.get_worker(user_id, ROLES[subject], pilot=pilot, viewer=viewer())
    found = tables.of_workers(pilot, _month(pilot, month), subject, [person], today=clock.today())
    return found[0]


def _of_participant(code: str, participation_id: uuid.UUID, month: str) -> Statement:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_HOURS_READ)
    participation = session_queries.get_month_participation(participation_id, pilot=pilot, viewer=viewer())
    asked = _month(pilot, month)
    lines = session_queries.sessions_in_month(participation, asked, viewer=viewer())
    cell = mentoring.balance_of(participation, pilot, month=asked, today=clock.today())
    return tables.of_participant(participation, asked, lines, cell)


def _page(statement: Statement) -> str:
    where = {"code": statement.pilot.code, "month": str(statement.month)}
    return render_template(
        f"statements/{statement.subject}.html",
        pilot=statement.pilot,
        statement=statement,
        words=shapes.words,
        where=where,
    )


def _pdf(statement: Statement) -> Response:
    return as_download(papers.one(statement, today=clock.today()), name=papers.name_of(statement))


def _xlsx(statement: Statement) -> Response:
    content = papers.spreadsheet(statement, today=clock.today())
    return sheets.as_download(content, name=papers.name_of(statement))


@bp.get("/mentors/<uuid:mentor_id>/<month:month>")
@requires(Permission.WORK_STATEMENT_READ)
def mentor(code: str, mentor_id: uuid.UUID, month: str) -> ResponseReturnValue:
    return _page(_of_worker(code, Subject.MENTOR, mentor_id, month))


@bp.get("/mentors/<uuid:mentor_id>/<month:month>/pdf")
@requires(Permission.WORK_STATEMENT_READ)
def mentor_document(code: str, mentor_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _pdf(_of_worker(code, Subject.MENTOR, mentor_id, month))


@bp.get("/mentors/<uuid:mentor_id>/<month:month>/xlsx")
@requires(Permission.WORK_STATEMENT_READ)
def mentor_sheet(code: str, mentor_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _xlsx(_of_worker(code, Subject.MENTOR, mentor_id, month))


@bp.get("/lecturers/<uuid:lecturer_id>/<month:month>")
@requires(Permission.WORK_STATEMENT_READ)
def lecturer(code: str, lecturer_id: uuid.UUID, month: str) -> ResponseReturnValue:
    return _page(_of_worker(code, Subject.LECTURER, lecturer_id, month))


@bp.get("/lecturers/<uuid:lecturer_id>/<month:month>/pdf")
@requires(Permission.WORK_STATEMENT_READ)
def lecturer_document(code: str, lecturer_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _pdf(_of_worker(code, Subject.LECTURER, lecturer_id, month))


@bp.get("/lecturers/<uuid:lecturer_id>/<month:month>/xlsx")
@requires(Permission.WORK_STATEMENT_READ)
def lecturer_sheet(code: str, lecturer_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _xlsx(_of_worker(code, Subject.LECTURER, lecturer_id, month))


@bp.get("/participants/<uuid:participation_id>/<month:month>")
@requires(Permission.SESSION_HOURS_READ)
def participant(code: str, participation_id: uuid.UUID, month: str) -> ResponseReturnValue:
    return _page(_of_participant(code, participation_id, month))


@bp.get("/participants/<uuid:participation_id>/<month:month>/pdf")
@requires(Permission.SESSION_HOURS_READ)
def participant_document(code: str, participation_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _pdf(_of_participant(code, participation_id, month))


@bp.get("/participants/<uuid:participation_id>/<month:month>/xlsx")
@requires(Permission.SESSION_HOURS_READ)
def participant_sheet(code: str, participation_id: uuid.UUID, month: str) -> ResponseReturnValue:
    with in_language_asked():
        return _xlsx(_of_participant(code, participation_id, month))


@bp.get("/mentors/<month:month>/pdf")
@requires(Permission.MONTH_CLOSE)
def mentors_document(code: str, month: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    asked = _month(pilot, month)
    people = queries.workers_in(pilot, Role.MENTOR, viewer=viewer(), number=page_number())
    with in_language_asked():
        found = tables.of_workers(pilot, asked, Subject.MENTOR, people, today=clock.today())
        edition = queries.edition_of(pilot, asked)
        content = papers.many(pilot, asked, edition, found, today=clock.today())
        return as_download(content, name=" ".join((_("Time sheets of mentors"), code, month)))
