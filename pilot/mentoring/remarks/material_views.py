"""The methodological material: its sections, its versions, and what each version changed."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.mentoring.remarks import labels, material_actions, material_queries, rules
from pilot.mentoring.remarks.material_forms import AddSectionForm, ChangeSectionForm, PublishForm
from pilot.web.submissions import saved

CONFLICT = 409

bp = Blueprint("methodology", __name__, url_prefix="/pilots/<code:code>/mentoring/methodology")


@bp.get("/")
@requires(Permission.METHODOLOGY_READ)
def material(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_READ)
    may_manage = viewer().may_in(pilot.id, Permission.METHODOLOGY_MANAGE)
    versions = material_queries.versions_of(pilot)
    return render_template(
        "methodology/material.html",
        pilot=pilot,
        versions=versions,
        sections=material_queries.sections_of(pilot) if may_manage else [],
        standing=rules.from_text(versions[0].content) if versions else {},
        has_news=material_queries.has_news(pilot, versions),
        may_manage=may_manage,
        words=labels,
    )


@bp.get("/versions/<uuid:methodology_id>")
@requires(Permission.METHODOLOGY_READ)
def version(code: str, methodology_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_READ)
    found = material_queries.get_version(methodology_id, pilot=pilot)
    return render_template(
        "methodology/version.html",
        pilot=pilot,
        version=found,
        earlier=material_queries.before(found),
        sections=rules.from_text(found.content).values(),
        changes=material_queries.changes_in(found),
        words=labels,
    )


@bp.route("/sections/new", methods=["GET", "POST"])
@requires(Permission.METHODOLOGY_MANAGE)
def add_section(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_MANAGE)
    form = AddSectionForm(number=material_queries.next_number(pilot))
    if form.validate_on_submit():
        try:
            material_actions.add_section(pilot, form.entry(), actor=viewer(), now=clock.now())
        except material_actions.MaterialRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".material", code=code), _("Section added"))
    return render_template("methodology/add_section.html", pilot=pilot, form=form)


@bp.route("/sections/<uuid:section_id>", methods=["GET", "POST"])
@requires(Permission.METHODOLOGY_MANAGE)
def change_section(code: str, section_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_MANAGE)
    section = material_queries.get_section(section_id, pilot=pilot)
    form = ChangeSectionForm(obj=section)
    if form.validate_on_submit():
        try:
            material_actions.change_section(
                section, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except material_actions.MaterialRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".material", code=code), _("Section saved"))
    return render_template("methodology/change_section.html", pilot=pilot, form=form, section=section)


@bp.route("/publish", methods=["GET", "POST"])
@requires(Permission.METHODOLOGY_MANAGE)
def publish(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_MANAGE)
    form = PublishForm(issued_on=clock.today(), seen=material_queries.seal_of(pilot))
    if form.validate_on_submit():
        try:
            found = material_actions.publish(
                pilot, form.entry(), seen=form.seen.data or "", actor=viewer(), now=clock.now()
            )
        except material_actions.MaterialRefusedError as refusal:
            form.refuse(refusal.problem)
        except EditedMeanwhileError:
            return _look_again(code, form)
        else:
            return saved(url_for(".version", code=code, methodology_id=found.id), _("Version published"))
    return _publish_page(code, form)


def _look_again(code: str, form: PublishForm) -> ResponseReturnValue:
    """Show the sections as they are now, with what was typed."""
    db.session.rollback()
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_MANAGE)
    form.seen.data = material_queries.seal_of(pilot)
    form.form_errors.append(_("Somebody has changed the sections meanwhile. Look at the changes again."))
    return _publish_page(code, form), CONFLICT


def _publish_page(code: str, form: PublishForm) -> str:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.METHODOLOGY_MANAGE)
    versions = material_queries.versions_of(pilot)
    return render_template(
        "methodology/publish.html",
        pilot=pilot,
        form=form,
        last=versions[0] if versions else None,
        changes=material_queries.changes_now(pilot, versions),
        has_news=material_queries.has_news(pilot, versions),
        words=labels,
    )
