"""Agreed steps of a pair: all of them on a page, writing with a session, closing and opening again."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.mentoring import session_queries
from pilot.mentoring.models import AgreedStep
from pilot.mentoring.people_queries import get_person
from pilot.mentoring.steps import actions, labels, pages, queries
from pilot.mentoring.steps.forms import ChangeForm, DeedForm
from pilot.web.submissions import saved

bp = Blueprint("steps", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("/participants/<uuid:participation_id>/steps")
@requires(Permission.SESSION_CONTENT_READ)
def steps(code: str, participation_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    person = get_person(participation_id, pilot=pilot, viewer=viewer())
    found = queries.steps_of(person, viewer=viewer())
    return render_template(
        "steps/steps.html",
        pilot=pilot,
        person=person,
        open_steps=[line for line in found if line.is_open],
        closed_steps=[line for line in found if not line.is_open],
        owners=labels.OWNERS,
        today=clock.today(),
    )


@bp.route("/sessions/<uuid:session_id>/steps", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def agree(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    session = session_queries.get_session(session_id, pilot=pilot, viewer=viewer())
    form, url = pages.form_of(session), _session_url(code, session_id)
    if form.validate_on_submit():
        try:
            actions.agree(pilot, session, form.entry(), form.chosen(), actor=viewer(), now=clock.now())
        except actions.StepRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Step written down"))
    return render_template("steps/agree.html", pilot=pilot, session=session, form=form, cancel_url=url)


@bp.route("/steps/<uuid:step_id>/change", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def change(code: str, step_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    step = queries.get_own_step(step_id, pilot=pilot, viewer=viewer())
    form, url = ChangeForm(obj=step), _session_url(code, step.session_id)
    if form.validate_on_submit():
        try:
            actions.change(
                pilot, step, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.StepRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url, _("Step changed"))
    return render_template("steps/change.html", pilot=pilot, step=step, form=form, cancel_url=url)


@bp.post("/steps/<uuid:step_id>/close")
@requires(Permission.SESSION_CONTENT_READ)
def close(code: str, step_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    step = queries.get_step(step_id, pilot=pilot, viewer=viewer())
    form = DeedForm(version=step.version)
    session_id = form.session()
    session = session_queries.get_session(session_id, pilot=pilot, viewer=viewer()) if session_id else None
    url = _session_url(code, session_id) if session_id else _back(pilot, step)
    try:
        actions.close(
            pilot,
            step,
            closed_in=session,
            seen=form.version_seen(),
            actor=viewer(),
            now=clock.now(),
            today=clock.today(),
        )
    except actions.StepRefusedError as refusal:
        flash(str(labels.PROBLEMS[refusal.problem]), "error")
        return redirect(url, 303)
    return saved(url, _("Step done"))


@bp.post("/steps/<uuid:step_id>/reopen")
@requires(Permission.SESSION_CONTENT_READ)
def reopen(code: str, step_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _pilot(code)
    step = queries.get_step(step_id, pilot=pilot, viewer=viewer())
    url = url_for(".steps", code=code, participation_id=step.participation_id)
    try:
        actions.reopen(
            pilot, step, seen=DeedForm(version=step.version).version_seen(), actor=viewer(), now=clock.now()
        )
    except actions.StepRefusedError as refusal:
        flash(str(labels.PROBLEMS[refusal.problem]), "error")
        return redirect(url, 303)
    return saved(url, _("Step open again"))


def _pilot(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONTENT_READ)


def _session_url(code: str, session_id: uuid.UUID) -> str:
    return url_for("sessions.session", code=code, session_id=session_id, _anchor="steps")


def _back(pilot: Pilot, step: AgreedStep) -> str:
    """Return the page on which the viewer finds open steps: the participant's own, or the mentor's."""
    if step.participation.user_id == viewer().user_id:
        return url_for("sessions.my_sessions", code=pilot.code)
    return url_for("sessions.mine", code=pilot.code)
