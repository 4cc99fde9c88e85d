"""Corrections after the close: the mentor's request and the coordinator's answer; confirming all at once."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.mentoring import labels as mentoring
from pilot.mentoring import pages, session_queries
from pilot.mentoring.closing import answer_actions, correction_actions, correction_queries, labels
from pilot.mentoring.closing.enums import Refusal
from pilot.mentoring.closing.forms import AnswerCorrectionForm, AskCorrectionForm, ConfirmAllForm
from pilot.mentoring.closing.models import SessionCorrection
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import Problem
from pilot.web.submissions import saved

bp = Blueprint("corrections", __name__, url_prefix="/pilots/<code:code>/mentoring")
APPROVE = "approve"


@bp.route("/sessions/<uuid:session_id>/correction", methods=["GET", "POST"])
@requires(Permission.SESSION_UPDATE)
def ask(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    session = correction_queries.get_held_session(session_id, pilot=pilot, viewer=viewer())
    form = AskCorrectionForm()
    url = url_for("sessions.session", code=code, session_id=session.id)
    if form.validate_on_submit():
        try:
            correction_actions.ask_correction(
                pilot,
                session,
                minutes=form.length(),
                reason=form.reason.data or "",
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except correction_actions.CorrectionRefusedError as refusal:
            form.refuse(_words_of(refusal.problem))
        else:
            return saved(url, _("Request sent to the coordinator"))
    return render_template(
        "corrections/ask.html",
        pilot=pilot,
        session=session,
        form=form,
        latest=correction_queries.latest_of(session),
        labels=labels,
        cancel_url=url,
    )


@bp.route("/corrections/<uuid:correction_id>", methods=["GET", "POST"])
@requires(Permission.MONTH_CLOSE)
def answer(code: str, correction_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MONTH_CLOSE)
    correction = correction_queries.get_correction(correction_id, pilot=pilot, viewer=viewer())
    form = AnswerCorrectionForm(obj=correction)
    if form.validate_on_submit():
        try:
            words = _answered(pilot, correction, form)
        except correction_actions.CorrectionRefusedError as refusal:
            form.refuse(_words_of(refusal.problem))
        else:
            return saved(url_for("closing.months", code=code), words)
    return render_template(
        "corrections/answer.html",
        pilot=pilot,
        correction=correction,
        form=form,
        labels=labels,
        is_own=viewer().user_id == correction.session.mentor_id,
        own_words=labels.REFUSALS[Refusal.OWN_RECORDS],
    )


def _answered(pilot: Pilot, correction: SessionCorrection, form: AnswerCorrectionForm) -> str:
    seen = form.version_seen()
    if request.form.get("deed") == APPROVE:
        correction_actions.approve_correction(
            pilot, correction, seen=seen, actor=viewer(), now=clock.now(), today=clock.today()
        )
    else:
        correction_actions.decline_correction(
            pilot, correction, answer=form.answer.data or "", seen=seen, actor=viewer(), now=clock.now()
        )
    return str(labels.CORRECTION_STATES[correction.state])


def _words_of(problem: Refusal | Problem) -> str:
    return str(labels.REFUSALS[problem] if isinstance(problem, Refusal) else mentoring.PROBLEMS[problem])


@bp.post("/my-sessions/confirm")
@requires(Permission.SESSION_CONFIRM)
def confirm_all(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    participation = session_queries.own_participation(pilot, viewer=viewer())
    lines = session_queries.waiting_of(participation, viewer=viewer())
    url = url_for("sessions.my_sessions", code=code)
    form = ConfirmAllForm()
    form.records.offer([(f"{line.attendee_id}:{line.version}", "") for line in lines if not line.is_own])
    if not form.validate_on_submit():
        flash(_("Some sessions changed meanwhile. Look at them again and confirm."), "error")
        return redirect(url, 303)
    chosen = [uuid.UUID(record.partition(":")[0]) for record in form.records.data]
    try:
        number = answer_actions.confirm_all(pilot, chosen, actor=viewer(), now=clock.now())
    except SessionRefusedError as refusal:
        flash(pages.words_of(refusal), "error")
        return redirect(url, 303)
    return saved(url, ngettext("%(num)s session confirmed", "%(num)s sessions confirmed", number))
