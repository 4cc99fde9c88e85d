"""Resources of a community: the inventory, one resource, recording it and winning it."""

import uuid

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import labels as words
from pilot.community import queries as community_queries
from pilot.community.enums import ResourceState
from pilot.community.findings import actions, forms, pages, queries
from pilot.community.findings.rules import WantedResources
from pilot.community.findings.views import bp, deleted, page_of, resource_at, source_added
from pilot.community.views import community_at
from pilot.web.paging import page_number
from pilot.web.submissions import saved

__all__ = ["bp"]


@bp.get("/communities/<uuid:community_id>/resources")
@requires(Permission.NEED_READ)
def resources(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_READ)
    form = forms.ResourceFilterForm(request.args)
    wanted = form.wanted()
    listed = queries.resources_in(found, wanted, number=page_number())
    return render_template(
        "needs/resources.html",
        community=found,
        form=form,
        is_filtered=wanted != WantedResources(),
        sums=queries.sums_of(found),
        listed=listed,
        unused=queries.unused_among(listed.items),
        reader=pages.reader_of(found, viewer()),
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found),
        words=words,
    )


@bp.get("/resources/<uuid:resource_id>")
@requires(Permission.NEED_READ)
def resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    found = resource_at(resource_id, Permission.NEED_READ)
    return render_template(
        "needs/resource.html",
        resource=found,
        community=found.community,
        matches=queries.matches_with(found),
        reader=pages.reader_of(found.community, viewer()),
        may_write=community_queries.may(viewer(), Permission.NEED_WRITE, found.community),
        words=words,
    )


@bp.route("/communities/<uuid:community_id>/resources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def record_resource(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.NEED_WRITE)
    form = forms.RecordResourceForm(source_told_on=clock.today(), state=ResourceState.KNOWN)
    form.source_method_use.offer(pages.uses_at_hand(found))
    if form.validate_on_submit():
        try:
            recorded = actions.record_resource(
                found,
                form.entry(),
                source=form.source(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(recorded), _("Recorded"))
    return render_template("needs/record_resource.html", form=form, community=found)


@bp.route("/resources/<uuid:resource_id>/edit", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def edit_resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    found = resource_at(resource_id)
    form = forms.EditResourceForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change_resource(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Changed"))
    return render_template("needs/edit_resource.html", form=form, resource=found, community=found.community)


@bp.route("/resources/<uuid:resource_id>/state", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def move_resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    found = resource_at(resource_id)
    form = forms.MoveResourceForm(obj=found)
    if not form.is_submitted():
        form.checked_on.data = clock.today()
    if form.validate_on_submit():
        try:
            actions.move_resource(
                found,
                form.state.data,
                checked_on=form.checked_on.data,
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.FindingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(page_of(found), _("Changed"))
    return render_template("needs/move_resource.html", form=form, resource=found, community=found.community)


@bp.route("/resources/<uuid:resource_id>/sources/new", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def add_resource_source(resource_id: uuid.UUID) -> ResponseReturnValue:
    return source_added(resource_at(resource_id))


@bp.route("/resources/<uuid:resource_id>/delete", methods=["GET", "POST"])
@requires(Permission.NEED_WRITE)
def delete_resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    found = resource_at(resource_id)
    home = url_for("needs.resources", community_id=found.community_id)
    return deleted(found, "needs/delete_resource.html", home=home)
