"""The month × participant matrix and the sessions of a month."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.mentoring import (
    labels,
    matrix_queries,
    month_queries,
    pages,
    queries,
    session_queries,
)
from pilot.mentoring.forms import MatrixForm
from pilot.mentoring.matrix_queries import MatrixFilter, MatrixRow
from pilot.mentoring.tally_queries import RUNNING
from pilot.web.paging import page_number

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
        may_close=viewer().may_in(pilot.id, Permission.MONTH_CLOSE),
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
        edition=month_queries.edition_of(pilot, asked),
        labels=labels,
    )
