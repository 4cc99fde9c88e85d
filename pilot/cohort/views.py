"""Pilots, their parameters and phases."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import actions, labels, queries, rules
from pilot.cohort.forms import DayOffForm, EditPhaseForm, PhaseForm, SettingsForm
from pilot.web.submissions import saved

bp = Blueprint("cohort", __name__)


@bp.get("/pilots")
@requires(Permission.PILOT_READ)
def pilots() -> ResponseReturnValue:
    found = queries.pilots_of(viewer())
    return render_template(
        "cohort/pilots.html",
        pilots=found,
        states=labels.PILOT_STATES,
        kinds=labels.STATE_KINDS,
        may_create=viewer().may(Permission.PILOT_CREATE),
        readable={pilot.id for pilot in found if viewer().may_in(pilot.id, Permission.REPORT_READ)},
    )


@bp.route("/pilots/<code:code>/settings", methods=["GET", "POST"])
@requires(Permission.PILOT_UPDATE)
def settings(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    form = SettingsForm(obj=pilot)
    if form.validate_on_submit():
        try:
            actions.change_settings(
                pilot, form.pilot_entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.ParametersRefusedError as refusal:
            form.refuse_problems(refusal.problems)
        else:
            return saved(url_for("overview.pilot", code=code), _("Settings saved"))
    warning = rules.check_volume(queries.parameters_of(pilot)) if not form.errors else None
    return render_template("cohort/settings.html", form=form, pilot=pilot, warning=warning)


@bp.get("/pilots/<code:code>/phases")
@requires(Permission.PILOT_UPDATE)
def phases(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    found = queries.phases_of(pilot)
    return render_template("cohort/phases.html", pilot=pilot, phases=found, kinds=labels.PHASE_KINDS)


@bp.route("/pilots/<code:code>/phases/new", methods=["GET", "POST"])
@requires(Permission.PILOT_UPDATE)
def add_phase(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    form = PhaseForm()
    if form.validate_on_submit():
        try:
            actions.add_phase(pilot, form.entry(), actor=viewer(), now=clock.now())
        except actions.PilotRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".phases", code=code), _("Phase added"))
    return render_template("cohort/add_phase.html", form=form, pilot=pilot)


@bp.route("/pilots/<code:code>/phases/<uuid:phase_id>", methods=["GET", "POST"])
@requires(Permission.PILOT_UPDATE)
def edit_phase(code: str, phase_id: uuid.UUID) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    phase = queries.get_phase(phase_id, pilot=pilot)
    parent = queries.get_phase(phase.parent_id, pilot=pilot) if phase.parent_id else None
    form = EditPhaseForm(obj=phase)
    if form.validate_on_submit():
        try:
            actions.change_phase(
                phase, form.entry(), parent=parent, seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.PilotRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".phases", code=code), _("Phase saved"))
    return render_template("cohort/edit_phase.html", form=form, pilot=pilot, phase=phase)


@bp.route("/pilots/<code:code>/days-off", methods=["GET", "POST"])
@requires(Permission.PILOT_UPDATE)
def days_off(code: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    form = DayOffForm()
    if form.validate_on_submit():
        day, name = form.day.data, form.name.data
        try:
            actions.add_day_off(pilot, day=day, name=name, actor=viewer(), now=clock.now())
        except actions.PilotRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".days_off", code=code), _("Day off added"))
    found = queries.days_off_of(pilot)
    return render_template("cohort/days_off.html", pilot=pilot, form=form, days_off=found)


@bp.post("/pilots/<code:code>/days-off/<uuid:day_off_id>/remove")
@requires(Permission.PILOT_UPDATE)
def remove_day_off(code: str, day_off_id: uuid.UUID) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    actions.remove_day_off(queries.get_day_off(day_off_id, pilot=pilot), actor=viewer(), now=clock.now())
    return saved(url_for(".days_off", code=code), _("Day off removed"))
