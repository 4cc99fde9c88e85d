"""What can still be done for a participant's month, and how sure the forecast is."""

import datetime as dt
import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.enums import CarryOver
from pilot.cohort.models import Participation, Pilot
from pilot.mentoring import actions, pages, refusals, session_queries
from pilot.mentoring.forecast import history_queries, queries
from pilot.mentoring.forecast import pages as forecast_pages
from pilot.mentoring.queries import course_of
from pilot.mentoring.rules import Record
from pilot.web.fields import read_day
from pilot.web.submissions import saved

bp = Blueprint("forecast", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("/participants/<uuid:participation_id>/ahead")
@requires(Permission.SESSION_HOURS_READ)
def ahead(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_HOURS_READ)
    participation = session_queries.get_month_participation(participation_id, pilot=pilot, viewer=viewer())
    mentor = queries.mentor_of(participation)
    plans = queries.may_plan(participation, viewer=viewer())
    mentor_id = viewer().user_id if plans else mentor.id if mentor else None
    prospect = queries.prospect_of(participation, pilot, mentor_id=mentor_id, today=clock.today())
    return render_template(
        "forecast/ahead.html",
        pilot=pilot,
        participation=participation,
        prospect=prospect,
        words=forecast_pages.words(prospect),
        plans=plans,
        mentor=mentor,
        letter=_letter(pilot, participation, mentor) if mentor and not plans else None,
    )


def _letter(pilot: Pilot, participation: Participation, mentor: User) -> forecast_pages.Letter | None:
    """Draft a letter to the mentor for whoever looks after the pairs."""
    if not viewer().may_in(pilot.id, Permission.PAIR_MANAGE):
        return None
    return forecast_pages.letter(pilot, participation, mentor)


@bp.post("/participants/<uuid:participation_id>/plan")
@requires(Permission.SESSION_CREATE)
def plan(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    participation = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.SESSION_CREATE
    )
    record = _record(pilot, participation, read_day(request.form.get("on", "")))
    url = url_for(".ahead", code=code, participation_id=participation_id)
    if record is None:
        flash(_("This day is no longer free: choose one of the days offered now"), "error")
        return redirect(url, 303)
    try:
        actions.log_session(pilot, record, actor=viewer(), now=clock.now(), today=clock.today())
    except refusals.SessionRefusedError as refusal:
        flash(pages.words_of(refusal), "error")
        return redirect(url, 303)
    return saved(url, _("Session planned"))


def _record(pilot: Pilot, participation: Participation, day: dt.date | None) -> Record | None:
    """Return the planned session of a day that is offered, or None."""
    prospect = queries.prospect_of(participation, pilot, mentor_id=viewer().user_id, today=clock.today())
    for slot in prospect.slots:
        if slot.day == day:
            people = frozenset({participation.id})
            return Record(people, slot.day, slot.minutes, prospect.form, planned=True, starts=slot.starts)
    return None


@bp.get("/forecast")
@requires(Permission.MONTH_CLOSE)
def reliability(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    course = course_of(pilot)
    simulated = history_queries.of_simulated(course)
    history = history_queries.of_history(course, viewer=viewer(), today=clock.today())
    return render_template(
        "forecast/reliability.html",
        pilot=pilot,
        lede=forecast_pages.sentence(simulated),
        simulated=simulated,
        history=history,
        carries_over=pilot.carry_over is not CarryOver.NONE,
        share=forecast_pages.share,
    )
