"""Materials of the training: the list, the files, and the forms of a link or file."""

import uuid
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.files import queries as files
from pilot.files import serving
from pilot.training import forms as training_forms
from pilot.training.materials import actions, queries, rules
from pilot.training.materials.forms import AddForm, ChangeForm
from pilot.training.materials.models import Material
from pilot.training.views import remember
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("materials", __name__)


@bp.get("/pilots/<code:code>/training/materials")
@requires(Permission.MATERIAL_READ)
def materials(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MATERIAL_READ)
    seen, today = viewer(), clock.today()
    return render_template(
        "materials/materials.html",
        pilot=pilot,
        materials=queries.materials_in(pilot, viewer=seen, today=today),
        editable_ids={module.id for module in queries.modules_to_fill(pilot, viewer=seen)},
        is_visible=partial(rules.is_visible, today=today),
        title_of=partial(training_forms.title_of, language=language()),
    )


@bp.route("/pilots/<code:code>/training/materials/new", methods=["GET", "POST"])
@requires(Permission.MATERIAL_WRITE)
def add_material(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MATERIAL_WRITE)
    modules = {module.id: module for module in queries.modules_to_fill(pilot, viewer=viewer())}
    form = AddForm(visible_from=clock.today())
    title_of = partial(training_forms.title_of, language=language())
    form.module_id.offer([(each.id, f"{each.number}. {title_of(each)}") for each in modules.values()])
    if form.validate_on_submit():
        module = modules[form.chosen_module()]
        try:
            actions.add_material(module, form.material_entry(), actor=viewer(), now=clock.now())
        except actions.MaterialRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".materials", code=code), _("Material added"))
    return render_template("materials/add_material.html", form=form, pilot=pilot)


@bp.get("/materials/<uuid:material_id>/file")
@requires(Permission.MATERIAL_READ)
def file(material_id: uuid.UUID) -> ResponseReturnValue:
    file_id = queries.get_file(material_id, viewer=viewer(), today=clock.today())
    return serving.attachment(files.opened(file_id))


def _material(material_id: uuid.UUID, permission: Permission) -> Material:
    found = queries.get_material(material_id, viewer=viewer(), permission=permission)
    remember(found.module.pilot)
    return found


@bp.route("/materials/<uuid:material_id>/edit", methods=["GET", "POST"])
@requires(Permission.MATERIAL_WRITE)
def change_material(material_id: uuid.UUID) -> ResponseReturnValue:
    found = _material(material_id, Permission.MATERIAL_WRITE)
    form = ChangeForm(obj=found)
    pilot = found.module.pilot
    if form.validate_on_submit():
        entry, seen = form.material_entry(), form.version_seen()
        try:
            actions.change_material(found, entry, seen=seen, actor=viewer(), now=clock.now())
        except actions.MaterialRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".materials", code=pilot.code), _("Material saved"))
    return render_template(
        "materials/change_material.html",
        form=form,
        material=found,
        pilot=pilot,
        may_remove=viewer().may_in(pilot.id, Permission.MATERIAL_REMOVE),
    )


@bp.post("/materials/<uuid:material_id>/remove")
@requires(Permission.MATERIAL_REMOVE)
def remove_material(material_id: uuid.UUID) -> ResponseReturnValue:
    found = _material(material_id, Permission.MATERIAL_REMOVE)
    code = found.module.pilot.code
    actions.remove_material(found, actor=viewer(), now=clock.now())
    return saved(url_for(".materials", code=code), _("Material removed"))
