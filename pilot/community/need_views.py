"""Needs and resources of a community, and where each was learned."""

import uuid

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import actions, forms, labels, queries
from pilot.community.models import Need, Resource
from pilot.community.views import community_at
from pilot.web.submissions import saved

bp = Blueprint("needs", __name__)


def page_of(subject: Need | Resource) -> str:
    """Return the address of a need or a resource on the page of its community."""
    return url_for("community.community", community_id=subject.community_id, _anchor=f"n-{subject.id}")


def need_at(need_id: uuid.UUID) -> Need:
    """Fetch a need that the viewer may change."""
    need = queries.get_need(need_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    g.pilot_id = need.community.pilot_id
    return need


def resource_at(resource_id: uuid.UUID) -> Resource:
    """Fetch a resource that the viewer may change."""
    resource = queries.get_resource(resource_id, viewer=viewer(), permission=Permission.NEED_WRITE)
    g.pilot_id = resource.community.pilot_id
    return resource


@bp.route("/communities/<uuid:community_id>/needs/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def record_need(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.RecordNeedForm(source_told_on=clock.today())
    if form.validate_on_submit():
        try:
            need = actions.record_need(
                found,
                form.entry(),
                source=form.source(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CommunityRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(need), _("Recorded"))
    return render_template(
        "community/record_need.html", form=form, community=found, themes=labels.DOMAIN_THEMES
    )


@bp.route("/needs/<uuid:need_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_need(need_id: uuid.UUID) -> ResponseReturnValue:
    need = need_at(need_id)
    form = forms.EditNeedForm(obj=need)
    if form.validate_on_submit():
        actions.change_need(need, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        return saved(page_of(need), _("Changed"))
    return render_template(
        "community/edit_need.html",
        form=form,
        need=need,
        community=need.community,
        themes=labels.DOMAIN_THEMES,
    )


@bp.route("/needs/<uuid:need_id>/sources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_source(need_id: uuid.UUID) -> ResponseReturnValue:
    return _add_source(need_at(need_id))


@bp.route("/resources/<uuid:resource_id>/sources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_resource_source(resource_id: uuid.UUID) -> ResponseReturnValue:
    return _add_source(resource_at(resource_id))


def _add_source(subject: Need | Resource) -> ResponseReturnValue:
    form = forms.AddSourceForm(source_told_on=clock.today())
    if form.validate_on_submit():
        try:
            actions.add_source(subject, form.source(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.CommunityRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(subject), _("Source added"))
    return render_template(
        "community/add_source.html",
        form=form,
        community=subject.community,
        title=subject.title if isinstance(subject, Need) else subject.name,
    )


@bp.route("/communities/<uuid:community_id>/resources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def record_resource(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.RecordResourceForm(source_told_on=clock.today())
    if form.validate_on_submit():
        try:
            resource = actions.record_resource(
                found,
                form.entry(),
                source=form.source(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.CommunityRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(resource), _("Recorded"))
    return render_template("community/record_resource.html", form=form, community=found)


@bp.route("/resources/<uuid:resource_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    resource = resource_at(resource_id)
    form = forms.EditResourceForm(obj=resource)
    if form.validate_on_submit():
        actions.change_resource(
            resource, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
        )
        return saved(page_of(resource), _("Changed"))
    return render_template(
        "community/edit_resource.html", form=form, resource=resource, community=resource.community
    )
