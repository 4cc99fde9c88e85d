"""The beginning of a pilot and its steps from state to state."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock, workflows
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import actions, labels, queries, rules
from pilot.cohort.enums import PilotState, Preset
from pilot.cohort.forms import ChoosePresetForm, CreatePilotForm, StateForm
from pilot.cohort.presets import PRESETS, PresetShape
from pilot.overview import conditions
from pilot.web.submissions import saved

bp = Blueprint("lifecycle", __name__)


@bp.route("/pilots/new", methods=["GET", "POST"])
@requires(Permission.PILOT_CREATE)
def create() -> ResponseReturnValue:
    choice = ChoosePresetForm(request.args or None, year=clock.today().year)
    if not (request.args and choice.validate()):
        return render_template("overview/choose_preset.html", form=choice, details=labels.PRESET_DETAILS)
    preset, year = choice.chosen()
    shape = PRESETS[preset].starting_in(year)
    form = CreatePilotForm(data={**vars(shape.parameters), "funder_set": shape.funder_set})
    if form.validate_on_submit() and (location := _create(form, preset, shape)):
        return location
    warning = rules.check_volume(shape.parameters)
    return render_template(
        "overview/create.html", form=form, shape=shape, preset=labels.PRESETS[preset], warning=warning
    )


def _create(form: CreatePilotForm, preset: Preset, shape: PresetShape) -> ResponseReturnValue | None:
    """Create the pilot, or put the refusals beside the fields."""
    entry = form.pilot_entry()
    try:
        pilot = workflows.create_pilot(
            entry, code=form.code.data, preset=preset, shape=shape, actor=viewer(), now=clock.now()
        )
    except actions.ParametersRefusedError as refusal:
        form.refuse_problems(refusal.problems)
        return None
    except actions.PilotRefusedError as refusal:
        form.refuse(refusal.problem)
        return None
    location = url_for("overview.pilot", code=pilot.code)
    if rules.check_volume(entry.parameters):
        flash(_("The training days do not give the promised volume; look at the settings."), "warn")
    return saved(location, _("Pilot created"))


@bp.route("/pilots/<code:code>/state/<string:state>", methods=["GET", "POST"])
@requires(Permission.PILOT_UPDATE)
def enter_state(code: str, state: str) -> ResponseReturnValue:
    pilot = queries.get_pilot(code, viewer=viewer(), permission=Permission.PILOT_UPDATE)
    if state not in set(PilotState):
        abort(404)
    new = PilotState(state)
    found = conditions.unmet(pilot, new, today=clock.today())
    form = StateForm(obj=pilot)
    if form.validate_on_submit():
        try:
            actions.enter_state(
                pilot,
                new,
                reason=form.reason.data or "",
                unmet=len(found.unmet),
                open_months=len(found.open_months),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
            )
        except actions.PilotRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for("overview.pilot", code=code), _("The pilot's state was changed"))
    return render_template(
        "overview/enter_state.html", form=form, pilot=pilot, found=found, states=labels.PILOT_STATES, new=new
    )
