"""Make-up work: what is offered for each module, who made it up, and what was revoked."""

import uuid
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.training import forms as training_forms
from pilot.training import labels as training_labels
from pilot.training import queries as training
from pilot.training.makeups import actions, labels, queries
from pilot.training.makeups.forms import ApproveForm, MakeUpForm, RevokeForm
from pilot.training.models import Module
from pilot.training.views import remember
from pilot.web import locale
from pilot.web.submissions import saved

bp = Blueprint("makeups", __name__)


@bp.get("/pilots/<code:code>/training/make-ups")
@requires(Permission.ATTENDANCE_RECORD)
def make_ups(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.ATTENDANCE_RECORD)
    return render_template(
        "makeups/make_ups.html",
        pilot=pilot,
        offered=queries.offered_in(pilot, viewer=viewer()),
        manages=viewer().may_in(pilot.id, Permission.TRAINING_MANAGE),
        corrects=viewer().may_in(pilot.id, Permission.ATTENDANCE_CORRECT),
        title_of=partial(training_forms.title_of, language=locale.language()),
        words=labels,
        training_words=training_labels,
    )


@bp.route("/pilots/<code:code>/training/make-ups/new", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def offer(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    form = MakeUpForm()
    form.module_id.offer(_modules(training.modules_of(pilot)))
    if form.validate_on_submit():
        actions.offer(pilot, form.entry(), actor=viewer(), now=clock.now())
        return saved(url_for(".make_ups", code=code), _("Make-up work offered"))
    return render_template("makeups/offer.html", pilot=pilot, form=form)


def _modules(modules: list[Module]) -> list[tuple[uuid.UUID, str]]:
    language = locale.language()
    return [
        (module.id, f"{module.number}. {training_forms.title_of(module, language=language)}")
        for module in modules
    ]


@bp.route("/make-ups/<uuid:make_up_id>", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def change(make_up_id: uuid.UUID) -> ResponseReturnValue:
    make_up = queries.get_make_up(make_up_id, viewer=viewer(), permission=Permission.TRAINING_MANAGE)
    pilot = remember(make_up.module.pilot)
    form = MakeUpForm(obj=make_up)
    form.module_id.offer(_modules(training.modules_of(pilot)))
    if form.validate_on_submit():
        try:
            actions.change(make_up, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.MakeUpRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".make_ups", code=pilot.code), _("Saved"))
    return render_template("makeups/change.html", pilot=pilot, form=form)


@bp.route("/make-ups/<uuid:make_up_id>/approve", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_RECORD)
def approve(make_up_id: uuid.UUID) -> ResponseReturnValue:
    make_up = queries.get_make_up(make_up_id, viewer=viewer(), permission=Permission.ATTENDANCE_RECORD)
    pilot = remember(make_up.module.pilot)
    candidates = queries.candidates(make_up)
    form = ApproveForm()
    form.participation_id.offer([(each.participation.id, _who(each)) for each in candidates])
    if form.validate_on_submit():
        try:
            actions.approve(make_up, form.entry(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.MakeUpRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".make_ups", code=pilot.code), _("Make-up work approved"))
    return render_template(
        "makeups/approve.html", pilot=pilot, make_up=make_up, form=form, candidates=candidates, words=labels
    )


def _who(candidate: queries.Candidate) -> str:
    words = _(
        "%(name)s – missed: %(missed)s, made up: %(made_up)s",
        name=candidate.participation.user.name,
        missed=locale.minutes(candidate.missed),
        made_up=locale.minutes(candidate.made_up),
    )
    return str(words)


@bp.route("/made-up/<uuid:made_up_id>/revoke", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_CORRECT)
def revoke(made_up_id: uuid.UUID) -> ResponseReturnValue:
    done = queries.get_made_up(made_up_id, viewer=viewer())
    pilot = remember(done.make_up.module.pilot)
    form = RevokeForm(obj=done)
    if form.validate_on_submit():
        try:
            actions.revoke(
                done, reason=form.reason.data, seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.MakeUpRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".make_ups", code=pilot.code), _("Make-up work revoked"))
    return render_template("makeups/revoke.html", pilot=pilot, done=done, form=form)
